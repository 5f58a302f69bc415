"""Calendar time: how a text tells it, how TIMEX3 writes it, and which days a value covers.

``Expression`` is what the words say before anything places them; ``Calendar`` is the same with numbers in place of
distances, as far as they are known. ``write`` gives a Calendar's TIMEX3 value and ``interval`` the days of a value.
All functions are pure: they know neither the article nor today.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.facts import DateMod
from extractor.patterns import lazy

__all__ = [
    "DAYS",
    "Base",
    "Calendar",
    "Expression",
    "Length",
    "Nth",
    "Part",
    "Shift",
    "Step",
    "add",
    "calendar_day",
    "days_in_month",
    "floor",
    "full_year",
    "in_order",
    "interval",
    "iso_duration",
    "iso_week",
    "moment",
    "monday",
    "weeks_in_year",
    "write",
]

Base = Literal["now", "told", "near"]
DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "century": 1200}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_FINER = (("second", 0), ("minute", 0), ("hour", 0), ("day", 1), ("month", 1))
_FINER_THAN = {"second": 0, "minute": 1, "hour": 2, "day": 3, "month": 4, "year": 5}
_CENTURY_TURN = 50  # a year told with two digits is of this century below it, of the last one from it on


@dataclass(frozen=True, slots=True)
class Step:
    """A part told by its distance from an anchor: 去年 is one year before now, 次年 one after the year told.

    Parameters
    ----------
    base : {"now", "told", "near"}
        The moment of publication; the last date told; the last date told or else the moment of publication.
    count : int
    """

    base: Base
    count: int


Part = int | Step | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from an anchor that is counted in units: 三天后, 两年前.

    Parameters
    ----------
    count : Decimal
        Negative for the past.
    unit : str
        ``second`` to ``century``, or ``workday``.
    event : bool
        Whether it is counted from an event that the words name (上线3个月后), which no date places.
    """

    count: Decimal
    unit: str
    event: bool = False


class Nth(NamedTuple):
    """The n-th unit inside a period: 第一周, 第二个星期一, 最后一天, 前两天.

    Parameters
    ----------
    first, last : int
        Counted from 1, from the end where negative.
    unit : {"day", "week", "month", "weekday"}
    weekday : int
        1 (Monday) to 7, where the unit is ``weekday``.
    """

    first: int
    last: int
    unit: str
    weekday: int = 0


class Expression(NamedTuple):
    """A calendar expression as the words tell it.

    Parameters
    ----------
    century, decade : int, Step or None
        Century as TIMEX3 counts it (20 for 2000 to 2099); decade 0 to 9 alone, or three digits with its century.
    year, half, quarter, month, week, day : int, Step or None
        ``week`` is a week of the year by ISO 8601.
    weekday : int or None
        1 (Monday) to 7; 8 is the weekend.
    season : str or None
        TIMEX3's SP, SU, FA, WI.
    part : str or None
        TIMEX3's part of the day: MO, MI, AF, EV, NI, DT.
    hour, minute, second : int or None
    mod : str or None
    days : tuple of (int, int) or None
        First and last day of the part of the month that the words name: 上旬, 下半月.
    holiday : str or None
        Name of a holiday or solar term in the tables.
    lunar, leap : bool
        Month and day are the lunar calendar's; the month is a leap month.
    nth : Nth or None
        What is counted inside the period told by the other parts.
    shift : Shift or None
        Added to the date told by the other parts, or to the anchor.
    same : bool
        同期: the period told before, in the year told here.
    gloss : Expression or None
        The same date told a second time in brackets: 今年(2024年).
    end : Expression or None
        The end of a range.
    """

    century: Part = None
    decade: Part = None
    year: Part = None
    season: str | None = None
    half: Part = None
    quarter: Part = None
    month: Part = None
    week: Part = None
    day: Part = None
    weekday: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    mod: DateMod | None = None
    days: tuple[int, int] | None = None
    holiday: str | None = None
    lunar: bool = False
    leap: bool = False
    nth: Nth | None = None
    shift: Shift | None = None
    same: bool = False
    gloss: Expression | None = None
    end: Expression | None = None


