"""Writes an example report: ``python -m dislint.testing report.pdf [--wording shanxi] [--errors 3]``.

``python -m dislint.testing FOLDER --body 2`` writes the documents of a body with two units over three years, as text.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dislint.testing.accounts import make_accounts
from dislint.testing.bodies import Body, make_body, name_units
from dislint.testing.budget_regions import make_budget_report
from dislint.testing.injection import INJECTIONS, inject
from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text

_FIRST = ("class-row", "drop-note", "completion", "direction")
"""The kinds that come first, so that the manual's examples stay the same when kinds are added."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m dislint.testing", description=__doc__)
    parser.add_argument("out", type=Path, help="the file to write: .pdf, .docx, .html or .txt")
    parser.add_argument("--wording", choices=sorted(WORDINGS), default="shanxi")
    parser.add_argument("--layout", choices=sorted(VARIANTS), default="plain")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to inject")
    parser.add_argument("--body", type=int, metavar="UNITS", help="into a folder: a body's documents over three years")
    options = parser.parse_args()
    if options.body is not None:
        write_body(make_body(options.seed, units=options.body), options.out, options.wording)
        return
    report = make_report(make_accounts(options.seed), options.wording)
    draw = random.Random(options.seed)
    kinds = iter((*_FIRST, *draw.sample(sorted(set(INJECTIONS) - set(_FIRST)), len(INJECTIONS) - len(_FIRST))))
    for _ in range(options.errors):
        _inject_next(report, kinds, draw)
    _write(report, options.out, options.layout, parser)


def _write(report: Report, out: Path, layout: str, parser: argparse.ArgumentParser) -> None:
    match out.suffix.lower():
        case ".pdf":
            write_pdf(report, out, VARIANTS[layout])
        case ".docx":
            write_docx(report, out)
        case ".html":
            out.write_text(write_html(report), encoding="utf-8")
        case ".txt":
            out.write_text(write_text(report), encoding="utf-8")
        case suffix:
            parser.error(f"no report can be written as {suffix or 'a file without a suffix'}")


def write_body(body: Body, folder: Path, wording: str, region: str = "shanghai") -> None:
    """Writes the documents of a body, those of each unit into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for year, accounts in body.accounts.items():
        report = make_report(accounts, wording, entity=body.name, year=str(year))
        if body.units:
            name_units(report, body)
        (folder / f"{year}.txt").write_text(write_text(report), encoding="utf-8")
        plan = make_budget_report(body.budgets[year], region)
        if body.units:
            name_units(plan, body, "纳入{year}年度部门预算编制范围的单位共{count}个，包括：")
        (folder / f"{year}-budget.txt").write_text(write_text(plan), encoding="utf-8")
    for number, unit in enumerate(body.units, 1):
        write_body(unit, folder / f"unit-{number}", wording, region)


def _inject_next(report: Report, kinds: Iterator[str], draw: random.Random) -> None:
    """Puts in an error of the next kind that the report has a place for."""
    for kind in kinds:
        with suppress(LookupError):
            inject(report, kind, draw)
            return


if __name__ == "__main__":
    main()
