"""What tests of placing share: points told by their values, and expressions placed against them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from extractor.anchors import Anchors, Told
from extractor.placement import place
from extractor.timex import Calendar, Expression, write

__all__ = ["DAY", "NOW", "E", "placed", "told", "told_in_sentence"]

E = Expression
DAY = dt.date(2025, 6, 18)  # a Wednesday
NOW = {"now": DAY}


def _calendar(value: str) -> Calendar:
    """Read the point that a value tells."""
    year, _, rest = value.partition("-")
    parts: dict[str, Any] = {"year": None if "X" in year else int(year)}
    if not rest:
        return Calendar("year", **parts)
    if rest[0] in "QH":
        grain = "quarter" if rest[0] == "Q" else "half"
        return Calendar(grain, **parts, **{grain: int(rest[1])})
    date, _, clock = rest.partition("T")
    month, _, day = date.partition("-")
    parts |= {"month": int(month), "day": int(day) if day else None}
    if not clock:
        return Calendar("day" if day else "month", **parts)
    if clock.isalpha():
        return Calendar("time", **parts, part=clock)
    hour, minute = clock.split(":")
    return Calendar("time", **parts, hour=int(hour), minute=int(minute), part="AF" if 12 < int(hour) < 19 else None)


def told(value: str, **flags: bool) -> Told:
    """Return a date that the article has told: a value, or two for a range."""
    first, _, last = value.partition("/")
    return Told(_calendar(first), _calendar(last or first), "date-1", **flags)


def placed(expression: Expression, **anchors: Any) -> tuple[str | None, str]:
    """Place an expression; return its value and what placed it."""
    first, last, basis, anchor = place(expression, Anchors(**anchors))
    assert (anchor is not None) == (basis == "context")
    start, end = (None if c is None else write(c) for c in (first, last))
    return (start if first == last else f"{start}/{end}"), basis


def told_in_sentence(value: str) -> dict[str, Any]:
    """Return the anchors of an expression that goes on in the sentence of a date."""
    return {"now": DAY, "day": told(value), "sentence": True, "narrative": True}
