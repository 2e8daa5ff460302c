"""Files, folders and terminals that mean no good: each ends in a finding or a message, and the others go on."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.plugins import load_plugins
from dislint.reporters.model import Run
from dislint.running.interruption import Interruption
from dislint.running.jobs import Job
from dislint.running.workers import lint_jobs
from dislint.testing.accounts import make_accounts
from dislint.testing.mutations import mutate
from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX")


@pytest.fixture(scope="module")
def report() -> Report:
    made = make_report(make_accounts(6), "sichuan")
    made.blocks[:] = made.blocks[::4]
    return made


def written(report: Report, suffix: str, folder: Path) -> bytes:
    file = folder / f"whole{suffix}"
    if suffix == ".pdf":
        write_pdf(report, file, VARIANTS["plain"])
    elif suffix == ".docx":
        write_docx(report, file)
    else:
        file.write_text(write_html(report) if suffix == ".html" else write_text(report), encoding="utf-8")
    return file.read_bytes()


def dislint(*arguments: object, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dislint", "--isolated", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("engine", ["auto", "pdfminer"])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".txt"])
def test_damage_is_no_failure_of_the_program(suffix: str, engine: str, report: Report, tmp_path: Path) -> None:
    if engine == "pdfminer" and suffix != ".pdf":
        pytest.skip("one engine reads it")
    whole, draw, plugins = written(report, suffix, tmp_path), random.Random(7), load_plugins()
    config = Config(minimum_severity="info", engine=engine, timeout=60)
    for _ in range(15):
        result = Linter(config).lint(Path(f"damaged{suffix}"), data=mutate(whole, suffix, draw))
        assert not result.failed, result.findings
        assert not {"E004", "E009"} & {finding.code for finding in result.findings}
        for reporter in plugins.reporters:
            if getattr(reporter, "on_standard_output", 1) == 0:
                continue  # It writes no text.
            reporter.write(Run([result], plugins.rules, show_source=True), io.StringIO())


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


_OFFICE = b"http://schemas.openxmlformats.org/"


def docx(body: bytes) -> bytes:
    """A Word document of the body's elements."""
    names = b'xmlns:w="%bwordprocessingml/2006/main"' % _OFFICE
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return archive(
        **{"[Content_Types]_xml": b'<Types xmlns="%bpackage/2006/content-types"><Override PartName="/word/document.xml" '
        b'ContentType="%b"/><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>' % (_OFFICE, kind),
        "_rels/.rels": b'<Relationships xmlns="%bpackage/2006/relationships"><Relationship Id="r" Target="word/document.xml" '
        b'Type="%bofficeDocument/2006/relationships/officeDocument"/></Relationships>' % (_OFFICE, _OFFICE),
        "word__document_xml": b"<w:document %b><w:body>%b</w:body></w:document>" % (names, body)},
    )  # fmt: skip


def cell(properties: bytes = b"") -> bytes:
    return b"<w:tc><w:tcPr>%b</w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" % properties


def lying(data: bytes) -> bytes:
    """The archive, its last entry said to be of ten bytes."""
    at = data.rfind(b"PK\x01\x02") + 24
    return data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]


def pdf_of(content: bytes) -> bytes:
    """A page of one content stream."""
    import zlib

    packed = zlib.compress(content, 1)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<<>>>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % (len(packed), packed)
    )


HUGE = Config(max_size=1, max_objects=5000, max_memory=600, timeout=20)


@pytest.mark.parametrize("engine", ["auto", "pdfminer"])
def test_a_page_of_too_many_lines_is_not_laid_out(engine: str) -> None:
    data = pdf_of(b"0 0 m 100 0 l S\n" * 6000)
    (result,) = lint_jobs([Job(Path("many.pdf"), Config(max_objects=5000, engine=engine), data)], 1)
    assert [finding.code for finding in result.findings] == ["E004"]
    assert "5000" in result.findings[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="the system refuses memory on Linux")
