"""A line on a terminal that tells how far a batch is; nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

__all__ = ["Progress"]

_WIDTH, _EVERY = 24, 0.2


class Progress:
    """How far a batch is.

    Parameters
    ----------
    total : int or None
        Bytes to read; None where nobody knows.
    stream : text file or None
        Where to tell it, if it is a terminal; None: standard error.
    clock : callable
    """

    def __init__(
        self, total: int | None, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._stream, self._clock = total, stream or sys.stderr, clock
        self._started, self._shown = clock(), 0.0
        self._first, self._start_position = 0, 0
        self._told = False

    def begin(self, documents: int, position: int) -> None:
        """Leave what an earlier run did out of the rate.

        Parameters
        ----------
        documents, position : int
        """
        self._first, self._start_position = documents, position
        self._started = self._clock()

    def show(self, documents: int, failed: int, position: int) -> None:
        """Tell it, but not too often.

        Parameters
        ----------
        documents, failed : int
            Finished so far.
        position : int
            Bytes read for them.
        """
        now = self._clock()
        if now - self._shown < _EVERY or not self._stream.isatty():
            return
        self._shown, self._told = now, True
        seconds = max(now - self._started, 1e-9)
        told = f"{documents:,} documents, {(documents - self._first) / seconds:.0f}/s"
        if failed:
            told += f", {failed:,} failed"
        if self._total:
            share = min(1.0, position / self._total)
            told = f"{share:4.0%} [{'#' * int(share * _WIDTH):.<{_WIDTH}}] {told}"
            if position > self._start_position:
                left = seconds * (self._total - position) / (position - self._start_position)
                told += f", {_clock_time(left)} left"
        self._stream.write(f"\r{told}\x1b[K")
        self._stream.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._told:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._told = False


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
