"""Confidence intervals of statistics over documents, by the bootstrap."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

__all__ = ["Interval", "bootstrap"]

Document = TypeVar("Document")
Name = TypeVar("Name")

_SAMPLES, _LEVEL, _SEED = 1000, 0.95, 20130615


class Interval(NamedTuple):
    """Where a statistic lies when the documents are drawn anew.

    Parameters
    ----------
    low, high : float
        Percentiles of the samples.
    """

    low: float
    high: float


def bootstrap(
    documents: Sequence[Document],
    statistics: Callable[[Sequence[Document]], Mapping[Name, float | None]],
    *,
    samples: int = _SAMPLES,
    level: float = _LEVEL,
    seed: int = _SEED,
) -> dict[Name, Interval]:
    """Compute percentile intervals: documents are drawn with replacement, since facts of one article are alike.

    Parameters
    ----------
    documents : sequence
    statistics : callable
        From documents, some of them several times, to named numbers. None is undefined.
    samples : int
        How many times as many documents as there are are drawn.
    level : float
        The share of samples inside the interval, for example 0.95.
    seed : int
        The same seed gives the same intervals.

    Returns
    -------
    dict of name to Interval
        Of the statistics that were defined in a sample. Empty where there are fewer than two documents: one document
        does not tell how documents differ.
    """
    if len(documents) < 2:
        return {}
    draw = random.Random(seed)
    drawn: dict[Name, list[float]] = defaultdict(list)
    for _ in range(samples):
        for name, number in statistics(draw.choices(documents, k=len(documents))).items():
            if number is not None:
                drawn[name].append(number)
    return {name: _percentiles(sorted(numbers), level) for name, numbers in drawn.items()}


def _percentiles(numbers: list[float], level: float) -> Interval:
    tail = (1 - level) / 2 * len(numbers)
    return Interval(numbers[math.floor(tail)], numbers[max(math.ceil(len(numbers) - tail), 1) - 1])
