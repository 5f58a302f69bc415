"""The map between two texts: monotone, total, exact at borders, and chains to what its parts do one after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.alignment import Alignment, Edit, apply_edits

Span = tuple[int, int]


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text; they often adjoin, delete, or keep the length."""
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    edits = [Edit(a, b, draw(st.text("xyz", max_size=4))) for a, b in pairwise(borders)]
    return [e for e in edits if draw(st.booleans())]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("abcde", max_size=20))
    return text, draw(edits_of(text))


def span_in(length: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda s: (min(s), max(s)))


def _origins(text: str, edits: list[Edit]) -> list[Span]:
    """Tell by counting where each character of the edited text comes from."""
    origins, position = [], 0
    for edit in edits:
        origins += [(i, i + 1) for i in range(position, edit.start)]
        if len(edit.replacement) == edit.end - edit.start:
            origins += [(i, i + 1) for i in range(edit.start, edit.end)]
        else:
            origins += [(edit.start, edit.end)] * len(edit.replacement)
        position = edit.end
    return origins + [(i, i + 1) for i in range(position, len(text))]


def _in_order(a: Span, b: Span) -> bool:
    return a[0] <= b[0] and a[1] <= b[1]


@given(edited())
def test_edits_make_the_text_that_they_say(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.start] + edit.replacement + expected[edit.end :]
    result, alignment = apply_edits(text, edits)
    assert result == expected
    assert (alignment.source_length, alignment.target_length) == (len(text), len(expected))


@given(edited(), st.data())
def test_a_span_maps_to_the_origins_of_its_characters(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    result, alignment = apply_edits(*case)
    start, end = data.draw(span_in(len(result)))
    source = alignment.to_source(start, end)
    if start < end:
        origins = _origins(*case)
        assert source == (origins[start][0], origins[end - 1][1])
    assert 0 <= source[0] <= source[1] <= len(case[0])


@given(edited(), st.data())
def test_a_span_maps_to_all_that_was_made_of_it(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    result, alignment = apply_edits(*case)
    start, end = data.draw(span_in(len(case[0])))
    target = alignment.to_target(start, end)
    assert 0 <= target[0] <= target[1] <= len(result)
    if start < end:
        made = [i for i, origin in enumerate(_origins(*case)) if origin[0] < end and start < origin[1]]
        assert list(range(*target)) == made


@given(edited(), st.data())
def test_is_monotone_both_ways(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    result, alignment = apply_edits(*case)
    for map_, length in ((alignment.to_source, len(result)), (alignment.to_target, len(case[0]))):
        a, b = data.draw(span_in(length)), data.draw(span_in(length))
        # An empty span inside a replacement has no place of its own; among themselves empty spans keep their order.
        if _in_order(a, b) and (a[0] == a[1]) == (b[0] == b[1]):
            assert _in_order(map_(*a), map_(*b))


@given(edited(), st.data())
def test_there_and_back_covers_the_span(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    result, alignment = apply_edits(*case)
    start, end = data.draw(span_in(len(result)))
    if start < end:
        back = alignment.to_target(*alignment.to_source(start, end))
        assert back[0] <= start
        assert end <= back[1]


def _middle_ranges(first: list[Edit], second: list[Edit]) -> tuple[list[Span], list[Span]]:
    """Where in the text between them two lists of edits change the length."""
    shift, ours = 0, []
    for edit in first:
        start, grown = edit.start + shift, len(edit.replacement) - (edit.end - edit.start)
        if grown:
            ours.append((start, start + len(edit.replacement)))
        shift += grown
    return ours, [(e.start, e.end) for e in second if len(e.replacement) != e.end - e.start]


def _overlap(first: list[Edit], second: list[Edit]) -> bool:
    ours, theirs = _middle_ranges(first, second)
    return any(a < d and c < b if a < b else c < a < d for a, b in ours for c, d in theirs)


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text, first = draw(edited())
    return text, first, draw(edits_of(apply_edits(text, first)[0]))


@given(edited_twice(), st.data())
def test_a_chain_does_what_its_parts_do(case: tuple[str, list[Edit], list[Edit]], data: st.DataObject) -> None:
    text, first_edits, second_edits = case
    middle, first = apply_edits(text, first_edits)
    result, second = apply_edits(middle, second_edits)
    chain = first.then(second)
    assert (chain.source_length, chain.target_length) == (len(text), len(result))
    start, end = data.draw(span_in(len(result)))
    if start == end:
        return
    direct, stepwise = chain.to_source(start, end), first.to_source(*second.to_source(start, end))
    if _overlap(first_edits, second_edits):
        # Edits that overlap become one, and a span that touches it covers all of it.
        assert direct[0] <= stepwise[0]
        assert stepwise[1] <= direct[1]
    else:
        assert direct == stepwise
        source = data.draw(span_in(len(text)))
        if source[0] < source[1]:
            assert chain.to_target(*source) == second.to_target(*first.to_target(*source))


@given(edited_twice(), st.data())
def test_a_chain_is_total_and_monotone(case: tuple[str, list[Edit], list[Edit]], data: st.DataObject) -> None:
    text, first_edits, second_edits = case
    middle, first = apply_edits(text, first_edits)
    result, second = apply_edits(middle, second_edits)
    chain = first.then(second)
    for map_, length, other in ((chain.to_source, len(result), len(text)), (chain.to_target, len(text), len(result))):
        spans = [map_(i, i + 1) for i in range(length)]
        assert all(0 <= a <= b <= other for a, b in spans)
        assert all(_in_order(a, b) for a, b in pairwise(spans))
        span = data.draw(span_in(length))
        if span[0] < span[1]:
            assert map_(*span) == (spans[span[0]][0], spans[span[1] - 1][1])


def test_what_is_deleted_at_a_border_stays_outside() -> None:
    raw = "達(dá)晨(chén)投"
    result, alignment = apply_edits(raw, [Edit(1, 5), Edit(6, 12)])
    assert result == "達晨投"
    assert [raw[slice(*alignment.to_source(a, b))] for a, b in ((0, 1), (1, 2), (0, 2), (1, 3))] == [
        "達",
        "晨",
        "達(dá)晨",
        "晨(chén)投",
    ]


def test_adjoining_edits_do_not_run_into_each_other() -> None:
    raw = "a&amp;[x]&lt;b"
    result, alignment = apply_edits(raw, [Edit(1, 6, "&"), Edit(6, 9), Edit(9, 13, "<")])
    assert result == "a&<b"
    assert [raw[slice(*alignment.to_source(i, i + 1))] for i in range(4)] == ["a", "&amp;", "&lt;", "b"]
    assert alignment.to_target(6, 9) == (2, 2)
    assert alignment.to_target(1, 9) == (1, 2)


def test_adjoining_edits_of_two_steps_do_not_run_into_each_other() -> None:
    raw = "\u200b&amp;(lái)来"
    middle, first = apply_edits(raw, [Edit(0, 1), Edit(1, 6, "&")])
    _, second = apply_edits(middle, [Edit(1, 6)])
    chain = first.then(second)
    assert [raw[slice(*chain.to_source(i, i + 1))] for i in range(2)] == ["&amp;", "来"]


def test_edits_that_keep_the_length_need_no_place_in_the_map() -> None:
    _, alignment = apply_edits("abc", [Edit(0, 2, "xy")])
    assert alignment == Alignment(3, 3)
    assert alignment.to_source(0, 1) == (0, 1)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(2, 4), Edit(0, 1)],
        [Edit(0, 3), Edit(2, 4)],
        [Edit(1, 1, "x")],
        [Edit(3, 2)],
        [Edit(-1, 1)],
        [Edit(4, 6)],
    ],
)
def test_refuses_edits_out_of_order_or_place(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="out of order or outside"):
        apply_edits("abcde", edits)


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 4), (4, 4)])
def test_refuses_spans_outside_the_text(span: Span) -> None:
    alignment = Alignment(3, 3)
    for map_ in (alignment.to_source, alignment.to_target):
        with pytest.raises(ValueError, match="outside"):
            map_(*span)


