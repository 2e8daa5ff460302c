"""Ctrl-C and requests to end (SIGTERM): they end the results of a run, not what is being written of them."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")


class Interruption:
    """``signal`` is what ended the results before their end, or 0.

    While a result is waited for, a signal ends the waiting; while one is written, the results end after it. A second
    signal ends the writing too (KeyboardInterrupt).
    """

    def __init__(self) -> None:
        """None yet."""
        self.signal = 0
        self._waiting = False

    def over(self, results: Iterable[T]) -> Generator[T, None, None]:
        """The results, until a signal comes."""
        before = {number: signal.signal(number, self._take) for number in (signal.SIGINT, signal.SIGTERM)}
        source = iter(results)
        try:
            while not self.signal:
                try:
                    self._waiting = True
                    result = next(source)
                except (StopIteration, KeyboardInterrupt):
                    return
                finally:
                    self._waiting = False
                yield result
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _take(self, number: int, _: object) -> None:
        again, self.signal = bool(self.signal), number
        if self._waiting or again:
            raise KeyboardInterrupt
