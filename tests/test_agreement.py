"""Scores agree with those of other tools on the same labels: nervaluate (SemEval 2013 task 9.1) and spaCy's Scorer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
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


def nervaluate(documents: Documents) -> dict[str, Any]:
    evaluator = pytest.importorskip("nervaluate.evaluator", reason="nervaluate needs Python 3.11")

    def entities(side: Iterable[Label]) -> list[dict[str, Any]]:
        ordered = sorted(side, key=lambda x: (x.start, x.end, x.type))
        return [{"label": x.type, "start": x.start, "end": x.end - 1} for x in ordered]  # with the last character

    gold, found = ([entities(side) for side in sides] for sides in zip(*documents, strict=True))
    result: dict[str, Any] = evaluator.Evaluator(gold, found, tags=list(FACT_TYPES), loader="dict").evaluate()
    return result


def semeval(pairs: Sequence[Pair], scheme: Scheme) -> tuple[int, int, int, int, int]:
    """Count what is correct, incorrect, partial, missed and spurious."""
    worths = [SCHEMES[scheme](pair) for pair in pairs if pair.gold and pair.found]
    alone = [pair for pair in pairs if not (pair.gold and pair.found)]
    missed = sum(pair.gold is not None for pair in alone)
    return worths.count(1.0), worths.count(0.0), worths.count(0.5), missed, len(alone) - missed


def check_nervaluate(documents: Documents) -> None:
    theirs, pairs = nervaluate(documents), pairs_of(documents)
    for scheme, name in NERVALUATE.items():
        overall = theirs["overall"][name]
        counts = (overall.correct, overall.incorrect, overall.partial, overall.missed, overall.spurious)
        assert semeval(pairs, scheme) == counts, scheme
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


def test_nervaluate_depends_on_the_order_where_the_assignment_does_not() -> None:
    gold, found = [label("org", 0, 4)], [label("org", 0, 3), label("org", 0, 4)]
    assert nervaluate([(gold, found)])["overall"]["strict"].correct == 0
    assert count(align(gold, found)).credit["strict"] == count(align(gold, found[::-1])).credit["strict"] == 1


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
