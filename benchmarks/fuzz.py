"""Damaged and hostile files against the whole program: no traceback, no hang, no memory without bounds.

Run: ``nice -n 19 python benchmarks/fuzz.py [--count 5000] [--seed 1] [--kinds pdf docx …] [--keep FOLDER]``. Reports
are generated, damaged (dislint.testing.mutations) and linted in worker processes, as the command line does; what comes
out goes through every reporter, and each document through every command that shows one (extract with its pictures, claims,
explain, relations, ledger, the marked copy), and is held against the one before it as ``compare`` does. Kind ``words`` leaves the bytes whole and mixes the words of the sentences and the
cells of the tables, self-evaluations included: it reaches the grammars and the checks. Configurations, baselines,
relation packs, lexicons, relations as text, entries of the cache and tables of the grammars are damaged and read back;
packs and lexicons are put to use on a report.

A failure is a worker lost, an internal error, an exception that is not meant for the user, a control character in
the text output, a file that takes longer than ``--seconds`` (a worker is killed then, a reading interrupted), or one
that asks for more than ``MEMORY`` (the system refuses it, by RLIMIT_DATA). Limits of pages, objects and sizes are the
answer to damage, no failure. Prints failures and a table; exit status 1 where there are any. ``--keep`` writes the
files that failed.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from dislint import cache
from dislint.checks.expressions import parse_expression
from dislint.cli.checking import check_configs
from dislint.cli.draw import draw
from dislint.cli.explanation import explain
from dislint.cli.ledger import ledger_of
from dislint.cli.show_claims import show_verdicts, verdicts_json
from dislint.cli.show_relations import answered
from dislint.cli.show_settings import show_config
from dislint.cli.show_structure import show_structure, structure_json
from dislint.cli.show_text import show_json, show_text
from dislint.comparing.digests import digest_of
from dislint.config.configuration import Config, load
from dislint.escaping import json_text, printable
from dislint.grammars import tables_of
from dislint.language import SpokenError
from dislint.linter.baseline import known_in, write_baseline
from dislint.linter.knowledge import Knowledge
from dislint.linter.limits import TimeLimitError, time_limit
from dislint.linter.linter import Linter, Linters
from dislint.linter.results import Result
from dislint.plugins import load_plugins
from dislint.reporters.comments import commented
from dislint.reporters.held import held
from dislint.reporters.highlights import highlighted
from dislint.reporters.html import HtmlReporter
from dislint.reporters.model import Run
from dislint.reporters.notes import NotAnnotatedError
from dislint.reporters.pictures import PicturesError
from dislint.reporters.sheets.html import as_html
from dislint.reporters.sheets.markdown import as_markdown
from dislint.reporters.sheets.model import Content
from dislint.reporters.sheets.text import as_text
from dislint.running.jobs import Job
from dislint.running.processes import limit_memory
from dislint.running.workers import lint_jobs
from dislint.testing.accounts import make_accounts
from dislint.testing.budget_regions import BUDGET_REGIONS, make_budget_report
from dislint.testing.budgets import make_budget
from dislint.testing.injection import inject
from dislint.testing.mutations import mutate
from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text

DOCUMENTS = ("pdf", "pdfminer", "docx", "html", "txt", "words")
PLUGINS = load_plugins()
KNOWLEDGE = Knowledge(Config(), PLUGINS)
COMPARER = Linter(Config(minimum_severity="info"))
RAW = set("\x00\x07\x1b\x9b\u061c\u202e\u2066")
EXPLAINED = 20
"""So many findings of a document are explained."""
PARTS = ("config", "baseline", "relations", "expressions", "lexicon", "cache", "grammar")
MEMORY = 1024
"""MiB that a worker or a reading may ask for."""
CONFIGURATION = """select = ["ALL"]
ignore = ["W808"]
fiscal-year = 2024
exclude = ["drafts", "*-old.pdf"]
[severity]
W807 = "error"
[per-file-ignores]
"annex/*.pdf" = ["S1"]
[[suppress]]
code = "N501"
path = "2024/report.pdf"
reason = "x"
until = 2026-12-31
[[wording]]
code = "HOUSE001"
pattern = "有关(部门|单位)"
message = "写明"
"""


def report(seed: int) -> Report:
    """A report with an error, cut down to some pages: damage counts more, and reading less."""
    made = make_report(make_accounts(seed), ("shanxi", "shanghai", "sichuan")[seed % 3])
    inject(made, "growth", random.Random(seed))
    made.blocks[:] = made.blocks[seed % 4 :: 4]
    return made


def originals(kind: str, folder: Path) -> list[bytes]:
    contents = []
    for seed in range(4):
        file = folder / f"original.{kind}"
        if kind == "words":
            contents.append(write_text(make_report(make_accounts(seed), sorted(WORDINGS)[seed])).encode())
            region = sorted(BUDGET_REGIONS)[seed]
            contents.append(write_text(make_budget_report(make_budget(seed), region)).encode())
            continue
        if kind == "docx":
            write_docx(report(seed), file)
        elif kind in ("pdf", "pdfminer"):
            write_pdf(report(seed), file, VARIANTS[("plain", "open", "landscape", "once")[seed]])
        else:
            text = write_html(report(seed)) if kind == "html" else write_text(report(seed))
            file.write_text(text, encoding="utf-8")
        contents.append(file.read_bytes())
    return contents


def documents(kind: str, count: int, draw: random.Random, seconds: float, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What is wrong with the linting of damaged documents of a kind, with the document."""
    suffix = {"pdfminer": ".pdf", "words": ".txt"}.get(kind, f".{kind}")
    contents = originals(kind, folder)
    if kind == "words":
        damaged = [mixed(draw.choice(contents).decode(), draw).encode() for _ in range(count)]
    else:
        damaged = [mutate(draw.choice(contents), suffix, draw) for _ in range(count)]
    config = Config(
        minimum_severity="info",
        timeout=int(seconds),
        max_memory=MEMORY,
        ocr="never",
        engine="pdfminer" if kind == "pdfminer" else "auto",
    )
    files = [folder / f"damaged-{number}{suffix}" for number in range(count)]
    for file, data in zip(files, damaged, strict=True):
        file.write_bytes(data)
    jobs = [Job(file, config, make=commands) for file in files]
    started, before = time.monotonic(), None
    for file, data, result in zip(files, damaged, lint_jobs(jobs, 1), strict=True):
        taken, started = time.monotonic() - started, time.monotonic()
        codes = [finding.code for finding in result.findings]
        limits = [f.message for f in result.findings if f.code == "E004"]
        if result.failed or "E009" in codes or any(name in limit for limit in limits for name in ("timeout", "memory")):
            yield "; ".join(f.message for f in result.findings if f.code.startswith("E00")), data
        elif taken > seconds:
            yield f"{taken:.1f} s", data
        else:
            shown = list((result.made or {}).get("commands", ()))
            now = result.made and replace(result, made=result.made["digest"])
            try:
                shown += compared(before, now) if before and now else ()
            except Exception as error:
                yield f"compare: {type(error).__name__}: {error}", data
            before = now or before
            if not drawn(file):
                file.unlink()  # The HTML report shows its words without pictures.
            told = [text for text in shown if set(printable(text, frozenset("\n"))) & RAW]
            yield from ((f"a command: {text[:80]!r}", data) for text in told)
            yield from ((problem, data) for problem in reporters(result))


