"""Amounts of money: every way to write one, and everything that looks like one."""

from __future__ import annotations

import pytest
from amounts import PIPELINE, Case, found, read_cases
from hypothesis import given
from hypothesis import strategies as st
from written_amounts import AROUND, Written, written_amounts

from extractor.facts import Money


@pytest.mark.parametrize("case", read_cases("money"), ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    assert found(case, "money") == case.expected


@given(amount=written_amounts(), around=st.sampled_from(AROUND))
def test_round_trip(amount: Written, around: tuple[str, str]) -> None:
    (fact,) = PIPELINE.extract(around[0] + amount.text + around[1], types=["money"])
    assert isinstance(fact.value, Money)
    assert (fact.text, fact.value.value, fact.value.currency) == amount


def test_values_have_no_exponent_and_no_superfluous_zeros() -> None:
    facts = PIPELINE.extract("营收1.245亿元,单价0.80元,市值3万亿元", types=["money"])
    assert [f.value.to_dict()["value"] for f in facts] == ["124500000", "0.80", "3000000000000"]


@given(st.text("0123456789.,-—至到和、/ 一二三百万亿几多余上数元块角毛美港币人民$%¥收入约股"))
def test_is_total(text: str) -> None:
    PIPELINE.extract(text, types=["money", "percent"])


def test_amounts_of_any_length_are_exact() -> None:
    (fact,) = PIPELINE.extract("共-1234567890123456789012345678901234567.12元", types=["money"])
    assert fact.value.to_dict()["value"] == "-1234567890123456789012345678901234567.12"
    (fact,) = PIPELINE.extract("共1234567890123456789012345678901234567元3角4分", types=["money"])
    assert fact.value.to_dict()["value"] == "1234567890123456789012345678901234567.34"
