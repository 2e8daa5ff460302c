"""Whom a sentence speaks of: printed words to canonical subjects, and whether other words narrow them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dislint.blocks import Passage
from dislint.claims.lexicon import Scanner
from dislint.claims.model import Subject
from dislint.grammars import Token
from dislint.structure.model import CODE_LENGTHS

_PATH_PART = re.compile(r"(.+?)[”\"]?(?:\((\d*)([类款项])(\)|(?![目似别级型额]))|([类款项])\)|\((\d{3,7})\))")
_CODED = re.compile(r"(\d{7}|\d{5}|\d{3})[-—]?(.+)")
_LEVELS = {length: level for level, length in CODE_LENGTHS.items()}
_LEADING = re.compile(r"^(?:\d{1,2}[.、]|其中:?|[^\w]+)")
_MARK = re.compile(r"[\d.()]+|\d{1,2}月(?:\d{1,2}日)?")
_AROUND = re.compile(r"^(?:本年度?|当年|全部|年度)|(?:决算)?(?:总额|金额|总数|决算数|合计数|决算)$")
_SEGMENT = re.compile(r"[^,、:;。!?()\[\]“”\"'《》—…·]*$")
_JOINED = frozenset({"、", "和", "与", "及", "以及"})
_NARROWING = frozenset(
    {"SUBJECT", "PATH", "NAME", "COUNTED", "UP", "DOWN", "BUDGET", "ADJUSTED", "PREVIOUS", "COMPLETE"}
)
_OVERALL = frozenset({"收入总计", "支出总计", "收入支出总计"})


class Subjects:
    """Resolves subjects of one report: ``names`` are what its tables print, ``entity`` is the publishing body."""

    def __init__(self, scanner: Scanner, names: Iterable[str], entity: str) -> None:
        self._scanner = scanner
        endings = {(ending, name) for name in names for ending in (name, name.removesuffix("支出")) if ending}
        # The longest ending that fits; a name in full before one cut short (普通教育 before 教育支出).
        self._endings = sorted(endings, key=lambda pair: (-len(pair[0]), pair[0] != pair[1], pair[1]))
        self._entity = entity

    def named(self, token: Token, before: tuple[Token, ...], passage: Passage, topic: str) -> Subject:
        """The subject of a SUBJECT token; ``before`` are the two tokens that stand before it."""
        printed = str(token)
        name = self.canonical(printed, topic)
        anchor = passage.anchor(token.start_pos, token.end_pos)
        qualified = self._narrowed(token, before, passage.compact.text, name)
        return Subject(name, (), (), printed, anchor, True, qualified)

    def canonical(self, printed: str, topic: str) -> str:
        """The canonical name of printed words in a section; the words themselves where the lexicon has none."""
        known = self._scanner.subjects
        name = known.get(printed) or known.get(_AROUND.sub("", printed), printed)
        return f"财政拨款{name}" if topic == "fiscal-overall" and name in _OVERALL else name

    def path(self, token: Token, passage: Passage) -> Subject:
        """The subject of a PATH token: names and codes of 类, 款 and 项, or the name that stands after a code.

        What a path with a bracket lost names stays open: it is qualified.
        """
        anchor = passage.anchor(token.start_pos, token.end_pos)
        if coded := _CODED.fullmatch(str(token)):
            code, words = coded.groups()
            name = self._printed_by_table(words)
            return Subject(name, (name,), (code,), str(token), anchor, levels=_LEVELS[len(code)])
        names, codes, levels, whole = [], [], "", True
        for found in _PATH_PART.finditer(str(token)):
            words = _LEADING.sub("", found.group(1))
            names.append(self._printed_by_table(words))
            codes.append(found.group(2) or found.group(6) or "")
            levels += found.group(3) or found.group(5) or _LEVELS.get(len(codes[-1]), "")
            whole = whole and not found.group(5) and (found.group(4) != "" or found.group(3) is None)
        return Subject(names[-1], tuple(names), tuple(codes), str(token), anchor, qualified=not whole, levels=levels)

    def _printed_by_table(self, words: str) -> str:
        """The name that the tables print and the words end with; the words themselves where there is none."""
        return next((name for ending, name in self._endings if words.endswith(ending)), words)

    def _narrowed(self, token: Token, before: tuple[Token, ...], text: str, name: str) -> bool:
        if not before:
            return False
        last = before[-1]
        gap = text[last.end_pos : token.start_pos]
        if last.type in _NARROWING:
            return gap in ("", "的")
        if last.type not in ("SEP", "COMMA"):
            return False
        if str(last) in _JOINED and len(before) > 1 and before[-2].type in _NARROWING:
            return True
        segment = _SEGMENT.search(str(last))
        words = segment.group() if segment else ""
        if words.endswith("等") and name in self._scanner.collective:
            return False
        return bool(words) and not _MARK.fullmatch(words) and not self._free(words)

    def _free(self, words: str) -> bool:
        """Whether words before a subject say no more than whose it is."""
        if self._entity and (words.endswith(self._entity) or self._entity.endswith(words)):
            return True
        rest = words.removeprefix(self._entity) if self._entity else words
        if len(rest) > 30:
            return False
        owned = self._scanner.owner.match(rest)
        rest = rest[owned.end() :] if owned else rest
        return not rest or self._scanner.filler.fullmatch(rest) is not None
