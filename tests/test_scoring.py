"""Scores: small documents with numbers worked out by hand, and what must hold for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from made_labels import label, labels, money

from extractor.errors import OptionError
from extractor.labels import Label
from extractor.matching import align
from extractor.scoring import SCHEMES, Counts, Score, by_type, check_schemes, count, macro, score, total


def errors(counts: Counts) -> dict[str, int]:
    return {outcome: number for outcome, number in counts.errors.items() if number}


def test_a_document_worked_out_by_hand() -> None:
    gold = [
        money(0, 4, "100"),  # found
        money(10, 14, "200"),  # found with another value
        money(20, 24, "300"),  # found with one character too few
        money(30, 34, "400"),  # missed
        label("date", 40, 45, value="2024"),  # found
        label("date", 50, 52, value="2023"),  # taken for a duration
        label("org", 60, 64, name="青禾"),  # found under another name, which is no error
        label("org", 70, 74, optional=True),  # missed for nothing
    ]
    found = [
        money(0, 4, "100.0"),
        money(10, 14, "2000"),
        money(21, 24, "300"),
        label("date", 40, 45, value="2024"),
        label("duration", 50, 52, value="P23Y"),
        label("org", 60, 64, name="青禾科技"),
        label("org", 80, 82, name="何人"),  # spurious
    ]
    counts = score(gold, found)
    assert list(counts) == ["money", "date", "duration", "org"]
    m = counts["money"]
    assert (m.gold, m.found) == (4, 3)
    assert m.credit == {"strict": 2, "exact": 2, "partial": 2.5, "type": 3, "value": 1}
    assert m.score("strict") == pytest.approx((2 / 3, 2 / 4, 4 / 7))
    assert m.score("value") == pytest.approx((1 / 3, 1 / 4, 2 / 7))
    assert errors(m) == {"value": 1, "boundary": 1, "missed": 1}
    assert counts["date"].score("value") == pytest.approx((1.0, 1 / 2, 2 / 3))
    assert errors(counts["date"]) == {"type": 1}
    assert (counts["duration"].gold, counts["duration"].found) == (0, 1)
    assert counts["duration"].score("value") == (0.0, None, 0.0)
    assert counts["org"].score("strict") == pytest.approx((1 / 2, 1.0, 2 / 3))
    assert errors(counts["org"]) == {"spurious": 1}
    everything = total(counts.values())
    assert (everything.gold, everything.found) == (7, 7)
    assert everything.score("strict").f1 == pytest.approx(4 / 7)
    assert everything.score("value").f1 == pytest.approx(3 / 7)
    # The date that was taken for a duration is exact, though not for its type.
    assert total(counts.values()).credit["exact"] == 4
    assert count(align(gold, found)).credit == {"strict": 4, "exact": 5, "partial": 5.5, "type": 5, "value": 3}
    assert errors(everything) == {"missed": 1, "spurious": 1, "boundary": 1, "type": 1, "value": 1}


def test_what_is_undefined_is_none() -> None:
    assert Counts().score("strict") == (None, None, None)
    assert score([money(0, 2)], [])["money"].score("value") == (None, 0.0, 0.0)
    assert score([], []) == {}


# A pair each, and what it is worth in strict, exact, partial, type and value.
WORTH = [
    (money(0, 4), money(0, 4), (1, 1, 1, 1, 1)),
    (money(0, 4), money(0, 4, "7"), (1, 1, 1, 1, 0)),
    (money(0, 4), label("date", 0, 4), (0, 1, 1, 0, 0)),
    (money(0, 4), money(1, 6), (0, 0, 0.5, 1, 0)),
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


def test_an_unknown_scheme_is_named_with_those_that_are_known() -> None:
    with pytest.raises(OptionError, match=r"unknown scheme 'loose'; choose from strict, exact"):
        check_schemes(["strict", "loose"])
    with pytest.raises(OptionError, match=r"unknown scheme ''; choose from strict, exact"):
        check_schemes([])


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([Counts(), Counts()]).credit == dict.fromkeys(SCHEMES, 0.0)
