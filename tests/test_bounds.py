"""Intervals of dates and lengths that hang on the words beside them."""

from __future__ import annotations

import datetime as dt

import pytest
from calendar_cases import PIPELINE, Case, intervals, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Duration
from extractor.timex import floor


@pytest.mark.parametrize("case", read_cases("intervals"), ids=lambda case: f"{case.sentence} {case.reference}")
def test_case(case: Case) -> None:
    assert intervals(case) == case.expected


@given(
    number=st.integers(1, 99),
    unit=st.sampled_from(["年", "个月", "周", "天", "小时", "分钟"]),
    now=st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)),
)
def test_ahead_and_back_meet_at_publication(number: int, unit: str, now: dt.datetime) -> None:
    text = f"未来{number}{unit},过去{number}{unit}"
    ahead, back = (f.value for f in PIPELINE.extract(text, reference_date=now, types=["duration"]))
    assert isinstance(ahead, Duration)
    assert isinstance(back, Duration)
    assert ahead.start == back.end is not None
    start, meet, end = (dt.datetime.fromisoformat(str(at)) for at in (back.start, back.end, ahead.end))
    assert start < meet < end


@pytest.mark.parametrize(
    ("unit", "begin"),
    [
        ("year", "2025-01-01T00:00:00"),
        ("month", "2025-06-01T00:00:00"),
        ("week", "2025-06-16T00:00:00"),
        ("day", "2025-06-18T00:00:00"),
        ("hour", "2025-06-18T08:00:00"),
        ("minute", "2025-06-18T08:30:00"),
        ("second", "2025-06-18T08:30:15"),
    ],
)
def test_floor(unit: str, begin: str) -> None:
    assert floor(dt.datetime(2025, 6, 18, 8, 30, 15, 7), unit).isoformat() == begin


@pytest.mark.parametrize("reference", ["0001-01-01", "9999-12-31"])
def test_the_calendar_has_ends(reference: str) -> None:
    for fact in PIPELINE.extract("未来9000年,过去9000年,前两周,下两年", reference_date=reference, types=["duration"]):
        assert isinstance(fact.value, Duration)
        assert (fact.value.start is None) == (fact.value.end is None)
