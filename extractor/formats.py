"""What goes in and out: facts as JSON text, and batches as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from extractor.errors import InputError
from extractor.facts import Facts

__all__ = ["Row", "encode", "facts_document", "facts_line", "read_batch"]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def encode(text: str) -> bytes:
    """Encode output in UTF-8; a lone surrogate of the article, which UTF-8 cannot hold, as JSON's escape.

    Parameters
    ----------
    text : str
        JSON text.

    Returns
    -------
    bytes
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text).encode("utf-8")


def facts_line(facts: Facts) -> bytes:
    """Write a facts object as one line of JSON Lines.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    bytes
        UTF-8, with a line feed.
    """
    return encode(_json(facts.to_dict()) + "\n")


def facts_document(facts: Facts) -> bytes:
    """Write a facts object for people and for diffs: one fact, one entity a line.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    bytes
        A JSON document in UTF-8, with a line feed.
    """
    parts = []
    for key, value in facts.to_dict().items():
        if isinstance(value, list) and value:
            lines = ",\n".join("  " + _json(item) for item in value)
            parts.append(f"{_json(key)}: [\n{lines}\n ]")
        else:
            parts.append(f"{_json(key)}: {_json(value)}")
    return encode("{" + ",\n ".join(parts) + "}\n")


@dataclass(frozen=True, slots=True)
class Row:
    """An article of a batch.

    Parameters
    ----------
    id : str
        From the row, else its line number.
    text : str
    reference_date : str or None
    """

    id: str
    text: str
    reference_date: str | None


def _row(line: bytes, number: int) -> Row:
    where = f"line {number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # the latter for brackets nested too deep
        raise InputError(f"{where} is no JSON: {error}", "write one JSON object a line, in UTF-8") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError(f'{where} has no "text"', 'each line is an object like {"id": "1", "text": "…"}')
    date = record.get("reference_date")
    if date is not None and not isinstance(date, str):
        raise InputError(f'{where}: "reference_date" is no string', "write it as YYYY-MM-DD")
    row_id = record.get("id")
    return Row(str(number) if row_id is None else str(row_id), record["text"], date or None)


def read_batch(file: BinaryIO) -> Iterator[tuple[int, Row | InputError]]:
    """Read a batch of articles from JSON Lines.

    Parameters
    ----------
    file : binary file
        A line an article: ``{"id": …, "text": …, "reference_date": …}``, the date optional. Empty lines are
        passed over.

    Yields
    ------
    tuple of (int, Row or InputError)
        The number of the line, and the row or what is wrong with it.
    """
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield number, _row(line, number)
        except InputError as error:
            yield number, error
