"""Scores agree with those of other tools on the same labels: nervaluate (SemEval 2013 task 9.1) and spaCy's Scorer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, permutations
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st
from made_labels import label, labels
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from extractor.evaluation import evaluate
from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label
from extractor.matching import Pair, align
from extractor.scoring import SCHEMES, Scheme, Score, by_type, count

Documents = list[tuple[list[Label], list[Label]]]

VOCAB = Vocab()

# Gold and found of a document each: the six cases of SemEval, and what has more than one way to be matched.
SMALL: Documents = [
    ([label("org", 0, 4)], [label("org", 0, 4)]),
    ([], [label("org", 0, 4)]),
    ([label("org", 0, 4)], []),
    ([label("org", 0, 4)], [label("money", 0, 4)]),
    ([label("org", 0, 4)], [label("org", 1, 6)]),
    ([label("org", 0, 4)], [label("money", 1, 6)]),
    ([label("org", 0, 4), label("date", 10, 14)], [label("org", 0, 2), label("org", 10, 14), label("date", 20, 22)]),
    ([label("org", 0, 9)], [label("org", 0, 4), label("org", 5, 9)]),
    ([label("org", 0, 4), label("org", 5, 9)], [label("org", 0, 9)]),
    ([label("date", 0, 4), label("org", 2, 9)], [label("date", 0, 4), label("org", 2, 8)]),
]


@cache
def real() -> Documents:
    """The gold of the corpus and what the pipeline finds for it, without what is optional."""
    report = evaluate([str(ROOT / "gold")], split="dev")
    return [
        ([pair.gold for pair in d.pairs if pair.gold], [pair.found for pair in d.pairs if pair.found])
        for d in report.documents
    ]


@st.composite
def apart(draw: st.DrawFn) -> Documents:
    """Documents in which no label touches two others, so that there is one way to match them."""
    documents: Documents = []
    for _ in range(draw(st.integers(1, 4))):
        gold, found = [], []
        for start in range(0, 10 * draw(st.integers(0, 6)), 10):
            for side in (gold, found):
                if draw(st.booleans()):
                    first = start + draw(st.integers(0, 3))
                    kind: FactType = draw(st.sampled_from(FACT_TYPES[:3]))
                    side.append(label(kind, first, first + draw(st.integers(1, 4))))
        documents.append((gold, found))
    return documents


def one_way(documents: Documents) -> Documents:
    """Leave out what overlaps several labels of the other side: it is matched by taste, or by the order."""

    def alone(x: Label, others: list[Label]) -> bool:
        return sum(x.start < y.end and y.start < x.end for y in others) <= 1

    return [([g for g in gold if alone(g, found)], [f for f in found if alone(f, gold)]) for gold, found in documents]


def pairs_of(documents: Documents) -> list[Pair]:
    return [pair for gold, found in documents for pair in align(gold, found)]


def told(score: Score) -> tuple[float, float, float]:
    """The others write 0 where nothing is defined."""
    return score.precision or 0.0, score.recall or 0.0, score.f1 or 0.0


NERVALUATE: dict[Scheme, str] = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}


def nervaluate(documents: Documents, *, in_order: bool = True) -> dict[str, Any]:
    """Score as nervaluate does: with the facts as they stand in the text, or else in the order that they are given."""
    evaluator = pytest.importorskip("nervaluate.evaluator", reason="nervaluate needs Python 3.11")

    def entities(side: Iterable[Label]) -> list[dict[str, Any]]:
        ordered = sorted(side, key=lambda x: (x.start, x.end, x.type)) if in_order else side
        return [{"label": x.type, "start": x.start, "end": x.end - 1} for x in ordered]  # with the last character

    gold, found = ([entities(side) for side in sides] for sides in zip(*documents, strict=True))
    result: dict[str, Any] = evaluator.Evaluator(gold, found, tags=list(FACT_TYPES), loader="dict").evaluate()
    return result


SemEval = tuple[int, int, int, int, int]


def told_by_nervaluate(result: dict[str, Any], scheme: Scheme) -> SemEval:
    overall = result["overall"][NERVALUATE[scheme]]
    return overall.correct, overall.incorrect, overall.partial, overall.missed, overall.spurious


def in_every_order(gold: list[Label], found: list[Label]) -> dict[Scheme, set[SemEval]]:
    """All that nervaluate tells of the same facts, by the order in which it is given them."""
    results = [
        nervaluate([(list(g), list(f))], in_order=False) for g in permutations(gold) for f in permutations(found)
    ]
    return {scheme: {told_by_nervaluate(result, scheme) for result in results} for scheme in NERVALUATE}


@st.composite
def crowded(draw: st.DrawFn) -> list[Label]:
    """Few labels in little room, so that one often overlaps several of the other side."""
    spans = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=3))
    return [label(draw(st.sampled_from(FACT_TYPES[:2])), start, start + size) for start, size in spans]


def overlap_free(labels: list[Label]) -> bool:
    """Whether no two overlap, as in the gold of the project."""
    ordered = sorted(labels, key=lambda x: x.start)
    return all(a.end <= b.start for a, b in pairwise(ordered))


def overlap_free_by_type(labels: list[Label]) -> bool:
    """Whether no two of one type overlap: all that a gold file may hold."""
    return all(overlap_free([x for x in labels if x.type == fact_type]) for fact_type in FACT_TYPES)


def semeval(pairs: Sequence[Pair], scheme: Scheme) -> SemEval:
    """Count what is correct, incorrect, partial, missed and spurious."""
    worths = [SCHEMES[scheme](pair) for pair in pairs if pair.gold and pair.found]
    alone = [pair for pair in pairs if not (pair.gold and pair.found)]
    missed = sum(pair.gold is not None for pair in alone)
    return worths.count(1.0), worths.count(0.0), worths.count(0.5), missed, len(alone) - missed


def check_nervaluate(documents: Documents) -> None:
    theirs, pairs = nervaluate(documents), pairs_of(documents)
    for scheme, name in NERVALUATE.items():
        overall = theirs["overall"][name]
        assert semeval(pairs, scheme) == told_by_nervaluate(theirs, scheme), scheme
        assert told(count(pairs).score(scheme)) == pytest.approx((overall.precision, overall.recall, overall.f1))
        for fact_type, ours in by_type(pairs).items():
            other = theirs["entities"][fact_type][name]
            assert told(ours.score(scheme)) == pytest.approx((other.precision, other.recall, other.f1)), fact_type


@pytest.mark.parametrize("document", SMALL)
def test_nervaluate_on_small_documents(document: tuple[list[Label], list[Label]]) -> None:
    check_nervaluate([document])


def test_nervaluate_on_the_corpus() -> None:
    documents = one_way(real())
    assert sum(len(gold) for gold, _ in documents) > 0.98 * sum(len(gold) for gold, _ in real())
    check_nervaluate(documents)


@given(apart())
def test_nervaluate_where_there_is_one_way_to_match(documents: Documents) -> None:
    check_nervaluate(documents)


@given(labels(disjoint=True), labels(disjoint=False))
def test_nervaluate_never_matches_more_spans(gold: list[Label], found: list[Label]) -> None:
    """It goes from left to right and may give a gold fact away that a later one would have met exactly."""
    pairs = align([g for g in gold if not g.optional], found)
    theirs = nervaluate([([p.gold for p in pairs if p.gold], [p.found for p in pairs if p.found])])
    for scheme in ("strict", "exact"):
        assert count(pairs).credit[scheme] >= theirs["overall"][scheme].correct


@given(crowded(), crowded())
def test_nervaluate_where_its_order_makes_no_difference(gold: list[Label], found: list[Label]) -> None:
    assume(overlap_free_by_type(gold) and overlap_free_by_type(found))
    pairs = align(gold, found)
    for scheme, told_by_order in in_every_order(gold, found).items():
        if len(told_by_order) == 1 and (scheme != "type" or overlap_free(gold)):
            assert told_by_order == {semeval(pairs, scheme)}, scheme


# Where one fact overlaps several: gold, found; the scheme; what it counts as correct and partial here, and what
# nervaluate counts in one order or another.
TASTE: list[tuple[list[Label], list[Label], Scheme, tuple[int, int], set[tuple[int, int]]]] = [
    # The found fact in front may give the only gold fact away that the second meets exactly.
    ([label("org", 0, 4)], [label("org", 0, 3), label("org", 0, 4)], "strict", (1, 0), {(0, 0), (1, 0)}),
    # One pair of one type is taken before two pairs of different types.
    (
        [label("org", 0, 2), label("money", 2, 4)],
        [label("money", 0, 1), label("org", 1, 5)],
        "partial",
        (0, 1),
        {(0, 1), (0, 2)},
    ),
    # One span is taken before one type.
    ([label("org", 2, 5)], [label("money", 2, 5), label("org", 2, 4)], "type", (0, 0), {(0, 0), (1, 0)}),
    # nervaluate pairs anew for each scheme, so that gold of two types in one place can answer one found fact twice.
    ([label("money", 1, 5), label("org", 2, 4)], [label("org", 1, 5)], "type", (0, 0), {(1, 0)}),
    ([label("money", 1, 5), label("org", 2, 4)], [label("org", 1, 5)], "exact", (1, 0), {(1, 0)}),
]


@pytest.mark.parametrize(("gold", "found", "scheme", "ours", "theirs"), TASTE)
def test_nervaluate_where_there_is_more_than_one_way_to_match(
    gold: list[Label], found: list[Label], scheme: Scheme, ours: tuple[int, int], theirs: set[tuple[int, int]]
) -> None:
    assert {(told[0], told[2]) for told in in_every_order(gold, found)[scheme]} == theirs
    for order in permutations(found):
        told = semeval(align(gold[::-1], order), scheme)
        assert (told[0], told[2]) == ours


def spacy_scores(documents: Documents, *, labeled: bool = True) -> dict[str, Any]:
    """Score docs with a token a character, so that spaCy's spans are ours."""

    def doc(spans: list[Label]) -> Doc:
        size = max((x.end for side in documents for part in side for x in part), default=0)
        made = Doc(VOCAB, words=["x"] * (size + 1), spaces=[False] * (size + 1))
        made.spans["facts"] = [Span(made, x.start, x.end, x.type) for x in spans]
        return made

    examples = [Example(doc(found), doc(gold)) for gold, found in documents]
    scores: dict[str, Any] = Scorer.score_spans(
        examples,
        "facts",
        getter=lambda d, key: d.spans[key],
        labeled=labeled,
        allow_overlap=True,
    )
    return scores


def check_spacy(documents: Documents) -> None:
    theirs, pairs = spacy_scores(documents), pairs_of(documents)
    assert told(count(pairs).score("strict")) == pytest.approx([theirs[f"facts_{x}"] or 0.0 for x in "prf"])
    for fact_type, ours in by_type(pairs).items():
        other = theirs["facts_per_type"][fact_type]
        assert told(ours.score("strict")) == pytest.approx([other[x] for x in "prf"])
    theirs = spacy_scores(documents, labeled=False)
    assert told(count(pairs).score("exact")) == pytest.approx([theirs[f"facts_{x}"] or 0.0 for x in "prf"])


@pytest.mark.parametrize("document", SMALL)
def test_spacy_on_small_documents(document: tuple[list[Label], list[Label]]) -> None:
    check_spacy([document])


def test_spacy_on_the_corpus() -> None:
    check_spacy(real())


@given(apart())
def test_spacy_where_there_is_one_way_to_match(documents: Documents) -> None:
    check_spacy(documents)
