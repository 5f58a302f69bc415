"""TIMEX3 values, the intervals that they cover, and calendar arithmetic."""

from __future__ import annotations

import datetime as dt
import importlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import holidays
from extractor.holidays import HOLIDAYS, holiday_days, lunar_date, lunar_month
from extractor.timex import (
    Calendar,
    Length,
    add,
    calendar_day,
    days_in_month,
    floor,
    full_year,
    in_order,
    interval,
    iso_duration,
    moment,
    write,
)

INTERVALS = [
    ("2019-06-11", "2019-06-11", "2019-06-12"),
    ("2019-12-31", "2019-12-31", "2020-01-01"),
    ("2019-12", "2019-12-01", "2020-01-01"),
    ("2023", "2023-01-01", "2024-01-01"),
    ("2025-H1", "2025-01-01", "2025-07-01"),
    ("2025-H2", "2025-07-01", "2026-01-01"),
    ("2024-Q3", "2024-07-01", "2024-10-01"),
    ("2024-Q4", "2024-10-01", "2025-01-01"),
    ("199", "1990-01-01", "2000-01-01"),
    ("20", "2000-01-01", "2100-01-01"),
    ("2013-W06", "2013-02-04", "2013-02-11"),
    ("2013-W06-WE", "2013-02-09", "2013-02-11"),
    ("2021-03-29TEV", "2021-03-29", "2021-03-30"),
    ("2019-06-11T09:00", "2019-06-11T09:00:00", None),
    ("2019-06-11T24:00", "2019-06-12T00:00:00", None),
    ("2020-11-16T18:30:05", "2020-11-16T18:30:05", None),
    ("2022/2024", "2022-01-01", "2025-01-01"),
    ("2020-Q1/2020-Q3", "2020-01-01", "2020-10-01"),
    ("2023-09-28/2023-10-07", "2023-09-28", "2023-10-08"),
    ("2025-06-19T14:00/2025-06-19T17:00", "2025-06-19T14:00:00", "2025-06-19T17:00:00"),
    ("0001", "0001-01-01", "0002-01-01"),
    ("9999", "9999-01-01", None),
    ("XXXX-05-18", None, None),
    ("XXXX-Q1", None, None),
    ("2025-SU", None, None),
    ("2019-02-30", None, None),
    (None, None, None),
]


@pytest.mark.parametrize(("value", "start", "end"), INTERVALS)
def test_interval(value: str | None, start: str | None, end: str | None) -> None:
    assert interval(value) == (start, end)


@given(day=st.dates())
def test_a_day_covers_itself(day: dt.date) -> None:
    assert write(moment(day)) == day.isoformat()
    start, end = interval(day.isoformat())
    assert start == day.isoformat()
    assert end is None or dt.date.fromisoformat(end) - day == dt.timedelta(days=1)


@given(first=st.dates(), last=st.dates())
def test_a_range_covers_both_ends(first: dt.date, last: dt.date) -> None:
    first, last = min(first, last), max(first, last)
    start, end = interval(f"{first}/{last}")
    assert start == first.isoformat()
    assert end is None or end > last.isoformat()


WRITTEN = [
    (Calendar("year", year=2023), "2023"),
    (Calendar("year"), None),
    (Calendar("month", month=5), "XXXX-05"),
    (Calendar("day", day=21), "XXXX-XX-21"),
    (Calendar("day"), None),
    (Calendar("quarter", quarter=1), "XXXX-Q1"),
    (Calendar("half", year=2024, half=2), "2024-H2"),
    (Calendar("week", weekday=3), "XXXX-WXX-3"),
    (Calendar("week"), None),
    (Calendar("time", year=2021, month=3, day=29, part="EV"), "2021-03-29TEV"),
    (Calendar("time", year=2021, month=3, day=29, hour=9, minute=5), "2021-03-29T09:05"),
    (Calendar("decade", decade=199), "199"),
    (Calendar("century", century=20), "20"),
    (Calendar("century"), None),
    (Calendar("decade"), None),
    (Calendar("decade", decade=9), "XX9"),
    (Calendar("decade", decade=10), "010"),
    (Calendar("day", year=2025, month=5), "2025-05-XX"),
    (Calendar("time", year=2025, month=5, hour=9), "2025-05-XXT09:00"),
    (Calendar("year", year=706), "0706"),
    (Calendar("year", year=10000), None),
    (Calendar("year", year=0), None),
    (Calendar("quarter"), None),
    (Calendar("half"), None),
    (Calendar("month"), None),
    (Calendar("week", weekday=4, part="AF"), "XXXX-WXX-4TAF"),
    (Calendar("week", year=2025, week=3, weekday=4, hour=9), "2025-W03-4T09:00"),
    (Calendar("week", year=2025, week=3, weekday=8), "2025-W03-WE"),
    (Calendar("week", weekday=8), "XXXX-WXX-WE"),
    (Calendar("time", weekday=4, hour=9), "XXXX-WXX-4T09:00"),
    (Calendar("time", year=2025, month=6, day=19, weekday=4, hour=9), "2025-06-19T09:00"),
]


