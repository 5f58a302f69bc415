"""The assignment problem: pair rows with columns so that the pairs are worth most."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign"]


def assign(weights: Sequence[Sequence[int]]) -> list[int | None]:
    """Choose a column for each row, none twice, so that the weights chosen add up to most.

    The Hungarian method with potentials, O(rows² · columns), in integers and thus exact at any size.

    Parameters
    ----------
    weights : sequence of sequence of int
        Rows of equal length.

    Returns
    -------
    list of (int or None)
        The column of each row; None for the rows that got none, where there are more rows than columns.
    """
    if not weights or not weights[0]:
        return [None] * len(weights)
    if len(weights) > len(weights[0]):
        rows = assign(list(zip(*weights, strict=True)))
        return [rows.index(i) if i in rows else None for i in range(len(weights))]
    columns = len(weights[0])
    row_potential, column_potential = [0] * (len(weights) + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that holds a column; rows and columns count from 1, 0 is none
    for row in range(1, len(weights) + 1):
        owner[0] = row
        column, before = _shortest_path(weights, row_potential, column_potential, owner)
        while column:  # every row on the path moves on to the next column, which leaves the first one to this row
            owner[column] = owner[before[column]]
            column = before[column]
    chosen: list[int | None] = [None] * len(weights)
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen


def _shortest_path(
    weights: Sequence[Sequence[int]], row_potential: list[int], column_potential: list[int], owner: list[int]
) -> tuple[int, list[int]]:
    """Find the cheapest way from the row that ``owner[0]`` names to a free column, and update the potentials.

    Returns
    -------
    tuple of (int, list of int)
        The free column, and for each column the one before it on the way.
    """
    columns = len(owner) - 1
    before, reached, waiting = [0] * (columns + 1), [0], set(range(1, columns + 1))
    slack: dict[int, int] = {}
    column = 0
    while owner[column]:
        row = owner[column]
        for j in waiting:
            cost = -weights[row - 1][j - 1] - row_potential[row] - column_potential[j]
            if j not in slack or cost < slack[j]:
                slack[j], before[j] = cost, column
        column = min(waiting, key=lambda j: (slack[j], j))
        step = slack[column]
        for j in reached:
            row_potential[owner[j]] += step
            column_potential[j] -= step
        for j in waiting:
            slack[j] -= step
        reached.append(column)
        waiting.remove(column)
    return column, before
