"""B-cubed: examples of the literature, and what must hold for all groupings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_labels import label

from extractor.clusters import b_cubed, count_clusters
from extractor.labels import Label
from extractor.matching import align
from extractor.scoring import Score


def mentions(names: str) -> list[Label]:
    """Make a mention of each letter's organisation; a space is none."""
    return [label("org", 2 * at, 2 * at + 2, name=name) for at, name in enumerate(names) if name != " "]


def scored(gold: str, found: str) -> Score:
    return b_cubed([count_clusters(align(mentions(gold), mentions(found)))])


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        ("aaaaabbccccc", "pppppqqqqqqq", 16 / 21, 1.0),  # Bagga and Baldwin 1998, their first response
        ("aaaaabbccccc", "pppppqqppppp", 7 / 12, 1.0),  # their second one
        ("aabb", "xyzw", 1.0, 1 / 2),
        ("aabb", "xxxx", 1 / 2, 1.0),
        ("aab", "xxy", 1.0, 1.0),  # the names play no part
        ("aa", "x ", 1.0, 1 / 4),  # one of two missed
        ("a ", "xx", 1 / 4, 1.0),  # one of two spurious
        ("aa", "  ", None, 0.0),
        ("  ", "xx", 0.0, None),
        ("  ", "  ", None, None),
    ],
)
def test_examples(gold: str, found: str, precision: float | None, recall: float | None) -> None:
    score = scored(gold, found)
    assert score[:2] == (pytest.approx(precision), pytest.approx(recall))
    if precision and recall:
        assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))
    else:
        assert score.f1 == (None if gold == found else 0.0)


def test_a_mention_with_another_span_or_type_is_none() -> None:
    gold = mentions("aa")
    assert b_cubed([count_clusters(align(gold, [gold[0], label("org", 2, 3, name="a")]))]) == (1 / 4, 1 / 4, 1 / 4)
    assert b_cubed([count_clusters(align(gold, [gold[0], label("date", 2, 4)]))]) == (1.0, 1 / 4, 2 / 5)


def test_entities_end_with_their_document() -> None:
    documents = [count_clusters(align(mentions("aa"), mentions(found))) for found in ("xx", "xy")]
    assert b_cubed(documents)[:2] == (1.0, 3 / 4)


@given(st.text("abc ", max_size=12), st.text("xyz ", max_size=12))
def test_gold_and_found_change_places(gold: str, found: str) -> None:
    there, back = scored(gold, found), scored(found, gold)
    assert there == pytest.approx((back.recall, back.precision, back.f1))
    assert all(number is None or 0 <= number <= 1 + 1e-9 for number in there)
    assert scored(gold, gold)[:1] == ((pytest.approx(1.0) if gold.strip() else None),)
