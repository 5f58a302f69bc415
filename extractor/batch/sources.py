"""Where articles come from: folders, text files, JSON Lines, CSV and Parquet, as one stream of items.

The process that reads does as little as it can; an item is made into a row by the process that works on it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from extractor.batch.csv_rows import csv_rows
from extractor.batch.extras import require
from extractor.batch.files import File, find_files
from extractor.batch.items import LINE_FACTOR, Article, Broken, Item, Line, Place, Reading, Record, reason, too_long
from extractor.batch.streams import DAMAGED, check_seekable, keeps_lines, lines, open_stream, recoded
from extractor.batch.tables import read_table_row, table_row_id
from extractor.errors import InputError

__all__ = ["Reader"]

_RECORDS = 64
_BUFFER = 1 << 16


class Reader:
    """Reads the items of a batch. What breaks in a file is an item too, and the next file follows.

    Parameters
    ----------
    paths : sequence of str
    reading : Reading
    passed_over : sequence of str
        As for :func:`find_files`.

    Attributes
    ----------
    position : int
        Bytes read so far, as they stand on the disk.
    """

    def __init__(self, paths: Sequence[str], reading: Reading, passed_over: Sequence[str] = ()) -> None:
        self._paths, self._reading, self._passed_over = paths, reading, passed_over
        self._several = len(paths) > 1 or any(map(os.path.isdir, paths))
        self._before = 0
        self._current: Any = None

    @property
    def position(self) -> int:
        """Bytes read so far, as they stand on the disk."""
        try:
            return self._before + (self._current.tell() if self._current else 0)
        except (OSError, ValueError):  # a pipe has no position, nor has a file that the collector closed first
            return self._before

    def files(self) -> Iterator[File]:
        """Find the files again."""
        return find_files(self._paths, self._reading, self._passed_over)

    def __iter__(self) -> Iterator[Item]:
        readers: dict[str, Callable[[File], Iterator[Item]]] = {
            "jsonl": self._json_lines,
            "csv": self._csv,
            "parquet": self._parquet,
            "txt": self._text,
        }
        for file in self.files():
            if file.error is not None:
                yield Broken(self._place(file, None), file.error)
                continue
            try:
                yield from readers[file.format](file)
            except InputError as error:
                yield Broken(self._place(file, None), error)

    def _place(self, file: File, line: int | None) -> Place:
        return Place(file.path, line, self._several)

    def _text(self, file: File) -> Iterator[Item]:
        place, limit = self._place(file, None), LINE_FACTOR * self._reading.max_bytes
        try:
            size = os.path.getsize(file.path)
            with open_stream(file.path) as (content, _):
                data = content.read(limit + 1)
        except DAMAGED as error:
            what = f"cannot read {file.path}: {reason(error)}"
            raise InputError(what, "check the file and its permissions") from None
        yield (
            Article(place, file.id, data)
            if len(data) <= limit
            else Broken(place, too_long(place.where, self._reading.max_bytes))
        )
        self._before += size

    @contextmanager
    def _opened(self, file: File) -> Iterator[BinaryIO]:
        """Open a file and tell its position while it is read."""
        with open_stream(file.path) as (content, raw):
            self._current = raw
            try:
                yield content
            finally:
                self._before, self._current = self.position, None

    def _damaged(self, file: File, line: int, error: BaseException) -> Broken:
        what = f"{file.path} cannot be read from line {line} on: {reason(error)}"
        return Broken(self._place(file, line), InputError(what, "repair the file; what stood before is done"))

    def _json_lines(self, file: File) -> Iterator[Item]:
        number, max_bytes = 0, self._reading.max_bytes
        try:
            with self._opened(file) as content:
                for number, line in enumerate(lines(content, LINE_FACTOR * max_bytes), 1):
                    place = self._place(file, number)
                    if line is None:
                        yield Broken(place, too_long(place.where, max_bytes))
                    elif line.strip():
                        yield Line(place, line)
        except DAMAGED as error:
            yield self._damaged(file, number + 1, error)

    def _csv(self, file: File) -> Iterator[Item]:
        last, header = 0, None
        encoding = self._reading.encoding or "utf-8"
        try:
            with self._opened(file) as content:
                inside = encoding if keeps_lines(encoding) else "utf-8"
                for row in csv_rows(recoded(content, encoding), inside, self._reading.max_bytes):
                    last = row.last
                    place = self._place(file, last)
                    if row.error is not None:
                        yield Broken(place, row.error)
                        if header is None:
                            return  # nobody knows what the cells of the other rows are
                    elif header is None:
                        header = row.cells
                    elif row.cells:
                        yield _csv_item(place, header, row.cells)
        except DAMAGED as error:
            yield self._damaged(file, last + 1, error)

    def _parquet(self, file: File) -> Iterator[Item]:
        parquet, arrow = require("pyarrow.parquet", "parquet"), require("pyarrow", "parquet")
        number = 0
        check_seekable(file.path)
        try:
            size = os.path.getsize(file.path)
            # Column chunks through a small buffer: else memory grows with a row group, or even with the file.
            with parquet.ParquetFile(file.path, pre_buffer=False, buffer_size=_BUFFER) as table:
                rows = max(1, table.metadata.num_rows)
                start = self._before
                for batch in table.iter_batches(_RECORDS):
                    for index in range(len(batch)):
                        number += 1
                        self._before = start + size * number // rows
                        yield self._record(self._place(file, number), batch, index)
        except (OSError, arrow.ArrowException) as error:
            yield self._damaged(file, number + 1, error)

    def _record(self, place: Place, batch: Any, index: int) -> Item:
        try:
            return Record(place, read_table_row(batch, index, self._reading, place.where))
        except InputError as error:
            return Broken(place, error, table_row_id(batch, index, self._reading))


def _csv_item(place: Place, header: list[str], row: list[str]) -> Item:
    if any("\udc80" <= c <= "\udcff" for cell in row for c in cell):
        what = InputError(
            f"{place.where} holds bytes of another encoding",
            "name it, --encoding, or repair the row",
        )
        return Broken(place, what)
    if len(row) != len(header):
        what = InputError(f"{place.where} has {len(row)} fields where {len(header)} belong", "repair the row")
        return Broken(place, what)
    # An empty field of CSV says nothing.
    return Record(place, {name: cell for name, cell in zip(header, row, strict=True) if cell})
