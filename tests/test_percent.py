"""Percentages: every unit, spelling and range, and everything that looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from amounts import PIPELINE, Case, found, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Percent


@pytest.mark.parametrize("case", read_cases("percent"), ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    assert found(case, "percent") == case.expected


@given(
    number=st.decimals(-1000, 1000, places=2, allow_nan=False),
    unit=st.sampled_from(
        [
            ("%", "percent"),
            ("‰", "permille"),
            ("个百分点", "percentage_point"),
            ("bp", "basis_point"),
            (" %", "percent"),
        ]
    ),
)
def test_round_trip(number: Decimal, unit: tuple[str, str]) -> None:
    written = f"{number:f}{unit[0]}"
    (fact,) = PIPELINE.extract(f"同比{written}。", types=["percent"])
    assert isinstance(fact.value, Percent)
    assert fact.text == written
    assert fact.value.value == number
    assert fact.value.unit == unit[1]
