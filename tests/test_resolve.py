"""Of overlapping mentions the longest becomes a fact, and no two facts share a character."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.entities import group_entities
from extractor.facts import FACT_TYPES, Entity, Fact, FactType, Organization, Percent
from extractor.mentions import Mention
from extractor.resolve import Candidate, settle_overlaps

CANDIDATES = st.lists(
    st.builds(
        lambda fact_type, start, length, value: (fact_type, Mention(start, start + length, "a.rule", value)),
        st.sampled_from(FACT_TYPES),
        st.integers(0, 20),
        st.integers(0, 8),
        st.sampled_from(["value", "value", None]),
    ),
    max_size=12,
)


def _candidates(*spans: tuple[FactType, int, int]) -> list[Candidate]:
    return [(t, Mention(a, b, "a.rule", "value")) for t, a, b in spans]


def _spans(candidates: list[Candidate]) -> list[tuple[FactType, int, int]]:
    return [(t, m.start, m.end) for t, m in candidates]


@given(CANDIDATES)
def test_what_is_kept_is_in_order_and_does_not_overlap(candidates: list[Candidate]) -> None:
    kept = settle_overlaps(candidates)
    assert all(c in candidates for c in kept)
    assert all(c[1].value is not None and c[1].start < c[1].end for c in kept)
    assert all(a[1].end <= b[1].start for a, b in pairwise(kept))


@given(CANDIDATES)
def test_what_is_longer_than_all_it_overlaps_is_kept(candidates: list[Candidate]) -> None:
    live = [c for c in candidates if c[1].value is not None and c[1].start < c[1].end]
    kept = _spans(settle_overlaps(candidates))
    for fact_type, one in live:
        rivals = [m for t, m in live if m.start < one.end and one.start < m.end and (t, m) != (fact_type, one)]
        if all(m.end - m.start < one.end - one.start for m in rivals):
            assert (fact_type, one.start, one.end) in kept


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_extractors_does_not_matter(candidates: list[Candidate], random: Random) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert _spans(settle_overlaps(shuffled)) == _spans(settle_overlaps(candidates))


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        ([("percent", 3, 5), ("money", 0, 2)], [("money", 0, 2), ("percent", 3, 5)]),
        ([("date", 0, 2), ("duration", 0, 3)], [("duration", 0, 3)]),
        ([("org", 0, 3), ("money", 0, 3)], [("money", 0, 3)]),
        ([("date", 0, 3), ("org", 2, 6)], [("org", 2, 6)]),
        ([("date", 0, 3), ("org", 2, 5)], [("date", 0, 3)]),
        ([("org", 0, 9), ("date", 1, 3), ("money", 4, 6)], [("org", 0, 9)]),
        ([("org", 1, 1)], []),
        ([], []),
    ],
)
def test_settles(candidates: list[tuple[FactType, int, int]], kept: list[tuple[FactType, int, int]]) -> None:
    assert _spans(settle_overlaps(_candidates(*candidates))) == kept


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        ([("org", 0, 4), ("date", 1, 3), ("money", 3, 10)], [("date", 1, 3), ("money", 3, 10)]),
        ([("date", 0, 4), ("org", 3, 8), ("money", 7, 20)], [("date", 0, 4), ("money", 7, 20)]),
    ],
)
def test_what_overlaps_no_fact_is_one(
    candidates: list[tuple[FactType, int, int]], kept: list[tuple[FactType, int, int]]
) -> None:
    assert _spans(settle_overlaps(_candidates(*candidates))) == kept


def test_a_refused_mention_blocks_no_other() -> None:
    refused = ("money", Mention(0, 9, "money.count", None))
    assert _spans(settle_overlaps([refused, *_candidates(("date", 2, 4))])) == [("date", 2, 4)]


def _fact(id_: str, value: Organization | Percent, normalized: str) -> Fact:
    return Fact(id_, "org", 0, 1, normalized, normalized, "a.rule", value)


def test_mentions_of_one_name_are_one_entity() -> None:
    facts = [
        _fact("org-1", Organization("君联"), "君联资本"),
        _fact("org-2", Organization("腾讯"), "腾讯"),
        _fact("percent-1", Percent(None), "5%"),
        _fact("org-3", Organization("君联"), "君联"),
        _fact("org-4", Organization("君联"), "君联资本"),
    ]
    assert group_entities(facts) == (
        Entity("君联", ("君联资本",), ("org-1", "org-3", "org-4")),
        Entity("腾讯", (), ("org-2",)),
    )