def compared(old: Result, new: Result) -> tuple[str, ...]:
    """What ``compare`` shows of two documents: as two versions, and as what they are."""
    return tuple(text for versions in (True, False) for text in sheets(held(old, new, COMPARER, versions)))


def sheets(content: Content) -> tuple[str, ...]:
    """A sheet in every format of text; its HTML and JSON must hold no control character as they are."""
    marked = as_html(content.sheet, "zh"), json_text(content.object, 1)
    if any(set(text) & RAW for text in marked):
        raise ValueError("control characters in a sheet")
    return as_text(content.sheet), as_markdown(content.sheet)


def drawn(file: Path) -> bool:
    """Whether the pages of a PDF are drawn: of every tenth, since that is most of the work."""
    return file.stem.endswith("0")


def marked_copy(result: Result) -> None:
    """The copy that ``--annotate`` writes, and the pictures of ``extract --draw``."""
    path, document = Path(result.path), result.document
    assert document is not None
    with suppress(NotAnnotatedError):
        if path.suffix == ".docx":
            list(commented(path.read_bytes(), result.findings, english=False))
        elif path.suffix == ".pdf":
            list(highlighted(path.read_bytes(), result.findings, english=False, password=""))
    with suppress(PicturesError):
        if path.suffix == ".pdf" and drawn(path):
            draw(path, document.layout, document.structure.tables, path.parent / "drawn")