def test_refuses_maps_that_do_not_meet() -> None:
    with pytest.raises(ValueError, match="do not meet"):
        Alignment(3, 3).then(Alignment(4, 4))


@pytest.mark.parametrize(
    "blocks",
    [[(0, 1, 0, 0)], [(0, 2, 0, 1), (1, 3, 1, 3)], [(0, 1, 0, 2), (2, 3, 2, 2)], [(2, 1, 0, 0)], [(3, 4, 3, 3)]],
)
def test_refuses_blocks_that_do_not_run_in_step(blocks: list[tuple[int, int, int, int]]) -> None:
    with pytest.raises(ValueError, match="in step"):
        Alignment(3, 3, blocks)


def test_compares_by_value_and_tells_what_it_holds() -> None:
    one, other = Alignment(3, 2, [(0, 1, 0, 0)]), Alignment(3, 2, [(0, 1, 0, 0)])
    assert one == other
    assert one != Alignment(3, 2, [(1, 2, 1, 1)])
    assert one != "Alignment"
    assert repr(one) == "Alignment(3, 2, [(0, 1, 0, 0)])"


@pytest.mark.parametrize("block", [(3, 2, 2, 2), (1, 2, 3, 2), (1, 6, 1, 6), (2, 2, 2, 4), (-1, 2, -1, 2)])
def test_refuses_blocks_that_run_backwards_or_out_of_step(block: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="do not run in step"):
        Alignment(5, 5, [block, (7, 8, 7, 8)] if block[0] < 0 else [block])


def test_something_may_stand_where_nothing_stood() -> None:
    assert Alignment(4, 5, [(2, 2, 2, 3)]).to_source(1, 4) == (1, 3)
