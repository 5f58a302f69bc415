"""Where articles come from: folders, text files, JSON Lines, CSV and Parquet, as one stream of items.

The process that reads does as little as it can; an item is made into a row by the process that works on it.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractor.batch.extras import require
from extractor.batch.rows import Fields, Row, read_line, read_record
from extractor.batch.streams import DAMAGED, lines, open_stream
from extractor.errors import ExtractorError, InputError, OptionError
from extractor.reading import STDIN, decode

__all__ = ["INPUT_FORMATS", "Item", "Reader", "Reading", "find_files", "total_bytes"]

INPUT_FORMATS = ("jsonl", "csv", "parquet", "txt")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".txt": "txt"}
_COMPRESSED = (".gz", ".zst")
# A character of three bytes may be written in six; the other fields of the row come on top.
_LINE_FACTOR = 3
_RECORDS = 64
_HEAD = 1024  # bytes by which a file that is no text is known
_CONTROLS, _MOST_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]"), 0.01
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read.

    Parameters
    ----------
    fields : Fields
    format : str or None
        Of all sources; None: told by the suffix of each, JSON Lines where it tells nothing.
    encoding : str or None
        Of text and CSV files; None: detected, of CSV UTF-8.
    max_bytes : int
        Of an article in UTF-8. Longer ones fail: they would not fit into the memory of a worker.
    """

    fields: Fields = field(default_factory=Fields)
    format: str | None = None
    encoding: str | None = None
    max_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: a file and, but for text files, a line or a row of it."""

    source: str
    line: int | None
    several: bool

    @property
    def where(self) -> str:
        """For messages."""
        return self.source if self.line is None else f"line {self.line}"

    @property
    def id(self) -> str:
        """Of a row that has none."""
        return f"{self.source}:{self.line}" if self.several else str(self.line)

    def to_dict(self) -> dict[str, object]:
        """Return the place as failures tell it; the file where it could be one of several."""
        told: dict[str, object] = {"source": self.source} if self.several or self.line is None else {}
        return {**told, "line": self.line}


class Item(Protocol):
    """Something that may be an article."""

    @property
    def place(self) -> Place:
        """Where it stands."""

    def fingerprint(self) -> bytes:
        """Return bytes that differ where the article does."""

    def size(self) -> int:
        """Return how long the article is, in bytes, roughly."""

    def row(self, reading: Reading) -> Row:
        """Return the article, or raise an InputError."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of JSON Lines."""

    place: Place
    line: bytes

    def fingerprint(self) -> bytes:
        return self.line

    def size(self) -> int:
        return len(self.line)

    def row(self, reading: Reading) -> Row:
        record = read_line(self.line, self.place.where)
        return read_record(record, reading.fields, self.place.where, self.place.id)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table."""

    place: Place
    record: Mapping[str, Any]

    def fingerprint(self) -> bytes:
        return json.dumps(self.record, default=str).encode()

    def size(self) -> int:
        return sum(3 * len(value) for value in self.record.values() if isinstance(value, str))

    def row(self, reading: Reading) -> Row:
        return read_record(self.record, reading.fields, self.place.where, self.place.id)


@dataclass(frozen=True, slots=True)
class Article:
    """A text file."""

    place: Place
    id: str
    length: int

    def fingerprint(self) -> bytes:
        return f"{self.place.source} {self.length}".encode("utf-8", "surrogateescape")

    def size(self) -> int:
        return self.length

    def row(self, reading: Reading) -> Row:
        path = self.place.source
        try:
            with open_stream(path) as (file, _):
                data = file.read(_LINE_FACTOR * reading.max_bytes + 1)
        except DAMAGED as error:
            raise InputError(f"cannot read {path}: {_reason(error)}", "check the file and its permissions") from None
        if not data:
            raise InputError(f"{path} is empty", "give an article with text in it")
        if len(data) > _LINE_FACTOR * reading.max_bytes:
            raise _too_long(path, reading.max_bytes)
        try:
            return Row(self.id, decode(data, reading.encoding), sha256=hashlib.sha256(data).hexdigest())
        except ExtractorError as error:
            raise InputError(f"{path}: {error.message}", error.hint) from None


@dataclass(frozen=True, slots=True)
class Broken:
    """What could not be read, or must not be worked on again."""

    place: Place
    error: ExtractorError

    def fingerprint(self) -> bytes:
        return str(self.error).encode("utf-8", "replace")

    def size(self) -> int:
        return 0

    def row(self, reading: Reading) -> Row:  # noqa: ARG002 - there is nothing to read
        raise self.error


def _too_long(where: str, limit: int) -> InputError:
    return InputError(
        f"{where}: the article is longer than {limit} bytes",
        "raise the limit, --max-bytes",
    )


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _format(path: str, chosen: str | None) -> str | None:
    """Tell the format of a file; None where its suffix tells nothing."""
    stem, suffix = os.path.splitext(path)
    if suffix in _COMPRESSED:
        suffix = os.path.splitext(stem)[1]
    return chosen or _SUFFIXES.get(suffix.lower())


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    format: str
    id: str
    error: InputError | None = None


def find_files(paths: Sequence[str], reading: Reading, passed_over: Sequence[str] = ()) -> Iterator[_File]:
    """Find the files of a batch, in an order that depends on their names alone.

    Parameters
    ----------
    paths : sequence of str
        Files, folders (with all in them whose suffix tells a format), and ``-`` for standard input.
    reading : Reading
    passed_over : sequence of str
        Real paths that are no sources: the result.

    Yields
    ------
    _File
        With an error where a folder cannot be read.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield _File(path, _format(path, reading.format) or "jsonl", _id(os.path.basename(path)))
            continue
        unreadable: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=unreadable.append):
            folders[:] = sorted(f for f in folders if not f.startswith((".", "_")))
            yield from _unreadable(unreadable)
            for name in sorted(names):
                file = os.path.join(folder, name)
                form = _format(name, None)
                wanted = form is not None and reading.format in (None, form) and not name.startswith((".", "_"))
                if form and wanted and os.path.realpath(file) not in passed_over:
                    yield _File(file, form, _id(os.path.relpath(file, path)))
        yield from _unreadable(unreadable)


