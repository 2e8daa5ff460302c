"""One file shown in some way: read, understood and shown in a worker process, within the limits of its configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dislint.cli.out import Status, complain
from dislint.cli.quiet import quiet_libraries
from dislint.cli.stated import READING, Stated, stating, taken
from dislint.config.configuration import Config
from dislint.language import SpokenError, say
from dislint.linter.linter import Linters
from dislint.running.jobs import Job, Make
from dislint.running.workers import lint_jobs

__all__ = ["READING", "made", "settled", "stating"]


def settled(file: Path, options: dict[str, Any]) -> tuple[Config, Linters]:
    """The configuration of a file, spoken from here on, and the linters of the run; takes both from the options."""
    quiet_libraries(options.pop("verbose"))
    stated: Stated = taken(options)
    config = stated.spoken(file)
    for told in config.refused:
        complain(say(*told))
    return config, Linters()


def made(file: Path, config: Config, linters: Linters, make: Make) -> Any:
    """What is made of a file; raises ClickException where it cannot be read, SpokenError where ``make`` raises it."""
    status = Status(True)
    (result,) = status.until(lint_jobs([Job(file, config, make=make)], 1, linters, status.tell))
    if isinstance(result.made, SpokenError):
        raise result.made
    if result.made is None:
        unread = [finding for finding in result.findings if finding.code.startswith("E00")]
        said = (f"{file}: {finding.code} {say(finding.message, finding.english)}" for finding in unread)
        raise click.ClickException("; ".join(said) or f"{file}: E009")
    return result.made
