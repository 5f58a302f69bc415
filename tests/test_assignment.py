"""The assignment is the best one there is: compared with trying them all."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.assignment import assign

MATRICES = st.integers(1, 5).flatmap(
    lambda n: st.integers(1, 5).flatmap(
        lambda m: st.lists(st.lists(st.integers(0, 12), min_size=m, max_size=m), min_size=n, max_size=n)
    )
)


def best(weights: list[list[int]]) -> int:
    n, m = len(weights), len(weights[0])
    if n > m:
        return best([list(column) for column in zip(*weights, strict=True)])
    return max(sum(weights[i][j] for i, j in enumerate(columns)) for columns in permutations(range(m), n))


def sparse(weights: list[list[int]]) -> list[list[tuple[int, int]]]:
    return [[(j, weight) for j, weight in enumerate(row) if weight] for row in weights]


@given(MATRICES)
def test_no_other_assignment_is_worth_more(weights: list[list[int]]) -> None:
    chosen = assign(sparse(weights))
    columns = [j for j in chosen if j is not None]
    assert len(chosen) == len(weights)
    assert len(set(columns)) == len(columns)
    assert sum(weights[i][j] for i, j in enumerate(chosen) if j is not None) == best(weights)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], []),
        ([[], []], [None, None]),
        ([[2, 3], [0, 2]], [0, 1]),  # the greatest weight alone would leave 3 + 0
        ([[1], [5]], [None, 0]),
        ([[5], [1]], [0, None]),
        ([[10**400, 10**400 + 1], [0, 10**400]], [0, 1]),  # beyond any float
    ],
)
def test_examples(weights: list[list[int]], expected: list[int | None]) -> None:
    assert assign(sparse(weights)) == expected
