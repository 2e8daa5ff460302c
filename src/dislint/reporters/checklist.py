"""The form of requirements as a reporter; what fills it in is loaded where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dislint.files import written_text

if TYPE_CHECKING:
    from dislint.linter.results import Result
    from dislint.reporters.model import Run
    from dislint.reporters.sheets.model import Sheet, Table


_WORKBOOK = ".xlsx"


class ChecklistReporter:
    """The form of requirements, filled in for each document of a run: as text, or as a workbook with a sheet a document."""

    name = "checklist"

    def part(self, result: Result, lang: str) -> Table:
        """The form of one document."""
        from dislint.reporters.ledger import met_by, requirements_of

        return requirements_of(met_by(result), lang, Path(result.path).stem)

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the forms one after the other."""
        from dislint.reporters.sheets.text import as_text

        out.write(as_text(self._sheet(run)) + "\n")

    def save(self, run: Run, file: Path) -> None:
        """Writes a workbook where the file's name ends so, else text."""
        if file.suffix.lower() == _WORKBOOK:
            from dislint.reporters.sheets.workbook import write_workbook

            write_workbook(file, self._sheet(run))
            return
        with written_text(file) as out:
            self.write(run, out)

    def _sheet(self, run: Run) -> Sheet:
        from dislint.reporters.ledger import REQUIREMENTS
        from dislint.reporters.sheets.model import Sheet

        return Sheet(REQUIREMENTS.of(run.lang), "", tuple(self._tables(run)))

    def _tables(self, run: Run) -> Iterator[Table]:
        """The forms of those documents that could be read; the others are told by their findings."""
        from dislint.reporters.sheets.model import Table

        parts = (run.part(result, self.name) for result in run.results)
        return (part for part in parts if isinstance(part, Table))
