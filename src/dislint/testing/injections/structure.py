"""Errors in what the report consists of: tables, notes, sections, contents; and in its years and names."""

from __future__ import annotations

import random
import re

from dislint.testing.injections.places import Apply, Kind, put, replacing, sections
from dislint.testing.report import MARK, Heading, Paragraph, Report, TableBlock

_TABLES = ("T01", "T02", "T03", "T04", "T05", "T06", "T09")


def _mark_entry(report: Report, words: str) -> None:
    report.contents = [MARK + entry if entry.endswith(words) else entry for entry in report.contents]


def _mark_body(report: Report, entry: str) -> None:
    """Marks the heading or table that an entry of the contents names."""
    for block in report.blocks:
        if isinstance(block, TableBlock) and block.title and entry.endswith(f"、{block.title}"):
            block.title = MARK + block.title
        elif isinstance(block, Heading) and block.text == entry:
            put(block, 0, 0, "")


def _drop_table(*names: str) -> Apply:
    """A table left out; marked are its entry in the contents and what comes after the gap."""

    def apply(report: Report, draw: random.Random) -> str:
        table = report.table(draw.choice(names))
        at = report.blocks.index(table)
        del report.blocks[at]
        _mark_entry(report, table.title)
        after = report.blocks[at]
        if isinstance(after, TableBlock):
            after.title = MARK + after.title
        else:
            put(after, 0, 0, "")
        return table.title

    return apply


def _table_twice(report: Report, draw: random.Random) -> str:
    table = report.table(draw.choice(_TABLES[:-1]))
    rows = [list(row) for row in table.rows]
    again = TableBlock(
        table.name, MARK + table.title, table.caption, rows, table.header, list(table.spans), table.notes
    )
    report.blocks.insert(report.blocks.index(table), again)
    table.title = MARK + table.title
    return again.title.lstrip(MARK)


def _tables_swapped(report: Report, draw: random.Random) -> str:
    one, other = (report.blocks.index(report.table(name)) for name in draw.choice((("T02", "T03"), ("T05", "T06"))))
    report.blocks[one], report.blocks[other] = report.blocks[other], report.blocks[one]
    for at in (one, other):
        block = report.blocks[at]
        assert isinstance(block, TableBlock)
        block.title = MARK + block.title
    return ""


def _drop_note(report: Report, draw: random.Random) -> str:
    table = report.table(draw.choice(("T07", "T08")))
    table.notes = ()
    words, table.title = table.title, MARK + table.title
    return words


def _false_note(report: Report, draw: random.Random) -> str:
    table = report.table(draw.choice(("T05", "T06", "T09")))
    words = f"说明：{report.entity}没有此项支出，故本表无数据。"
    table.notes, table.title = (MARK + words,), MARK + table.title
    return words


def _section(report: Report, at: int) -> list[int]:
    """The blocks of the section whose heading is block ``at``."""
    heading = report.blocks[at]
    assert isinstance(heading, Heading)
    end = at + 1
    while end < len(report.blocks):
        block = report.blocks[end]
        if isinstance(block, Heading) and block.depth <= heading.depth:
            break
        end += 1
    return list(range(at, end))


def _drop_section(report: Report, draw: random.Random) -> str:
    """A section of part three left out, its entry in the contents left standing."""
    inside = {id(paragraph) for _, paragraph in sections(report)}
    starts = [
        n
        for n, block in enumerate(report.blocks)
        if isinstance(block, Heading)
        and block.depth == 1
        and any(id(report.blocks[k]) in inside for k in _section(report, n))
        and "其他重要" not in block.text
    ]
    return _cut(report, draw.choice(starts))


def _cut(report: Report, at: int) -> str:
    """Takes out what stands under a heading, heading included, and marks what follows and the contents' entry."""
    words = report.blocks[at].text  # type: ignore[union-attr]
    for n in reversed(_section(report, at)):
        del report.blocks[n]
    after = report.blocks[at]
    assert isinstance(after, Heading)
    put(after, 0, 0, "")
    _mark_entry(report, words)
    return words


def _drop_part(report: Report, draw: random.Random) -> str:
    at = next(n for n, b in enumerate(report.blocks) if isinstance(b, Heading) and "名词解释" in b.text)
    return _cut(report, at)


def _entry(report: Report, draw: random.Random) -> int:
    return draw.choice([n for n, entry in enumerate(report.contents) if re.match(r"[一二三四五六七八九十]+、", entry)])


def _drop_entry(report: Report, draw: random.Random) -> str:
    """An entry of the contents left out; the heading stands in the body."""
    at = _entry(report, draw)
    words = report.contents.pop(at)
    report.contents[at - 1] += MARK
    report.contents[min(at, len(report.contents) - 1)] += MARK
    _mark_body(report, words)
    return words.split("、")[1]


