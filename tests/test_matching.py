"""Matching: which found fact answers which gold one, in small cases and in what must hold for all."""

from __future__ import annotations

import random
import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_labels import label, labels, money

from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label
from extractor.matching import COMPARED, ERRORS, Outcome, align


def outcomes(gold: list[Label], found: list[Label]) -> list[str]:
    return [pair.outcome for pair in align(gold, found)]


SAME_VALUE = [
    ("money", {"value": "0.80"}, {"value": "0.8"}),
    ("money", {"value": "100", "currency": "CNY"}, {"value": "100.00", "currency": "CNY"}),
    ("money", {"value": "100"}, {"value": "100", "currency": "HKD"}),  # gold does not tell the currency
    ("money", {"value": None, "currency": "CNY"}, {"currency": "CNY"}),
    ("money", {"low": "1", "high": "2"}, {"value": None, "low": "1", "high": "2.0"}),
    ("money", {"value": "1", "modifier": "about"}, {"value": "1", "modifier": None}),
    ("percent", {"value": "+3", "unit": "percent"}, {"value": "3", "unit": "percent", "direction": "up"}),
    ("date", {"value": None}, {"value": None}),
    ("date", {"value": None}, {"value": "XXXX-05-18"}),
    ("date", {}, {"value": "2024"}),
    ("date", {"value": "2024", "mod": "END"}, {"value": "2024", "mod": None}),
    ("duration", {"value": "P5Y", "modifier": "about"}, {"value": "P5Y"}),
    ("org", {"name": "青禾"}, {"name": "青禾科技"}),
]
OTHER_VALUE = [
    ("money", {"value": "100"}, {"value": "1000"}),
    ("money", {"value": "100"}, {"value": None}),
    ("money", {"value": None}, {"value": "100"}),
    ("money", {"value": None}, {"value": "X"}),
    ("money", {"value": "1", "currency": "CNY"}, {"value": "1", "currency": None}),
    ("money", {"low": "1", "high": "2"}, {"low": "1", "high": "3"}),
    ("percent", {"value": "3", "unit": "percent"}, {"value": "3", "unit": "permille"}),
    ("date", {"value": None}, {"value": "2024-05-18"}),
    ("date", {"value": "2024-05-18"}, {"value": "XXXX-05-18"}),
    ("date", {"value": "2024-05-18"}, {"value": None}),
    ("duration", {"value": "P1Y"}, {"value": "P12M"}),
]


@pytest.mark.parametrize(("kind", "gold", "found"), SAME_VALUE)
def test_values_that_agree(kind: FactType, gold: dict[str, str | None], found: dict[str, str | None]) -> None:
    assert outcomes([label(kind, 0, 3, **gold)], [label(kind, 0, 3, **found)]) == ["right"]


@pytest.mark.parametrize(("kind", "gold", "found"), OTHER_VALUE)
def test_values_that_differ(kind: FactType, gold: dict[str, str | None], found: dict[str, str | None]) -> None:
    assert outcomes([label(kind, 0, 3, **gold)], [label(kind, 0, 3, **found)]) == ["value"]


# Optional gold costs nothing, whatever is found for it.
OPTIONAL = [label("org", 10, 16, optional=True)]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (OPTIONAL, [], []),
        (OPTIONAL, [label("org", 10, 16)], []),
        (OPTIONAL, [label("org", 12, 20)], []),  # overlaps it
        (OPTIONAL, [label("org", 10, 12), label("org", 13, 16)], []),
        (OPTIONAL, [label("org", 16, 20)], ["spurious"]),  # touches it
        (OPTIONAL, [label("date", 10, 16)], ["spurious"]),  # of another type
        ([*OPTIONAL, label("org", 16, 20)], [label("org", 16, 20)], ["right"]),
        ([*OPTIONAL, label("org", 16, 20)], [label("org", 12, 20)], ["missed"]),  # answers the optional one
        ([*OPTIONAL, label("date", 10, 16)], [label("date", 10, 16)], ["right"]),
    ],
)
def test_optional_gold(gold: list[Label], found: list[Label], expected: list[str]) -> None:
    assert outcomes(gold, found) == expected


