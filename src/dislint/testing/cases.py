"""Cases as data: what a report says, and the findings it must and must not give.

A file of cases is TOML. At its head may stand

    codes       prefixes of the codes that the cases are about, notes by their full code; all errors and warnings
                where it is not given
    template    the text of a report with places in braces, such as {text}, that each case fills
    [values]    what fills the places of the template that a case leaves alone

and then ``[[case]]`` tables with a report, in one of three forms,

    text        the text of a report, a paragraph a line, cells of tables separated by tabs; or what fills {text}
    values      a table: what fills the other places of the template
    wording     a report of the generator in this wording ("shanxi" …), with ``seed``; changed by
      table, row, column and cell    the table ("T03"), a text of the row, the column from 0, the new text of the cell;
      table, row and drop = true     the row is left out;
      old and new                    words replaced in the report's text, once

and with what is expected of it:

    finds       the codes of its findings, each as often as it is found; no other finding may be there
    passes      codes or prefixes of which no finding may be there, whatever else is found
    at, says, expected               words that the first finding points at, words of its message, the value it expects

``name`` and, in place of those of the file, ``codes`` may stand in each case. A test runs them all:

    @pytest.mark.parametrize("case", load_cases(Path(__file__).with_name("cases.toml")), ids=str)
    def test_case(case: Case) -> None:
        case.check()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomli

from dislint.config.configuration import Config
from dislint.config.selection import ALWAYS
from dislint.findings import Finding
from dislint.linter.linter import Linter
from dislint.plugins import load_plugins

_FORMS = ("text", "values", "wording", "seed", "table", "row", "column", "cell", "drop", "old", "new")
_WORDS = {"name": str, "text": str, "wording": str, "table": str, "row": str, "cell": str, "old": str, "new": str}
_EXPECTED = {"at": str, "says": str, "expected": str, "finds": list, "passes": list}
_KEYS: Mapping[str, type] = {
    **_WORDS, **_EXPECTED, "values": dict, "codes": list, "seed": int, "column": int, "drop": bool,
}  # fmt: skip


class CaseError(Exception):
    """A file of cases is wrong; the message names the file, the case and the key."""


@dataclass(frozen=True, slots=True)
class Case:
    """A report and the findings expected of it; ``finds`` is None where only ``passes`` counts."""

    name: str
    report: str
    codes: tuple[str, ...] = ()
    finds: tuple[str, ...] | None = None
    passes: tuple[str, ...] = ()
    first: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def check(self, config: Config | None = None, *, plugins: Sequence[Path] = ()) -> None:
        """Raises AssertionError, saying what was found, where the findings are not those expected.

        ``plugins`` are the files of plugins that need not be installed; ``config`` is what else is in force.
        """
        select = (*(self.codes or ("ALL",)), *self.passes)
        config = config or Config()
        config = replace(config, select=select, plugins=(*config.plugins, *plugins))
        problems = load_plugins(config.plugins).problems
        assert not problems, "\n".join(problems)
        found = Linter(config).lint(Path("case.txt"), data=self.report.encode()).findings
        told = "\n".join(f"{finding.anchor.line}: {finding.code} {finding.message}" for finding in found) or "nothing"
        kept = [finding for finding in found if finding.code.startswith(self.codes or "") or finding.code in ALWAYS]
        if self.finds is not None:
            codes = sorted(finding.code for finding in kept)
            assert codes == sorted(self.finds), f"expected {sorted(self.finds)}, found {codes}:\n{told}"
        wrong = [finding.code for finding in found if finding.code.startswith(self.passes)] if self.passes else []
        assert not wrong, f"must not be found: {wrong}:\n{told}"
        if self.first:
            assert kept, f"nothing found of {self.codes or 'errors and warnings'}:\n{told}"
            _check_first(kept[0], self.first)


def _check_first(finding: Finding, first: Mapping[str, str]) -> None:
    says = first.get("says", "")
    assert says in finding.message, f"{says!r} is not in {finding.message!r}"
    for key, value in (("at", finding.anchor.text), ("expected", finding.expected)):
        assert first.get(key, value) == value, f"{key} is {value!r}, expected {first[key]!r}"


def load_cases(file: Path) -> list[Case]:
    """The cases of a file; raises CaseError."""
    try:
        content = tomli.loads(file.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise CaseError(f"{file}: {error}") from error
    unknown = set(content) - {"codes", "template", "values", "case"}
    if unknown:
        raise CaseError(f"{file}: no such key: {', '.join(sorted(unknown))}")
    return [_case(entry, content, f"{file}: case {n}") for n, entry in enumerate(content.get("case", []), 1)]


def _case(entry: Mapping[str, Any], content: Mapping[str, Any], where: str) -> Case:
    for key, value in entry.items():
        if key not in _KEYS:
            raise CaseError(f"{where}: no such key: {key}")
        if not isinstance(value, _KEYS[key]):
            raise CaseError(f"{where}: {key} should be a {_KEYS[key].__name__}")
    if "finds" not in entry and "passes" not in entry:
        raise CaseError(f"{where}: finds or passes is missing")
    if not any(key in entry for key in _FORMS):
        raise CaseError(f"{where}: text, values or wording is missing")
    report = _generated(entry, where) if "wording" in entry else _written(entry, content, where)
    return Case(
        entry.get("name") or _name(entry, where),
        report,
        tuple(entry.get("codes", content.get("codes", ()))),
        tuple(entry["finds"]) if "finds" in entry else None,
        tuple(entry.get("passes", ())),
        {key: entry[key] for key in ("at", "says", "expected") if key in entry},
    )


def _name(entry: Mapping[str, Any], where: str) -> str:
    said = entry.get("text") or " ".join(map(str, entry.get("values", {}).values())) or where.rpartition(": ")[2]
    return f"{' '.join(entry.get('finds', ())) or 'nothing'}: {' '.join(said.split())[:60]}"


def _written(entry: Mapping[str, Any], content: Mapping[str, Any], where: str) -> str:
    """The template with its places filled, or the text itself."""
    if "template" not in content:
        return str(entry.get("text", ""))
    values = {**content.get("values", {}), **entry.get("values", {})}
    if "text" in entry:
        values["text"] = entry["text"]
    report = str(content["template"])
    for name, value in values.items():
        if f"{{{name}}}" not in report:
            raise CaseError(f"{where}: the template has no place {{{name}}}")
        report = report.replace(f"{{{name}}}", str(value))
    return report


def _generated(entry: Mapping[str, Any], where: str) -> str:
    """A report of the generator with one change."""
    from dislint.testing.accounts import make_accounts
    from dislint.testing.wordings import WORDINGS, make_report
    from dislint.testing.writers import write_text

    if entry["wording"] not in WORDINGS:
        raise CaseError(f"{where}: no such wording: {entry['wording']}")
    report = make_report(make_accounts(entry.get("seed", 2)), entry["wording"])
    if "table" in entry:
        table = report.table(entry["table"])
        rows = [row for row in table.rows[table.header :] if entry.get("row") in row]
        if not rows:
            raise CaseError(f"{where}: {entry['table']} has no row {entry.get('row')}")
        if entry.get("drop"):
            table.rows.remove(rows[0])
        else:
            rows[0][entry["column"]] = entry["cell"]
    text = write_text(report)
    if "old" in entry:
        if entry["old"] not in text:
            raise CaseError(f"{where}: the report does not say {entry['old']!r}")
        text = text.replace(entry["old"], entry.get("new", ""), 1)
    return text