@pytest.mark.parametrize(("calendar", "value"), WRITTEN)
def test_write(calendar: Calendar, value: str | None) -> None:
    assert write(calendar) == value


def test_a_range_of_times_is_in_order() -> None:
    assert in_order("2025-06-18T09:00", "2025-06-18T14:00")
    assert not in_order("2025-06-18T14:00", "2025-06-18T09:00")
    assert in_order("XXXX-06-18", "XXXX-06-03")


def test_years_of_two_digits_do_not_depend_on_today() -> None:
    assert [full_year(y) for y in ("00", "06", "25", "49", "50", "97", "706", "2025")] == [
        2000, 2006, 2025, 2049, 1950, 1997, 706, 2025,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "unit", "to"),
    [
        ("3", "day", "2025-06-21"),
        ("-2", "week", "2025-06-04"),
        ("1", "month", "2025-07-18"),
        ("-4", "month", "2025-02-18"),
        ("0.5", "month", "2025-07-03"),
        ("1", "quarter", "2025-09-18"),
        ("-1", "year", "2024-06-18"),
        ("3", "workday", "2025-06-23"),
        ("-3", "workday", "2025-06-13"),
        ("5", "workday", "2025-06-25"),
    ],
)
def test_add(count: str, unit: str, to: str) -> None:
    result = add(dt.datetime(2025, 6, 18), Decimal(count), unit)
    assert result is not None
    assert result.date().isoformat() == to


def test_add_ends_with_the_calendar() -> None:
    assert add(dt.datetime(2025, 1, 31), Decimal(1), "month") == dt.datetime(2025, 2, 28)
    assert add(dt.datetime(9999, 1, 1), Decimal(5), "year") is None
    assert add(dt.datetime(1, 1, 1), Decimal(-1), "day") is None
    assert add(dt.datetime(2025, 1, 1), Decimal(10) ** 30, "day") is None


@pytest.mark.parametrize(
    ("unit", "begin"),
    [
        ("second", "2025-06-18T09:31:07"), ("minute", "2025-06-18T09:31:00"), ("hour", "2025-06-18T09:00:00"),
        ("day", "2025-06-18T00:00:00"), ("week", "2025-06-16T00:00:00"), ("month", "2025-06-01T00:00:00"),
        ("year", "2025-01-01T00:00:00"),
    ],
)  # fmt: skip
def test_the_begin_of_what_a_moment_is_in(unit: str, begin: str) -> None:
    assert floor(dt.datetime(2025, 6, 18, 9, 31, 7, 5), unit).isoformat() == begin


def test_iso_duration() -> None:
    assert iso_duration([Length(Decimal(2), "Y"), Length(Decimal(3), "M")]) == "P2Y3M"
    assert iso_duration([Length(Decimal("1.50"), "TH")]) == "PT1.5H"
    assert iso_duration([Length(Decimal(10), "Y")]) == "P10Y"
    assert iso_duration([Length(Decimal(1), "M"), Length(Decimal(2), "D"), Length(Decimal(1), "M")]) == "P2M2D"


def test_february() -> None:
    assert [days_in_month(y, 2) for y in (2024, 2025, None)] == [29, 28, 29]


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("春节", 2024, "2024-02-10", "2024-02-10"),
        ("除夕", 2024, "2024-02-09", "2024-02-09"),
        ("端午节", 2025, "2025-05-31", "2025-05-31"),
        ("感恩节", 2024, "2024-11-28", "2024-11-28"),
        ("感恩节", 2018, "2018-11-22", "2018-11-22"),  # the month begins on a Thursday
        ("母亲节", 2022, "2022-05-08", "2022-05-08"),  # and on a Sunday
        ("黑色星期五", 2024, "2024-11-29", "2024-11-29"),
        ("冬至", 2024, "2024-12-21", "2024-12-21"),
        ("复活节", 2025, "2025-04-20", "2025-04-20"),
        ("东正教复活节", 2024, "2024-05-05", "2024-05-05"),
        ("光明节", 2018, "2018-12-02", "2018-12-09"),
        ("开斋节", 2024, "2024-04-10", "2024-04-10"),
    ],
)
def test_holiday(name: str, year: int, first: str, last: str) -> None:
    days = holiday_days(name, year)
    assert days is not None
    assert [d.isoformat() for d in days] == [first, last]


