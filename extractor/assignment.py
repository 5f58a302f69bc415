"""The assignment problem: pair rows with columns so that the pairs are worth most."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

__all__ = ["assign"]


def assign(rows: Sequence[Sequence[tuple[int, int]]]) -> list[int | None]:
    """Choose a column for each row, none twice, so that the weights chosen add up to most.

    The Hungarian method on the pairs that there are: each row takes the shortest augmenting path (Dijkstra's, by
    reduced weights). In integers, and thus exact at any size; at worst O(rows · pairs · log pairs), and near to the
    number of pairs where rows and columns are near to their partners.

    Parameters
    ----------
    rows : sequence of (sequence of (int, int))
        Of each row the columns that it may have, each with a weight greater than 0.

    Returns
    -------
    list of (int or None)
        The column of each row; None for the rows that got none.
    """
    matching = _Matching(rows)
    for row in range(len(rows)):
        matching.insert(row)
    return matching.column_of


class _Matching:
    """The best assignment of the rows inserted so far, with prices that prove it.

    A pair's slack, the prices of both less its weight, is never negative, and 0 where the pair is chosen; prices are
    never negative, and 0 for what has no partner.
    """

    def __init__(self, rows: Sequence[Sequence[tuple[int, int]]]) -> None:
        self.rows = rows
        self.column_of: list[int | None] = [None] * len(rows)
        self.row_of: dict[int, int] = {}
        self.row_price = [0] * len(rows)
        self.column_price: dict[int, int] = {}

    def insert(self, row: int) -> None:
        """Find the cheapest way from a new row to a free column, or to a row that is best left without one."""
        prices = self.column_price
        self.row_price[row] = max((weight - prices.get(j, 0) for j, weight in self.rows[row]), default=0)
        self.row_price[row] = max(self.row_price[row], 0)
        before: dict[int, int] = {}  # the row from which a column is reached
        length: dict[int, int] = {}  # of the shortest way to a column
        waiting: list[tuple[int, int]] = []
        walked = [(row, 0)]
        shortest, last_row, last_column = self.row_price[row], row, None
        at, so_far = row, 0
        while True:
            offer = so_far + self.row_price[at]
            if offer < shortest:
                shortest, last_row, last_column = offer, at, None
            for j, weight in self.rows[at]:
                told = offer + prices.get(j, 0) - weight
                if told < shortest and told < length.get(j, shortest):
                    length[j], before[j] = told, at
                    if j in self.row_of:
                        heappush(waiting, (told, j))
                    else:
                        shortest, last_column = told, j
            while waiting and waiting[0][0] > length[waiting[0][1]]:  # a shorter way was found since
                heappop(waiting)
            if not waiting or waiting[0][0] >= shortest:
                break
            so_far, column = heappop(waiting)
            at = self.row_of[column]
            walked.append((at, so_far))
        self._reprice(walked, shortest)
        self._move(before, last_column if last_column is not None else self._leave(last_row))

    def _reprice(self, walked: Sequence[tuple[int, int]], shortest: int) -> None:
        """Make the pairs on the shortest way those without slack."""
        for row, length in walked:
            column = self.column_of[row]
            self.row_price[row] -= shortest - length
            if column is not None:
                self.column_price[column] = self.column_price.get(column, 0) + shortest - length

    def _leave(self, row: int) -> int | None:
        """Take the column of a row from it."""
        column, self.column_of[row] = self.column_of[row], None
        return column

    def _move(self, before: dict[int, int], column: int | None) -> None:
        """Move every row on the way to a column on to the next one, which leaves the first one to the new row."""
        while column is not None:
            mover = before[column]
            self.row_of[column] = mover
            self.column_of[mover], column = column, self.column_of[mover]
