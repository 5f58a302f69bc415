"""Metrics: what figures measure, found in a text as the table ``figure_metrics`` has them."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, get_args

from extractor.errors import LexiconError
from extractor.facts import MetricKind
from extractor.figures.words import Words
from extractor.finder import Finder
from extractor.lexicon import table

__all__ = ["Hit", "Metric", "Part", "find_metrics", "metrics", "tail_metrics", "tails"]

Part = Literal["noun", "deal", "verb", "head", "tail"]
_BLOCKING = "none"  # kind of words in which a shorter metric does not match


class Metric(NamedTuple):
    """A row of the table.

    Parameters
    ----------
    canonical : str or None
        The form under which all its variants are known; None for what only the last words tell to be one.
    kind : {"level", "flow", "rate", "share"}
    unit : {"money", "percent", "any"}
        What its own amounts are told in.
    part : {"noun", "deal", "verb", "head"}
    """

    canonical: str | None
    kind: MetricKind
    unit: str
    part: Part


class Hit(NamedTuple):
    """A metric in the text: code points, ``end`` exclusive."""

    start: int
    end: int
    metric: Metric


@cache
def metrics() -> dict[str, Metric | None]:
    """Return the metric of each variant; None for words in which no metric is.

    Raises
    ------
    LexiconError
        A row names an unknown kind or part.
    """
    known: dict[str, Metric | None] = {}
    kinds, parts = {name: name for name in get_args(MetricKind)}, {name: name for name in get_args(Part)}
    for canonical, kind, unit, part, variants in table("figure_metrics", 5):
        if kind == _BLOCKING:
            known.update(dict.fromkeys(variants.split(" ")))
        elif part == "tail":
            continue
        elif kind in kinds and part in parts:
            metric = Metric(canonical, kinds[kind], unit, parts[part])
            for variant in variants.split(" "):
                known.setdefault(variant, metric)
        else:
            raise LexiconError(
                f"figure_metrics: {canonical} has the kind {kind!r} and the part {part!r}", "see its head"
            )
    return known


@cache
def tail_metrics() -> dict[str, Metric]:
    """Return what a noun measures that ends with a word, where the table does not have it whole."""
    kinds: dict[str, MetricKind] = {name: name for name in get_args(MetricKind)}
    rows = [row for row in table("figure_metrics", 5) if row[3] == "tail"]
    return {tail: Metric(None, kinds[kind], unit, "deal") for _, kind, unit, _, row in rows for tail in row.split(" ")}


@cache
def tails() -> Words:
    """Return the words of :func:`tail_metrics`."""
    return Words(tail_metrics())


@cache
def _finder() -> Finder:
    return Finder(metrics())


def find_metrics(text: str, start: int, end: int) -> list[Hit]:
    """Find the metrics in a stretch of the text, the longest at each place, none inside another.

    Parameters
    ----------
    text : str
    start, end : int
    """
    known, found = metrics(), []
    for first, last in _finder().spans(text, start, end):
        metric = known[text[first:last]]
        if metric is not None:
            found.append(Hit(first, last, metric))
    return found
