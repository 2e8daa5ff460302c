"""A runner for dislint: the files of a run are linted by the workers of a Dask cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dislint import GRACE, Config, ConfigError, Job, Linters, Option, Result, hookimpl, lost, run_job

_AHEAD = 4
"""Files for each of the cluster's threads that may be under way before the first result is taken."""
_LINTERS = Linters()
"""Those of this process: a worker keeps what it has loaded for its next file."""


class DaskRunner:
    """Hands the jobs of a run to a cluster: the one that the settings name, or one of this machine's cores."""

    name = "dask"

    def run(self, jobs: Sequence[Job], config: Config) -> Iterator[Result]:
        """The results in the order of the jobs."""
        import distributed

        client_of: Any = distributed.Client
        cluster_of: Any = distributed.LocalCluster

        settings = dict(config.plugin_settings)
        given = map(_with_content, jobs) if settings.get("dask.send-files") else iter(jobs)
        scheduler = settings.get("dask.scheduler")
        if scheduler:
            with client_of(scheduler) as client:
                yield from lint_on(client, given)
            return
        with (
            cluster_of(threads_per_worker=1, n_workers=config.jobs, dashboard_address=None) as cluster,
            client_of(cluster) as client,
        ):
            yield from lint_on(client, given)


def _with_content(job: Job) -> Job:
    try:
        return job if job.data is not None else job._replace(data=job.path.read_bytes())
    except OSError:  # A worker finds the same, and says so in the words of dislint.
        return job


@hookimpl
def dislint_runners() -> Sequence[Any]:
    """The runner."""
    return [DaskRunner()]


@hookimpl
def dislint_options() -> Sequence[Option]:
    """Where the scheduler is, and whether workers see the files."""
    return [
        Option("dask.scheduler", "text", "", "Dask 调度器的地址", "address of the Dask scheduler"),
        Option("dask.send-files", "boolean", False, "把文件内容发给工作进程", "send the files' content to the workers"),
    ]


def lint_on(client: Any, jobs: Iterable[Job]) -> Iterator[Result]:
    """The results of jobs in their order; as many are under way as keep the cluster busy, so memory stays flat.

    Raises ConfigError for a configuration that cannot be used.
    """
    pending: deque[tuple[Job, Any]] = deque()
    most = _AHEAD * max(sum(client.nthreads().values()), 1)
    for job in jobs:
        pending.append((job, client.submit(_lint, _absolute(job), pure=False)))
        if len(pending) >= most:
            yield _result(client, *pending.popleft())
    while pending:
        yield _result(client, *pending.popleft())


def _absolute(job: Job) -> Job:
    """The job with paths that mean the same in a worker's folder."""
    config = job.config
    baseline = config.baseline and config.baseline.absolute()
    packs: dict[str, Any] = {
        name: tuple(map(Path.absolute, getattr(config, name))) for name in ("plugins", "relations", "lexicon")
    }
    # The file of the configuration has been read, and checked, here; workers need not see it.
    settled = replace(config, root=config.root.absolute(), file=None, baseline=baseline, **packs)
    return job._replace(path=job.path.absolute(), config=settled)


def _lint(job: Job) -> Result:
    return run_job(job, _LINTERS)


def _result(client: Any, job: Job, future: Any) -> Result:
    """The result of a job; one whose worker died or does not end in time is given up."""
    seconds = job.config.timeout + GRACE
    try:
        result: Result = future.result(timeout=seconds)
        return replace(result, path=str(job.path))
    except ConfigError:
        raise
    except TimeoutError:
        at_work = [address for address, keys in client.processing().items() if future.key in keys]
        client.cancel([future])
        client.restart_workers(at_work)
        return lost(job.path, seconds, job.config.selection(str(job.path)))
    except Exception:  # Dask's KilledWorker, a lost connection, what cannot be unpickled …
        return lost(job.path, None, job.config.selection(str(job.path)))
