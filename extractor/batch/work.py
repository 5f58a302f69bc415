"""What is done with a chunk of a batch, in whatever process: rows to facts to bytes, failures told."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from extractor.batch.items import Item, Reading, fingerprint
from extractor.batch.rows import Row
from extractor.batch.sinks import Sink
from extractor.batch.sources import Reader
from extractor.errors import ExtractorError, InputError, InvariantError
from extractor.facts import Facts
from extractor.pipeline import Pipeline, load

__all__ = ["Chunk", "Failure", "Result", "Settings", "Work", "bug", "cut", "encode", "extract_row"]

T = TypeVar("T")
Failure = dict[str, object]

# About two seconds of work: what a kill costs a worker, and little enough to hold several of.
_CHUNK_BYTES, _CHUNK_ITEMS = 256_000, 128


@dataclass(frozen=True, slots=True)
class Settings:
    """What facts are extracted, and from what.

    Parameters
    ----------
    types : tuple of str, or None
        None means all that the pipeline knows.
    relations : bool
        Whether figures and events are wanted too.
    reference_date : str or None
        For rows that tell none.
    lexicon : str or None
        Path of a table of organisations of one's own.
    extractors : tuple of str
        Names of installed extractors.
    reading : Reading
    load : callable
        Builds a pipeline from ``lexicon`` and ``extractors``, once a process.
    """

    types: tuple[str, ...] | None = None
    relations: bool = True
    reference_date: str | None = None
    lexicon: str | None = None
    extractors: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    load: Callable[[str | None, tuple[str, ...]], Pipeline] = load

    def pipeline(self) -> Pipeline:
        """Build the pipeline."""
        return self.load(self.lexicon, self.extractors)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some items that follow one another.

    Parameters
    ----------
    number : int
        From 0.
    items : tuple of Item
    checksum : str
        Of what the items hold.
    position : int
        How many bytes of the sources have been read with it.
    """

    number: int
    items: tuple[Item, ...]
    checksum: str
    position: int


def cut(reader: Reader, size: int = _CHUNK_BYTES) -> Generator[Chunk, None, None]:
    """Cut a batch into chunks. Where depends on the articles alone, so that a later run cuts in the same places.

    Parameters
    ----------
    reader : Reader
    size : int
        Bytes after which a chunk ends.
    """
    numbers, items, held = count(), list[Item](), 0
    for item in reader:
        items.append(item)
        held += item.size()
        if held >= size or len(items) >= _CHUNK_ITEMS:
            yield Chunk(next(numbers), tuple(items), fingerprint(items), reader.position)
            items, held = [], 0
    if items:
        yield Chunk(next(numbers), tuple(items), fingerprint(items), reader.position)


@dataclass(frozen=True, slots=True)
class Result:
    """What a chunk came to.

    Parameters
    ----------
    payload : bytes
        A part of the result, as the sink encodes it.
    done : int
        Documents in it.
    failures : tuple of dict
        The other documents: where, what and why.
    """

    payload: bytes
    done: int
    failures: tuple[Failure, ...]


def extract_row(row: Row, pipeline: Pipeline, settings: Settings) -> Facts:
    """Extract the facts of a row.

    Parameters
    ----------
    row : Row
    pipeline : Pipeline
    settings : Settings

    Raises
    ------
    ExtractorError
        The row fails, for whatever reason.
    """
    limit = settings.reading.max_bytes
    if 3 * len(row.text) > limit and len(row.text.encode("utf-8", "surrogatepass")) > limit:
        raise InputError(f"the article is longer than {limit} bytes", "raise the limit, --max-bytes")
    try:
        facts = pipeline.extract(
            row.text,
            id=row.id,
            reference_date=row.reference_date or settings.reference_date,
            reference_date_source="row" if row.reference_date else "option",
            types=settings.types,
            relations=settings.relations,
            sha256=row.sha256,
        )
    except ExtractorError:
        raise
    except Exception as error:  # a bug must not stop a million other articles
        raise bug(error) from error
    return facts if row.metadata is None else replace(facts, metadata=row.metadata)


def bug(error: Exception) -> InvariantError:
    """Tell an error that nothing should raise.

    Parameters
    ----------
    error : Exception
    """
    return InvariantError(f"{type(error).__name__}: {error}", "please report the article")


def encode(
    write: Callable[[Sequence[Facts]], T], documents: Mapping[int, Facts]
) -> tuple[T, dict[int, ExtractorError]]:
    """Encode documents together; where that fails, without those that fail alone too.

    Parameters
    ----------
    write : callable
        Encodes documents.
    documents : mapping of int to Facts

    Returns
    -------
    tuple of (T, dict of int to ExtractorError)
        What ``write`` made, and what is wrong with the documents that it could not take.
    """
    try:
        return write(list(documents.values())), {}
    except Exception:  # whatever it is, it must not stop the others
        errors: dict[int, ExtractorError] = {}
        for index, facts in documents.items():
            try:
                write([facts])
            except Exception as error:
                errors[index] = bug(error)
        if not errors:
            raise
        return write([facts for index, facts in documents.items() if index not in errors]), errors


def _own_id(item: Item, reading: Reading) -> str | None:
    try:
        return item.own_id(reading)
    except Exception:  # it failed for what is wrong with it, which is told
        return None


@dataclass(frozen=True, slots=True)
class Work:
    """The work on a chunk.

    Parameters
    ----------
    settings : Settings
    sink : Sink
    """

    settings: Settings
    sink: Sink

    def run(self, pipeline: Pipeline, items: Sequence[Item], at: Callable[[int], None] = lambda _: None) -> Result:
        """Do it.

        Parameters
        ----------
        pipeline : Pipeline
        items : sequence of Item
        at : callable
            Is told the index of each item before the work on it, so that an item which kills can be named.
        """
        reading, documents = self.settings.reading, dict[int, Facts]()
        errors: dict[int, ExtractorError] = {}
        names: dict[int, str] = {}
        for index, item in enumerate(items):
            at(index)
            try:
                row = item.row(reading)
                names[index] = row.id
                documents[index] = extract_row(row, pipeline, self.settings)
            except ExtractorError as error:
                errors[index] = error
            except Exception as error:  # a row that no guard foresaw, such as one nested all but too deep
                errors[index] = bug(error)
        payload, unwritten = encode(self.sink.encode, documents)
        errors |= unwritten
        failures = (
            {
                **items[i].place.to_dict(),
                "id": names.get(i) or _own_id(items[i], reading),
                "code": errors[i].code,
                "error": str(errors[i]),
            }
            for i in sorted(errors)
        )
        return Result(payload, len(items) - len(errors), tuple(failures))
