"""How many injected errors are found, where, with what value, and at what price in findings.

Run: ``python benchmarks/injection.py [--seeds 2] [--wordings shanxi,hunan,budgets] [--kinds table,text,pair,growth] [--numbers 3]
[--layouts text] [--verbose]``.
For every wording, layout and kind of error a generated report gets one error, at a place drawn at random, and is linted
in this process. The kinds ``table`` and ``text`` are slips in any number that the report determines, ``--numbers`` of them a
report; ``pair`` is two of them at a time. Printed, in all and by kind: found/injected; located/found (a finding that counts stands on
the page that the writer saw the marked words on; in a text file within the marked paragraph or table); the original value
named/found, of slips in numbers; findings an error; findings on the clean reports.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from dislint import Finding, lint
from dislint.testing.accounts import make_accounts
from dislint.testing.budget_regions import BUDGET_REGIONS, make_budget_report
from dislint.testing.budgets import make_budget
from dislint.testing.evaluations import FORMS, add_annex, make_projects
from dislint.testing.injection import BUDGET_INJECTIONS, INJECTIONS, NUMBERS, Injected, inject, inject_number
from dislint.testing.report import MARK, Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import marked_text, write_pdf, write_text
from dislint.text import squeeze

LAYOUTS = ("text", "plain", "small-open")
PAIR = "pair"
BUDGETS = {
    f"{region}-{whose}-{unit}": (region, whose, unit)
    for region in BUDGET_REGIONS
    for whose in ("部门", "单位")
    for unit in ("元", "万元")
}
"""Forms of budgets, as they stand among the wordings: of whom, and what the tables print in."""


@dataclass
class Tally:
    """Counts over injected errors: ``valued`` are those found whose original value is known, ``named`` those where it is named."""

    injected: int = 0
    found: int = 0
    located: int = 0
    valued: int = 0
    named: int = 0
    findings: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))

    def __str__(self) -> str:
        return (
            f"found {_share(self.found, self.injected)}, located {_share(self.located, self.found)}, "
            f"value named {_share(self.named, self.valued)}, findings an error {self.findings / max(self.injected, 1):.3f}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "-"


def _report(seed: int, wording: str) -> Report:
    """A clean report; those that tell of self-evaluations have them annexed, the forms of regions by turns."""
    if wording in BUDGETS:
        region, whose, unit = BUDGETS[wording]
        return make_budget_report(make_budget(seed, whose=whose, unit=unit), region)
    accounts = make_accounts(seed)
    report = make_report(accounts, wording)
    forms = [form for form in FORMS if form != "department"]
    form = forms[(seed + list(WORDINGS).index(wording)) % len(forms)]
    with suppress(LookupError):
        return add_annex(report, make_projects(accounts.entity, accounts.year, seed), form)
    return report


def findings(report: Report, layout: str, folder: Path) -> tuple[list[Finding], frozenset[int]]:
    """Errors and warnings of the report in a layout, and the pages (of text: the lines) that its marks stand on."""
    path = folder / f"report.{'txt' if layout == 'text' else 'pdf'}"
    if layout == "text":
        path.write_text(write_text(report), encoding="utf-8")
        places = frozenset(_marked_lines(marked_text(report)))
    else:
        places = write_pdf(report, path, VARIANTS[layout])
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"], places


def _marked_lines(text: str) -> Iterator[int]:
    """The lines of each paragraph or table, up to the blank lines around it, in which a mark stands."""
    number = 1
    for block in text.split("\n\n"):
        lines = block.count("\n") + 1
        if MARK in block:
            yield from range(number, number + lines)
        number += lines + 1


def _put(report: Report, kind: str, draw: random.Random) -> list[Injected]:
    """The errors of a kind, one or two."""
    if kind == PAIR:
        return [inject_number(report, draw.choice(list(NUMBERS)), draw) for _ in range(2)]
    return [(inject_number if kind in NUMBERS else inject)(report, kind, draw)]


def _reports(error: Injected, finding: Finding, alone: bool) -> bool:
    """Whether a finding is of an error: by its code; of two slips at once by the wrong print."""
    if error.codes:
        return finding.code in error.codes
    return alone or error.text in _said(finding) or error.text.replace(",", "") in _said(finding).replace(",", "")


def _said(finding: Finding) -> str:
    """All that a finding says."""
    return squeeze(" ".join((finding.anchor.text, finding.message, *(related.message for related in finding.related))))


def _names(error: Injected, found: Sequence[Finding]) -> bool:
    """Whether one of the findings says what the number should be."""
    was = error.was.replace(",", "")
    return any(was in f"{finding.message} {finding.expected or ''}".replace(",", "") for finding in found)


def measure(  # noqa: PLR0913
    wording: str, layout: str, kind: str, draw: str, seed: int, folder: Path, verbose: bool
) -> Tally:
    """One injection (of a pair: two); nothing where the report has no room for it, or is another kind of document."""
    if kind in (INJECTIONS if wording in BUDGETS else BUDGET_INJECTIONS):
        return Tally()
    report = _report(seed, wording)
    try:
        errors = _put(report, kind, random.Random(draw))
    except LookupError:
        return Tally()
    got, places = findings(report, layout, folder)
    tally = Tally(findings=len(got))
    for error in errors:
        right = [finding for finding in got if _reports(error, finding, len(errors) == 1)]
        located = [f for f in right if (f.anchor.line if layout == "text" else f.anchor.page) in places]
        valued = bool(right and error.was)
        tally += Tally(1, bool(right), bool(located), valued, valued and _names(error, right))
        if verbose and (not located or len(got) > len(errors) or (valued and not _names(error, right))):
            _show(f"{wording} {layout} {seed} {kind}: {error.was} > {error.text} at {sorted(places)[:6]}", got, right)
    return tally


def _show(title: str, got: Sequence[Finding], right: Sequence[Finding]) -> None:
    print(title)
    for f in got:
        print(f"    {'+' if f in right else '-'} {f.code} {f.anchor.page}:{f.anchor.line} {f.message[:150]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--wordings", default=",".join(WORDINGS), help="names of wordings; budgets: all forms of those")
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--kinds", default=",".join((*NUMBERS, PAIR, *INJECTIONS, *BUDGET_INJECTIONS)))
    parser.add_argument("--numbers", type=int, default=3, help="how many slips in numbers a report")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    wordings = options.wordings.replace("budgets", ",".join(BUDGETS)).split(",")
    layouts = options.layouts.split(",")
    tallies: dict[str, Tally] = defaultdict(Tally)
    clean = reports = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(options.seeds):
            for wording in wordings:
                for layout in layouts:
                    got, _ = findings(_report(seed, wording), layout, folder)
                    reports, clean = reports + 1, clean + len(got)
                    if options.verbose and got:
                        _show(f"{wording} {layout} {seed} clean", got, ())
                    for kind in options.kinds.split(","):
                        for n in range(options.numbers if kind in NUMBERS or kind == PAIR else 1):
                            draw = f"{seed}{kind}{wording}{n or ''}"
                            tallies[kind] += measure(wording, layout, kind, draw, seed, folder, options.verbose)
    for kind, tally in tallies.items():
        print(f"{kind:22} {tally}" if tally.injected else f"{kind:22} no room")
    print(f"{len(tallies)} kinds of error, {len(wordings)} wordings, {len(layouts)} layouts ({', '.join(layouts)})")
    print(sum(tallies.values(), Tally()))
    print(f"findings on {reports} clean reports: {clean}")


if __name__ == "__main__":
    main()
