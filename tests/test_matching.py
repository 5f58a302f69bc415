"""Matching: which found fact answers which gold one, in small cases and in what must hold for all."""

from __future__ import annotations

import random
from typing import get_args

import pytest
from hypothesis import given
from made_labels import label, labels, money

from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label
from extractor.matching import COMPARED, ERRORS, Outcome, align


def outcomes(gold: list[Label], found: list[Label]) -> list[str]:
    return [pair.outcome for pair in align(gold, found)]


    (money(0, 4), label("date", 1, 6), (0, 0, 0.5, 0, 0)),
    (money(0, 4), money(4, 6), (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("gold", "found", "worth"), WORTH)
def test_schemes(gold: Label, found: Label, worth: tuple[float, ...]) -> None:
    assert tuple(count(align([gold], [found])).credit.values()) == worth


def test_names_of_schemes() -> None:
    assert check_schemes(["value", "exact", "value"]) == ("value", "exact")
    for names in (["ent_type"], []):
        with pytest.raises(OptionError, match="choose from strict, exact, partial, type, value"):
            check_schemes(names)


def test_a_macro_average_leaves_out_what_is_undefined() -> None:
    assert macro([Score(1.0, 0.5, 0.6), Score(None, 0.0, 0.0)]) == pytest.approx((1.0, 0.25, 0.3))
    assert macro([]) == (None, None, None)


@given(labels(disjoint=True))
def test_gold_against_itself_is_perfect(gold: list[Label]) -> None:
    for counts in score(gold, gold).values():
        assert counts.gold == counts.found
        assert all(counts.score(scheme) == (1.0, 1.0, 1.0) for scheme in SCHEMES)
        assert errors(counts) == {}


@given(labels(disjoint=True), labels(disjoint=False))
def test_schemes_and_types_keep_their_order(gold: list[Label], found: list[Label]) -> None:
    pairs = align(gold, found)
    everything, types = count(pairs), by_type(pairs)
    for counts in (everything, *types.values()):
        credit = counts.credit
        assert credit["value"] <= credit["strict"] <= credit["exact"] <= credit["partial"]
        assert credit["strict"] <= credit["type"]
        assert max(credit.values()) <= min(counts.gold, counts.found)
    summed = total(types.values())
    assert (summed.gold, summed.found, summed.errors) == (everything.gold, everything.found, everything.errors)
    assert all(summed.credit[scheme] == everything.credit[scheme] for scheme in ("strict", "type", "value"))


def test_spans_that_overlap_with_other_types_are_an_error_of_type() -> None:
    assert outcomes([money(0, 4)], [label("date", 0, 3, value="2024")]) == ["type"]
    # ... unless one of them has a better partner: of its span, or of its type.
    assert outcomes([money(0, 4), label("date", 0, 3)], [label("date", 0, 3)]) == ["right", "missed"]
    assert outcomes([money(0, 4), label("date", 3, 6)], [label("date", 2, 5)]) == ["missed", "boundary"]
    assert outcomes([money(0, 4), label("org", 2, 6)], [label("date", 2, 6)]) == ["missed", "type"]








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
