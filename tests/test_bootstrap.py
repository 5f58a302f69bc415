"""Confidence intervals: what they hold, and that they can be told again."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from extractor.bootstrap import Interval, bootstrap


def mean(numbers: Sequence[float]) -> dict[str, float | None]:
    return {"mean": sum(numbers) / len(numbers)}


def test_the_interval_is_that_of_theory() -> None:
    """Of 400 numbers, the mean is spread by their deviation over the root of 400."""
    draw = random.Random(1)
    numbers = [draw.gauss(10, 2) for _ in range(400)]
    low, high = bootstrap(numbers, mean)["mean"]
    middle = sum(numbers) / 400
    assert low == pytest.approx(middle - 1.96 * 2 / 20, abs=0.03)
    assert high == pytest.approx(middle + 1.96 * 2 / 20, abs=0.03)
    narrow = bootstrap(numbers, mean, level=0.5)["mean"]
    assert low < narrow.low < middle < narrow.high < high


def test_the_same_seed_gives_the_same() -> None:
    numbers = [1.0, 2.0, 4.0, 8.0]
    assert bootstrap(numbers, mean) == bootstrap(numbers, mean)
    assert bootstrap(numbers, mean, samples=50, seed=1) != bootstrap(numbers, mean, samples=50, seed=2)


def test_documents_that_are_alike_leave_no_doubt() -> None:
    assert bootstrap([3.0] * 5, mean) == {"mean": Interval(3.0, 3.0)}


def test_one_document_tells_nothing() -> None:
    assert bootstrap([1.0], mean) == bootstrap([], mean) == {}


def test_what_is_undefined_in_a_sample_is_left_out() -> None:
    def share(numbers: Sequence[float]) -> dict[str, float | None]:
        return {"rare": 1.0 if 5.0 in numbers else None, "never": None}

    assert bootstrap([5.0, 0.0, 0.0], share) == {"rare": Interval(1.0, 1.0)}


@pytest.mark.parametrize("samples", [1, 2, 39, 40, 1000])
def test_percentiles_of_few_samples(samples: int) -> None:
    interval = bootstrap([0.0, 1.0], mean, samples=samples)["mean"]
    assert 0.0 <= interval.low <= interval.high <= 1.0
