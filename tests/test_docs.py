"""The manual and the README: every command in them runs, every output is what is printed, the site builds without a warning.

``DISLINT_UPDATE_DOCS=1 python -m pytest tests/test_docs.py`` writes the outputs anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from dislint.cli.program import run as program
from dislint.config.configuration import load

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "zh").glob("*.md")),
]
UPDATE = bool(os.environ.get("DISLINT_UPDATE_DOCS"))
RUN = [page for page in PAGES if UPDATE or page.name != "README.zh-CN.md"]
"""The Chinese README has the commands and outputs of the English one; another test sees to that."""
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.M | re.S)
SET_UP = "python3 -m venv"
"""Commands that make an environment: test_wheel.py runs the one, .ci/run the other."""


class Step(NamedTuple):
    """A command of a page and the output that the page shows for it (none where it shows none)."""

    command: str
    output: tuple[str, ...]
    place: tuple[int, int]


def steps(text: str) -> list[Step]:
    """The commands of the console blocks of a page: lines that begin with "$ ", each followed by its output."""
    found = []
    for block in _BLOCK.finditer(text):
        at = block.start(1)
        for part in re.split(r"^(?=\$ )", block.group(1), flags=re.M):
            command, _, output = part.partition("\n")
            if part:
                assert command.startswith("$ "), f"a console block begins without a command: {part!r}"
                start = at + len(command) + 1
                found.append(Step(command[2:], tuple(output.splitlines()), (start, start + len(output))))
            at += len(part)
    return found


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the manual supposes it: a report with errors, a folder of reports, and the tools that it names."""
    for tool in ("reportlab", "xlsxwriter"):
        pytest.importorskip(tool)
    folder = tmp_path_factory.mktemp("docs")
    make = [sys.executable, "-m", "dislint.testing"]
    subprocess.run([*make, "report.pdf", "--errors", "4"], cwd=folder, check=True)
    shutil.copy(folder / "report.pdf", folder / "example.pdf")
    (folder / "reports").mkdir()
    for name, seed in (("2.txt", "2"), ("3.docx", "3")):
        subprocess.run([*make, f"reports/{name}", "--errors", "1", "--seed", seed], cwd=folder, check=True)
    subprocess.run([*make, "body", "--body", "0"], cwd=folder, check=True)
    tools = folder / "tools"
    tools.mkdir()
    # What is piped into reviewdog must be JSON.
    (tools / "reviewdog").write_text("#!/bin/sh\nexec python -m json.tool >/dev/null\n")
    (tools / "reviewdog").chmod(0o755)
    return folder


class Ran(NamedTuple):
    """What became of a command: its status, and what it printed."""

    status: int
    printed: str


def run(command: str, folder: Path) -> Ran:
    """Runs a command in a folder: a plain call of the program in this process, everything else in a shell."""
    words = shlex.split(command, comments=True)
    if words[0] == "dislint" and not set(words) & {"|", "<", ">", "&&"}:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = program(words[1:])
        return Ran(status, out.getvalue() + err.getvalue())
    paths = (folder / "tools", Path(sys.executable).parent, os.environ["PATH"])
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DISLINT")}
    environment = {**kept, "PATH": os.pathsep.join(map(str, paths)), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout + done.stderr)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands of the manual are written for bash")
@pytest.mark.parametrize("page", RUN, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands(page: Path, workplace: Path) -> None:
    text = page.read_text(encoding="utf-8")
    renewed = text
    for step in reversed(run_in_order(steps(text), workplace)):
        start, end = step.place
        renewed = renewed[:start] + "".join(f"{line}\n" for line in step.output) + renewed[end:]
    if UPDATE:
        page.write_text(renewed, encoding="utf-8")
    assert renewed == text, "DISLINT_UPDATE_DOCS=1 python -m pytest tests/test_docs.py writes what is printed now"


def run_in_order(wanted: list[Step], workplace: Path) -> list[Step]:
    """The steps with what their commands print, where the page shows it."""
    done = []
    for step in wanted:
        if step.command.startswith(SET_UP):
            continue
        result = run(step.command, workplace)
        allowed = (0, 1) if step.command.startswith("dislint") else (0,)
        assert result.status in allowed, f"{step.command}: {result.status}\n{result.printed}"
        if step.output:
            done.append(step._replace(output=tuple(result.printed.splitlines())))
    return done


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_pipelines(page: Path, workplace: Path) -> None:
    """The commands in YAML recipes run as well; pip install is the package index's affair."""
    for block in _YAML.findall(page.read_text(encoding="utf-8")):
        for command in re.findall(r"^\s+- (?:run: )?(dislint .*)$", block, re.M):
            result = run(command, workplace)
            assert result.status in (0, 1), f"{command}\n{result.printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_stand_in_console_blocks(page: Path) -> None:
    """No command of the program hides in a block that nothing runs."""
    text = _YAML.sub("", _BLOCK.sub("", page.read_text(encoding="utf-8")))
    assert not re.findall(r"^(?:\$ )?dislint .*$", text, re.M)


def test_the_chinese_readme_has_the_commands_of_the_english_one() -> None:
    english, chinese = (
        [(re.sub(r"\s+#.*", "", step.command), step.output) for step in steps(page.read_text(encoding="utf-8"))]
        for page in PAGES[:2]
    )
    assert chinese == english


def test_the_chinese_readme_has_the_figures_of_the_english_one() -> None:
    english, chinese = (
        [
            re.findall(r"\d[\d.,]*\d|\d", line)
            for line in page.read_text(encoding="utf-8").splitlines()
            if line[:1] == "|"
        ]
        for page in PAGES[:2]
    )
    assert chinese == english


def test_configurations_of_the_tutorial_are_read(tmp_path: Path) -> None:
    """Its TOML blocks are one file."""
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", text, re.M | re.S)
    file = tmp_path / "dislint.toml"
    file.write_text("\n".join(blocks), encoding="utf-8")
    assert len(blocks) == 2
    assert load(file).suppress[0].code == tomllib.loads(blocks[0])["suppress"][0]["code"]


def test_links_of_the_readme_lead_somewhere() -> None:
    for page in PAGES[:2]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), target


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("material")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stderr
    for page in ("rules/N501", "en/rules/N501", "zh/questions", "reference/tables", "reference/terminals"):
        assert (tmp_path / "site" / page / "index.html").is_file(), page


def test_the_site_finds_chinese_words(tmp_path: Path) -> None:
    """What is searched in is parted into words (by jieba), or a reader's word would only find what begins with it."""
    pytest.importorskip("material")
    pytest.importorskip("jieba")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {
        entry["location"].partition("#")[0]
        for entry in index["docs"]
        if "勾稽" in re.split("[\u200b\\s，。、：（）]+", entry["title"] + entry["text"])
    }
    assert {"zh/questions/", "relations/"} <= found


def test_the_floors_of_libraries_are_those_that_were_looked_up() -> None:
    """What reads a document or serves the page is listed with its floor in SECURITY.md, and asks for no less anywhere."""
    listed = dict(
        re.findall(r"^\| ([\w.-]+) \| ([\d.]+) \|", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(listed) > 10
    asked: dict[str, set[str]] = defaultdict(set)
    for file in (ROOT / "pyproject.toml", *ROOT.glob("plugins/*/pyproject.toml")):
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        extras = project.get("optional-dependencies", {})
        for one in chain(project.get("dependencies", ()), *extras.values()):
            name, _, floor = one.partition(">=")
            asked[name].add(floor)
    assert {name: asked[name] for name in listed} == {name: {floor} for name, floor in listed.items()}
