"""The time of a figure, and what tells it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.figures.scene import When

__all__ = ["NO_PERIOD", "Told"]


class Told(NamedTuple):
    """The period of a figure: its TIMEX3 value, and the date that tells it, where one does."""

    value: str | None
    date: When | None = None

    @property
    def placed(self) -> str | None:
        """What is told outside: nothing of a time whose year nothing tells, though it ends the reach of others."""
        return None if self.value is None or "X" in self.value else self.value


NO_PERIOD = Told(None)
