"""How many injected errors are found, where, and at what price in extra findings.

Run: ``python benchmarks/injection.py [--seeds 3] [--verbose]``. For every wording, layout and kind of error, a
generated report gets one error and is linted in this process. Printed: found/injected, located (the
finding's words or message hold the wrong print), extra findings per injection, findings on clean reports.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from dislint import lint
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import INJECTIONS, Injected, inject
from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_pdf, write_text
from dislint.text import squeeze

LAYOUTS = ("text", "plain", "open")


def findings(report: Report, layout: str, folder: Path) -> list:
    path = folder / f"report.{'txt' if layout == 'text' else 'pdf'}"
    if layout == "text":
        path.write_text(write_text(report), encoding="utf-8")
    else:
        write_pdf(report, path, VARIANTS[layout])
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"]


def holds(finding, injected: Injected) -> bool:
    words = [finding.anchor.text, finding.message, *(related.message for related in finding.related)]
    return squeeze(injected.text) in squeeze("".join(words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    injected = found = located = extra = clean = reports = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(options.seeds):
            for wording in WORDINGS:
                for layout in LAYOUTS:
                    reports += 1
                    clean += len(findings(make_report(make_accounts(seed), wording), layout, folder))
                    for kind in INJECTIONS:
                        report = make_report(make_accounts(seed), wording)
                        error = inject(report, kind, random.Random(f"{seed}{kind}"))
                        got = findings(report, layout, folder)
                        right = [finding for finding in got if finding.code in error.codes]
                        injected += 1
                        found += bool(right)
                        located += any(holds(finding, error) for finding in right)
                        extra += max(len(got) - 1, 0) if right else len(got)
                        if options.verbose and (not right or len(got) > 1):
                            print(wording, layout, seed, kind, error.text, [(f.code, f.message[:60]) for f in got])
    print(f"kinds {len(INJECTIONS)}, wordings {len(WORDINGS)}, layouts {len(LAYOUTS)}")
    print(f"found {found}/{injected} = {found / injected:.3f}, located {located}/{injected} = {located / injected:.3f}")
    print(f"extra findings per injection {extra / injected:.3f}; on {reports} clean reports {clean}")


if __name__ == "__main__":
    main()
