"""Scores: small documents with numbers worked out by hand, and what must hold for all."""

from __future__ import annotations

import random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label
from extractor.scoring import COMPARED, ERRORS, SCHEMES, Counts, Outcome, align, score, sentence, total


def label(kind: FactType, start: int, end: int, optional: bool = False, **fields: str | None) -> Label:
    return Label(kind, start, end, "x" * (end - start), fields, optional)


def money(start: int, end: int, value: str | None = "5", **fields: Any) -> Label:
    return label("money", start, end, value=value, **{"currency": "CNY", **fields})


def outcomes(gold: list[Label], found: list[Label]) -> list[str]:
    return [pair.outcome for pair in align(gold, found)]


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
    assert (m.gold, m.found, m.credit) == (4, 3, {"strict": 2, "value": 1})
    assert m.score("strict") == pytest.approx((2 / 3, 2 / 4, 4 / 7))
    assert m.score("value") == pytest.approx((1 / 3, 1 / 4, 2 / 7))
    assert m.errors == {"value": 1, "boundary": 1, "missed": 1}
    assert counts["date"].score("value") == pytest.approx((1.0, 1 / 2, 2 / 3))
    assert counts["date"].errors == {"type": 1}
    assert (counts["duration"].gold, counts["duration"].found) == (0, 1)
    assert counts["duration"].score("value") == (0.0, None, 0.0)
    assert counts["org"].score("strict") == pytest.approx((1 / 2, 1.0, 2 / 3))
    assert counts["org"].errors == {"spurious": 1}
    everything = total(counts.values())
    assert (everything.gold, everything.found) == (7, 7)
    assert everything.score("strict").f1 == pytest.approx(4 / 7)
    assert everything.score("value").f1 == pytest.approx(3 / 7)
    assert dict(everything.errors) == {"missed": 1, "spurious": 1, "boundary": 1, "type": 1, "value": 1}


def test_what_is_undefined_is_none() -> None:
    assert Counts().score("strict") == (None, None, None)
    assert score([money(0, 2)], [])["money"].score("value") == (None, 0.0, 0.0)
    assert score([], []) == {}


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


def test_a_part_with_another_type_is_no_error_of_type() -> None:
    assert sorted(outcomes([money(0, 4)], [label("date", 0, 3, value="2024")])) == ["missed", "spurious"]


def test_many_facts_take_no_time() -> None:
    gold = [money(10 * i, 10 * i + 5) for i in range(5_000)]
    assert outcomes(gold, [money(10 * i + i % 2, 10 * i + 5) for i in range(5_000)]) == ["right", "boundary"] * 2_500


def test_the_tables_are_complete() -> None:
    assert set(COMPARED) == set(FACT_TYPES)
    assert {*ERRORS, "right"} == set(get_args(Outcome))


@st.composite
def labels(draw: st.DrawFn, disjoint: bool) -> list[Label]:
    """Labels of any type; ``disjoint`` as in gold, where those of one type do not overlap."""
    result: list[Label] = []
    for kind in FACT_TYPES[:3]:
        end = 0
        for _ in range(draw(st.integers(0, 5))):
            start = end + draw(st.integers(0, 3)) if disjoint else draw(st.integers(0, 20))
            end = start + draw(st.integers(1, 4))
            fields = {"value": draw(st.sampled_from(["1", "1.0", "2", None])), "currency": "CNY", "unit": "percent"}
            result.append(label(kind, start, end, draw(st.booleans()) if disjoint else False, **fields))
    return result


@given(labels(disjoint=True))
def test_gold_against_itself_is_perfect(gold: list[Label]) -> None:
    for counts in score(gold, gold).values():
        assert counts.gold == counts.found
        assert counts.score("value") == counts.score("strict") == (1.0, 1.0, 1.0)
        assert not any(counts.errors.values())


@given(labels(disjoint=True), labels(disjoint=False), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(gold: list[Label], found: list[Label], order: random.Random) -> None:
    before = align(gold, found)
    order.shuffle(gold)
    order.shuffle(found)
    assert align(gold, found) == before


@given(labels(disjoint=True), labels(disjoint=False))
def test_every_fact_stands_in_one_pair(gold: list[Label], found: list[Label]) -> None:
    pairs = align(gold, found)
    key = repr
    sure = sorted((g for g in gold if not g.optional), key=key)
    assert sorted((p.gold for p in pairs if p.gold), key=key) == sure
    answered = [p.found for p in pairs if p.found]
    assert len(answered) <= len(found)
    # Strict hits are all spans that agree, whatever else overlaps.
    spans = {(g.type, g.start, g.end) for g in sure} & {(f.type, f.start, f.end) for f in found}
    assert sum(SCHEMES["strict"](p) for p in pairs) == len(spans)
    for counts in score(gold, found).values():
        assert counts.credit["value"] <= counts.credit["strict"] <= min(counts.gold, counts.found)


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