def _check_text(path: str, content: Any) -> None:
    """Raise an InputError if a file that should hold lines of text begins with what is none."""
    try:
        head = content.peek(_HEAD)[:_HEAD]
    except DAMAGED:
        return  # told with its place when it is read
    if head.startswith(_OTHER_MARKS) or len(_CONTROLS.findall(head)) > _MOST_CONTROLS * len(head) or _is_foreign(head):
        raise InputError(
            f"{path} is no text in UTF-8", "convert it, or name what it is with input_format= or by its suffix"
        )


def _is_foreign(head: bytes) -> bool:
    """Whether most characters beyond ASCII are none of UTF-8: GB18030, Big5. A damaged row is no reason."""
    decoded = head.decode("utf-8", "replace")
    damaged = decoded.count("\ufffd")
    return damaged > 1 and damaged > sum(c > "\x7f" for c in decoded) - damaged


def _unreadable(errors: list[OSError]) -> Iterator[_File]:
    while errors:
        error = errors.pop()
        what = InputError(f"cannot read {error.filename}: {error.strerror}", "check its permissions")
        yield _File(str(error.filename), "folder", "", what)


def _id(name: str) -> str:
    """Name a document after its file; in UTF-8, whatever the locale made of the name's bytes."""
    stem, suffix = os.path.splitext(name)
    if suffix in _COMPRESSED:
        stem = os.path.splitext(stem)[0]
    return os.fsencode(stem).decode("utf-8", "replace").replace(os.sep, "/")


