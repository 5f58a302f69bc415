"""Expressions placed against what has been told, without a text: where each part goes and what places it."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placing import DAY, NOW, E, placed, told, told_in_sentence

from extractor.anchors import Anchors, Told
from extractor.parts import add_clock
from extractor.placement import place
from extractor.timex import Calendar, Expression, Nth, Shift, Step, moment, write

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
    (E(hour=9, minute=1, end=E(hour=9, minute=0)), "2025-06-18T09:01/2025-06-18T21:00"),
    (E(hour=0, part="MO", end=E(hour=12)), "2025-06-18T00:00/2025-06-18T12:00"),
    (E(hour=1, part="AF", end=E(hour=15)), "2025-06-18T13:00/2025-06-18T15:00"),
    (E(hour=14, minute=0, second=5, end=E(hour=15)), "2025-06-18T14:00:05/2025-06-18T15:00"),
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
    (E(month=Step("now", -1)), {"day": told("2024-01"), "sentence": True}, "2023-12", "context"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2024-01")}, "2025-05", "reference"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2024-01"), "compared": True}, "2023-12", "context"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2023-10/2023-12"), "compared": True}, "2025-05", "reference"),
    (E(month=Step("now", -1)), {**NOW, "day": told("2024-01-05"), "compared": True}, "2025-05", "reference"),
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
    (E(quarter=Step("now", -1)), {"day": told("2024-Q1"), "sentence": True}, "2023-Q4", "context"),
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


WEEKS = [
    (E(week=Step("now", 0)), NOW, "2025-W25", "reference"),
    (E(week=Step("now", -25)), NOW, "2024-W52", "reference"),
    (E(week=Step("now", 1), weekday=1), NOW, "2025-06-23", "reference"),
    (E(week=Step("now", -1), weekday=7), NOW, "2025-06-15", "reference"),
    (E(week=Step("now", 0), weekday=8), NOW, "2025-W25-WE", "reference"),
    (E(weekday=8), NOW, "2025-W25-WE", "reference"),
    (E(weekday=5), NOW, "2025-06-20", "reference"),
    (E(weekday=5), {**NOW, "tense": "past"}, "2025-06-13", "reference"),
    (E(weekday=3), {**NOW, "tense": "past"}, "2025-06-18", "reference"),
    (E(weekday=1), {**NOW, "tense": "past"}, "2025-06-16", "reference"),
    (E(weekday=1), {**NOW, "tense": "future"}, "2025-06-23", "reference"),
    (E(weekday=3), {**NOW, "tense": "future"}, "2025-06-18", "reference"),
    (E(weekday=5), {**NOW, "tense": "future"}, "2025-06-20", "reference"),
    (E(week=Step("now", 0), weekday=1), {**NOW, "tense": "future"}, "2025-06-16", "reference"),
    (E(weekday=3), {**NOW, "week": dt.date(2025, 6, 23)}, "2025-06-25", "reference"),
    (E(weekday=1), {**NOW, "week": dt.date(2025, 6, 27)}, "2025-06-30", "reference"),
    (E(weekday=8), {**NOW, "week": dt.date(2025, 6, 23)}, "2025-W25-WE", "reference"),
    (E(weekday=3), told_in_sentence("2020-05-20"), "2020-05-20", "context"),
    (E(weekday=4), told_in_sentence("2020-05-20"), "2025-06-19", "reference"),
    (E(weekday=3), {**NOW, "day": told("2020-05-20")}, "2025-06-18", "reference"),
    (E(week=Step("told", 0)), told_in_sentence("2020-05-20"), "2020-W21", "context"),
    (E(week=Step("told", 1), weekday=1), told_in_sentence("2020-05-20"), "2020-05-25", "context"),
    (E(week=Step("told", 1)), NOW, "2025-W26", "reference"),
    (E(weekday=4), {}, "XXXX-WXX-4", "none"),
    (E(week=Step("now", 0)), {}, None, "none"),
    (E(year=2013, week=6), {}, "2013-W06", "explicit"),
    (E(year=2013, week=6, weekday=2), {}, "2013-W06-2", "explicit"),
    (E(year=2020, week=53), {}, "2020-W53", "explicit"),
    (E(year=2021, week=53), {}, None, "none"),
    (E(week=10), NOW, "2025-W10", "reference"),
    (E(week=10), {}, "XXXX-W10", "none"),
    (E(year=2025, month=6, day=3, week=Step("now", 0)), {}, "2025-W23", "explicit"),
    (E(month=6, day=3, week=Step("now", 0)), {}, None, "none"),
    (E(year=2024, month=12, day=31, week=Step("now", 0)), {}, "2025-W01", "explicit"),
    (E(week=Step("now", 0), weekday=4, gloss=E(day=19)), NOW, "2025-06-19", "reference"),
    (E(weekday=3, gloss=E(month=6, day=18), part="AF"), NOW, "2025-06-18TAF", "reference"),
    (E(weekday=3, gloss=E(month=4, day=16)), NOW, "2025-04-16", "reference"),
    (E(week=Step("now", -1), weekday=3, gloss=E(month=4, day=16)), NOW, "2025-04-16", "reference"),
    (E(day=Step("now", -1), gloss=E(day=17)), NOW, "2025-06-17", "reference"),
    (E(day=Step("now", -1), gloss=E(month=6, day=17)), {}, "XXXX-06-17", "none"),
    (E(year=Step("now", -1), gloss=E(year=2023)), NOW, "2023", "explicit"),
    (E(month=Step("now", -1), gloss=E(month=4), year=2024), NOW, "2024-04", "explicit"),
]


@pytest.mark.parametrize(("expression", "anchors", "value", "basis"), WEEKS)
def test_weeks_and_what_brackets_tell_again(
    expression: Expression, anchors: dict[str, Any], value: str | None, basis: str
) -> None:
    assert placed(expression, **anchors) == (value, basis)


PERIODS = [
    (E(century=20), {}, "20", "explicit"),
    (E(century=Step("now", -1)), NOW, "19", "reference"),
    (E(century=Step("now", -1)), {}, "19", "explicit"),  # 上世纪, whenever that was written
    (E(century=Step("now", -1)), {"now": dt.date(1899, 1, 1)}, "17", "reference"),
    (E(century=Step("now", -30)), NOW, "00", "reference"),
    (E(century=Step("now", -1), decade=8), NOW, "198", "reference"),
    (E(century=18, decade=4), {}, "184", "explicit"),
    (E(decade=3), {}, "193", "explicit"),
    (E(decade=9), {}, "199", "explicit"),
    (E(decade=2), {}, "XX2", "none"),
    (E(decade=199), {}, "199", "explicit"),
    (E(century=19, decade=8, end=E(decade=9)), {}, "198/199", "explicit"),
    (E(decade=198, end=E(decade=201)), {}, "198/201", "explicit"),
    (E(century=20, decade=1, end=E(decade=2)), {}, "201/202", "explicit"),
    (E(quarter=Step("now", 0), nth=Nth(1, 1, "weekday", 7)), {}, None, "none"),
    (E(hour=9), {**NOW, "day": told("2020-05-03")}, "2025-06-18T09:00", "reference"),
    (E(year=Step("near", 0)), told_in_sentence("2026") | {"planned": True}, "2026", "context"),
    # Behind midnight a night is of the next day, unless a look back tells it.
    (E(hour=6), told_in_sentence("2025-06-17T20:00"), "2025-06-18T06:00", "context"),
    (E(hour=3, part="MO"), told_in_sentence("2025-06-17T22:00"), "2025-06-18T03:00", "context"),
    (E(hour=3), told_in_sentence("2025-06-17T22:00") | {"backward": True}, "2025-06-17T03:00", "context"),
    (E(hour=3), told_in_sentence("2025-06-17T22:00") | {"sentence": False}, "2025-06-17T03:00", "context"),
    (E(hour=3), told_in_sentence("XXXX-06-17T22:00"), "XXXX-06-17T03:00", "none"),
    (E(part="MO"), told_in_sentence("2025-06-17T22:00"), "2025-06-17TMO", "context"),
    (E(hour=3, part="AF"), told_in_sentence("2025-06-17T22:00"), "2025-06-17T15:00", "context"),
    (E(year=2025, season="SU"), {}, "2025-SU", "explicit"),
    (E(year=2024, month=2, day=29), {}, "2024-02-29", "explicit"),
    (E(year=2025, month=2, day=29), {}, None, "none"),
    (E(year=2025, month=4, day=31), {}, None, "none"),
    (E(year=Step("now", 0), month=2, day=29), NOW, "XXXX-02-29", "none"),
    (E(year=Step("now", -1), month=2, day=29), NOW, "2024-02-29", "reference"),
    (E(month=2, day=29), {}, "XXXX-02-29", "none"),
    (E(month=2, day=30), {}, None, "none"),
    (E(year=Step("now", -2025)), NOW, None, "none"),
    (E(day=Step("now", 1)), {"now": dt.date.max}, None, "none"),
    # The end of a range takes from its start what it leaves out, and lies behind it.
    (E(year=2024, month=2, day=10, end=E(day=20)), {}, "2024-02-10/2024-02-20", "explicit"),
    (E(year=2024, month=2, day=10, end=E(day=30)), {}, None, "none"),
    (E(year=2024, month=2, day=28, end=E(day=3)), {}, "2024-02-28/2024-03-03", "explicit"),
    (E(year=2024, month=12, day=28, end=E(day=3)), {}, "2024-12-28/2025-01-03", "explicit"),
    (E(year=2024, month=8, end=E(month=2)), {}, "2024-08/2025-02", "explicit"),
    (E(year=2024, month=2, end=E(month=8)), {}, "2024-02/2024-08", "explicit"),
    (E(year=2024, month=8, day=5, end=E(month=8, day=5)), {}, "2024-08-05", "explicit"),
    (E(year=2024, month=12, day=30, end=E(month=1, day=2)), {}, "2024-12-30/2025-01-02", "explicit"),
    (E(year=2024, quarter=1, end=E(quarter=3)), {}, "2024-Q1/2024-Q3", "explicit"),
    (E(year=2022, end=E(year=2024)), {}, "2022/2024", "explicit"),
    (E(year=2022, month=5, end=E(year=2024, month=3)), {}, "2022-05/2024-03", "explicit"),
    (E(year=2024, half=1, end=E(half=2)), {}, "2024-H1/2024-H2", "explicit"),
    # So do ends that are told in words.
    (E(day=Step("now", 0), end=E(week=Step("now", 1), weekday=5)), NOW, "2025-06-18/2025-06-27", "reference"),
    (E(weekday=6, end=E(weekday=1)), NOW, "2025-06-21/2025-06-23", "reference"),
    (E(weekday=1, end=E(weekday=3)), NOW, "2025-06-16/2025-06-18", "reference"),
    (E(year=2024, holiday="春节", end=E(holiday="元宵节")), {}, "2024-02-10/2024-02-24", "explicit"),
    (E(year=2024, holiday="国庆节", end=E(holiday="春节")), {}, "2024-10-01/2025-01-29", "explicit"),
    (E(year=2023, month=12, end=E(year=Step("told", 1), month=3)), {}, "2023-12/2024-03", "explicit"),
    (E(year=Step("now", -1), month=11, end=E(year=Step("now", 0), month=3)), NOW, "2024-11/2025-03", "reference"),
    (E(year=2024, month=1, end=E(month=1, nth=Nth(2, 2, "week"))), {}, "2024-01/2024-W02", "explicit"),
]


@pytest.mark.parametrize(("expression", "anchors", "value", "basis"), PERIODS)
def test_periods_and_ranges(expression: Expression, anchors: dict[str, Any], value: str | None, basis: str) -> None:
    assert placed(expression, **anchors) == (value, basis)


def shift(count: str, unit: str, **parts: Any) -> Expression:
    return E(shift=Shift(Decimal(count), unit), **parts)


SHIFTS = [
    (shift("3", "day"), NOW, "2025-06-21", "reference"),
    (shift("-2", "week"), NOW, "2025-06-04", "reference"),
    (shift("3", "year"), NOW, "2028", "reference"),
    (shift("-3", "year"), {**NOW, "day": told("2020")}, "2022", "reference"),
    (shift("2", "month"), NOW, "2025-08", "reference"),
    (shift("0.5", "month"), NOW, "2025-07-03", "reference"),
    (shift("1", "quarter"), NOW, "2025-09", "reference"),
    (shift("0.5", "year"), NOW, "2025-12", "reference"),
    (shift("2", "workday"), NOW, "2025-06-20", "reference"),
    (shift("-2", "hour"), NOW, None, "none"),
    (shift("-2", "minute"), NOW, None, "none"),
    (shift("-2", "second"), NOW, None, "none"),
    (shift("1.5", "month"), told_in_sentence("2020-11"), "2020-12-16", "context"),
    (shift("-2", "hour"), {**NOW, "time": dt.time(9, 30)}, "2025-06-18T07:30", "reference"),
    (shift("2", "day", hour=9, minute=30), NOW, "2025-06-20T09:30", "reference"),
    (shift("2", "day", part="EV"), {**NOW, "time": dt.time(9, 30)}, "2025-06-20TEV", "reference"),
    (shift("3", "day"), told_in_sentence("2020-05-30"), "2020-06-02", "context"),
    (shift("3", "day"), {**NOW, "day": told("2020-05-30")}, "2025-06-21", "reference"),
    (shift("-3", "day"), told_in_sentence("2020-05-30"), "2025-06-15", "reference"),
    (shift("-3", "workday"), {**told_in_sentence("2020-05-29"), "sentence": False}, "2020-05-26", "context"),
    (shift("-3", "workday"), {**NOW, "day": told("2020-05-29")}, "2025-06-13", "reference"),
    (shift("3", "year"), told_in_sentence("2020-05-30"), "2023", "context"),
    (shift("3", "day"), told_in_sentence("2020-05"), None, "none"),
    (shift("3", "month"), told_in_sentence("2020-11"), "2021-02", "context"),
    (shift("3", "month"), told_in_sentence("2020"), None, "none"),
    (shift("3", "day"), told_in_sentence("XXXX-05-03"), None, "none"),
    (shift("-1", "year"), {"year": 2022, "year_id": "date-3"}, "2021", "context"),
    (shift("-1", "month"), {"year": 2022, "year_id": "date-3"}, None, "none"),
    (shift("1", "year", year=2020, month=5, day=3), {}, "2021-05-03", "explicit"),
    (shift("1", "month", year=2020, month=1, day=31), {}, "2020-02-29", "explicit"),
    (shift("2", "hour", year=2020, month=1, day=31, hour=9), {}, "2020-01-31T09:00", "explicit"),
    (shift("-1", "day", year=2020, month=3, day=1), {}, "2020-02-29", "explicit"),
    (shift("2", "day"), {}, None, "none"),
    (shift("3", "hour", year=2025, month=6, day=18), {}, "2025-06-18T03:00", "explicit"),
    (shift("2", "day", month=6, day=3), NOW, "2025-06-05", "reference"),
    (shift("3", "day", part="EV"), {**NOW, "day": told("2024-03-10"), "sentence": True}, "2024-03-13TEV", "context"),
    (shift("9000", "year"), NOW, None, "none"),
    (E(shift=Shift(Decimal(3), "month", event=True)), NOW, None, "none"),
]


@pytest.mark.parametrize(("expression", "anchors", "value", "basis"), SHIFTS)
def test_distances_that_are_counted(
    expression: Expression, anchors: dict[str, Any], value: str | None, basis: str
) -> None:
    assert placed(expression, **anchors) == (value, basis)


SAME = [
    (E(same=True, year=Step("now", -1)), "2024-Q1/2024-Q3", "2023-Q1/2023-Q3"),
    (E(same=True, year=2019), "2024-Q1/2024-Q3", "2019-Q1/2019-Q3"),
    (E(same=True, year=Step("now", -1), gloss=E(year=2020)), "2024-H1", "2020-H1"),
    (E(same=True), "2024-05", "2024-05"),
    (E(same=True, year=Step("now", -1)), "2023-10/2024-03", "2022-10/2023-03"),
    (E(same=True, year=Step("now", -1)), "2024-02-29", "2023-02-28"),
    (E(same=True, year=Step("now", -1)), "2024-05-31", "2023-05-31"),
    (E(same=True, year=Step("now", -1)), "XXXX-05", None),
]


@pytest.mark.parametrize(("expression", "period", "value"), SAME)
def test_the_same_period_of_another_year(expression: Expression, period: str, value: str | None) -> None:
    first, last, basis, anchor = place(expression, Anchors(now=DAY, period=told(period)))
    start, end = (None if c is None else write(c) for c in (first, last))
    assert (start if first == last else f"{start}/{end}") == value
    assert (basis, anchor) == (("context", "date-1") if value else ("none", None))


def test_the_same_week_of_a_year_that_has_fewer() -> None:
    week = Calendar("week", year=2020, week=53)
    first, _, _, _ = place(E(same=True, year=Step("now", -1)), Anchors(period=Told(week, week, "date-1")))
    assert first == Calendar("week", year=2019, week=52)


def test_the_same_period_where_none_was_told() -> None:
    assert placed(E(same=True, year=Step("now", -1)), **NOW) == ("2024", "reference")
    assert placed(E(same=True), **NOW) == (None, "none")


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_the_nth_weekday_of_a_month(day: dt.date) -> None:
    number, weekday = (day.day - 1) // 7 + 1, day.isoweekday()
    from_behind = (day.day - 1 - calendar.monthrange(day.year, day.month)[1]) // 7
    for n in (number, from_behind):
        assert placed(E(year=day.year, month=day.month, nth=Nth(n, n, "weekday", weekday))) == (
            day.isoformat(),
            "explicit",
        )


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_the_nth_day_of_a_month_or_year(day: dt.date) -> None:
    value = (day.isoformat(), "explicit")
    behind = calendar.monthrange(day.year, day.month)[1] - day.day + 1
    whole = E(year=day.year, month=day.month)
    assert placed(whole._replace(nth=Nth(day.day, day.day, "day"))) == value
    assert placed(whole._replace(nth=Nth(-behind, -behind, "day"))) == value
    number, left = day.timetuple().tm_yday, (dt.date(day.year + 1, 1, 1) - day).days
    assert placed(E(year=day.year, nth=Nth(number, number, "day"))) == value
    assert placed(E(year=day.year, nth=Nth(-left, -left, "day"))) == value


NTH = [
    (E(year=2025, month=2, nth=Nth(1, 2, "day")), "2025-02-01/2025-02-02"),
    (E(year=2025, month=2, nth=Nth(-3, -1, "day")), "2025-02-26/2025-02-28"),
    (E(year=2025, month=2, nth=Nth(29, 29, "day")), None),
    (E(year=2024, month=2, nth=Nth(29, 29, "day")), "2024-02-29"),
    (E(year=2025, month=2, nth=Nth(-29, -29, "day")), None),
    (E(year=2025, month=2, nth=Nth(0, 0, "day")), None),
    (E(year=2025, month=9, nth=Nth(5, 5, "weekday", 1)), "2025-09-29"),
    (E(year=2025, month=6, nth=Nth(5, 5, "weekday", 1)), "2025-06-30"),
    (E(year=2025, month=6, nth=Nth(5, 5, "weekday", 2)), None),
    (E(year=2025, month=6, nth=Nth(-5, -5, "weekday", 1)), "2025-06-02"),
    (E(year=2025, month=6, nth=Nth(-5, -5, "weekday", 2)), None),
    (E(year=2025, month=6, nth=Nth(2, 2, "weekday", 7), hour=9), "2025-06-08T09:00"),
    (E(year=2025, nth=Nth(1, 1, "weekday", 1)), "2025-01-06"),
    (E(year=2025, nth=Nth(1, 1, "weekday", 7), hour=9), "2025-01-05T09:00"),
    (E(year=2025, nth=Nth(1, 1, "weekday", 7), minute=30, hour=9, second=5), "2025-01-05T09:30:05"),
    (E(year=2025, nth=Nth(1, 3, "month")), "2025-01/2025-03"),
    (E(year=2025, nth=Nth(-2, -1, "month")), "2025-11/2025-12"),
    (E(year=2025, nth=Nth(12, 12, "month")), "2025-12"),
    (E(year=2025, nth=Nth(13, 13, "month")), None),
    (E(year=2025, nth=Nth(0, 0, "month")), None),
    (E(year=2025, nth=Nth(3, 1, "month")), None),
    (E(year=2025, nth=Nth(1, 1, "week")), "2025-W01"),
    (E(year=2026, nth=Nth(1, 1, "week")), "2026-W01"),  # its 5th day is of the second week
    (E(year=2021, nth=Nth(1, 2, "week")), "2021-W01/2021-W02"),  # its first day is of 2020-W53
    (E(year=2025, month=6, nth=Nth(1, 1, "week")), "2025-W23"),  # from its first Monday, the 2nd
    (E(year=2025, month=9, nth=Nth(1, 1, "week")), "2025-W36"),  # which is the 1st
    (E(year=2025, month=8, nth=Nth(2, 3, "week")), "2025-W33/2025-W34"),  # which is the 4th
    (E(year=2025, month=6, nth=Nth(-1, -1, "week")), None),
    (E(month=6, nth=Nth(1, 1, "week")), None),
    (E(year=9999, month=6, nth=Nth(1, 1, "day")), None),
    (E(year=9998, month=6, nth=Nth(1, 1, "day")), "9998-06-01"),
    (E(year=1, month=6, nth=Nth(1, 1, "day")), "0001-06-01"),
    (E(year=2025, holiday="国庆节", nth=Nth(2, 2, "day")), "2025-10-02"),
    (E(year=2025, holiday="国庆节", nth=Nth(1, 3, "day")), "2025-10-01/2025-10-03"),
]


@pytest.mark.parametrize(("expression", "value"), NTH)
def test_what_is_counted_inside_a_period(expression: Expression, value: str | None) -> None:
    assert placed(expression) == (value, "none" if value is None else "explicit")


HOLIDAY = [
    (E(holiday="春节"), NOW, "2025-01-29", "reference"),
    (E(holiday="春节"), {**NOW, "tense": "future"}, "2026-02-17", "reference"),
    (E(holiday="国庆节"), {**NOW, "tense": "past"}, "2024-10-01", "reference"),
    (E(holiday="春节"), {**NOW, "tense": "past"}, "2025-01-29", "reference"),
    (E(holiday="国庆节"), {**NOW, "tense": "future"}, "2025-10-01", "reference"),
    (E(holiday="国庆节"), {"now": dt.date(2025, 10, 1), "tense": "future"}, "2025-10-01", "reference"),
    (E(holiday="国庆节"), {"now": dt.date(2025, 10, 1), "tense": "past"}, "2025-10-01", "reference"),
    (E(holiday="春节"), {"now": dt.date(2025, 12, 20)}, "2026-02-17", "reference"),
    (E(holiday="春节"), {"now": dt.date(2024, 12, 20)}, "2025-01-29", "reference"),
    (E(holiday="春节"), {"now": dt.date(2025, 11, 20)}, "2025-01-29", "reference"),
    (E(holiday="元旦"), {"now": dt.date(2025, 12, 20)}, "2026-01-01", "reference"),
    (E(holiday="妇女节"), {"now": dt.date(2025, 12, 20)}, "2025-03-08", "reference"),
    (E(holiday="圣诞节"), {"now": dt.date(2025, 1, 5)}, "2024-12-25", "reference"),
    (E(holiday="圣诞节"), {"now": dt.date(2025, 2, 5)}, "2025-12-25", "reference"),
    (E(holiday="国庆节"), {"now": dt.date(2025, 1, 5)}, "2025-10-01", "reference"),
    (E(holiday="圣诞节"), {"day": told("2020-05")}, "2020-12-25", "context"),
    (E(holiday="圣诞节"), {"year": 2022, "year_id": "date-1"}, "2022-12-25", "context"),
    (E(holiday="圣诞节"), {}, "XXXX-12-25", "none"),
    (E(holiday="圣诞节", part="EV"), {}, "XXXX-12-25TEV", "none"),
    (E(holiday="春节"), {}, None, "none"),
    (E(holiday="光明节", year=2018), {}, "2018-12-02/2018-12-09", "explicit"),
    (E(holiday="光明节", year=2018, day=Step("told", -1)), {}, "2018-12-01", "explicit"),
    (E(holiday="圣诞节", year=Step("now", -1), day=Step("told", 1)), NOW, "2024-12-26", "reference"),
    (E(holiday="国庆节", year=2024, hour=8, part="EV"), {}, "2024-10-01T20:00", "explicit"),
    (E(holiday="春节", year=1800), {}, None, "none"),
    (E(lunar=True, year=2025, month=1, day=1), {}, "2025-01-29", "explicit"),
    (E(lunar=True, year=2020, month=4, day=1, leap=True), {}, "2020-05-23", "explicit"),
    (E(lunar=True, year=2021, month=4, day=1, leap=True), {}, None, "none"),
    (E(lunar=True, year=2025, month=1), {}, "2025-01-29/2025-02-27", "explicit"),
    (E(lunar=True, year=1800, month=1), {}, None, "none"),
    (E(lunar=True, year=2025, month=1, day=1, part="MO"), {}, "2025-01-29TMO", "explicit"),
    (E(lunar=True, year=2025, month=12, day=8), {"now": dt.date(2025, 1, 10)}, "2026-01-26", "explicit"),
    (E(lunar=True, year=2025, month=1, day=1), {"now": dt.date(2024, 1, 10)}, "2025-01-29", "explicit"),
    (E(lunar=True, month=8, day=15), NOW, "2025-10-06", "reference"),
    (E(lunar=True, month=12, day=8), {"now": dt.date(2025, 1, 10)}, "2025-01-07", "reference"),
    (E(lunar=True, month=12, day=8), {"now": dt.date(2025, 12, 10)}, "2026-01-26", "reference"),
    (E(lunar=True, month=11, day=8), {"now": dt.date(2025, 1, 10)}, "2024-12-08", "reference"),
    (E(lunar=True, month=11, day=8), {"now": dt.date(2025, 5, 20)}, "2024-12-08", "reference"),
    (E(lunar=True, month=10, day=8), {"now": dt.date(2025, 1, 10)}, "2024-11-08", "reference"),
    (E(lunar=True, month=12, day=8), told_in_sentence("2020-01-03"), "2020-01-02", "context"),
    (E(lunar=True, month=1, day=1), {}, None, "none"),
]


@pytest.mark.parametrize(("expression", "anchors", "value", "basis"), HOLIDAY)
def test_holidays_and_the_lunar_calendar(
    expression: Expression, anchors: dict[str, Any], value: str | None, basis: str
) -> None:
    assert placed(expression, **anchors) == (value, basis)
