"""What is told of pairs: the sentence that a fact stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_labels import label, money

from extractor.labels import Label
from extractor.matching import Pair, align
from extractor.rendering import sentence, state





@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ([money(0, 4)], [money(0, 4)], "right"),
        ([money(0, 4)], [], "missed"),
        ([], [money(0, 4)], "spurious value=5 currency=CNY"),
        ([], [label("org", 0, 4, name="甲")], "spurious"),
        ([money(0, 4)], [money(0, 4, "7", currency="HKD")], "value, found value=7 currency=HKD"),
        ([money(0, 4)], [money(0, 3)], "boundary, found as 'xxx'"),
        ([money(0, 4)], [label("date", 0, 4)], "type, found as date"),
        ([money(0, 4)], [label("date", 2, 5)], "type, found as date 'xxx'"),
    ],
)
def test_states(gold: list[Label], found: list[Label], expected: str) -> None:
    (pair,) = align(gold, found)
    assert state(pair) == expected


def test_a_state_names_the_rule() -> None:
    found = Label("org", 0, 2, "青禾", {}, rule="org.suffix")
    assert state(Pair("spurious", None, found)) == "spurious by org.suffix"
    assert state(Pair("right", label("org", 0, 2), found)) == "right by org.suffix"
    assert state(None) == "not found"