def total_bytes(files: Iterator[_File]) -> int | None:
    """Sum up the sizes of files, as they stand on the disk; None where standard input is among them."""
    total = 0
    for file in files:
        if file.path == STDIN:
            return None
        if file.error is None and os.path.exists(file.path):
            total += os.path.getsize(file.path)
    return total


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

    Raises
    ------
    InputError
        A path cannot be read, or a folder holds no article.
    """

    def __init__(self, paths: Sequence[str], reading: Reading, passed_over: Sequence[str] = ()) -> None:
        self._paths, self._reading, self._passed_over = paths, reading, passed_over
        self._several = len(paths) > 1 or any(map(os.path.isdir, paths))
        self._before, self._raw = 0, None
        self._current: Any = None
        if paths.count(STDIN) > 1:
            raise OptionError("standard input is named twice", "give - once")
        for path in paths:
            if not os.path.isdir(path):
                form = _format(path, reading.format) or "jsonl"
                with open_stream(path) as (content, _):
                    if form == "jsonl" or (form == "csv" and reading.encoding is None):
                        _check_text(path, content)
                if form == "parquet":
                    require("pyarrow", "parquet")
            elif next(find_files([path], reading, passed_over), None) is None:
                raise InputError(f"{path} holds no articles", f"give files of {', '.join(_SUFFIXES)}")

    @property
    def position(self) -> int:
        """Bytes read so far, as they stand on the disk."""
        try:
            return self._before + (self._current.tell() if self._current else 0)
        except OSError:  # a pipe has no position
            return self._before

    def files(self) -> Iterator[_File]:
        """Find the files again."""
        return find_files(self._paths, self._reading, self._passed_over)

    def __iter__(self) -> Iterator[Item]:
        readers: dict[str, Callable[[_File], Iterator[Item]]] = {
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

    def _place(self, file: _File, line: int | None) -> Place:
        return Place(file.path, line, self._several)

    def _text(self, file: _File) -> Iterator[Item]:
        try:
            size = os.path.getsize(file.path)
        except OSError as error:
            raise InputError(f"cannot read {file.path}: {error.strerror}", "check the path") from None
        place = self._place(file, None)
        yield Article(place, file.id, size)
        self._before += size

    def _lines(self, file: _File) -> Iterator[tuple[int, bytes | Broken]]:
        """Read lines; one that is too long, and the place where the file is damaged, as an item that tells it."""
        number = 0
        limit = _LINE_FACTOR * self._reading.max_bytes
        with open_stream(file.path) as (content, raw):
            self._current = raw
            try:
                for number, line in enumerate(lines(content, limit), 1):
                    if line is None:
                        place = self._place(file, number)
                        yield number, Broken(place, _too_long(place.where, self._reading.max_bytes))
                    else:
                        yield number, line
            except DAMAGED as error:
                yield number + 1, self._damaged(file, number + 1, error)
            finally:
                self._before, self._current = self.position, None

    def _damaged(self, file: _File, line: int, error: BaseException) -> Broken:
        what = f"{file.path} cannot be read from line {line} on: {_reason(error)}"
        return Broken(self._place(file, line), InputError(what, "repair the file; what stood before is done"))

    def _json_lines(self, file: _File) -> Iterator[Item]:
        for number, line in self._lines(file):
            if isinstance(line, Broken):
                yield line
            elif line.strip():
                yield Line(self._place(file, number), line)

    def _csv(self, file: _File) -> Iterator[Item]:
        csv.field_size_limit(_LINE_FACTOR * self._reading.max_bytes)
        reached, broken = 0, list[Broken]()

        def text() -> Iterator[str]:
            nonlocal reached
            encoding = self._reading.encoding or "utf-8"
            for number, line in self._lines(file):
                reached = number
                if isinstance(line, Broken):
                    broken.append(line)
                    continue
                # A byte that is none of the encoding fails the row that it stands in, not the file.
                decoded = line.decode(encoding, "surrogateescape")
                yield decoded.removeprefix("\ufeff") if number == 1 else decoded

        rows = csv.reader(text())
        header = next(rows, None)
        while header is not None:
            try:
                row = next(rows, None)
            except csv.Error as error:
                what = InputError(f"line {reached} is no row of CSV: {error}", "quote fields with line ends in them")
                yield Broken(self._place(file, reached), what)
                continue
            yield from broken
            broken.clear()
            if row is None:
                return
            if row:
                yield _csv_item(self._place(file, reached), header, row)
        yield from broken

    def _parquet(self, file: _File) -> Iterator[Item]:
        parquet, arrow = require("pyarrow.parquet", "parquet"), require("pyarrow", "parquet")
        number = 0
        try:
            size = os.path.getsize(file.path)
            with parquet.ParquetFile(file.path) as table:
                rows = max(1, table.metadata.num_rows)
                start = self._before
                for batch in table.iter_batches(_RECORDS):
                    for record in batch.to_pylist():
                        number += 1
                        self._before = start + size * number // rows
                        yield self._record(self._place(file, number), record)
        except (OSError, arrow.ArrowException) as error:
            yield self._damaged(file, number + 1, error)

    def _record(self, place: Place, record: Mapping[str, Any]) -> Item:
        text = record.get(self._reading.fields.text)
        if isinstance(text, str) and len(text) > self._reading.max_bytes:
            return Broken(place, _too_long(place.where, self._reading.max_bytes))
        return Record(place, record)


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


def fingerprint(items: Sequence[Item]) -> int:
    """Return a number that differs where the articles do."""
    checksum = 0
    for item in items:
        checksum = zlib.crc32(item.fingerprint(), checksum)
    return checksum
