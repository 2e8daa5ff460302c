"""``--annotate``: the reports that were linted, their findings marked in copies of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from dislint.config.configuration import Config
from dislint.config.selection import ALWAYS
from dislint.language import say
from dislint.linter.limits import content_of
from dislint.linter.results import Result
from dislint.readers.model import UnreadableError
from dislint.reporters.notes import NotAnnotatedError
from dislint.running.jobs import STDIN
from dislint.running.own import is_own


def copies_of(
    target: Path, files: Sequence[tuple[Path, Config]], stdin_filename: str = ""
) -> dict[str, tuple[Path, Config]]:
    """Where the marked copy of each report goes, by the report's path: the target itself, or the folder that it is.

    Raises UsageError where there is none, several would go to one file, or a file is there that is no such copy.
    """
    from dislint.reporters.annotate import ANNOTATED  # It loads what reads a document.

    named = [(stdin_filename or STDIN if str(path) == STDIN else str(path), config) for path, config in files]
    suffix = target.suffix.lower()
    known = [(path, config) for path, config in named if path == STDIN or Path(path).suffix.lower() in ANNOTATED]
    if not known:
        raise click.UsageError(
            say("--annotate: 只能标注 PDF 和 Word（.docx）文件", "--annotate: marks PDF and Word (.docx) files only")
        )
    if suffix in ANNOTATED and not target.is_dir():
        path, config = known[0]
        if len(named) != 1:
            raise click.UsageError(say("--annotate: 多份报告要给出文件夹", "--annotate: several reports need a folder"))
        if path != STDIN and Path(path).suffix.lower() != suffix:
            raise click.UsageError(
                say(
                    f"--annotate: {path} 的副本不能是 {suffix} 文件",
                    f"--annotate: a copy of {path} is no {suffix} file",
                )
            )
        return {path: (target, config)}
    copies: dict[str, tuple[Path, Config]] = {}
    taken: set[Path] = set()
    for path, config in known:
        copy = _free(target / Path(path).name, taken)
        if copy.exists() and not is_own(copy):
            raise click.UsageError(
                say(f"{copy} 不是 dislint 标注的副本，不能覆盖", f"{copy} would be written over and is no marked copy")
            )
        taken.add(copy)
        copies[path] = copy, config
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--annotate: {target}: {error.strerror}") from error
    return copies


def _free(wanted: Path, taken: set[Path]) -> Path:
    """The file, or the first of its names with a number that is not taken: reports of several folders share names."""
    names = (wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}") for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *names) if name not in taken)


class Copies:
    """The copies of a run, each written when its result comes; ``problems`` are those that could not be."""

    def __init__(self, wanted: Mapping[str, tuple[Path, Config]], given: Mapping[str, bytes]) -> None:
        self.problems: list[str] = []
        self._wanted = wanted
        self._given = given
        """Contents that are not read from the disk, by path."""

    def over(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results; of each that goes by the copy is written, unless the report could not be read."""
        for result in results:
            if result.path in self._wanted and not any(finding.code in ALWAYS for finding in result.findings):
                try:
                    self._write(result, *self._wanted[result.path])
                except UnreadableError as error:
                    self.problems.append(f"--annotate: {say(error.message, error.english)}")
                except NotAnnotatedError as error:
                    self.problems.append(f"--annotate: {error}")
            yield result

    def _write(self, result: Result, copy: Path, config: Config) -> None:
        from dislint.reporters.annotate import annotate

        source = Path(result.path)
        given = self._given.get(result.path)
        annotate(
            source,
            copy,
            result.findings,
            data=content_of(source, config.max_size) if given is None else given,
            english=config.lang == "en",
            password=config.password,
            seconds=config.timeout,
            mebibytes=config.max_memory,
        )
