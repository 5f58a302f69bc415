"""Expressions placed against what has been told, without a text: where each part goes and what places it."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.anchors import Anchors, Told
from extractor.parts import add_clock
from extractor.placement import place
from extractor.timex import Calendar, Expression, Nth, Shift, Step, moment, write

E = Expression
DAY = dt.date(2025, 6, 18)  # a Wednesday
NOW = {"now": DAY}


def calendar_of(value: str) -> Calendar:
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
    return Calendar("time", **parts, hour=int(hour), minute=int(minute), part="AF" if int(hour) > 12 else None)


def told(value: str, *, report: bool = False) -> Told:
    first, _, last = value.partition("/")
    return Told(calendar_of(first), calendar_of(last or first), "date-1", report=report)


def placed(expression: Expression, **anchors: Any) -> tuple[str | None, str]:
    """Place an expression; return its value and what placed it."""
    first, last, basis, anchor = place(expression, Anchors(**anchors))
    assert (anchor is not None) == (basis == "context" and "day" in anchors) or basis == "context"
    start, end = (None if c is None else write(c) for c in (first, last))
    return (start if first == last else f"{start}/{end}"), basis


def told_in_sentence(value: str) -> dict[str, Any]:
    return {"now": DAY, "day": told(value), "sentence": True, "narrative": True}


CLOCKS = [
    (E(hour=9), "2025-06-18T09:00"),
    (E(hour=9, part="AF"), "2025-06-18T21:00"),
    (E(hour=1, minute=30, part="AF"), "2025-06-18T13:30"),
    (E(hour=12, part="AF"), "2025-06-18T12:00"),
    (E(hour=14, part="AF"), "2025-06-18T14:00"),
    (E(hour=8, part="EV"), "2025-06-18T20:00"),
    (E(hour=11, part="EV"), "2025-06-18T23:00"),
    (E(hour=12, part="EV"), "2025-06-19T00:00"),
    (E(hour=12, minute=13, part="NI"), "2025-06-19T00:13"),
    (E(hour=12, part="MO"), "2025-06-18T00:00"),
    (E(hour=11, part="MO"), "2025-06-18T11:00"),
    (E(hour=12, part="MI"), "2025-06-18T12:00"),
    (E(hour=11, minute=50, part="MI"), "2025-06-18T11:50"),
    (E(hour=1, part="MI"), "2025-06-18T13:00"),
    (E(hour=5, part="NI"), "2025-06-18T05:00"),  # 夜里5点
    (E(hour=6, part="NI"), "2025-06-18T18:00"),
    (E(hour=23, part="NI"), "2025-06-18T23:00"),
    (E(hour=24), "2025-06-19T00:00"),
    (E(hour=24, minute=5, second=7), "2025-06-19T00:05:07"),
    (E(part="EV"), "2025-06-18TEV"),
    (E(), "2025-06-18"),
]


@pytest.mark.parametrize(("expression", "value"), CLOCKS)
def test_a_clock_stands_on_its_day(expression: Expression, value: str) -> None:
    added = add_clock(expression, moment(DAY))
    assert added is not None
    assert write(added) == value
    assert added.grain == ("time" if "T" in value else "day")


def test_midnight_without_a_whole_day() -> None:
    for day, expression, value in [
        (Calendar("day", month=12, day=31), E(hour=24), "XXXX-01-01T00:00"),
        (Calendar("day", month=2, day=28), E(hour=24), "XXXX-03-01T00:00"),
        (Calendar("day"), E(hour=24), "XXXX-XX-XXT24:00"),
        (Calendar("day"), E(hour=12, minute=13, part="EV"), "XXXX-XX-XXT00:13"),
        (moment(dt.date.max), E(hour=24), "9999-12-31T24:00"),
        (moment(dt.date(2024, 12, 31)), E(hour=12, part="NI"), "2025-01-01T00:00"),
    ]:
        added = add_clock(expression, day)
        assert added is not None
        assert (write(added), added.grain) == (value, "time")
    assert add_clock(E(hour=3), None) is None


CLOCK_RANGES = [
    (E(hour=2, part="AF", end=E(hour=5)), "2025-06-18T14:00/2025-06-18T17:00"),
    (E(hour=9, part="MO", end=E(hour=11)), "2025-06-18T09:00/2025-06-18T11:00"),
    (E(hour=11, part="MO", end=E(hour=12)), "2025-06-18T11:00/2025-06-18T12:00"),
    (E(hour=11, part="MO", end=E(hour=1)), "2025-06-18T11:00/2025-06-18T13:00"),
    (E(hour=11, end=E(hour=1)), "2025-06-18T11:00/2025-06-18T13:00"),
    (E(hour=9, part="MO", end=E(hour=5, part="AF")), "2025-06-18T09:00/2025-06-18T17:00"),
    (E(hour=10, part="EV", end=E(hour=12)), "2025-06-18T22:00/2025-06-19T00:00"),
    (E(hour=10, part="NI", end=E(hour=12)), "2025-06-18T22:00/2025-06-19T00:00"),
    (E(hour=11, part="AF", end=E(hour=12)), "2025-06-18T23:00/2025-06-19T12:00"),
    (E(hour=22, end=E(hour=6)), "2025-06-18T22:00/2025-06-19T06:00"),
    (E(hour=10, part="NI", end=E(hour=2)), "2025-06-18T22:00/2025-06-19T02:00"),
    (E(hour=10, part="EV", end=E(hour=6, part="MO")), "2025-06-18T22:00/2025-06-19T06:00"),
    (E(hour=8, end=E(hour=24)), "2025-06-18T08:00/2025-06-19T00:00"),
    (E(hour=9, minute=30, end=E(hour=9, minute=50)), "2025-06-18T09:30/2025-06-18T09:50"),
    (E(hour=9, minute=30, end=E(hour=9, minute=10)), "2025-06-18T09:30/2025-06-18T21:10"),
    (E(part="MO", end=E(part="AF")), "2025-06-18TMO/2025-06-18TAF"),
    (E(part="EV", end=E(part="MO")), "2025-06-18TEV/2025-06-19TMO"),
    (E(part="NI", end=E(part="MO")), "2025-06-18TNI/2025-06-19TMO"),
    (E(part="AF", end=E(part="EV")), "2025-06-18TAF/2025-06-18TEV"),
]


@pytest.mark.parametrize(("expression", "value"), CLOCK_RANGES)
def test_a_range_of_the_clock_ends_behind_its_start(expression: Expression, value: str) -> None:
    assert placed(expression, **NOW) == (value, "reference")
    whole = expression._replace(year=2024, month=2, day=28)  # the day behind is the 29th
    moved = value.replace("2025-06-18", "2024-02-28").replace("2025-06-19", "2024-02-29")
    assert placed(whole) == (moved, "explicit")


def test_a_range_of_the_clock_over_the_end_of_a_month_of_no_year() -> None:
    assert placed(E(month=4, day=30, hour=20, end=E(hour=24))) == ("XXXX-04-30T20:00/XXXX-05-01T00:00", "none")


RELATIVE = [
    (E(day=Step("now", -1)), NOW, "2025-06-17", "reference"),
    (E(day=Step("now", 13)), NOW, "2025-07-01", "reference"),
    (E(day=Step("now", 0)), {}, None, "none"),
    (E(day=Step("now", 0), part="EV"), {}, "XXXX-XX-XXTEV", "none"),
    (E(year=Step("now", -1), day=Step("now", 0)), NOW, "2024-06-18", "reference"),
    (E(year=Step("now", -1), day=Step("now", 0)), {"now": dt.date(2024, 2, 29)}, "2023-02-28", "reference"),
    (E(day=Step("told", 1)), told_in_sentence("2024-12-31"), "2025-01-01", "context"),
    (E(day=Step("told", 0)), told_in_sentence("2024-05-03T14:30"), "2024-05-03", "context"),
    (E(day=Step("told", 0), hour=9), told_in_sentence("2024-05-03T14:30"), "2024-05-03T09:00", "context"),
    (E(day=Step("told", 0)), {"day": told("XXXX-06-02T14:30"), "sentence": True}, "XXXX-06-02", "none"),
    (E(day=Step("told", 1)), {"day": told("XXXX-06-02"), "sentence": True}, None, "none"),
    (E(day=Step("told", 1)), told_in_sentence("2024-05"), None, "none"),
    (E(day=Step("told", 0)), told_in_sentence("2024-05"), "2025-06-18", "reference"),
    (E(month=Step("now", -6)), NOW, "2024-12", "reference"),
    (E(month=Step("now", 7)), NOW, "2026-01", "reference"),
    (E(month=Step("now", 0), day=5), NOW, "2025-06-05", "reference"),
    (E(month=Step("now", -1)), told_in_sentence("2024-01"), "2023-12", "context"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2024-01")}, "2025-05", "reference"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2024-01"), "compared": True}, "2023-12", "context"),
    (E(month=Step("now", -2)), told_in_sentence("2024-01"), "2025-04", "reference"),
    (E(month=Step("now", -1)), told_in_sentence("2024-01-05"), "2025-05", "reference"),
    (E(month=Step("now", -1)), told_in_sentence("2024-01/2024-03"), "2025-05", "reference"),
    (E(month=Step("told", 0)), told_in_sentence("2024-01-05"), "2024-01", "context"),
    (E(month=Step("told", 1)), told_in_sentence("2024-12-05"), "2025-01", "context"),
    (E(month=Step("told", 1)), told_in_sentence("2024"), "2025-07", "reference"),
    (E(month=Step("now", -1)), {}, None, "none"),
    (E(year=Step("now", -1), month=Step("now", 0)), NOW, "2024-06", "reference"),
    (E(year=2023, month=Step("now", 0)), NOW, "2023-06", "reference"),
    (E(quarter=Step("now", -2)), NOW, "2024-Q4", "reference"),
    (E(quarter=Step("now", 3)), NOW, "2026-Q1", "reference"),
    (E(quarter=Step("now", -1)), told_in_sentence("2024-Q1"), "2023-Q4", "context"),
    (E(quarter=Step("now", -1)), told_in_sentence("2024-08"), "2025-Q1", "reference"),
    (E(quarter=Step("told", 0)), told_in_sentence("2024-08"), "2024-Q3", "context"),
    (E(quarter=Step("told", 1)), told_in_sentence("2024-Q4"), "2025-Q1", "context"),
    (E(quarter=Step("told", 1)), told_in_sentence("2024"), "2025-Q3", "reference"),
    (E(half=Step("now", 0)), NOW, "2025-H1", "reference"),
    (E(half=Step("now", 1)), NOW, "2025-H2", "reference"),
    (E(half=Step("now", 2)), NOW, "2026-H1", "reference"),
    (E(half=Step("told", 1)), told_in_sentence("2024-12-05"), "2025-H1", "context"),
    (E(half=Step("now", 1)), {}, None, "none"),
    (E(year=Step("now", -1)), NOW, "2024", "reference"),
    (E(year=Step("now", 1), quarter=1), NOW, "2026-Q1", "reference"),
    (E(year=Step("told", 1)), told_in_sentence("2020-05"), "2021", "context"),
    (E(year=Step("told", 1)), NOW, "2026", "reference"),
    (E(year=Step("near", 0)), {**NOW, "day": told("2020-05")}, "2020", "context"),
    (E(year=Step("near", 0)), {**NOW, "day": told("2020-05"), "since": True}, "2025", "reference"),
    (E(year=Step("near", 0)), {**told_in_sentence("2020-05"), "since": True}, "2020", "context"),
    (E(year=Step("near", 0)), {**NOW, "day": told("2024-12"), "planned": True}, "2025", "reference"),
    (E(year=Step("near", 0)), {"now": dt.date(2025, 3, 9), "day": told("2024"), "planned": True}, "2024", "context"),
    (E(year=Step("near", 0)), {**NOW, "report": told("2023")}, "2023", "context"),
    (E(year=Step("near", 0), month=5), {**NOW, "report": told("2023")}, "2025-05", "reference"),
    (E(year=Step("near", 0)), {"now": dt.date(2025, 3, 31), "tense": "past"}, "2024", "reference"),
    (E(year=Step("near", 0)), {"now": dt.date(2025, 4, 1), "tense": "past"}, "2025", "reference"),
    (E(year=Step("near", 0)), {"now": dt.date(2025, 3, 31)}, "2025", "reference"),
    (E(year=Step("now", -1)), {"year": 2022, "year_id": "date-3"}, "2021", "context"),
]


@pytest.mark.parametrize(("expression", "anchors", "value", "basis"), RELATIVE)
def test_what_is_told_by_its_distance(
    expression: Expression, anchors: dict[str, Any], value: str | None, basis: str
) -> None:
    assert placed(expression, **anchors) == (value, basis)
