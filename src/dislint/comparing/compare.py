"""Two documents held against each other: what disagrees, what moved, what could not be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dislint.comparing.cells import held
from dislint.comparing.model import Between, Comparison, Difference, Digest, Grade, softened
from dislint.comparing.moved import moved
from dislint.comparing.packs import Comparisons
from dislint.comparing.recognition import between, is_same_body
from dislint.comparing.sentences import ABSENT, INITIAL, RESTATED, Reader, Verdict
from dislint.language import Text
from dislint.structure.model import Kind

_FEW = 5
"""So many figures that differ may each be wrong; of more, if they are most, the documents are not of one body or one basis."""


def compare(old: Digest, new: Digest, knowledge: Comparisons) -> Comparison:
    """Holds a document against an older one; both are of one body."""
    how = between(old, new)
    reader = Reader(new, old, how, knowledge)
    verdicts = [*reader.verdicts(), *reader.holdings(), *held(new, old, how, knowledge)]
    agreed = sum(verdict.agrees for verdict in verdicts)
    found = [verdict.difference for verdict in verdicts if verdict.difference is not None]
    notes = [*_recognised(old, new, how), *_not_compared(verdicts)]
    if len(found) > _FEW and len(found) > agreed:
        notes.append(_unlike(len(found), len(found) + agreed))
        found = []
    grade, why = _doubt(old, new, knowledge)
    notes += why
    found = [softened(difference, grade) for difference in _by_cause(_budget_doubts(found, old))]
    return Comparison(old, new, how, tuple(found), agreed, moved(old, new, knowledge), tuple(notes))


def _recognised(old: Digest, new: Digest, how: Between) -> Iterable[Text]:
    if how is Between.NOTHING:
        yield Text(
            f"两份文件（{_told(old).zh}；{_told(new).zh}）不是相邻两年的同类文件，也不是同一年的预算和决算，只列出变动",
            f"these ({_told(old).en}; {_told(new).en}) are no documents of one kind and successive years, and no budget and "
            "accounts of one year: only what moved is listed",
        )


def _told(digest: Digest) -> Text:
    kinds = {
        Kind.FINAL_ACCOUNTS: Text("决算", "final accounts"),
        Kind.BUDGET: Text("预算", "budget"),
        Kind.UNKNOWN: Text("不明", "unknown"),
    }
    kind, year = kinds[digest.kind], digest.year or ""
    return Text(f"{year}年{kind.zh}" if year else f"年度不明{kind.zh}", f"{kind.en} {year or 'of no known year'}")


def _not_compared(verdicts: Sequence[Verdict]) -> Iterable[Text]:
    counts = Counter(verdict.why for verdict in verdicts if verdict.why)
    if counts[RESTATED]:
        yield Text(
            f"{counts[RESTATED]} 处的科目或口径有调整，未与另一份文件比较",
            f"{counts[RESTATED]} figure(s) of subjects that were renamed or restated are not compared",
        )
    if counts[ABSENT]:
        yield Text(
            f"{counts[ABSENT]} 处的科目在另一份文件的表中没有，未比较",
            f"{counts[ABSENT]} figure(s) have no row in the other document's tables and are not compared",
        )


def _unlike(wrong: int, count: int) -> Text:
    return Text(
        f"可比较的 {count} 个数中有 {wrong} 个不符，可能是机构或口径调整，或不是同一单位的文件，不逐一列为问题",
        f"{wrong} of {count} figures differ: the body or the basis may have changed, or these are of two bodies; they are not listed",
    )


def _doubt(old: Digest, new: Digest, knowledge: Comparisons) -> tuple[Grade, list[Text]]:
    """How sure a difference can be at most, and why."""
    notes = []
    if old.entity and new.entity and not is_same_body(old.entity, new.entity):
        notes.append(
            Text(
                f"单位名称不同（{old.entity}；{new.entity}），不符之处只作警告",
                f"the bodies have different names ({old.entity}; {new.entity}): differences are warnings only",
            )
        )
    words = next(
        (
            found.group()
            for sentence in new.sentences
            for pattern in knowledge.reorganised
            if (found := pattern.search(sentence.text))
        ),
        "",
    )
    if words:
        notes.append(
            Text(
                f"报告说到机构调整（“{words}”），两年的范围可能不同，不符之处只作警告",
                f"the report speaks of a reorganisation (“{words}”): differences are warnings only",
            )
        )
    return (Grade.WARNING if notes else Grade.ERROR), notes


def _budget_doubts(found: Sequence[Difference], budget: Digest) -> list[Difference]:
    """A budget with money carried over prints more than some call the initial budget."""
    carried = any(
        entry.figure is not None and entry.figure.value != 0
        for address, entry in budget.entries.items()
        if "结转" in address.column or (address.row.startswith(("上年", "年初")) and "结转" in address.row)
    )
    return [
        softened(difference, Grade.WARNING) if carried and difference.code == INITIAL else difference
        for difference in found
    ]


def _by_cause(found: Sequence[Difference]) -> list[Difference]:
    """Of several numbers that disagree with one figure of the other document, or alike with prints of it, the first reports."""
    told: list[Difference] = []
    places: dict[object, int] = {}
    for difference in found:
        other = difference.others[0]
        alike = (difference.code, difference.at.printed, difference.wanted, difference.direction, other.printed)
        keys = ((difference.code, other.path, other.anchor), alike)
        at = next((places[key] for key in keys if key in places), len(told))
        places |= dict.fromkeys(keys, at)
        if at == len(told):
            told.append(difference)
        elif difference.at.anchor != told[at].at.anchor:
            told[at] = replace(told[at], others=(*told[at].others, difference.at))
    return told
