"""Items of a batch: what may be an article, as the process that reads hands it to those that work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractor.batch.rows import Fields, Row, read_line, read_record, row_id
from extractor.errors import ExtractorError, InputError
from extractor.reading import BATCH_MAX_BYTES, check_encoding, decode

# The items themselves have no documentation but that of Item.
__all__ = ["LINE_FACTOR", "Item", "Place", "Reading", "fingerprint", "reason", "too_long"]

# A character of three bytes may be written in six; the other fields of the row come on top.
LINE_FACTOR = 3


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

    Raises
    ------
    OptionError
        There is no such encoding.
    """

    fields: Fields = field(default_factory=Fields)
    format: str | None = None
    encoding: str | None = None
    max_bytes: int = BATCH_MAX_BYTES

    def __post_init__(self) -> None:
        if self.encoding is not None:
            check_encoding(self.encoding)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: a file and, but for text files, a line or a row of it.

    Parameters
    ----------
    source : str
        Path of the file.
    line : int or None
        Number of the line, from 1; of a row of CSV on several lines its last one; of Parquet the number of the row.
    several : bool
        Whether there are several sources, which the id of a row without one has to tell apart.
    """

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

    def own_id(self, reading: Reading) -> str | None:
        """Return the id that the article tells, if any; whatever error says that it cannot be read."""


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

    def own_id(self, reading: Reading) -> str | None:
        return row_id(read_line(self.line, self.place.where).get(reading.fields.id))


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table."""

    place: Place
    record: Mapping[str, Any]

    def fingerprint(self) -> bytes:
        return json.dumps(self.record, default=str).encode()

    def size(self) -> int:
        return _size(self.record)

    def row(self, reading: Reading) -> Row:
        return read_record(self.record, reading.fields, self.place.where, self.place.id)

    def own_id(self, reading: Reading) -> str | None:
        return row_id(self.record.get(reading.fields.id))


@dataclass(frozen=True, slots=True)
class Article:
    """A text file, by what it holds: what was read is what is worked on, whatever becomes of the file meanwhile."""

    place: Place
    id: str
    data: bytes

    def fingerprint(self) -> bytes:
        return f"{self.place.source} {len(self.data)} ".encode("utf-8", "surrogateescape") + self.data

    def size(self) -> int:
        return len(self.data)

    def row(self, reading: Reading) -> Row:
        path = self.place.source
        try:
            return Row(self.id, decode(self.data, reading.encoding), sha256=hashlib.sha256(self.data).hexdigest())
        except ExtractorError as error:
            raise InputError(f"{path}: {error.message}", error.hint) from None

    def own_id(self, reading: Reading) -> str | None:  # noqa: ARG002 - it is that of the file
        return self.id


@dataclass(frozen=True, slots=True)
class Broken:
    """What could not be read, or must not be worked on again."""

    place: Place
    error: ExtractorError
    id: str | None = None

    def fingerprint(self) -> bytes:
        return str(self.error).encode("utf-8", "replace")

    def size(self) -> int:
        return 0

    def row(self, reading: Reading) -> Row:  # noqa: ARG002 - there is nothing to read
        raise self.error

    def own_id(self, reading: Reading) -> str | None:  # noqa: ARG002 - there is nothing to read
        return self.id


def too_long(where: str, limit: int) -> InputError:
    """Tell that an article is too long.

    Parameters
    ----------
    where : str
    limit : int
        Bytes.
    """
    return InputError(f"{where}: the article is longer than {limit} bytes", "raise the limit, --max-bytes")


def reason(error: BaseException) -> str:
    """Say why reading failed.

    Parameters
    ----------
    error : BaseException
    """
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _size(value: Any) -> int:
    """Return how long a value is, in bytes, roughly; with all that is in it."""
    if isinstance(value, str):
        return 3 * len(value)
    if isinstance(value, Mapping):
        return sum(_size(key) + _size(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return sum(map(_size, value))
    return len(value) if isinstance(value, bytes) else 8


def fingerprint(items: Sequence[Item]) -> str:
    """Return a digest that differs where the articles do.

    Parameters
    ----------
    items : sequence of Item
    """
    digest = hashlib.blake2b(digest_size=16)
    for item in items:
        digest.update(item.fingerprint())
    return digest.hexdigest()
