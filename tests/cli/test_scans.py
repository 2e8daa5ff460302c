"""What the command tells of scanned pages: which one is being read, how many figures the sums decided."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dislint.cli.notes import summary_line
from dislint.cli.out import Status
from dislint.escaping import width
from dislint.language import Text
from dislint.linter.results import Result, Summary
from dislint.running.counts import Tally

DOING = Text("正在识别第 3 页，共 24 页", "recognising page 3 of 24")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "wanted", "shown"), [(Terminal, True, True), (Terminal, False, False), (io.StringIO, True, False)]
)
def test_the_page_is_told_on_a_terminal_and_gone_before_a_result(
    stream: type[io.StringIO], wanted: bool, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = stream()
    monkeypatch.setattr("sys.stderr", out)
    status = Status(wanted)
    status.tell(Path("scan.pdf"), DOING)
    assert (str(DOING) in out.getvalue()) is shown
    assert [*status.until([1])] == [1]
    assert out.getvalue().endswith("\r\x1b[K") is shown


def test_a_long_name_leaves_room_for_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    Status(True).tell(Path("某某县人民政府办公室2024年度部门决算公开说明.pdf"), DOING)
    line = out.getvalue().removeprefix("\r").removesuffix("\x1b[K")
    assert line.endswith(str(DOING))
    assert width(line) < 40


def test_figures_that_sums_decided_are_counted() -> None:
    tally = Tally()
    none = summary_line(1, tally)
    assert len([*tally.over([Result("a.pdf", Summary(settled=2), ()), Result("b.pdf", Summary(settled=1), ())])]) == 2
    assert "3 个看不清的数" in summary_line(2, tally)
    assert "看不清" not in none