def test_every_holiday_has_a_rule_that_is_understood() -> None:
    for name in HOLIDAYS:
        assert holiday_days(name, 2025) is not None, name
        assert holiday_days(name, 1) is None
        assert holiday_days(name, 9999) is None


def test_the_table_of_holidays_is_read_anew_with_its_module() -> None:
    read = importlib.reload(holidays).HOLIDAYS
    for name, rule, days, alone in [
        ("春节", "L01-01", 1, True),
        ("农历新年", "L01-01", 1, True),
        ("新年", "01-01", 1, False),
        ("四旬期", "E-46", 46, True),
    ]:
        assert (read[name].rule, read[name].days, read[name].alone) == (rule, days, alone)


def western_easter(year: int) -> dt.date:
    """Find Easter by the moon, as Knuth does: algorithm E of The Art of Computer Programming, 1.3.2, exercise 14."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped = 3 * century // 4 - 12
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - skipped) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    full_moon = 44 - epact + 30 * (epact > 23)
    sunday = full_moon + 7 - (5 * year // 4 - skipped - 10 + full_moon) % 7
    return dt.date(year, 3, 1) + dt.timedelta(days=sunday - 1)


def orthodox_easter(year: int) -> dt.date:
    """Find the Sunday behind the full moon of the Julian calendar by the numbers of its days."""
    full_moon = 365 * year + year // 4 - 308 + 21 + (19 * (year % 19) + 15) % 30  # -308: of the day before 1 March
    return dt.date.fromordinal(full_moon + 7 - full_moon % 7)


def test_easter() -> None:
    for year in range(1583, 9000):
        assert holiday_days("复活节", year) == (western_easter(year),) * 2
        assert holiday_days("东正教复活节", year) == (orthodox_easter(year),) * 2


def test_lunar_calendar() -> None:
    assert lunar_date(2025, 1, 1) == dt.date(2025, 1, 29)
    assert lunar_date(2020, 4, 1, leap=True) == dt.date(2020, 5, 23)
    assert lunar_date(2021, 4, 1, leap=True) is None
    assert lunar_date(2025, 1, 31) is None
    assert lunar_month(1800, 1) is None
    for year in range(1900, 2100):  # the years join without a gap
        last = lunar_month(year, 12)
        following = lunar_month(year + 1, 1)
        assert last is not None
        assert following is not None
        gap = (following[0] - last[0]).days - last[1]
        assert gap in (0, 29, 30), year  # a leap twelfth month


@pytest.mark.parametrize(
    ("count", "day"),
    [(1, "2025-06-16"), (4, "2025-06-19"), (5, "2025-06-20"), (6, "2025-06-23"), (-1, "2025-06-12"), (-5, "2025-06-06"),
     (11, "2025-06-30"), (0, "2025-06-13")],
)  # fmt: skip
def test_working_days_leave_weekends_out(count: int, day: str) -> None:
    friday = dt.datetime(2025, 6, 13, 9, 30)
    moved = add(friday, Decimal(count), "workday")
    assert moved == dt.datetime.combine(dt.date.fromisoformat(day), friday.time())


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("0000", None, None), ("000", "0001-01-01", "0010-01-01"), ("00", "0001-01-01", "0100-01-01"),
        ("9998", "9998-01-01", "9999-01-01"), ("9999-12", "9999-12-01", None),
        ("9999-12-31", "9999-12-31", None), ("2019-12-31T24:00", "2020-01-01T00:00:00", None),
        ("2019-06-11T25:30", "2019-06-12T01:30:00", None), ("2019-06-11T23:59:58", "2019-06-11T23:59:58", None),
        ("2019-06-11T09:61", None, None), ("9999-12-31T24:00", None, None), ("2021-W54", None, None),
        ("9999-W52", "9999-12-27", None),
    ],
)  # fmt: skip
def test_an_interval_ends_where_the_calendar_does(value: str, start: str | None, end: str | None) -> None:
    assert interval(value) == (start, end)


def test_a_moment_tells_how_fine_it_is() -> None:
    assert moment(dt.date(2025, 6, 13)).grain == "day"
    assert moment(dt.date(2025, 6, 13), dt.time(9, 30)).grain == "time"
    assert days_in_month(1, 2) == 28


def test_a_day_of_the_calendar() -> None:
    assert calendar_day(2024, 2, 29) == dt.date(2024, 2, 29)
    for missing in ((None, 2, 3), (2024, None, 3), (2024, 2, None), (2025, 2, 29), (2025, 13, 1), (10000, 1, 1)):
        assert calendar_day(*missing) is None
