"""Lanes: what goes wrong in one is told, and the next task is done all the same."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dislint_web.lanes import Lanes, LostError
from dislint_web.tasks import Desk

from dislint import Config, ConfigError


def same(_: Desk, value: int) -> int:
    return value


def die(_: Desk) -> None:
    os._exit(3)


def refuse(_: Desk) -> None:
    raise ConfigError("不行", "no")


def stumble(_: Desk) -> None:
    raise ZeroDivisionError("by zero")


def slow(_: Desk) -> str:
    time.sleep(2)
    return "slow"


@pytest.fixture
def done(tmp_path: Path) -> Callable[[Callable[[Lanes], Awaitable[Any]]], Any]:
    """Does something with one lane."""
    kept = tmp_path / "kept"
    kept.mkdir()

    def work(what: Callable[[Lanes], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            lanes = Lanes(1, Config(), kept)
            try:
                return await what(lanes)
            finally:
                lanes.end()

        return asyncio.run(run())

    return work


@pytest.mark.parametrize(
    ("task", "error", "words"),
    [(die, LostError, "意外终止"), (refuse, ConfigError, "不行"), (stumble, LostError, "by zero")],
)
def test_the_next_task_is_done(done: Any, task: Any, error: type[Exception], words: str) -> None:
    async def work(lanes: Lanes) -> int:
        with pytest.raises(error, match=words):
            await lanes.call(task)
        return await lanes.call(same, 7)

    assert done(work) == 7


def test_who_no_longer_waits_leaves_the_lane_in_order(done: Any) -> None:
    async def work(lanes: Lanes) -> int:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(lanes.call(slow), 0.5)
        return await lanes.call(same, 7)

    assert done(work) == 7


def test_tasks_wait_for_their_turn_and_may_be_given_up(done: Any) -> None:
    async def work(lanes: Lanes) -> list[Any]:
        begun: list[int] = []

        def begin(number: int) -> bool:
            begun.append(number)
            return number != 2

        calls = [lanes.call(same, number, begin=partial(begin, number)) for number in range(4)]
        told = await asyncio.gather(*calls, return_exceptions=True)
        return [begun, *told]

    begun, *told = done(work)
    assert begun == [0, 1, 2, 3]
    assert [told[0], told[1], told[3]] == [0, 1, 3]
    assert isinstance(told[2], LostError)
