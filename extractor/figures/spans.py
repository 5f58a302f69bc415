"""Stretches of time as figures compare them: values of TIMEX3, months counted from year 0."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from extractor.patterns import lazy

__all__ = [
    "DAY",
    "YEAR",
    "first_half",
    "is_day",
    "is_part",
    "last_day",
    "months_of",
    "months_up_to",
    "shortest",
    "years_before",
]

DAY = lazy("(?:[0-9]{4}|XXXX)-[0-9]{2}-[0-9]{2}")
YEAR = 4  # characters of the value of a year
_MONTHS = lazy("([0-9]{4}|XXXX)(?:-(H|Q|)([0-9]{1,2}))?")  # a year, a part of it, or a month


def years_before(value: str | None, years: int) -> list[str]:
    """Return the last years up to the one of a period."""
    year = value[:4] if value else ""
    return [f"{int(year) - back:04}" for back in range(years - 1, -1, -1)] if year.isdigit() else []


@lru_cache(maxsize=1024)
def is_day(value: str) -> bool:
    """Tell whether a value is of a day, a time of it, or a week."""
    return "W" in value or bool(DAY.match(value))


@lru_cache(maxsize=1024)
def months_of(value: str | None) -> tuple[int, int] | None:
    """Return the first and the last month of a year, a part of it or a span of months, counted from year 0."""
    ends = [_MONTHS.fullmatch(end) for end in (value or "").split("/")]
    if len(ends) > 2 or not all(ends):
        return None
    spans = []
    for end in ends:
        length = {"H": 6, "Q": 3, "": 1, None: 12}[end[2]]  # type: ignore[index]
        first = int(end[1].replace("X", "0")) * 12 + (int(end[3] or 1) - 1) * length  # type: ignore[index]
        spans.append((first, first + length - 1))
    return spans[0][0], spans[-1][1]


def is_part(part: str | None, whole: str | None) -> bool:
    """Tell whether a period lies in a longer one: 2006-06 in 2006-H1, 2024-Q4 in 2024."""
    inner, outer = months_of(part), months_of(whole)
    return inner is not None and outer is not None and inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def last_day(value: str | None) -> str | None:
    """Return the last day of a part of a year; a year stays one."""
    if value is None:
        return None
    last = value.split("/")[-1]
    part = re.fullmatch(r"([0-9]{4})-(Q|H)?([0-9]{1,2})", last)
    if part is None:
        return last
    month = int(part[3]) * {"Q": 3, "H": 6, None: 1}[part[2]]
    if not 1 <= month <= 12:
        return value
    following = dt.date(int(part[1]) + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).isoformat()


def first_half(value: str) -> str | None:
    """Return the first half of a year; None of what is no year."""
    return f"{value}-H1" if len(value) == YEAR and value.isdigit() else None


def months_up_to(value: str, length: int) -> str | None:
    """Return so many months that end with the month of a value: 2024-01/2024-06 up to 2024-06-30."""
    end = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-[0-9]{2})?", value)
    if end is None:
        return None
    first = int(end[1]) * 12 + int(end[2]) - length
    return f"{first // 12:04}-{first % 12 + 1:02}/{end[1]}-{end[2]}"


def shortest(span: str | None) -> str | None:
    """Return the year, half or quarter that some months are, else the months: 2024 for 2024-01/2024-12."""
    months = months_of(span)
    if months is None:
        return span
    year, first = divmod(months[0], 12)
    length = months[1] - months[0] + 1
    form = {12: "{:04}", 6: "{:04}-H{}", 3: "{:04}-Q{}"}.get(length)
    return form.format(year, first // length + 1) if form and first % length == 0 else span