def test_a_decompression_bomb_ends_at_the_limit_of_memory() -> None:
    bomb = pdf_of(b" " * 400_000_000)
    assert len(bomb) < 5_000_000
    first, second = lint_jobs(
        [
            Job(Path("bomb.pdf"), Config(max_memory=300, engine="pdfminer"), bomb),
            Job(Path("a.txt"), Config(), "无。".encode()),
        ],
        1,
    )
    assert [finding.code for finding in first.findings] == ["E004"]
    assert "E004" not in {finding.code for finding in second.findings}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("large.txt", b"x" * (1024 * 1024 + 1), "E004"),
        ("bomb.docx", archive(word__document_xml=b"<a/>", word__media=bytes(310 * 1024 * 1024)), "E004"),
        ("empty.docx", archive(word__document_xml=b""), "E001"),
        (
            "laughs.docx",
            archive(
                word__document_xml=b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'">'
                + b"".join(b'<!ENTITY b%d "%b">' % (n, b"&b%d;" % (n - 1) * 20 if n else b"&b;" * 20) for n in range(9))
                + b"]><a>&b8;</a>"
            ),
            "E001",
        ),
        ("deep.html", b"<div>" * 100_000 + "一、收入".encode(), None),
        ("deep-table.html", b"<table><tr><td>" * 20_000 + b"1", None),
        ("wide.html", b"<table><tr>" + b"<td colspan=1000 rowspan=1000>1" * 400, "E004"),
        ("long-row.html", b"<table><tr>" + b"<td>1" * 20_000 + b"<tr><td>1" * 2000 + b"</table>", "E004"),
        ("long-row.txt", b"1\t" * 20_000 + b"\n" + b"1\t2\n" * 2000, "E004"),
        ("wide.docx", docx(b"<w:tbl><w:tr>%b</w:tr></w:tbl>" % (cell(b'<w:gridSpan w:val="2000000000"/>') * 2)), "E004"),
        ("before.docx", docx(b'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>%b</w:tr></w:tbl>' % (cell() * 2)), "E004"),
        ("high.docx", docx(b"<w:tbl>%b</w:tbl>" % (b"<w:tr>%b</w:tr>" % cell(b"<w:vMerge/>") * 3000)), None),
        ("nested.docx", docx(b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60), None),
        ("lies.docx", lying(docx(b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % (b"x" * 5_000_000))), "E001"),
        ("many.docx", docx(b"<w:p/>" * 4_100_000), "E004"),
        ("brackets.txt", "（".encode() * 20_000 + "》".encode() * 20_000, None),
        ("digits.txt", "支出决算为".encode() + b"9" * 200_000 + "万元。".encode(), None),
        ("entity.html", b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f;</p>', None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_limits_hold_for_a_single_file(name: str, data: bytes, code: str | None) -> None:
    (result,) = lint_jobs([Job(Path(name), HUGE, data)], 1)
    codes = {finding.code for finding in result.findings}
    assert not result.failed
    assert code in codes if code else not {"E004", "E009"} & codes
    assert "root:" not in "".join(finding.message + finding.anchor.text for finding in result.findings)


@POSIX
def test_a_single_file_that_hangs_in_native_code_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A reader that no signal reaches stands for a library that never returns.
    (tmp_path / "stuck.py").write_text(
        "import signal, time\nfrom dislint import hookimpl\n"
        "class Stuck:\n    name, suffixes = 'stuck', ('.odd',)\n"
        "    def read(self, path, data, options):\n"
        "        signal.signal(signal.SIGALRM, signal.SIG_IGN)\n        time.sleep(60)\n"
        "@hookimpl\ndef dislint_readers(): return [Stuck()]\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("dislint.running.workers.GRACE", 1)
    (result,) = lint_jobs([Job(Path("a.odd"), Config(plugins=(tmp_path / "stuck.py",), timeout=1), b"x")], 1)
    assert [finding.code for finding in result.findings] == ["E004"]


@POSIX
@pytest.mark.parametrize("within", ["reading", "a rule", "the cache"])
def test_nothing_on_the_way_swallows_the_time_limit(
    within: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What waits takes the end of its waiting for an error of the system, or of the file.
    place = {
        "reading": "pathlib.Path.open",
        "a rule": "dislint.linter.application._in_sections",
        "the cache": "json.dumps",
    }[within]
    file = tmp_path / "a.txt"
    file.write_text("支出XX万元。\n", encoding="utf-8")

    def waits(*_: object, **__: object) -> None:
        try:
            time.sleep(30)
        except Exception:
            pytest.fail("swallowed")

    linter = Linter(Config(timeout=1))
    assert linter.knowledge.rules
    monkeypatch.setattr(place, waits)
    (finding,) = linter.lint(file, cached=within == "the cache").findings
    assert (finding.code, "1 秒" in finding.message) == ("E004", True)


HALF_READ = """
import sys
from pathlib import Path
from dislint.readers.model import ReadOptions
from dislint.readers.pdfium_engine import read_sheets
sheets = read_sheets(Path(sys.argv[1]).read_bytes(), ReadOptions())
next(sheets.sheets)
print("read")
"""


def test_a_document_that_is_left_half_read_does_not_crash_the_interpreter(report: Report, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    written(report, ".pdf", tmp_path)
    command = [sys.executable, "-c", HALF_READ, str(tmp_path / "whole.pdf")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "read\n", "")


@POSIX
def test_folders_that_loop_or_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a" / "fine.txt").write_text("示例局2024年度部门决算\n", encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0o000)
    done = dislint("--select", "E001", "--no-cache", ".", cwd=tmp_path)
    assert done.stdout.splitlines() == ["a/gone.txt:1:1: E001 [错误] 文件不存在"]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("支出XX万元。\n" * 2000, encoding="utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "dislint", "--isolated", "a.txt"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    done = dislint("--output-file", "/dev/full", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


SLOW = (
    "import os, signal, time\nfrom dislint import Rule, hookimpl\n"
    'class Slow(Rule):\n    code, name, severity = "SLOW001", "slow", "warning"\n'
    "    def check(self, document):\n"
    "        if document.path == 'b.txt':\n"
    "            while not os.path.exists('seen'): time.sleep(0.05)\n"
    "            time.sleep(1)\n"  # The result of a.txt is on its way.
    "            os.kill(os.getppid(), getattr(signal, os.environ['WITH']))\n"
    "            time.sleep(3 if os.environ['WITH'] == 'SIGKILL' else 60)\n"  # A worker left alone ends its report.
    "        yield self.finding(document.start, 'seen')\n"
    "        open('seen', 'w').close()\n"
    "@hookimpl\ndef dislint_rules(): return [Slow]\n"
)


def interrupted(folder: Path, by: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A run over a.txt and b.txt that a signal reaches while b.txt is checked."""
    (folder / "seen").unlink(missing_ok=True)
    (folder / "slow.py").write_text(SLOW, encoding="utf-8")
    (folder / "slow.toml").write_text('plugins = ["slow.py"]\nselect = ["SLOW001"]\n', encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("无。\n", encoding="utf-8")
    command = [sys.executable, "-m", "dislint", "--config", "slow.toml", "--no-cache", *options, "a.txt", "b.txt"]
    environment = {**os.environ, "WITH": by}
    # The output's end is awaited: it comes when no worker holds it any more.
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, env=environment)


@POSIX
@pytest.mark.parametrize(
    ("by", "options", "status", "shown"),
    [
        ("SIGINT", [], 130, "a.txt:1:1: SLOW001 [警告] seen\n"),
        ("SIGINT", ["--output-format", "json", "-j", "2"], 130, '"seen"'),
        ("SIGTERM", ["--output-format", "jsonl"], 143, '"seen"'),
        ("SIGINT", ["--write-baseline", "known.json"], 130, ""),
    ],
)
def test_an_interrupted_run_tells_what_is_done(
    by: str, options: list[str], status: int, shown: str, tmp_path: Path
) -> None:
    done = interrupted(tmp_path, by, *options)
    assert done.returncode == status
    assert shown in done.stdout
    assert "1/2" in done.stderr
    assert not (tmp_path / "known.json").exists()


@POSIX
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    done = interrupted(tmp_path, "SIGKILL", "-j", "2", "--output-format", "jsonl")
    assert done.returncode == -9
    assert '"seen"' in done.stdout  # It came out as soon as it was done.
    assert not subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, check=False).stdout


@POSIX
def test_what_is_being_written_is_written_to_its_end() -> None:
    before = signal.getsignal(signal.SIGINT)  # A run in the background of a shell ignores it.
    interruption = Interruption()
    seen = []
    for result in interruption.over(range(3)):
        if result == 1:
            os.kill(os.getpid(), signal.SIGINT)
        seen.append(result)
    assert (seen, interruption.signal) == ([0, 1], signal.SIGINT)
    results = Interruption().over(range(3))
    next(results)
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)
    results.close()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_a_worker_that_grew_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "greedy.py").write_text(
        "import os\nfrom dislint import Rule, hookimpl\n"
        'class Greedy(Rule):\n    code, name, severity = "GREED001", "greedy", "warning"\n'
        "    def check(self, document):\n"
        "        if document.path == 'a.txt': bytearray(700 << 20)\n"
        "        yield self.finding(document.start, str(os.getpid()))\n"
        "@hookimpl\ndef dislint_rules(): return [Greedy]\n",
        encoding="utf-8",
    )
    config = Config(plugins=(tmp_path / "greedy.py",), select=("GREED",))
    results = lint_jobs([Job(Path(name), config, "无。".encode()) for name in ("a.txt", "b.txt", "c.txt")], 1)
    first, second, third = (result.findings[0].message for result in results)
    assert first != second == third
