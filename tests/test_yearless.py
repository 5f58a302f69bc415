"""The year of a month and the month of a day that are told without one, against what has been told, without a text."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from placing import NOW, E, placed, told, told_in_sentence

from extractor.timex import Expression, Nth

JANUARY = {"now": dt.date(2025, 1, 9)}
MARCH = {"now": dt.date(2025, 3, 5)}
DECEMBER = {"now": dt.date(2025, 12, 20)}
PAST, FUTURE, ALONE = ({"tense": tense} for tense in ("past", "future", "alone"))
PLANNED, SCHEDULED, COMPARED, BACKWARD, RELEASED, SAID = (
    {flag: True} for flag in ("planned", "scheduled", "compared", "backward", "released", "said")
)
FIRST_THREE = E(quarter=1, end=E(quarter=3))

# Nothing is told before: the year is that of the day of publication or one beside it.
OF_PUBLICATION = [
    (E(month=5), NOW, "2025-05"),
    (E(month=12), NOW, "2025-12"),
    (E(month=8), JANUARY, "2024-08"),
    (E(month=7), JANUARY, "2025-07"),
    (E(month=12), JANUARY | PLANNED, "2025-12"),
    (E(month=8), NOW | PAST, "2024-08"),
    (E(month=6), NOW | PAST, "2025-06"),
    (E(month=6), NOW | FUTURE, "2025-06"),
    (E(month=3), NOW | FUTURE, "2026-03"),
    (E(month=9), JANUARY | ALONE, "2025-09"),
    (E(month=9), JANUARY, "2024-09"),
    (E(month=9), JANUARY | SCHEDULED, "2025-09"),
    (E(month=11), JANUARY | SCHEDULED, "2024-11"),
    (E(quarter=4), NOW, "2025-Q4"),
    (E(quarter=4), JANUARY, "2024-Q4"),
    (E(quarter=3), NOW | PAST, "2024-Q3"),
    (E(quarter=1), JANUARY, "2025-Q1"),
    (E(half=2), JANUARY, "2025-H2"),
    (E(half=2), JANUARY | PAST, "2024-H2"),
    (E(half=1), JANUARY, "2024-H1"),
    (E(half=1), {"now": dt.date(2025, 4, 1)}, "2025-H1"),
    (FIRST_THREE, JANUARY, "2024-Q1/2024-Q3"),
    (FIRST_THREE, NOW, "2024-Q1/2024-Q3"),
    (FIRST_THREE, DECEMBER, "2025-Q1/2025-Q3"),
    (FIRST_THREE, NOW | PLANNED, "2025-Q1/2025-Q3"),
    (E(month=1, end=E(month=11)), DECEMBER, "2025-01/2025-11"),
    (E(month=1, end=E(month=11)), JANUARY, "2024-01/2024-11"),
    (E(month=1, day=5, end=E(month=2, day=3)), JANUARY, "2025-01-05/2025-02-03"),
    (E(week=10), NOW, "2025-W10"),
    (E(week=50), JANUARY, "2024-W50"),
    (E(week=2), JANUARY, "2025-W02"),
    (E(week=30), JANUARY, "2025-W30"),
    (E(week=31), JANUARY, "2024-W31"),
    (E(week=53), {"now": dt.date(2026, 6, 18)}, "2026-W53"),
    (E(month=12, nth=Nth(1, 1, "week")), JANUARY, "2024-W49"),
    (E(month=12, day=30), JANUARY, "2024-12-30"),
    (E(month=1, day=5), DECEMBER, "2026-01-05"),
    (E(month=1, day=5), DECEMBER | PAST, "2025-01-05"),
    (E(month=1, day=5), DECEMBER | {"since": True}, "2025-01-05"),
    (E(month=1, day=5, end=E(month=1, day=7)), DECEMBER | {"since": True}, "2026-01-05/2026-01-07"),
    (E(month=3, day=25), DECEMBER, "2025-03-25"),
    (E(month=2), DECEMBER | SCHEDULED, "2026-02"),
    (E(month=4), DECEMBER | SCHEDULED, "2026-04"),
    (E(month=2), DECEMBER, "2025-02"),
    (E(month=6), DECEMBER | SCHEDULED, "2025-06"),
    (E(month=5), {}, "XXXX-05"),
    (E(month=5), {"year": 2022, "year_id": "date-3"}, "2022-05"),
]


@pytest.mark.parametrize(("expression", "anchors", "value"), OF_PUBLICATION)
def test_the_year_by_the_day_of_publication(expression: Expression, anchors: dict[str, Any], value: str) -> None:
    basis = "none" if "X" in value else "reference" if "now" in anchors else "context"
    assert placed(expression, **anchors) == (value, basis)


def behind(value: str, **flags: bool) -> dict[str, Any]:
    """Return the anchors of an expression in a sentence behind that of a date with which the article goes on."""
    return {"now": dt.date(2025, 6, 18), "day": told(value, **flags), "narrative": True}


def alone(value: str) -> dict[str, Any]:
    """Return the anchors of an expression behind a date of an article whose day nothing tells."""
    return {"day": told(value)}


GOING_ON = {"narrative": True}
SPRING = {"now": dt.date(2025, 4, 15)}
YEAR_BEFORE = {"now": dt.date(2024, 12, 28)}

TOLD = [
    (E(month=4), told_in_sentence("2024-03"), "2024-04"),
    (E(month=4), behind("2024-03"), "2024-04"),
    (E(month=4), NOW | {"day": told("2024-03")}, "2025-04"),
    (E(quarter=3), told_in_sentence("2024"), "2024-Q3"),
    (E(half=1), told_in_sentence("2023-12-05") | BACKWARD, "2023-H1"),
    # A story does not run backwards: 12月30日停牌,1月2日复牌
    (E(month=1, day=2), behind("2024-12-30"), "2025-01-02"),
    (E(month=1, day=2), alone("2024-12-30"), "2025-01-02"),
    (E(month=2, day=2), alone("2024-12-30"), "2024-02-02"),
    (E(month=1), alone("2024-12-30"), "2024-01"),
    (E(month=1, day=2), alone("2024-12"), "2024-01-02"),
    (E(month=1, day=2), behind("2022-11-08"), "2023-01-02"),
    (E(month=1), told_in_sentence("2023-12-20"), "2024-01"),
    (E(month=1), told_in_sentence("2023-12-20") | BACKWARD, "2023-01"),
    (E(month=1, end=E(month=3)), told_in_sentence("2023-12-20"), "2024-01/2024-03"),
    (E(month=1), told_in_sentence("2024-12-20") | YEAR_BEFORE, "2024-01"),
    (E(month=1, day=6), told_in_sentence("2024-12-20") | YEAR_BEFORE, "2025-01-06"),
    (E(month=1, day=6), told_in_sentence("2024-12-20") | YEAR_BEFORE | PAST, "2024-01-06"),
    (E(month=1), told_in_sentence("2024-12-20") | YEAR_BEFORE | SCHEDULED, "2025-01"),
    (E(quarter=1), told_in_sentence("2024-12-20") | YEAR_BEFORE | SCHEDULED, "2025-Q1"),
    (E(quarter=1), told_in_sentence("2024-12-20") | YEAR_BEFORE, "2024-Q1"),
    (E(month=1), told_in_sentence("2024-12-20") | YEAR_BEFORE | SCHEDULED | COMPARED, "2024-01"),
    (E(month=11), told_in_sentence("2024-12-20") | YEAR_BEFORE | SCHEDULED, "2024-11"),
    # What something is compared with lies behind it: 2025年1月销量较12月增长
    (E(month=12), told_in_sentence("2024-01") | COMPARED, "2023-12"),
    (E(month=1), told_in_sentence("2024-12") | COMPARED, "2024-01"),
    # 1月9日上市,招股期为12月31日至1月6日: what lies far ahead of the day of publication is over
    (E(month=12, day=31, end=E(month=1, day=6)), told_in_sentence("2025-01-09") | JANUARY, "2024-12-31/2025-01-06"),
    (E(month=12), told_in_sentence("2025-01-09") | JANUARY | PAST, "2024-12"),
    (E(month=12), {"day": told("2025-01-09"), "sentence": True} | PAST, "2024-12"),
    (E(month=12), {"day": told("2025-01-09")} | PAST, "2025-12"),
    (E(month=12), GOING_ON | {"day": told("2021-01-09"), "sentence": True, "year": 2025} | PAST, "2021-12"),
    # What is foretold lies ahead of what was told, if that is over.
    (E(half=1), told_in_sentence("2024") | JANUARY | FUTURE, "2025-H1"),
    (E(half=1), told_in_sentence("2024") | MARCH | FUTURE, "2025-H1"),
    (E(half=1), told_in_sentence("2023") | JANUARY | FUTURE, "2023-H1"),
    (E(half=1), told_in_sentence("2024") | NOW | FUTURE, "2024-H1"),
    (E(half=1), alone("2024") | FUTURE, "2024-H1"),
    (E(month=3), told_in_sentence("2024-12") | JANUARY | FUTURE, "2025-03"),
    (E(month=3), told_in_sentence("2024-12") | FUTURE, "2026-03"),
    (E(month=11), told_in_sentence("2024-12") | FUTURE, "2024-11"),
    (E(month=3), alone("2024-12") | FUTURE, "2025-03"),
    (E(month=3), told_in_sentence("2026-12") | FUTURE, "2026-03"),
    # A story comes back from the year before, unless a list, a look back or a comparison tells of that one.
    (E(month=4, day=2), behind("2024-11-08") | SPRING, "2025-04-02"),
    (E(month=4, day=2), behind("2024-11-08") | SPRING | BACKWARD, "2024-04-02"),
    (E(month=4, day=2), behind("2024-11-08") | SPRING | COMPARED, "2024-04-02"),
    (E(month=4, day=2), behind("2021-11-08") | SPRING, "2025-04-02"),
    (E(month=12, day=2), behind("2024-11-08") | SPRING, "2024-12-02"),
    (E(month=2, day=29), behind("2024-01-08") | SPRING, "2024-02-29"),
    (E(month=6, day=10), behind("2024"), "2025-06-10"),
    (E(month=6, day=18), behind("2024"), "2025-06-18"),
    (E(month=3, day=10), behind("2024"), "2024-03-10"),
    (E(month=6, day=25), behind("2024"), "2024-06-25"),
    (E(month=6, day=10), told_in_sentence("2024"), "2024-06-10"),
    (E(month=3), behind("2021/2023"), "2025-03"),
    (E(month=3), behind("2024", ended=True), "2025-03"),
    (E(month=11), behind("2024", ended=True), "2024-11"),
    (E(month=9), behind("2024", ended=True) | DECEMBER, "2024-09"),
    (E(month=8), behind("2024", ended=True) | DECEMBER, "2025-08"),
    (E(month=6), behind("2024") | {"now": dt.date(2025, 6, 10)}, "2024-06"),
    (E(month=3), told_in_sentence("2021/2023"), "2023-03"),
    (E(month=5), behind("2024-10/2026-03"), "2026-05"),
    (E(month=5), behind("2024-Q4"), "2025-05"),
    (E(month=5), behind("2023-Q4"), "2023-05"),
    (E(month=5), behind("2024-Q2"), "2024-05"),
    (E(month=2), behind("2024-H1"), "2024-02"),
    (E(month=2), behind("2024-H2"), "2025-02"),
    (E(month=6), behind("2024-H2"), "2025-06"),
    (E(month=7), behind("2024-H2"), "2024-07"),
    (E(month=6, day=10), behind("2024-06-10"), "2024-06-10"),
    (E(month=6, day=10), behind("2024-06-20"), "2025-06-10"),
    (E(month=3), behind("2024-01/2024-09"), "2024-03"),
    (E(month=3), behind("2023-10/2024-05"), "2024-03"),
    (E(month=4, day=10), told_in_sentence("2024-01/2024-04") | SPRING, "2024-04-10"),
    (E(month=1), behind("2024-Q1/2024-Q3"), "2024-01"),
    (E(month=4), behind("2024-Q2/2024-Q4"), "2024-04"),
    (E(month=3), behind("2024-Q2/2024-Q4"), "2025-03"),
    (E(month=6, day=18), behind("2024-11-08") | PAST, "2025-06-18"),
    (E(month=6, day=19), behind("2024-11-08") | PAST, "2024-06-19"),
    (E(half=1), behind("2024-11"), "2024-H1"),
    (E(month=6, day=10), behind("2026-03"), "2026-06-10"),
    # Last year's results go on: 2024年上半年增长3%。7月份,增长2%
    (E(month=7), MARCH | {"day": told("2024-H1", report=True)}, "2024-07"),
    (E(month=7), MARCH | {"day": told("2024-H1")}, "2025-07"),
    (E(month=6), MARCH | {"day": told("2024-H1", report=True)}, "2025-06"),
    (E(month=1), told_in_sentence("2023-12-20") | {"now": dt.date(2024, 1, 1)}, "2024-01"),
    (E(month=1), behind("2024", ended=True), "2025-01"),
    (E(month=7), MARCH | {"day": told("2024-H1", report=True)} | PLANNED, "2025-07"),
    (E(month=7), MARCH | {"day": told("2022-H1", report=True)}, "2025-07"),
    (E(month=7), MARCH | {"day": told("2024", report=True)}, "2025-07"),
    (E(month=5), MARCH | {"day": told("2024-H1", report=True)}, "2025-05"),
    # A plan is ahead of the present from which it is told.
    (E(quarter=3), behind("2023-12") | {"now": dt.date(2024, 1, 12)} | PLANNED, "2024-Q3"),
    (E(quarter=3), behind("2023-10") | {"now": dt.date(2024, 1, 12)} | PLANNED, "2024-Q3"),
    (E(quarter=3), behind("2023-06") | {"now": dt.date(2024, 1, 12)} | PLANNED, "2023-Q3"),
    (E(quarter=3), behind("2023-06") | {"now": dt.date(2024, 1, 12)} | PLANNED | FUTURE, "2024-Q3"),
    (E(quarter=1), behind("2025-02-19") | {"now": dt.date(2025, 2, 20)} | PLANNED, "2025-Q1"),
    (E(quarter=3), GOING_ON | alone("2022-12") | {"year": 2023, "year_id": "date-3"} | PLANNED | FUTURE, "2023-Q3"),
    (E(quarter=3), GOING_ON | alone("2022-08") | {"year": 2023} | PLANNED, "2022-Q3"),
]


@pytest.mark.parametrize(("expression", "anchors", "value"), TOLD)
def test_the_year_by_what_was_told(expression: Expression, anchors: dict[str, Any], value: str) -> None:
    assert placed(expression, **anchors)[0] == value


DAYS = [
    (28, NOW, "2025-06-28"),
    (28, NOW | PAST, "2025-05-28"),
    (18, NOW | PAST, "2025-06-18"),
    (31, NOW, "2025-05-31"),
    (10, NOW | FUTURE, "2025-07-10"),
    (18, NOW | FUTURE, "2025-06-18"),
    (25, NOW | FUTURE, "2025-06-25"),
    (31, NOW | FUTURE, "2025-07-31"),
    (28, MARCH, "2025-02-28"),
    (30, MARCH | PAST, "2025-01-30"),
    (28, JANUARY | PAST, "2024-12-28"),
    (28, {}, "XXXX-XX-28"),
    (28, {"year": 2022, "year_id": "date-3"}, "2022-XX-28"),
    (32, NOW, None),
    (2, told_in_sentence("2024-03-30"), "2024-04-02"),
    (2, behind("2024-03-30"), "2024-04-02"),
    (2, alone("2024-03-30"), "2024-04-02"),
    (2, NOW | alone("2024-03-30"), "2025-06-02"),
    (2, told_in_sentence("2024-12-30"), "2025-01-02"),
    (10, told_in_sentence("2024-03-20"), "2024-03-10"),
    (10, told_in_sentence("2024-03-20") | FUTURE, "2024-04-10"),
    (25, told_in_sentence("2024-03-20") | FUTURE, "2024-03-25"),
    (30, told_in_sentence("2024-01-31") | FUTURE, "2024-03-30"),
    (10, told_in_sentence("2025-06-16"), "2025-06-10"),
    (28, told_in_sentence("2025-06-16"), "2025-06-28"),
    (28, told_in_sentence("2025-06-16") | PAST, "2025-05-28"),
    (28, told_in_sentence("2025-06-25") | PAST, "2025-06-28"),
    (19, told_in_sentence("2025-06-16") | PAST, "2025-05-19"),
    (5, told_in_sentence("2024-03"), "2024-03-05"),
    (5, behind("2024-03"), "2025-06-05"),
    (5, alone("2024-03"), "2024-03-05"),
    (2, told_in_sentence("2024-03-20/2024-03-30"), "2024-03-02"),
    (2, {"day": told("XXXX-03-30"), "sentence": True, "narrative": True}, "XXXX-04-02"),
    (5, told_in_sentence("2024"), "2025-06-05"),
    (28, told_in_sentence("2025-06-18") | PAST, "2025-05-28"),
    # What comes out or is said on a day: 6月CPI将于15日公布; 将于9月3日举行,主办方22日宣布.
    (5, told_in_sentence("2024-03") | RELEASED, "2024-03-05"),
    (15, NOW | GOING_ON | {"sentence": True, "day": told("2025-05", data=True)} | RELEASED, "2025-06-15"),
    (15, NOW | GOING_ON | {"sentence": True, "day": told("2025-06", data=True)} | RELEASED, "2025-06-15"),
    (15, GOING_ON | {"sentence": True, "day": told("2025-05", data=True)} | RELEASED, "XXXX-XX-15"),
    (15, NOW | GOING_ON | {"sentence": True, "day": told("2025-05", data=True)}, "2025-05-15"),
    (12, told_in_sentence("2025-09-03") | SAID, "2025-06-12"),
    (12, told_in_sentence("2025-09-03"), "2025-09-12"),
    (12, told_in_sentence("2025-09-03") | SAID | PLANNED, "2025-06-12"),
    (22, told_in_sentence("2025-09-03") | SAID | PLANNED | FUTURE, "2025-09-22"),
    (12, told_in_sentence("2025-09-03") | RELEASED, "2025-09-12"),
    (12, behind("2025-09-03") | RELEASED, "2025-06-12"),
    (12, behind("2025-09-03") | PAST, "2025-06-12"),
    (12, behind("2025-09-03") | PLANNED | PAST, "2025-09-12"),
    (12, behind("2025-06-18") | SAID, "2025-06-12"),
]


@pytest.mark.parametrize(("day", "anchors", "value"), DAYS)
def test_the_month_of_a_day(day: int, anchors: dict[str, Any], value: str | None) -> None:
    assert placed(E(day=day), **anchors)[0] == value
