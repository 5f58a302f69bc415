"""Rows of CSV in bounded memory: cut at the line ends that stand in no quotes, each read alone.

What is no row of CSV fails with all lines up to where its quotes close, and nothing in them is taken for a row: from
inside an article, lines with the right number of commas would pass for articles.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extractor.batch.items import LINE_FACTOR, too_long
from extractor.errors import InputError

__all__ = ["CsvRow", "csv_rows"]

# Where a scan stands: at the start of a field, in one without quotes, inside quotes, behind a quote inside quotes.
_START, _PLAIN, _OPEN, _QUOTE = range(4)
# What a scan looks for in the middle of a field, and where it stands behind it.
_MARKS = {_PLAIN: (",", _START), _OPEN: ('"', _QUOTE)}
# Where it stands behind a character at the other places. A quote that nothing of CSV follows closes nothing: inside an
# article somebody forgot to double it.
_STEPS = {
    _START: {'"': _OPEN, ",": _START},
    _QUOTE: {",": _START, "\r": _PLAIN, "\n": _PLAIN},
}
_OTHERWISE = {_START: _PLAIN, _QUOTE: _OPEN}


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of CSV, or why there is none.

    Parameters
    ----------
    last : int
        The number of its last line, from 1: that by which a row of several lines is known.
    cells : list of str
    error : InputError or None
    """

    last: int
    cells: list[str]
    error: InputError | None = None


def csv_rows(file: BinaryIO, encoding: str, max_bytes: int) -> Iterator[CsvRow]:
    """Read the rows of a CSV file, its header among them.

    Parameters
    ----------
    file : binary file
        With lines that end in a line feed.
    encoding : str
        Bytes that are none of it become surrogates: they fail the row that they stand in, not the file.
    max_bytes : int
        Of an article; a row is a few times as long at most.
    """
    limit = LINE_FACTOR * max_bytes
    csv.field_size_limit(limit)
    row = _Lines(1, limit)
    while piece := file.readline(limit + 1):
        text = piece.decode(encoding, "surrogateescape")
        row.add(text.removeprefix("\ufeff") if row.last == 0 else text, len(piece))
        if row.complete:
            yield row.read(max_bytes)
            row = _Lines(row.last + 1, limit)
    if row.last >= row.first:
        yield row.read(max_bytes)


class _Lines:
    """The lines of one row; no longer held once they are too long together."""

    def __init__(self, first: int, limit: int) -> None:
        self.first, self.last = first, first - 1
        self._limit, self._length, self._held = limit, 0, list[str]()
        self._state, self._ended = _START, True

    def add(self, piece: str, length: int) -> None:
        """Take a line, or a piece of one that is too long."""
        self.last += self._ended
        self._ended = piece.endswith("\n")
        self._state = _scan(piece, self._state)
        self._length += length
        if self._length > self._limit:
            self._held.clear()
        else:
            self._held.append(piece)

    @property
    def complete(self) -> bool:
        return self._ended and self._state != _OPEN

    def read(self, max_bytes: int) -> CsvRow:
        """Read the row."""
        where = f"line {self.last}" if self.first == self.last else f"lines {self.first} to {self.last}"
        if self._state == _OPEN:
            what = f"{where}: a quote is opened that nothing closes; there may be articles among them"
            return CsvRow(self.last, [], InputError(what, f"repair the row that begins in line {self.first}"))
        if self._length > self._limit:
            return CsvRow(self.last, [], too_long(where, max_bytes))
        try:
            return CsvRow(self.last, next(csv.reader(self._held, strict=True), []))
        except csv.Error as error:
            hint = "quote fields with line ends in them, and double the quotes inside"
            return CsvRow(self.last, [], InputError(f"{where}: no row of CSV: {error}", hint))


def _scan(text: str, state: int) -> int:
    """Tell where a scan stands behind a text."""
    if state == _START and '"' not in text:
        return _PLAIN
    at = 0
    while at < len(text):
        if state in _MARKS:
            mark, behind = _MARKS[state]
            at = text.find(mark, at) + 1
            if not at:
                break
            state = behind
        else:
            state = _STEPS[state].get(text[at], _OTHERWISE[state])
            at += 1
    return state
