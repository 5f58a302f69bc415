"""Holidays, solar terms and the lunar calendar: which days they are in a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extractor.lexicon import table
from extractor.patterns import lazy

__all__ = ["HOLIDAYS", "Holiday", "holiday_days", "lunar_date", "lunar_month"]

_TERMS = (
    "小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 "
    "小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至"
).split()


class Holiday(NamedTuple):
    """A holiday of the table.

    Parameters
    ----------
    rule : str
        How its first day is found in a year; the forms are told in ``data/holidays.tsv``.
    days : int
        Its length.
    alone : bool
        Whether its name alone means the day.
    """

    rule: str
    days: int
    alone: bool

    @property
    def fixed(self) -> bool:
        """Whether it is the same day of every Gregorian year."""
        return len(self.rule) == len("MM-DD") and self.rule[2] == "-"


def _holidays() -> dict[str, Holiday]:
    found = {}
    for rule, days, alone, names in table("holidays", 4):
        for name in names.split(" "):
            found[name] = Holiday(rule, int(days), alone == "alone")
    return found


HOLIDAYS: Mapping[str, Holiday] = _holidays()


@cache
def _lunar_years() -> dict[int, tuple[dt.date, int, tuple[int, ...]]]:
    return {
        int(year): (
            dt.date.fromisoformat(f"{year}-{first}"),
            int(leap),
            tuple(30 if c == "L" else 29 for c in lengths),
        )
        for year, first, leap, lengths in table("calendar_lunar_years", 4)
    }


@cache
def _solar_terms() -> dict[int, str]:
    return {int(year): days for year, days in table("calendar_solar_terms", 2)}


@cache
def _feasts() -> dict[tuple[str, int], dt.date]:
    return {(name, int(date[:4])): dt.date.fromisoformat(date) for name, date in table("holidays_movable", 2)}


def lunar_month(year: int, month: int, leap: bool = False) -> tuple[dt.date, int] | None:
    """Find a month of the lunar calendar.

    Parameters
    ----------
    year, month : int
        The lunar year, which begins in January or February of the Gregorian year of this number.
    leap : bool
        The leap month behind the month.

    Returns
    -------
    tuple of (datetime.date, int) or None
        First day and length; None where there is no such month or the tables end.
    """
    found = _lunar_years().get(year)
    if found is None or not 1 <= month <= 12 or (leap and found[1] != month):
        return None
    first, leap_month, lengths = found
    index = month - 1 + (leap or bool(leap_month and month > leap_month))
    return first + dt.timedelta(days=sum(lengths[:index])), lengths[index]


def lunar_date(year: int, month: int, day: int, leap: bool = False) -> dt.date | None:
    """Turn a lunar date into a Gregorian one.

    Parameters
    ----------
    year, month, day : int
    leap : bool

    Returns
    -------
    datetime.date or None
        None where there is no such day.
    """
    found = lunar_month(year, month, leap)
    if found is None or not 1 <= day <= found[1]:
        return None
    return found[0] + dt.timedelta(days=day - 1)


def _easter(year: int) -> dt.date:
    """Return Western Easter by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def _orthodox_easter(year: int) -> dt.date:
    """Return Orthodox Easter in the Gregorian calendar by Meeus' Julian algorithm."""
    a = (19 * (year % 19) + 15) % 30
    b = (2 * (year % 4) + 4 * (year % 7) - a + 34) % 7
    month, day = divmod(a + b + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)


_RULE = lazy(r"([A-Z]?)(\d\d)-(\d\d)([+-]\d+)?|W(\d\d)-([1-5])-([1-7])([+-]\d+)?|(EO?)([+-]\d+)|T(..)|F(.+?)([+-]\d+)?")


def holiday_days(name: str, year: int) -> tuple[dt.date, dt.date] | None:
    """Find a holiday in a year.

    Parameters
    ----------
    name : str
        A key of ``HOLIDAYS``.
    year : int

    Returns
    -------
    tuple of (datetime.date, datetime.date) or None
        First and last day; None where the tables do not reach.
    """
    holiday = HOLIDAYS[name]
    first = _first_day(holiday.rule, year) if 1 < year < 9999 else None
    return None if first is None else (first, first + dt.timedelta(days=holiday.days - 1))


def _first_day(rule: str, year: int) -> dt.date | None:
    m = _RULE.fullmatch(rule)
    if m is None:
        raise ValueError(f"holidays.tsv: unknown rule {rule}")
    if m[2]:
        month, day = int(m[2]), int(m[3])
        date = lunar_date(year, month, day) if m[1] == "L" else dt.date(year, month, day)
        shift = m[4]
    elif m[5]:
        date, shift = _weekday_of_month(year, int(m[5]), int(m[6]), int(m[7])), m[8]
    elif m[9]:
        date, shift = (_easter if m[9] == "E" else _orthodox_easter)(year), m[10]
    elif m[11]:
        days, index = _solar_terms().get(year), _TERMS.index(m[11])
        date = dt.date(year, index // 2 + 1, int(days[index * 2 : index * 2 + 2])) if days else None
        shift = None
    else:
        date, shift = _feasts().get((m[12], year)), m[13]
    return date + dt.timedelta(days=int(shift or 0)) if date else None


def _weekday_of_month(year: int, month: int, nth: int, weekday: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
