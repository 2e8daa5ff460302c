"""Whatever a plugin, a file's name, a font or the cache does wrong ends in a finding that names it; the rest stands."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from dislint.config.configuration import Config
from dislint.config.options import WordingEntry
from dislint.findings import Finding, Severity
from dislint.linter.linter import Linter
from dislint.linter.remembered import recall
from dislint.running.jobs import Job
from dislint.running.workers import lint_jobs

TEXT = "支出为XX万元。\n".encode()
HOUSE = """
import os, sys, time
from dislint import Anchor, Finding, Rule, Severity, hookimpl

class Odd(BaseException): pass

class House(Rule):
    code, name, severity, summary = "HOUSE001", "house", "warning", "x"
    def check(self, document):
        yield self.finding(document.start, "first")
        {body}

@hookimpl
def dislint_rules(): return [House]
"""
LONG = "yield Finding('HOUSE001', Severity.ERROR, {message}, {anchor}{more})"
DEEDS = {
    "exits": "sys.exit(3)",
    "raises what is no Exception": "raise Odd('x')",
    "stops": "raise GeneratorExit",
    "prints": "print('{}')",
    "hangs": "time.sleep(60)",
    "gives a text": "yield 'words'",
    "gives nothing for a message": LONG.format(message="None", anchor="document.start", more=""),
    "gives a number for a message": LONG.format(message="7", anchor="document.start", more=""),
    "gives a text for a place": LONG.format(message="'x'", anchor="'here'", more=""),
    "gives a function for a value": LONG.format(message="'x'", anchor="document.start", more=", actual=document.table"),
    "gives a text for a related place": LONG.format(message="'x'", anchor="document.start", more=", related=('y',)"),
    "gives a function for a place": "yield self.finding(document.table, 'x')",
    "raises an error that has no words": "raise type('E', (ValueError,), {'__str__': lambda self: 1 / 0})",
}
if hasattr(os, "fork"):
    DEEDS["forks"] = "os.fork()"


def house(folder: Path, body: str) -> Config:
    file = folder / "house.py"
    file.write_text(HOUSE.replace("{body}", body), encoding="utf-8")
    return Config(plugins=(file,), timeout=4)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_rule_that_does_wrong_is_named_and_the_others_stand(deed: str, tmp_path: Path) -> None:
    jobs = [Job(Path(name), house(tmp_path, DEEDS[deed]), TEXT) for name in ("a.txt", "b.txt")]
    results = list(lint_jobs(jobs, 1))
    assert [result.path for result in results] == ["a.txt", "b.txt"]
    for result in results:
        assert result.failed
        told = {finding.code: finding for finding in result.findings}
        assert {"E009", "HOUSE001", "W802"} <= set(told)
        for message in (told["E009"].message, told["E009"].english):
            assert "HOUSE001" in message
            assert "house" in message


def test_what_a_rule_writes_reaches_no_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config = house(tmp_path, "os.write(1, b'raw'); print('said')")
    list(lint_jobs([Job(Path("a.txt"), config, TEXT)], 1))
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_pattern_that_does_not_end_costs_its_own_rule_alone() -> None:
    wording = WordingEntry("SLOW001", "(X+)+!", "never")
    (result,) = lint_jobs([Job(Path("a.txt"), Config(wording=(wording,), timeout=8), b"X" * 60 + TEXT)], 1)
    told = {finding.code: finding.message for finding in result.findings}
    assert "SLOW001" in told["E009"]
    assert "W802" in told


def test_a_reader_that_exits_costs_its_own_file_alone(tmp_path: Path) -> None:
    (tmp_path / "leaves.py").write_text(
        "from dislint import hookimpl\n"
        "class Leaving:\n    name, suffixes = 'leaving', ('.odd',)\n"
        "    def read(self, path, data, options): raise SystemExit\n"
        "@hookimpl\ndef dislint_readers(): return [Leaving()]\n",
        encoding="utf-8",
    )
    config = Config(plugins=(tmp_path / "leaves.py",))
    first, second = lint_jobs([Job(Path(name), config, TEXT) for name in ("a.odd", "b.txt")], 1)
    assert [finding.code for finding in first.findings] == ["E009"]
    assert "W802" in {finding.code for finding in second.findings}


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux")
def test_a_name_that_is_no_text_is_like_any_other(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xbe\xf6\xcb\xe3.pdf")
    (tmp_path / name).write_bytes(b"%PDF-1.7 and no more")
    results = list(lint_jobs([Job(tmp_path / name, Config()), Job(Path("b.txt"), Config(), TEXT)], 1))
    assert [finding.code for finding in results[0].findings] == ["E001"]
    assert len(results[0].findings[0].fingerprint) == 16
    assert "W802" in {finding.code for finding in results[1].findings}


@pytest.mark.parametrize("data", ["<p>支出为\udc80XX万元。&#xd800;</p>", "<title>\udfff</title><td>\ud8f0"])
def test_half_a_character_in_the_text_ends_nothing(data: str) -> None:
    pytest.importorskip("lxml")
    content = data.encode("utf-8", "surrogatepass")
    (result,) = lint_jobs([Job(Path("a.html"), Config(minimum_severity="info"), content)], 1)
    assert not result.failed, result.findings
    assert all(finding.fingerprint for finding in result.findings)


def test_a_fingerprint_can_be_made_of_any_text() -> None:
    from dislint.blocks import Anchor

    made = {
        Finding("N501", Severity.ERROR, "x", Anchor(1, 1, 1, text)).fingerprint for text in ("\udc80", "\ud800", "a")
    }
    assert len(made) == 3


_SUMMARY = ["final-accounts", "局", 2024, 3, 1, 0, 2, 0, []]
_ANCHOR = [1, 2, 3, "words", []]
_FINDING = ["N501", "error", "m", "e", "s", "t", "1", "2", _ANCHOR, [], -1, 0]


@pytest.mark.parametrize(
    ("entry", "sound"),
    [
        ([_SUMMARY, [_FINDING], [["line", 0, 2]]], True),
        ([_SUMMARY, [_FINDING], []], False),
        ([_SUMMARY, [_FINDING], [["line", "0", 2]]], False),
        ([_SUMMARY, [_FINDING], [[7, 0, 2]]], False),
        ([_SUMMARY, [[*_FINDING[:2], None, *_FINDING[3:]]], [None]], False),
        ([_SUMMARY, [[*_FINDING[:8], [1, "2", 3, "words", []], [], -1, 0]], [None]], False),
        ([["final-accounts", "局", 2024, 3, "many", 0, 2], [_FINDING], [None]], False),
        ([[None, "局", 2024, 3, 1, 0, 2], [_FINDING], [None]], False),
        ([_SUMMARY, {"a": 1}, {"b": 2}], False),
        ([_SUMMARY, 7, 7], False),
        ({"summary": 1}, False),
        ("words", False),
        (None, False),
    ],
)
def test_an_entry_of_the_cache_of_another_shape_is_as_good_as_none(
    entry: object, sound: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dislint.cache.load", lambda *_: json.loads(json.dumps(entry)))
    assert (recall("key") is not None) is sound


def test_whatever_goes_wrong_elsewhere_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dislint.linter.linter.accept", lambda *_: 1 / 0)
    (result,) = [Linter(Config()).lint(Path("a.txt"), data=TEXT)]
    assert [finding.code for finding in result.findings] == ["E009"]
    assert "ZeroDivisionError" in result.findings[0].message
