"""Rows of Arrow's tables, Parquet's and Spark's, as records: one at a time, so that a bad one fails alone."""

from __future__ import annotations

from typing import Any

from extractor.batch.extras import require
from extractor.batch.items import LINE_FACTOR, Reading, too_long
from extractor.batch.rows import row_id
from extractor.errors import InputError

__all__ = ["in_utc", "read_table_row", "table_row_id"]


def table_row_id(batch: Any, index: int, reading: Reading) -> str | None:
    """Tell the id of a row, for what is told of it; None where it has none that can be read.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
    index : int
    reading : Reading
    """
    name = reading.fields.id
    try:
        return row_id(batch.column(name)[index].as_py()) if name in batch.schema.names else None
    except Exception:  # told when the row is read
        return None


def in_utc(batch: Any) -> Any:
    """Give the moments of a record batch in UTC, where Spark gives them in the zone of its session.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
    """
    arrow = require("pyarrow", "parquet")
    columns = [
        column.cast(arrow.timestamp(column.type.unit, "UTC")) if getattr(column.type, "tz", None) else column
        for column in batch.columns
    ]
    return arrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def read_table_row(batch: Any, index: int, reading: Reading, where: str) -> dict[str, Any]:
    """Read a record from a row of a record batch.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
    index : int
    reading : Reading
    where : str
        For messages.

    Raises
    ------
    InputError
        The row is too long, or holds what Python cannot: bytes that are no UTF-8, a day beyond the year 9999.
    """
    record, length = {}, 0
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        cell = column[index]
        # Before it is a string of Python's, which takes as much again.
        size = cell.as_buffer().size if cell.is_valid and hasattr(cell, "as_buffer") else 0
        length += size
        if length > LINE_FACTOR * reading.max_bytes or (name == reading.fields.text and size > reading.max_bytes):
            raise too_long(where, reading.max_bytes)
        try:
            record[name] = cell.as_py()
        except Exception as error:
            raise InputError(f'{where}: "{name}" cannot be read: {error}', "repair the row") from None
    return record