def commands(result: Result, config: Config) -> dict[str, Any]:
    """What the commands that show one document show of it, the HTML report's part of it, and what ``compare`` keeps."""
    document = result.document
    assert document is not None
    marked_copy(result)
    kept, form, _ = ledger_of(result, config)
    rules = {rule.code: rule for rule in PLUGINS.rules}
    explained = [explain(document, f, rules.get(f.code), config.lang) for f in result.findings[:EXPLAINED]]
    layout = document.layout
    shown = (
        show_text(layout),
        show_json(layout),
        show_structure(document.structure),
        structure_json(document.structure),
    )
    verdicts = (show_verdicts(document), verdicts_json(document))
    related = answered(KNOWLEDGE, document, config.lang)[0]
    return {
        "commands": (*explained, *shown, *verdicts, related, *sheets(kept), *sheets(form)),
        "html": HtmlReporter().part(result, config.lang),
        "digest": digest_of(document),
    }


def mixed(text: str, draw: random.Random) -> str:
    """A report some of whose lines are made of pieces of others: words, numbers, signs, cells."""
    lines = text.split("\n")
    pieces = [piece for line in lines for piece in _PIECES.findall(line)]
    for _ in range(draw.choice((3, 30, 200))):
        at = draw.randrange(len(lines))
        own = _PIECES.findall(lines[at]) or [""]
        for _ in range(draw.choice((1, 2, 6))):
            start = draw.randrange(len(own))
            new = [draw.choice(pieces) for _ in range(draw.choice((0, 1, 1, 3)))]
            own[start : start + draw.choice((0, 1, 1, 3))] = new * draw.choice((1, 1, 1, 40))
            own = own or [""]
        lines[at] = "".join(own)
    return "\n".join(lines)


_PIECES = re.compile(r"[-\d.,]+%?|[，。；：、（）“”《》\t]|[^\W\d]{1,4}|[^\w]")


def reporters(result: Result) -> Iterator[str]:
    """What is wrong with a result as the reporters write it."""
    for reporter in PLUGINS.reporters:
        out = io.StringIO()
        run = Run([result], PLUGINS.rules, show_source=True)
        try:
            if getattr(reporter, "on_standard_output", None) == 0:
                with tempfile.TemporaryDirectory() as folder:
                    reporter.save(run, Path(folder) / "report")  # type: ignore[attr-defined]
            else:
                reporter.write(run, out)
        except Exception as error:
            yield f"{reporter.name}: {type(error).__name__}: {error}"
        if set(out.getvalue()) & RAW:
            yield f"{reporter.name}: control characters"


