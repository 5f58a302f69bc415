"""What a batch is written to: JSON Lines, Parquet or DuckDB.

A sink encodes documents into a part, in the process that extracted them, and puts the parts together at the end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from extractor.batch import columns
from extractor.batch.extras import require
from extractor.errors import OptionError
from extractor.facts import Facts
from extractor.formats import facts_line

__all__ = ["OUTPUT_FORMATS", "Sink", "sink_for"]


class Sink(Protocol):
    """A format of results."""

    @property
    def name(self) -> str:
        """The name of the format."""

    @property
    def streams(self) -> bool:
        """Whether the parts, one behind the other, are the result."""

    def encode(self, documents: Iterable[Facts]) -> bytes:
        """Make a part of the result."""

    def assemble(self, parts: Iterable[bytes], path: str) -> None:
        """Write the result."""


@dataclass(frozen=True)
class JsonLines:
    """A facts object a line."""

    name: str = "jsonl"
    streams: bool = True

    def encode(self, documents: Iterable[Facts]) -> bytes:
        return b"".join(map(facts_line, documents))

    def assemble(self, parts: Iterable[bytes], path: str) -> None:
        with open(path, "wb") as file:
            file.writelines(parts)


@dataclass(frozen=True)
class Parquet:
    """A row a fact, in row groups of equal length however the batch was cut."""

    name: str = "parquet"
    streams: bool = False

    def encode(self, documents: Iterable[Facts]) -> bytes:
        return columns.encode_facts(documents)

    def assemble(self, parts: Iterable[bytes], path: str) -> None:
        schema = columns.dictionary_schema()
        with require("pyarrow.parquet", "parquet").ParquetWriter(path, schema, compression="zstd") as writer:
            for table in columns.row_groups(parts):
                writer.write_table(columns.with_dictionaries(table), row_group_size=len(table))


@dataclass(frozen=True)
class DuckDB:
    """A database with the tables documents, facts, entities and events."""

    name: str = "duckdb"
    streams: bool = False

    def encode(self, documents: Iterable[Facts]) -> bytes:
        return columns.encode_tables(documents)

    def assemble(self, parts: Iterable[bytes], path: str) -> None:
        duckdb = require("duckdb", "duckdb")
        with suppress(FileNotFoundError):
            os.remove(path)  # of a run that was killed here
        _remove_journal(path)
        try:
            # One thread, so that the rows stay in order.
            with duckdb.connect(path, config={"threads": 1, "memory_limit": "200MB"}) as database:
                for name, table in columns.empty_tables().items():
                    database.register("part", table)
                    database.execute(f"CREATE TABLE {name} AS SELECT * FROM part")
                for part in parts:
                    for name, table in columns.decode_tables(part).items():
                        database.register("part", table)
                        database.execute(f"INSERT INTO {name} SELECT * FROM part")
                database.execute("CHECKPOINT")  # tells where it fails, as closing does not
        except (duckdb.OperationalError, duckdb.FatalException) as error:  # a full disk has many names
            raise OSError(str(error).splitlines()[0]) from None
        finally:
            _remove_journal(path)


def _remove_journal(path: str) -> None:
    """Remove what DuckDB wrote beside a database, which it would take for a part of the next one."""
    with suppress(FileNotFoundError):
        os.remove(f"{path}.wal")
    shutil.rmtree(f"{path}.tmp", ignore_errors=True)


OUTPUT_FORMATS: dict[str, Callable[[], Sink]] = {"jsonl": JsonLines, "parquet": Parquet, "duckdb": DuckDB}
_SUFFIXES = {".parquet": "parquet", ".duckdb": "duckdb", ".db": "duckdb"}
_NEEDS = {"parquet": ("pyarrow",), "duckdb": ("pyarrow", "duckdb")}


def sink_for(path: str, chosen: str | None = None) -> Sink:
    """Return the sink for a path.

    Parameters
    ----------
    path : str
    chosen : str or None
        A format; None: told by the suffix, JSON Lines where it tells nothing.

    Raises
    ------
    OptionError
        The suffix names what we do not write, or a library is not installed.
    """
    suffix = os.path.splitext(path)[1].lower()
    if chosen is None and suffix in (".gz", ".zst", ".csv"):
        raise OptionError(f"results are not written as {suffix}", f"choose format= of {', '.join(OUTPUT_FORMATS)}")
    name = chosen or _SUFFIXES.get(suffix, "jsonl")
    for module in _NEEDS.get(name, ()):
        require(module, name)
    return OUTPUT_FORMATS[name]()