def test_a_found_fact_answers_one_gold_fact() -> None:
    assert outcomes([money(0, 4), money(5, 9)], [money(0, 9)]) == ["boundary", "missed"]
    assert outcomes([money(0, 9)], [money(0, 4), money(5, 9)]) == ["boundary", "spurious"]
    assert outcomes([money(0, 4)], [money(0, 4), money(0, 4, "7")]) == ["right", "spurious"]


def test_the_assignment_is_the_best_of_all_not_the_first() -> None:
    # The longest overlap (6 to 10) alone would leave the outer two without a partner.
    gold, found = [money(0, 5), money(6, 12)], [money(4, 10), money(11, 13)]
    assert outcomes(gold, found) == ["boundary", "boundary"]
    # A span that agrees goes before any overlap.
    assert outcomes([money(0, 8), money(8, 10)], [money(8, 10), money(7, 8)]) == ["boundary", "right"]
    gold, found = [money(0, 9), label("date", 2, 5, value="2024")], [money(2, 5)]
    assert outcomes(gold, found) == ["missed", "type"]


def test_spans_that_touch_do_not_overlap() -> None:
    assert outcomes([money(0, 4)], [money(4, 6)]) == ["missed", "spurious"]


def test_spans_that_overlap_with_other_types_are_an_error_of_type() -> None:
    assert outcomes([money(0, 4)], [label("date", 0, 3, value="2024")]) == ["type"]
    # ... unless one of them has a better partner: of its span, or of its type.
    assert outcomes([money(0, 4), label("date", 0, 3)], [label("date", 0, 3)]) == ["right", "missed"]
    assert outcomes([money(0, 4), label("date", 3, 6)], [label("date", 2, 5)]) == ["missed", "boundary"]
    assert outcomes([money(0, 4), label("org", 2, 6)], [label("date", 2, 6)]) == ["missed", "type"]


def test_many_facts_take_no_time() -> None:
    gold = [money(10 * i, 10 * i + 5) for i in range(5_000)]
    assert outcomes(gold, [money(10 * i + i % 2, 10 * i + 5) for i in range(5_000)]) == ["right", "boundary"] * 2_500


@pytest.mark.parametrize("length", [20, 800])
def test_chains_in_which_each_fact_overlaps_many_take_little_time(length: int) -> None:
    gold = [money(2 * i, 2 * i + length) for i in range(400)]
    found = [money(2 * i + 1, 2 * i + 1 + length) for i in range(400)] + [label("org", 0, 2_000)]
    start = time.perf_counter()
    assert outcomes(gold, found).count("boundary") == 400
    assert time.perf_counter() - start < 4


def test_the_tables_are_complete() -> None:
    assert set(COMPARED) == set(FACT_TYPES)
    assert {*ERRORS, "right"} == set(get_args(Outcome))


@given(labels(disjoint=True), labels(disjoint=False), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(gold: list[Label], found: list[Label], order: random.Random) -> None:
    before = align(gold, found)
    order.shuffle(gold)
    order.shuffle(found)
    assert align(gold, found) == before


@given(labels(disjoint=True), labels(disjoint=False))
def test_every_fact_stands_in_one_pair(gold: list[Label], found: list[Label]) -> None:
    pairs = align(gold, found)
    sure = sorted((g for g in gold if not g.optional), key=repr)
    assert sorted((p.gold for p in pairs if p.gold), key=repr) == sure
    assert sum(p.found is not None for p in pairs) <= len(found)
    assert [p.label.start for p in pairs] == sorted(p.label.start for p in pairs)


@given(labels(disjoint=True), labels(disjoint=False))
def test_no_span_that_agrees_is_given_away(gold: list[Label], found: list[Label]) -> None:
    pairs = align(gold, found)
    sure = [g for g in gold if not g.optional]
    spans = {(g.type, g.start, g.end) for g in sure} & {(f.type, f.start, f.end) for f in found}
    assert sum(pair.same_span and pair.same_type for pair in pairs) == len(spans)
    # As many facts as can have a partner of their span have one, whatever its type.
    kept = [pair.found for pair in pairs if pair.found]
    places = {(label.start, label.end) for label in (*sure, *kept)}
    possible = sum(min(sum((x.start, x.end) == at for x in side) for side in (sure, kept)) for at in places)
    assert sum(pair.same_span for pair in pairs) == possible