def _other_entry(report: Report, draw: random.Random) -> str:
    """An entry of the contents in other words than its heading."""
    at = draw.choice([n for n, entry in enumerate(report.contents) if "支出决算" in entry])
    words = report.contents[at]
    report.contents[at] = MARK + words.replace("支出决算", "开支预算", 1)
    _mark_body(report, words)
    return "开支预算"


def _jump(report: Report, draw: random.Random) -> str:
    """A heading of part three with the number after its own."""
    inside = {id(paragraph) for _, paragraph in sections(report)}
    found = [
        block
        for n, block in enumerate(report.blocks)
        if isinstance(block, Heading)
        and re.match("[三四五六]、", block.text)
        and any(id(report.blocks[k]) in inside for k in _section(report, n))
    ]
    block = draw.choice(found)
    numbers = "一二三四五六七八九十"
    number = numbers[numbers.index(block.text[0]) + 1]
    _mark_entry(report, block.text)
    put(block, 0, 1, number)
    return f"{number}、"


def _heading_year(report: Report, draw: random.Random) -> str:
    headings = [block for block in report.blocks if isinstance(block, Heading) and str(report.year) in block.text]
    block = draw.choice(headings)
    at = block.text.index(str(report.year))
    _mark_entry(report, block.text)
    return put(block, at, at + 4, str(report.year - 1))


def _sentence_year(report: Report, draw: random.Random) -> str:
    """The year before in a sentence of this year's figures."""
    found = [
        (block, match)
        for _, block in sections(report)
        for match in re.finditer(f"{report.year}(?=年度?[^，。]{{0,24}}(?:总计|合计|支出|收支))", block.text)
    ]
    block, match = draw.choice(found)
    return put(block, match.start(), match.end(), str(report.year - 1))


def _other_name(report: Report, draw: random.Random) -> str:
    """The publishing body by another name in one sentence."""
    found = [(b, b.text.index(report.entity)) for b in report.paragraphs() if report.entity in b.text]
    block, at = draw.choice(found)
    wrong = report.entity.translate(str.maketrans("局会心", "委局处"))
    return put(block, at, at + len(report.entity), wrong)


def _other_caption(report: Report, draw: random.Random) -> str:
    """The publishing body by another name above a table."""
    tables = [b for b in report.blocks if isinstance(b, TableBlock) and any(report.entity in c for c in b.caption)]
    table = draw.choice(tables)
    wrong = report.entity.translate(str.maketrans("局会心", "委局处"))
    table.caption = tuple(line.replace(report.entity, MARK + wrong) for line in table.caption)
    return wrong


def _no_receptions(report: Report, draw: random.Random) -> str:
    """The numbers of receptions left out; marked are the paragraph and the section's heading."""
    at, block = next(
        (n, b) for n, b in enumerate(report.blocks) if isinstance(b, Paragraph) and re.search("，共接待[^。]*", b.text)
    )
    block.text = re.sub("，共接待[^。]*", MARK, block.text, count=1)
    heading = next(b for b in reversed(report.blocks[:at]) if isinstance(b, Heading) and b.depth == 1)
    put(heading, 0, 0, "")
    return ""


KINDS: tuple[Kind, ...] = (
    ("drop-table", "a table left out", "S102", _drop_table(*_TABLES)),
    ("drop-empty-table", "an empty table left out", "S102", _drop_table("T07", "T08")),
    ("table-twice", "a table twice", "S103", _table_twice),
    ("tables-swapped", "two tables in the wrong order", "S103 S104", _tables_swapped),
    ("drop-note", "no note under an empty table", "S106", _drop_note),
    ("false-note", "“no data” under a table with amounts", "S106", _false_note),
    ("drop-section", "a section left out", "S101 S104 S105 S110", _drop_section),
    ("drop-part", "the glossary left out", "S101 S104", _drop_part),
    ("drop-entry", "an entry of the contents left out", "S104", _drop_entry),
    ("other-entry", "an entry of the contents in other words", "S104 S102", _other_entry),
    ("jump", "the numbering of headings jumps", "S105", _jump),
    ("no-receptions", "numbers of receptions left out", "S110", _no_receptions),
    ("year", "last year's year in a heading", "U701 S104", _heading_year),
    ("year-in-text", "last year's year in a sentence", "U701 U704", _sentence_year),
    ("as-of", "last year's date of the assets", "U701",
     replacing(r"(?<=截至)(20\d\d)(?=年12月31日)", lambda match: str(int(match.group(1)) - 1))),
    ("other-name-in-text", "the body by another name", "U702", _other_name),
    ("other-name-in-caption", "the body by another name above a table", "U702", _other_caption),
)  # fmt: skip