def parts(kind: str, count: int, draw: random.Random, seconds: float, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What is wrong with the reading of damaged files that are no documents."""
    file, suffix, read = PARTS_READ[kind](folder)
    whole = file.read_bytes()
    for _ in range(count):
        data = mutate(whole, suffix, draw)
        file.write_bytes(data)
        try:
            with time_limit(seconds):
                read()
        except SpokenError:
            pass
        except (Exception, TimeLimitError) as error:
            yield f"{type(error).__name__}: {error}", data


def used(source: Path, config: Config) -> Result:
    """The result for a report, linted with what was damaged; raises what the program would crash with."""
    result = Linter(config).lint(source)
    for finding in result.findings:
        if finding.code in ("E004", "E009"):
            raise RuntimeError(finding.message)
    return result


def _config(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    file = folder / "dislint.toml"
    file.write_text(CONFIGURATION, encoding="utf-8")

    def read() -> object:
        config = load(file)
        check_configs([config], Linters())
        return config.selection("annex/a.pdf"), show_config(config, load_plugins())

    return file, ".toml", read


def _baseline(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    source, file = folder / "report.txt", folder / "known.json"
    source.write_text(write_text(report(1)), encoding="utf-8")
    write_baseline(file, [Linter(Config(minimum_severity="info")).lint(source)])

    def read() -> object:
        return known_in(file, str(source))

    return file, ".json", read


def _relations(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    source = max(load_plugins().relations, key=lambda path: path.stat().st_size)
    file = folder / "pack.toml"
    file.write_bytes(source.read_bytes())

    report_file = folder / "report.txt"
    report_file.write_text(write_text(make_report(make_accounts(3), "shanxi")), encoding="utf-8")

    def read() -> object:
        return used(report_file, Config(relations=(file,)))

    return file, ".toml", read


_SIDE = re.compile(r'^(?:left|right) = "(.*)"', re.MULTILINE)


def _expressions(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    """The sides of relations, one a line."""
    written = [side for pack in load_plugins().relations for side in _SIDE.findall(pack.read_text(encoding="utf-8"))]
    file = folder / "relation.txt"
    file.write_text("\n".join(written[::4]), encoding="utf-8")

    def read() -> object:
        return [parse(text) for text in file.read_text(encoding="utf-8", errors="replace").split("\n")]

    def parse(text: str) -> object:
        try:
            return parse_expression(text)
        except SpokenError as error:
            return error

    return file, ".txt", read


def _lexicon(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    source = max(load_plugins().lexicon, key=lambda path: path.stat().st_size)
    file, report_file = folder / "lexicon.toml", folder / "report.txt"
    file.write_bytes(source.read_bytes())
    report_file.write_text(write_text(report(3)), encoding="utf-8")

    def read() -> object:
        return used(report_file, Config(lexicon=(file,)))

    return file, ".toml", read


def _cache(folder: Path) -> tuple[Path, str, Callable[[], object]]:
    source = folder / "report.txt"
    source.write_text(write_text(report(2)), encoding="utf-8")
    config = Config(minimum_severity="info")
    Linter(config).lint(source, cached=True)
    (file,) = (cache.folder() / "documents").rglob("*.json")
    return file, ".json", lambda: Linter(config).lint(source, cached=True)


def _grammar(_: Path) -> tuple[Path, str, Callable[[], object]]:
    def read() -> object:
        return tables_of("relations.lark")

    read()
    file = max((cache.folder() / "grammars").rglob("*.json"), key=lambda path: path.stat().st_mtime)
    return file, ".json", read


PARTS_READ = {
    "config": _config,
    "baseline": _baseline,
    "relations": _relations,
    "expressions": _expressions,
    "lexicon": _lexicon,
    "cache": _cache,
    "grammar": _grammar,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000, help="damaged files in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kinds", nargs="*", choices=(*DOCUMENTS, *PARTS), default=(*DOCUMENTS, *PARTS))
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    limit_memory(MEMORY)
    share = -(-options.count // len(options.kinds))
    failures: Counter[str] = Counter()
    print("| damaged | files | failures | seconds | peak MiB |\n| --- | --- | --- | --- | --- |")
    for kind in options.kinds:
        with tempfile.TemporaryDirectory() as name:
            os.environ[cache.FOLDER_VARIABLE] = f"{name}/cache"
            draw, started = random.Random(f"{options.seed} {kind}"), time.monotonic()
            if kind in DOCUMENTS:
                problems = documents(kind, share, draw, options.seconds, Path(name))
            else:
                problems = parts(kind, share, draw, options.seconds, Path(name))
            for number, (problem, data) in enumerate(problems, 1):
                failures[kind] += 1
                print(f"{kind}: {problem}", file=sys.stderr)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{kind}-{number}").write_bytes(data)
            used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            print(f"| {kind} | {share} | {failures[kind]} | {time.monotonic() - started:.0f} | {used // 1024} |")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
