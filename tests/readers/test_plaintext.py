"""The plain-text reader: paragraphs, tables, marks, encodings."""

from pathlib import Path

import pytest

from dislint.blocks import Grid, Passage
from dislint.readers.model import Flow, ReadOptions, UnreadableError
from dislint.readers.plaintext import PlainTextReader


def read(text: str | bytes) -> Flow:
    data = text if isinstance(text, bytes) else text.encode()
    return PlainTextReader().read(Path("report.txt"), data, ReadOptions())


def shape(flow: Flow) -> list[str]:
    return [f"{block.height}x{block.width}" if isinstance(block, Grid) else block.text for block in flow.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("甲\n\n乙", ["甲", "乙"]),
        ("表\n科目\t金额\n201\t3.00", ["表", "2x2"]),
        ("科目\t金额\n\n201\t3.00", ["2x2"]),
        ("科目\t金额\n201\t3.00\n\n注：无", ["2x2", "注：无"]),
        ("科目\t金额\t备注\n甲\t1", ["2x3"]),
        ("甲\r乙\r\n丙\r\r\n丁", ["甲", "乙", "丙", "丁"]),
        ("|科目|金额|\n|---|---|\n|201|3.00|", ["2x2"]),
        ("一、收入支出决算总表\t2", ["一、收入支出决算总表\t2"]),
    ],
)
def test_blocks(text: str, blocks: list[str]) -> None:
    assert shape(read(text)) == blocks


def test_repeated_draft_marks_are_no_text() -> None:
    flow = read("征求意见稿\n\n甲\n\n征求意见稿\n\n乙\n\n征求意见稿")
    assert shape(flow) == ["甲", "乙"]
    assert [mark.line for mark in flow.marks] == [1, 5, 9]


def test_gb18030_and_places() -> None:
    flow = read("决算\n公开表".encode("gb18030"))
    block = flow.blocks[1]
    assert isinstance(block, Passage)
    assert (block.anchor(0, 2).line, block.anchor(0, 2).column, block.anchor(0, 2).text) == (2, 1, "公开")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02\x03", b"\xff\xd8\xff\xe0\x00\x10JFIF"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError) as error:
        read(data)
    assert error.value.code == "E001"
