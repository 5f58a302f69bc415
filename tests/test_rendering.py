"""What is told of pairs: the sentence that a fact stands in, and how it fares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_labels import label, money

from extractor.labels import Label
from extractor.matching import Pair, align
from extractor.rendering import state
from extractor.telling import sentence


@given(st.text("一二。\n ，", max_size=300), st.data())
def test_a_sentence_is_one_line_with_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = sentence(text, start, end)
    assert "\n" not in shown
    assert f"⟦{' '.join(text[start:end].split())}" in shown.replace("⟦ ", "⟦")


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("前句。青禾融资3亿元，用于扩产。后句。", (7, 10), "青禾融资⟦3亿元⟧，用于扩产。"),
        ("标题\n融资3亿元\n正文", (5, 8), "融资⟦3亿元⟧"),
        ("3亿元", (0, 3), "⟦3亿元⟧"),
        ("甲" * 100 + "3亿元" + "乙" * 100, (100, 103), f"…{'甲' * 60}⟦3亿元⟧{'乙' * 60}…"),
        ("甲" * 60 + "3亿元" + "乙" * 60, (60, 63), f"{'甲' * 60}⟦3亿元⟧{'乙' * 60}"),
    ],
)
def test_sentences(text: str, span: tuple[int, int], expected: str) -> None:
    assert sentence(text, *span) == expected


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
