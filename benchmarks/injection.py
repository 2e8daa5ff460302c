"""How many injected errors are found, where, and at what price in extra findings.

Run: ``python benchmarks/injection.py [--seeds 2] [--wordings shanxi,hunan] [--kinds growth,share] [--verbose]``.
For every wording, layout and kind of error a generated report gets one error, at a place drawn at random, and is linted
in this process. Printed, in all and by kind: found/injected, located/found (a finding that counts stands on the page that the
writer saw the marked words on; in a text file within the marked paragraph or table), extra findings per injection
(all but the first that counts), findings on the clean reports.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dislint import Finding, lint
from dislint.testing.accounts import make_accounts
from dislint.testing.evaluations import FORMS, add_annex, make_projects
from dislint.testing.injection import INJECTIONS, inject
from dislint.testing.report import MARK, Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import marked_text, write_pdf, write_text

LAYOUTS = ("text", "plain", "small-open")


@dataclass
class Tally:
    """Counts over injections."""

    injected: int = 0
    found: int = 0
    located: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.injected + other.injected,
            self.found + other.found,
            self.located + other.located,
            self.extra + other.extra,
        )

    def __str__(self) -> str:
        return (
            f"found {self.found}/{self.injected} = {self.found / max(self.injected, 1):.3f}, "
            f"located {self.located}/{self.found} = {self.located / max(self.found, 1):.3f}, "
            f"extra per injection {self.extra / max(self.injected, 1):.3f}"
        )


def _report(seed: int, wording: str) -> Report:
    """A clean report with annexed self-evaluations, the forms of regions by turns."""
    accounts = make_accounts(seed)
    forms = [form for form in FORMS if form != "department"]
    form = forms[(seed + list(WORDINGS).index(wording)) % len(forms)]
    return add_annex(make_report(accounts, wording), make_projects(accounts.entity, accounts.year, seed), form)


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


def measure(wording: str, layout: str, kind: str, seed: int, folder: Path, verbose: bool) -> Tally:
    """One injection; nothing where the report has no room for it."""
    report = _report(seed, wording)
    try:
        error = inject(report, kind, random.Random(f"{seed}{kind}{wording}"))
    except LookupError:
        return Tally()
    got, places = findings(report, layout, folder)
    right = [finding for finding in got if finding.code in error.codes]
    located = [f for f in right if (f.anchor.line if layout == "text" else f.anchor.page) in places]
    tally = Tally(1, bool(right), bool(located), len(got) - bool(right))
    if verbose and (not located or tally.extra):
        print(f"{wording} {layout} {seed} {kind}: {error.text} at {sorted(places)[:6]}")
        for f in got:
            print(
                f"    {'+' if f in located else '?' if f in right else '-'} {f.code} {f.anchor.page}:{f.anchor.line} {f.message[:150]}"
            )
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--wordings", default=",".join(WORDINGS))
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--kinds", default=",".join(INJECTIONS))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    wordings, layouts = options.wordings.split(","), options.layouts.split(",")
    tallies: dict[str, Tally] = defaultdict(Tally)
    clean = reports = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(options.seeds):
            for wording in wordings:
                for layout in layouts:
                    got, _ = findings(_report(seed, wording), layout, folder)
                    reports, clean = reports + 1, clean + len(got)
                    for kind in options.kinds.split(","):
                        tallies[kind] += measure(wording, layout, kind, seed, folder, options.verbose)
    for kind, tally in tallies.items():
        print(f"{kind:22} {tally}" if tally.injected else f"{kind:22} no room")
    print(f"{len(tallies)} kinds of error, {len(wordings)} wordings, {len(layouts)} layouts ({', '.join(layouts)})")
    print(sum(tallies.values(), Tally()))
    print(f"findings on {reports} clean reports: {clean}")


if __name__ == "__main__":
    main()
