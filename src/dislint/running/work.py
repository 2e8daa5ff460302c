"""A job done: its file linted, and what is to be shown of it made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dislint.linter.analysis import Delay
from dislint.linter.application import crashed, words_of
from dislint.linter.limits import TimeLimitError, time_limit
from dislint.running.jobs import Job, Make

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.findings import Finding
    from dislint.linter.analysis import Wait
    from dislint.linter.linter import Linters
    from dislint.linter.results import Result


def run_job(job: Job, linters: Linters, wait: Wait = lambda _: None) -> Result:
    """The result of a job; raises ConfigError."""
    keep = job.keep or job.make is not None
    result = linters.of(job.config).lint(job.path, data=job.data, keep=keep, cached=True, wait=wait)
    if job.make is None or result.document is None:
        return result
    wait(Delay(job.config.timeout))
    made, trouble = _made(job.make, result, job.config)
    if trouble is not None:
        result = replace(result, findings=(*result.findings, trouble), quotes=(*result.quotes, None), failed=True)
    return replace(result, made=made, document=result.document if job.keep else None)


def _made(make: Make, result: Result, config: Config) -> tuple[Any, Finding | None]:
    """What is made of a result, or why nothing is."""
    try:
        with time_limit(config.timeout):
            return make(result, config), None
    except (TimeLimitError, MemoryError) as error:
        over = isinstance(error, TimeLimitError)
        chinese = f"超过时间上限 {config.timeout} 秒" if over else f"超过内存上限 {config.max_memory} MiB"
        english = f"time limit of {config.timeout} s" if over else f"memory limit of {config.max_memory} MiB"
        return None, crashed("输出", "the output", chinese, f"{english} reached")
    except Exception as error:
        return None, crashed("输出", "the output", words_of(error), words_of(error))
