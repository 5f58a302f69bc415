"""A row of a batch, from the record that a file holds: which field is what, and what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.errors import InputError

__all__ = ["Fields", "Row", "read_line", "read_record", "row_id"]


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the fields of a record.

    Parameters
    ----------
    id, text, reference_date : str
    metadata : tuple of str, or None
        Further fields that are carried into the result; None: all that the record has.
    """

    id: str = "id"
    text: str = "text"
    reference_date: str = "reference_date"
    metadata: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An article of a batch.

    Parameters
    ----------
    id : str
        From the row, else of its place.
    text : str
    reference_date : str or None
    metadata : mapping or None
        Its further fields, as JSON holds them; None where it has none.
    sha256 : str or None
        Of its file's bytes, where the article is a file.
    """

    id: str
    text: str
    reference_date: str | None = None
    metadata: Mapping[str, Any] | None = None
    sha256: str | None = None


def read_line(line: bytes, where: str) -> dict[str, Any]:
    """Read a record from a line of JSON Lines.

    Parameters
    ----------
    line : bytes
    where : str
        For messages.

    Raises
    ------
    InputError
        The line is no JSON object.
    """
    try:
        record = json.loads(line, parse_constant=lambda _: None, parse_float=_finite)
    except (ValueError, RecursionError) as error:  # the latter for brackets nested too deep
        raise InputError(f"{where} is no JSON: {error}", "write one JSON object a line, in UTF-8") from None
    return record if isinstance(record, dict) else {}


def _finite(text: str) -> float | None:
    """Read a number; one that this machine has not is null, as NaN is, here as in Parquet."""
    number = float(text)
    return number if math.isfinite(number) else None


def read_record(record: Mapping[str, Any], fields: Fields, where: str, place: str) -> Row:
    """Read a row from a record.

    Parameters
    ----------
    record : mapping
    fields : Fields
    where : str
        For messages.
    place : str
        The id of a row that has none.

    Raises
    ------
    InputError
        The record has no text, or a date that is no string.
    """
    text = _decoded(record.get(fields.text), f'{where}: "{fields.text}"')
    if not isinstance(text, str):
        raise InputError(f'{where} has no "{fields.text}"', 'each line is an object like {"id": "1", "text": "…"}')
    date = _decoded(record.get(fields.reference_date), f'{where}: "{fields.reference_date}"')
    if date is not None and not isinstance(date, str):
        if not hasattr(date, "isoformat"):
            raise InputError(f'{where}: "{fields.reference_date}" is no string', "write it as YYYY-MM-DD")
        date = date.isoformat()  # a date of Parquet's
    own = (fields.id, fields.text, fields.reference_date)
    kept = [name for name in record if name not in own] if fields.metadata is None else fields.metadata
    metadata = {name: _plain(record[name]) for name in kept if name in record}
    own_id = row_id(record.get(fields.id))
    return Row(place if own_id is None else own_id, text, date or None, metadata or None)


def _decoded(value: Any, what: str) -> Any:
    """Read a string that a table holds as bytes, as Parquet does whose writer did not call it a string."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{what} is no UTF-8: {error}", "repair the row") from None


def row_id(value: Any) -> str | None:
    """Write an id that is no string as JSON writes it; None where there is none.

    Parameters
    ----------
    value : object
    """
    if value is None:
        return None
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Turn what JSON cannot hold into text, the dates, decimals and bytes of Parquet; what is no number, into null."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=_text), parse_constant=lambda _: None)


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
