"""Figures: whose an amount is, of what, when, and what a change is against.

The layer stands on the facts: it reads settled mentions and changes none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.document import Document
from extractor.facts import Evidence, Figure
from extractor.figures.draft import Draft
from extractor.figures.relate import relate
from extractor.figures.retold import in_full
from extractor.figures.walk import Walk

__all__ = ["Walk", "find_figures"]


def find_figures(walk: Walk, ids: Mapping[int, str]) -> Iterator[Figure]:
    """Tell what the amounts of an article say.

    Parameters
    ----------
    walk : Walk
        Through the article.
    ids : mapping of int to str
        Of its facts, by where they begin in the normalised text.

    Yields
    ------
    Figure
        One for each money and percent fact of which anything is known, in the order of the text.
    """
    document = walk.scene.document
    for draft in in_full(walk.scene, relate(walk)):
        metric = draft.metric.metric if draft.metric else None
        yield Figure(
            fact=ids[draft.amount.start],
            subject=draft.subject.text if draft.subject else None,
            metric=draft.metric.text if draft.metric else None,
            canonical=metric.canonical if metric else None,
            kind=metric.kind if metric else None,
            period=draft.period.placed,
            change=draft.change,
            evidence=tuple(_evidence(document, draft)),
        )


def _evidence(document: Document, draft: Draft) -> Iterator[Evidence]:
    if draft.subject:
        yield _raw(document, "subject", draft.subject.start, draft.subject.end)
    for piece in draft.metric.pieces if draft.metric else ():
        yield _raw(document, "metric", piece.start, piece.end)
    if draft.period.date and draft.period.placed:
        yield _raw(document, "period", draft.period.date.start, draft.period.date.end)


def _raw(document: Document, part: str, start: int, end: int) -> Evidence:
    return Evidence(part, *document.alignment.to_source(start, end))