class Calendar(NamedTuple):
    """A placed date: numbers for what is known, None for what is not told or not known.

    Parameters are as for :class:`Expression`. ``grain`` is the finest unit told, which is how an unknown part of a
    known grain becomes X.
    """

    grain: str
    century: int | None = None
    decade: int | None = None
    year: int | None = None
    season: str | None = None
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    week: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A number of ISO 8601's units of time.

    Parameters
    ----------
    count : Decimal
    designator : str
        Y, M, W, D, or TH, TM, TS for the units of the clock.
    """

    count: Decimal
    designator: str


_DESIGNATORS = ("Y", "M", "W", "D", "TH", "TM", "TS")


def iso_duration(lengths: Iterable[Length]) -> str:
    """Write an ISO 8601 duration.

    Parameters
    ----------
    lengths : iterable of Length
        In any order; those of one unit are added.

    Returns
    -------
    str
        ``P2Y3M``, ``PT36H``, ``P1.5Y``.
    """
    sums: dict[str, Decimal] = {}
    for length in lengths:
        sums[length.designator] = sums.get(length.designator, Decimal(0)) + length.count
    date, time = "", ""
    for designator in _DESIGNATORS:
        if designator in sums:
            count = format(sums[designator], "f")
            count = count.rstrip("0").rstrip(".") if "." in count else count
            if designator[0] == "T":
                time += count + designator[1]
            else:
                date += count + designator
    return f"P{date}T{time}" if time else f"P{date}"


def full_year(digits: str) -> int:
    """Read a year told with two digits or four.

    Parameters
    ----------
    digits : str

    Returns
    -------
    int
        00 to 49 are of this century, 50 to 99 of the last one, whatever today is.
    """
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def days_in_month(year: int | None, month: int) -> int:
    """Count the days of a month; of an unknown year, as many as it may have."""
    return calendar.monthrange(year if year and 0 < year < 10000 else 2000, month)[1]


def weeks_in_year(year: int) -> int:
    """Count the weeks of a year by ISO 8601."""
    return iso_week(dt.date(year, 12, 28))[1]


def moment(day: dt.date, time: dt.time | None = None) -> Calendar:
    """Return a day, or a minute of it, as a Calendar."""
    if time is None:
        return Calendar("day", year=day.year, month=day.month, day=day.day)
    second = time.second or None
    return Calendar(
        "time", year=day.year, month=day.month, day=day.day, hour=time.hour, minute=time.minute, second=second
    )


def calendar_day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """Return a day, None where no calendar has it or a part of it is not known."""
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def iso_week(day: dt.date) -> tuple[int, int]:
    """Return the ISO year and week of a day."""
    year, week, _ = day.isocalendar()
    return year, week


def add(at: dt.datetime, count: Decimal, unit: str) -> dt.datetime | None:
    """Go a number of units forward or, where it is negative, back.

    Parameters
    ----------
    at : datetime.datetime
    count : Decimal
        Of months and longer units, half ones count 15 days.
    unit : str
        As for :class:`Shift`.

    Returns
    -------
    datetime.datetime or None
        None outside the years 1 to 9999.
    """
    try:
        if unit in _SECONDS:
            return at + dt.timedelta(seconds=float(count * _SECONDS[unit]))
        if unit in DAYS:
            return at + dt.timedelta(days=float(count * DAYS[unit]))
        if unit == "workday":
            return _add_workdays(at, int(count))
        months = count * _MONTHS[unit]
        whole = int(months)
        year, month = divmod(at.year * 12 + at.month - 1 + whole, 12)
        day = min(at.day, days_in_month(year, month + 1))
        return at.replace(year=year, month=month + 1, day=day) + dt.timedelta(days=float((months - whole) * 30))
    except (OverflowError, ValueError):
        return None


def floor(at: dt.datetime, unit: str) -> dt.datetime:
    """Return the begin of the year, month, week, day, hour, minute or second that a moment is in."""
    at = at.replace(microsecond=0)
    if unit == "week":
        return dt.datetime.combine(monday(at.date()), dt.time())
    for finer, least in _FINER[: _FINER_THAN[unit]]:
        at = at.replace(**{finer: least})  # type: ignore[arg-type]
    return at


def _add_workdays(at: dt.datetime, count: int) -> dt.datetime:
    """Count Mondays to Fridays; public holidays are not known."""
    weeks, rest = divmod(abs(count), 5)
    sign = 1 if count >= 0 else -1
    at += dt.timedelta(weeks=sign * weeks)
    while rest:
        at += dt.timedelta(days=sign)
        rest -= at.weekday() < 5
    return at


def write(c: Calendar) -> str | None:
    """Write a TIMEX3 value.

    Parameters
    ----------
    c : Calendar

    Returns
    -------
    str or None
        X for unknown parts; None where all parts are unknown, and outside the years 1 to 9999.
    """
    if c.grain == "century":
        return None if c.century is None else f"{c.century:02d}"
    if c.grain == "decade":
        return None if c.decade is None else f"{c.decade:03d}" if c.decade > 9 else f"XX{c.decade}"
    if c.year is not None and not 0 < c.year < 10000:
        return None
    year = "XXXX" if c.year is None else f"{c.year:04d}"
    if c.grain == "year":
        return None if c.year is None else year
    if c.grain in ("half", "quarter"):
        number = c.half if c.grain == "half" else c.quarter
        return _known(f"{year}-{'H' if c.grain == 'half' else 'Q'}{'X' if number is None else number}")
    if c.grain == "season":
        return f"{year}-{c.season}"
    month = "XX" if c.month is None else f"{c.month:02d}"
    if c.grain == "month":
        return _known(f"{year}-{month}")
    if c.grain == "week" or (c.weekday and c.day is None):
        return _write_week(c, year)
    date = f"{year}-{month}-{'XX' if c.day is None else f'{c.day:02d}'}"
    if c.hour is not None:
        clock = f"T{c.hour:02d}:{c.minute or 0:02d}" + ("" if c.second is None else f":{c.second:02d}")
        return date + clock
    return date + f"T{c.part}" if c.part else _known(date)


def _write_week(c: Calendar, year: str) -> str | None:
    week = f"{year}-W{'XX' if c.week is None else f'{c.week:02d}'}"
    if c.weekday:
        week += "-WE" if c.weekday == 8 else f"-{c.weekday}"
    if c.hour is not None:
        return f"{week}T{c.hour:02d}:{c.minute or 0:02d}"
    return week + f"T{c.part}" if c.part else _known(week)


def _known(value: str) -> str | None:
    if value[0] != "X":
        return value
    return value if re.search("[0-9]", value) or "-WE" in value else None


_DATE = lazy(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T(?:([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|[A-Z]{2}))?")
_WEEK = lazy(r"([0-9]{4})-W([0-9]{2})(-WE)?")
_PERIOD = lazy(r"([0-9]{4})-(?:([0-9]{2})|Q([1-4])|H([12]))")
_YEARS = lazy(r"[0-9]{2,4}")


def in_order(first: str, last: str) -> bool:
    """Tell whether a range of two TIMEX3 values ends behind its begin, as far as the calendar knows its ends."""
    known = interval(first)[0] and any(interval(last))
    return not known or interval(f"{first}/{last}") != (None, None)


@lru_cache(maxsize=4096)
def interval(value: str | None) -> tuple[str | None, str | None]:
    """Return the calendar interval that a TIMEX3 value covers.

    Parameters
    ----------
    value : str or None

    Returns
    -------
    tuple of (str or None, str or None)
        Start, inclusive, and end, exclusive, as ISO 8601 dates; for a clock time the date-time and no end. The end
        of a range that ends at a clock time is that time. (None, None) where parts are unknown or the end comes first.
    """
    if value is None:
        return None, None
    if "/" in value:
        first, _, last = value.partition("/")
        start, _ = interval(first)
        at, end = interval(last)
        stop = end or at
        return (start, stop) if start and stop and start < stop else (None, None)
    if m := _DATE.fullmatch(value):
        return _day_interval(m)
    if m := _WEEK.fullmatch(value):
        return _week_interval(int(m[1]), int(m[2]), weekend=bool(m[3]))
    if m := _PERIOD.fullmatch(value):
        first_month, length = (int(m[2]), 1) if m[2] else (int(m[3]) * 3 - 2, 3) if m[3] else (int(m[4]) * 6 - 5, 6)
        after, month = divmod(first_month - 1 + length, 12)
        return f"{m[1]}-{first_month:02d}-01", _day(int(m[1]) + after, month + 1)
    if _YEARS.fullmatch(value):
        scale = 10 ** (4 - len(value))
        first_year = int(value) * scale
        begin = max(first_year, dt.MINYEAR)  # 公元1世纪 begins with the year 1: the calendar has no year 0
        return (_day(begin), _day(first_year + scale)) if begin < first_year + scale else (None, None)
    return None, None


def _day(year: int, month: int = 1) -> str | None:
    return f"{year:04d}-{month:02d}-01" if 0 <= year <= 9999 else None


def _days(first: dt.date, number: int) -> tuple[str, str | None]:
    """Return a number of days as an interval, without an end where the calendar ends."""
    if (dt.date.max - first).days < number:
        return first.isoformat(), None
    return first.isoformat(), (first + dt.timedelta(days=number)).isoformat()


def _day_interval(m: re.Match[str]) -> tuple[str | None, str | None]:
    try:
        date = dt.date(int(m[1]), int(m[2]), int(m[3]))
        if m[4] is None:
            return _days(date, 1)
        extra, hour = divmod(int(m[4]), 24)
        at = dt.datetime.combine(date + dt.timedelta(days=extra), dt.time(hour, int(m[5]), int(m[6] or 0)))
        return at.isoformat(), None
    except (OverflowError, ValueError):
        return None, None


def _week_interval(year: int, week: int, *, weekend: bool) -> tuple[str | None, str | None]:
    try:
        return _days(dt.date.fromisocalendar(year, week, 6 if weekend else 1), 2 if weekend else 7)
    except ValueError:
        return None, None
