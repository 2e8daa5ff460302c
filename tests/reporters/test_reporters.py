"""Every format, from one made-up run with hostile words in it."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dislint.blocks import Anchor, Box
from dislint.escaping import one_line, printable, width
from dislint.findings import Finding, Related, Severity
from dislint.linter.acceptance import Accepted
from dislint.linter.quotes import Quote
from dislint.linter.results import Result, Summary
from dislint.plugins import load_plugins
from dislint.reporters.model import Run

GOLDEN = Path(__file__).parent / "golden"
FORMATS = (
    "text",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "csv",
    "md",
    "summary",
)
HOSTILE = "\x1b[31m=1+1\u202e<b>|`x`\n::error::%\x00]]>&\x07"


def finding(code: str = "C601", page: int | None = 18, text: str = "0.3万元", message: str = "不一致") -> Finding:
    box = ((page, Box(72.0, 100.126, 90.5, 112.0)),) if page else ()
    cell = Anchor(9, 30, 1, "2,961.68", ((9, Box(300.0, 200.0, 340.0, 210.0)),))
    return Finding(
        code,
        Severity.ERROR,
        message,
        Anchor(page, 7, 5, text, box),
        "does not agree",
        "第三部分 情况说明 / 四、财政拨款",
        "公开04表",
        "2961.68万元",
        "0.3万元",
        (Related("公开04表“总计”", cell, "公开04表", "table 04, total"),),
    )


def made_run(*findings: Finding, lang: str = "zh", **settings: object) -> Run:
    quotes = tuple(Quote("财政拨款收入支出总计0.3万元。", 10, 15) if f.anchor.page else None for f in findings)
    summary = Summary("final-accounts", "青川县示例局", 2024, 25, 90, 2, 8)
    accepted = (Accepted(finding("N501"), "说明"), Accepted(finding("N503"), "基线", known=True))
    results = (
        Result("报告/a b.pdf", summary, findings, quotes, accepted, (), False, "ab" * 32, 1234, 0.5),
        Result("clean.txt", Summary(), ()),
    )
    return Run(results, load_plugins().rules, lang, **settings)  # type: ignore[arg-type]


def written(name: str, run: Run) -> str:
    reporter = load_plugins().reporter(name)
    assert reporter is not None
    out = io.StringIO()
    reporter.write(run, out)
    return out.getvalue()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "sarif"])
def test_golden(name: str) -> None:
    """Set DISLINT_GOLDEN=write to write the files anew, and read the difference."""
    text = written(name, made_run(finding(), finding("W802", None, "XX", "占位符")))
    file = GOLDEN / f"{name}.out"
    if os.environ.get("DISLINT_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_steer_nothing(name: str, lang: str) -> None:
    run = made_run(finding(text=HOSTILE, message=HOSTILE), lang=lang)
    # A name of bytes that are no text, as POSIX allows; the program writes surrogates as their code.
    results = [replace(result, path=f"=\udcff{HOSTILE},:{n}.pdf") for n, result in enumerate(run.results)]
    text = written(name, run._replace(results=results)).encode("utf-8", "backslashreplace").decode()
    if name not in ("json", "jsonl", "sarif", "gitlab", "rdjson"):
        assert not set(text) & set("\x1b\x00\x07\u202e")
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(text)
    elif name == "jsonl":
        assert all(json.loads(line) for line in text.splitlines())
    elif name in ("junit", "checkstyle"):
        ElementTree.fromstring(text.encode())
    elif name == "github":
        assert len(text.splitlines()) == 1
    elif name == "csv":
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_formula_is_made_text() -> None:
    text = written("csv", made_run(finding(text="=HYPERLINK(1)", message="-1+2")))
    assert ",'=HYPERLINK(1)," in text
    assert ",'-1+2," in text


def test_markdown_shows_signs_and_makes_no_link() -> None:
    text = written("md", made_run(finding(message="<script>|[a](http://x.invalid)")))
    assert "\\<script\\>\\|\\[a\\](http:&#8203;//" in text


def test_source_is_underlined_by_columns_of_the_terminal() -> None:
    lines = written("text", made_run(finding(), show_source=True)).splitlines()
    assert lines[1] == "    财政拨款收入支出总计0.3万元。"
    assert lines[2] == "    " + " " * 20 + "^" * 7


def test_colour_only_where_asked() -> None:
    assert "\x1b[" not in written("text", made_run(finding()))
    assert "\x1b[1;31mC601\x1b[0m" in written("text", made_run(finding(), colour=True))


def test_template() -> None:
    assert written("text", made_run(finding(), template="{code}|{page}|{text}")) == "C601|18|0.3万元\n"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("决算", 4), ("e\u0301", 1), ("，0.3", 5)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_printable() -> None:
    assert printable("a\x1b\u202eb") == "a\\x1b\\u202eb"
    assert one_line("a\n\tb") == "a b"


def test_sarif_says_what_code_scanning_needs() -> None:
    (run,) = json.loads(written("sarif", made_run(finding(), has_baseline=True)))["runs"]
    new, suppressed, known = run["results"]
    region = new["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (18, 7, "0.3万元")
    assert region["properties"]["bbox"] == [72.0, 100.13, 90.5, 112.0]
    assert [place["kind"] for place in new["locations"][0]["logicalLocations"]] == ["section", "table"]
    assert new["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert (region["endLine"], region["endColumn"]) == (18, 8)
    print_ = finding().fingerprint
    assert new["partialFingerprints"] == {"dislint/v1": print_, "primaryLocationLineHash": f"{print_}:1"}
    assert new["baselineState"] == "new"
    assert suppressed["suppressions"][0]["justification"] == "说明"
    assert known["baselineState"] == "unchanged"
    rule = run["tool"]["driver"]["rules"][new["ruleIndex"]]
    assert rule["id"] == "C601"
    assert rule["help"]["text"]
    assert run["artifacts"][0]["hashes"]["sha-256"] == "ab" * 32
    assert run["artifacts"][0]["location"]["uri"] == "%E6%8A%A5%E5%91%8A/a%20b.pdf"


def test_sarif_tells_unreadable_files_as_notifications() -> None:
    (run,) = json.loads(written("sarif", made_run(finding("E001", None, "a.pdf", "文件是空的"))))["runs"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "E001"


def test_fields_are_those_of_the_documented_examples() -> None:
    """GitLab's code quality issue and reviewdog's Diagnostic, as their documentation shows them."""
    run = made_run(finding(), finding("W802", None, "XX", "占位符"))
    for issue in json.loads(written("gitlab", run)):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert set(issue["location"]) == {"path", "lines"}
        assert issue["location"]["lines"]["begin"] >= 1
    result = json.loads(written("rdjson", run))
    assert set(result) == {"source", "severity", "diagnostics"}
    for diagnostic in result["diagnostics"]:
        assert set(diagnostic) == {"message", "location", "severity", "code", "relatedLocations"}
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        assert set(diagnostic["location"]) == {"path", "range"}
    commands = [line.partition("::")[2].partition("::")[0] for line in written("github", run).splitlines()]
    for command in commands:
        name, _, properties = command.partition(" ")
        assert name in ("error", "warning", "notice")
        assert {part.partition("=")[0] for part in properties.split(",")} == {"file", "line", "col", "title"}


def test_reviewdog_counts_columns_in_bytes() -> None:
    made = replace(finding(page=None), anchor=Anchor(None, 7, 9, "XX"))
    quote = Quote("财政拨款收入支出XX。", 8, 10)
    run = Run((Result("a.txt", Summary(), (made, made), (quote, None)),))
    exact, line = json.loads(written("rdjson", run))["diagnostics"]
    assert exact["location"]["range"] == {"start": {"line": 7, "column": 25}, "end": {"line": 7, "column": 27}}
    assert line["location"]["range"] == {"start": {"line": 7}}


def test_paths_in_the_current_folder_are_relative() -> None:
    run = Run((Result(str(Path.cwd() / "reports" / "a.txt"), Summary(), (finding(page=None),), (None,)),))
    for name in ("gitlab", "github", "rdjson", "checkstyle", "sarif"):
        assert str(Path.cwd()) not in written(name, run)
        assert "reports/a.txt" in written(name, run)


def test_unreadable_documents_are_errors_of_junit() -> None:
    suite = ElementTree.fromstring(
        written("junit", made_run(finding(), finding("E001", None, "a.pdf", "空的"))).encode()
    )[0]
    assert (suite.get("failures"), suite.get("errors")) == ("1", "1")
    assert [case[0].tag for case in suite] == ["failure", "error"]


def sarif_schema() -> dict[str, object]:
    shared = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[3] / "shared"))
    file = shared / "data" / "sarif-schema-2.1.0.json"
    if not file.is_file():
        pytest.skip(f"{file.name} is not there")
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_sarif_is_valid() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    log = json.loads(written("sarif", made_run(finding(), finding("E001", None, HOSTILE, HOSTILE))))
    jsonschema.validate(log, sarif_schema())
