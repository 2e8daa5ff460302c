"""What ``dislint check`` was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dislint.cli.stated import Stated


class Request(NamedTuple):
    """What ``dislint check`` was asked for, as the command line gave it; None or empty where not given."""

    paths: tuple[Path, ...]
    stated: Stated
    output_file: Path | None = None
    outputs: tuple[tuple[str, Path], ...] = ()
    template: str = ""
    show_source: bool = False
    color: str = "auto"
    statistics: bool = False
    write_baseline: Path | None = None
    annotate: Path | None = None
    exit_zero: bool = False
    only_reports: bool = False
    stdin_filename: str = ""
    quiet: bool = False
    verbose: int = 0

    @property
    def files_written(self) -> tuple[Path, ...]:
        """The files that are to be written, but for the marked copies of reports."""
        named = (self.output_file, *(file for _, file in self.outputs), self.write_baseline)
        return tuple(file for file in named if file is not None)
