"""Lengths of time: every unit and form, and what only looks like one."""

from __future__ import annotations

import pytest
from calendar_cases import PIPELINE, Case, found, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Duration


@pytest.mark.parametrize("case", read_cases("durations"), ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    assert found(case, "duration") == case.expected


UNITS = {
    "个月": "P{}M",
    "天": "P{}D",
    "周": "P{}W",
    "小时": "PT{}H",
    "分钟": "PT{}M",
    "秒": "PT{}S",
    "个交易日": "P{}D",
}


@given(number=st.integers(1, 999), unit=st.sampled_from(sorted(UNITS)))
def test_round_trip(number: int, unit: str) -> None:
    (fact,) = PIPELINE.extract(f"共计{number}{unit}。", types=["duration"])
    assert isinstance(fact.value, Duration)
    assert (fact.text, fact.value.value) == (f"{number}{unit}", UNITS[unit].format(number))
