"""The narrative read into claims: the tree of each paragraph, one small function a kind of phrase."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from dislint.blocks import Layout, Passage
from dislint.claims import changes, counts, levels, listing, naming, ratios
from dislint.claims.counting import Counting
from dislint.claims.lexicon import Lexicon, scanner, table_names
from dislint.claims.lists import Lists
from dislint.claims.model import Change, Measure, Narrative, Subject
from dislint.claims.paragraph import HIDDEN, Paragraph, Report, Said
from dislint.claims.parser import Phrase, Whole, parse
from dislint.claims.reasons import read_reason
from dislint.claims.scope import Frame, Scope
from dislint.claims.subjects import Subjects
from dislint.claims.together import read_together
from dislint.claims.zeros import decimals_left_out
from dislint.grammars import Token
from dislint.numbers import Unit
from dislint.structure.model import Kind, Section, Structure

_READ: dict[str, Callable[[Paragraph, Phrase], Any]] = {
    "subject": naming.read_subject,
    "name": naming.read_name,
    "year": naming.read_year,
    "amount": levels.read_amount,
    "level": levels.read_level,
    "reached": levels.read_level,
    "budget": levels.read_budget,
    "adjusted": levels.read_budget,
    "previous": levels.read_previous,
    "bare": levels.read_bare,
    "number": levels.read_number,
    "stray": changes.read_stray,
    "base": changes.read_base,
    "budget_base": changes.read_budget_base,
    "change": changes.read_change,
    "rate": changes.read_rate,
    "unsigned": changes.read_unsigned,
    "trend": changes.read_trend,
    "same": changes.read_same,
    "turned": changes.read_turned,
    "share": ratios.read_share,
    "completion": ratios.read_completion,
    "budget_of": ratios.read_budget_completed,
    "percent": ratios.read_percent,
    "deviation": ratios.read_deviation,
    "comparison": ratios.read_comparison,
    "exceeded": ratios.read_exceeded,
    "counted": counts.read_counted,
    "count": counts.read_count,
    "graded": counts.read_graded,
    "count_change": changes.read_stray,
    "joint": listing.read_joint,
    "average": counts.read_average,
    "sep": counts.read_words,
    "nil": listing.read_nil,
}
"""What reads each kind of phrase of grammar/claims.lark."""
# Words before a bracket that name an item of a list.
_WORDS_BEFORE = re.compile(r"(?<=[,、:;])[^\W\d]{2,30}$")


def read_narrative(layout: Layout, structure: Structure, lexicon: Lexicon) -> Narrative:
    """Reads the sentences of the narrative part."""
    report, said = _report(layout, structure, lexicon), Said()
    here = Paragraph(report, said, Scope(), Lists(), Counting(), 0, Passage.of(()))
    last: Section | None = None
    for number, block in enumerate(layout.blocks):
        if not isinstance(block, Passage) or structure.roles[number] != "text":
            continue
        topic, around = structure.narrative_topic(number), structure.sections_around(number)
        if not around or (topic is None and not (report.is_budget and structure.is_open(number))):
            continue
        if around[-1] is not last:
            last = around[-1]
            _end_section(here)
            here.scope = here.scope.following(topic or last.topic, len(said.claims))
        here = Paragraph(report, said, here.scope, here.lists, Counting(), number, block)
        _read_paragraph(here)
    _end_section(here)
    return Narrative(tuple(said.claims), tuple(said.mentions), tuple(said.unread))


def _end_section(here: Paragraph) -> None:
    listing.close_all(here)
    listing.add_sums_of_section(here)
    changes.complete_changes(here)


def _report(layout: Layout, structure: Structure, lexicon: Lexicon) -> Report:
    names = table_names(structure)
    words = scanner(lexicon, names)
    texts = [
        block.compact.text
        for number, block in enumerate(layout.blocks)
        if isinstance(block, Passage) and structure.roles[number] == "text"
    ]
    return Report(
        lexicon,
        words,
        Subjects(words, names, structure.entity),
        _usual_unit(texts),
        structure.year or 0,
        structure.kind is Kind.BUDGET,
        decimals_left_out(texts, structure),
    )


def _usual_unit(texts: Sequence[str]) -> Unit:
    """What the narrative states most of its amounts in."""
    small, large = (sum(len(re.findall(rf"\d{unit}", text)) for text in texts) for unit in ("元", "万元"))
    return Unit.YUAN if small > large else Unit.WAN


def _read_paragraph(here: Paragraph) -> None:
    listing.close_at_item(here)
    here.scope.begin_paragraph(naming.is_item(here))
    _read_sentences(here, parse(here.text, here.report.scanner).parts, "")
    counts.end_sentence(here)
    counts.add_tallies(here)
    listing.add_balance(here)
    if here.report.is_budget:
        listing.add_extents(here)
    here.scope.end_paragraph()


def _read_sentences(here: Paragraph, parts: Sequence[Phrase | Whole | Token], hidden: str) -> None:
    """Reads sentences and the signs between them; ``hidden`` says why the figures of the first clause restate nothing."""
    for part in parts:
        if isinstance(part, Token):
            _end_sentence(here)
            here.pass_token(part)
            hidden = ""
        elif isinstance(part, Whole):
            hidden = _read_sentence(here, part, hidden)


def _read_sentence(here: Paragraph, sentence: Whole, hidden: str) -> str:
    for part in sentence.parts:
        if isinstance(part, Token):
            _end_clause(here)
            here.pass_token(part)
            hidden = ""
        elif isinstance(part, Whole):
            _read_parts(here, part, hidden)
    return hidden


def _end_clause(here: Paragraph) -> None:
    here.scope.frame.changed = None
    counts.end_clause(here)
    listing.close_at_semicolon(here)


def _end_sentence(here: Paragraph) -> None:
    counts.end_sentence(here)
    here.scope.end_sentence()
    listing.close_at_stop(here)


def _read_parts(here: Paragraph, whole: Whole, hidden: str) -> str:
    """Reads the parts of a clause or list; ``hidden`` says why figures restate nothing, and so does what is given back of those after it."""
    for at, part in enumerate(whole.parts):
        if isinstance(part, Phrase):
            here.siblings, here.at = whole.parts, at
            hidden = _read_phrase(here, part, hidden)
        elif isinstance(part, Whole):
            hidden = _HOLDING[part.rule](here, part, hidden)
        else:
            here.pass_token(part)
    return hidden


def _read_phrase(here: Paragraph, phrase: Phrase, hidden: str) -> str:
    if phrase.rule == "hushed":
        return _read_hushed(here, phrase, hidden)
    # How the final account compares with the budget is told of the subject, whatever reason was given before.
    if hidden and phrase.rule not in ("comparison", "exceeded", "turned"):
        here.leave(phrase, hidden)
    else:
        hidden = ""
        _READ[phrase.rule](here, phrase)
    here.pass_phrase(phrase)
    return hidden


def _read_hushed(here: Paragraph, phrase: Phrase, hidden: str) -> str:
    """A word within a purpose that is read: a further purpose (用于A、用于B的日常支出) changes nothing, a list or a reason hides what follows."""
    here.pass_phrase(phrase)
    return hidden if phrase.tokens[0].type == "PURPOSE" else HIDDEN


# What holds phrases


def _read_bracket(here: Paragraph, bracket: Whole, hidden: str) -> str:
    """What a bracket says is about the subject before it, and holds no longer than the bracket."""
    scope, opening = here.scope, bracket.opening
    scope.outside.append(scope.frame)
    around, counted = scope.frame, counts.enter_bracket(here)
    scope.frame = _item_before(here, opening) or Frame(around.subject, dict(around.levels), around.changed, bare=False)
    here.pass_token(opening)
    _read_sentences(here, bracket.parts[1:-1], hidden)
    listing.close_in_bracket(here)
    if scope.frame.changed is None:
        around.changed = None  # The bracket gave the change its rate: 增加2.50万元(2.12%).
    scope.frame = scope.outside.pop()
    counts.leave_bracket(here, counted)
    here.pass_over(bracket)
    return hidden


def _item_before(here: Paragraph, bracket: Token) -> Frame | None:
    """The item of a list of economic subjects whose amount stands in brackets: 基本工资(50.00万元)."""
    if here.scope.topic != "basic":
        return None
    end = bracket.start_pos
    found = _WORDS_BEFORE.search(here.text, max(0, end - levels.NEAR), end)
    if found is None:
        return None
    anchor = here.passage.anchor(found.start(), end)
    return Frame(Subject(found.group(), (), (), found.group(), anchor, known=False))


def _read_list(here: Paragraph, told: Whole, hidden: str) -> str:
    if not hidden:
        listing.open_list(here, told)
    return _read_parts(here, told, hidden)


def _read_listing(here: Paragraph, told: Whole, hidden: str) -> str:
    if not hidden and listing.lists_amounts(here, told):
        listing.open_list(here, told)
    elif not hidden:
        listing.read_listing(here, told)
    return _read_parts(here, told, hidden)


def _read_reason(here: Paragraph, reason: Whole, hidden: str) -> str:
    if hidden:
        return _hide(here, reason, hidden)
    read_reason(here, reason)
    return HIDDEN


def _read_purpose(here: Paragraph, purpose: Whole, hidden: str) -> str:
    begins = not here.before or here.before[-1].type in ("STOP", "YEAR")
    if not hidden and begins and purpose.opening == "用于":
        # 用于机关运转的日常支出N万元: not what something is for, but which of it is meant.
        return _read_parts(here, purpose, "")
    lists = listing.lists_amounts(here, purpose) and not here.lists.open and here.scope.frame.actual is not None
    if hidden or not lists:
        return _hide(here, purpose, hidden or HIDDEN)
    listing.open_list(here, purpose)
    return _read_parts(here, purpose, "")


def _read_respectively(here: Paragraph, told: Whole, hidden: str) -> str:
    if hidden:
        return _hide(here, told, hidden)
    read_together(here, told, lambda here, phrase: _READ[phrase.rule](here, phrase))
    return ""


def _hide(here: Paragraph, whole: Whole, reason: str) -> str:
    """Leaves all figures of what restates nothing, and those after it in the clause."""
    here.leave(whole, reason)
    here.pass_over(whole)
    return reason


def _read_resumed(here: Paragraph, resumed: Whole, hidden: str) -> str:
    """What a clause says of its subject again after a reason or a purpose; a second comparison belongs to the reason of the first."""
    first = next(resumed.phrases)
    again = first.rule in ("base", "budget_base") and here.scope.base.measure is not None
    if again:
        return _read_parts(here, resumed, hidden)
    here.scope.frame.changed = None
    return _read_parts(here, resumed, "")


def _read_turned_to(here: Paragraph, turned: Whole, hidden: str) -> str:
    """A comparison after a reason that named others: of the subject where the sentence turns from the budget to last year."""
    first, frame = next(turned.phrases), here.scope.frame
    told = (
        claim for claim in here.claims_here() if isinstance(claim, Change) and claim.subject.key == frame.subject.key
    )
    completed = frame.completed is not None and frame.completed.block == here.block
    if first.rule == "base" and completed and not any(claim.base is Measure.LAST_YEAR for claim in told):
        frame.changed = None
        return _read_parts(here, turned, "")
    return _read_parts(here, turned, hidden)


_HOLDING: dict[str, Callable[[Paragraph, Whole, str], str]] = {
    "bracket": _read_bracket,
    "list": _read_list,
    "listing": _read_listing,
    "reason": _read_reason,
    "purpose": _read_purpose,
    "respectively": _read_respectively,
    "resumed": _read_resumed,
    "turned_to": _read_turned_to,
}
"""What reads each kind of what holds phrases."""
