"""doccano JSON Lines: one document a line, ``{"text": …, "label": [[start, end, type], …]}``.

doccano counts UTF-16 units, as JavaScript does (doccano/doccano#2290; a project must not "count grapheme clusters as
one character"). It keeps other keys as metadata of the document and exports them again: ``facts`` carries the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.errors import GoldError
from extractor.exchange.labelled import (
    Imported,
    Labelled,
    Offsets,
    carried,
    fact_at,
    mapping,
    one_line_json,
    parse_json,
)

__all__ = ["read", "write"]

_EXPECTED = 'lines {"text": "…", "label": [[start, end, type], …]}, as doccano exports them'


def write(documents: Iterable[Labelled]) -> str:
    """Write documents, ready for doccano's import as JSONL for sequence labelling.

    Parameters
    ----------
    documents : iterable of Labelled

    Returns
    -------
    str
        JSON Lines.
    """
    return "".join(f"{one_line_json(_row(document))}\n" for document in documents)


def _row(document: Labelled) -> dict[str, Any]:
    unit = Offsets(document.raw, "utf-16").to_unit
    labels = [[unit(fact["start"]), unit(fact["end"]), fact["type"]] for fact in document.facts]
    return {"text": document.raw, "label": labels, "document": document.head, "facts": document.facts}


def read(text: str, path: str) -> list[Imported]:
    """Read documents, with facts in the order of their labels.

    Parameters
    ----------
    text : str
        JSON Lines: labels as ``label``, ``labels`` or, from a project with relations, ``entities``.
    path : str
        Of the file, for messages.

    Returns
    -------
    list of Imported

    Raises
    ------
    GoldError
        A line or a label is malformed.
    """
    lines = [(f"{path}:{number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return [_document(parse_json(line, place, _EXPECTED), place) for place, line in lines]


def _document(row: Any, place: str) -> Imported:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise GoldError(f"{place}: there is no text", f"give {_EXPECTED}")
    raw = row["text"]
    document = Imported(place, raw, mapping(row.get("document")))
    offsets, known = Offsets(raw, "utf-16"), carried(row.get("facts"))
    labels = next((row[key] for key in ("label", "labels", "entities") if isinstance(row.get(key), list)), None)
    if labels is None:
        raise GoldError(f'{place}: there is no list "label"', f"give {_EXPECTED}")
    for number, label in enumerate(labels, 1):
        start, end, fact_type = _label(label)
        first, last = offsets.to_code_point(start), offsets.to_code_point(end)
        if first is None or last is None or not isinstance(fact_type, str):
            raise GoldError(
                f"{place}: label {number} is {one_line_json(label)}, which is no span of the text",
                "write [start, end, type] with offsets in UTF-16 units, as doccano counts",
            )
        document.add(
            fact_at(raw, fact_type, first, last, known.get((fact_type, first, last))), f"{place}: label {number}"
        )
    return document


def _label(label: Any) -> tuple[Any, Any, Any]:
    if isinstance(label, Mapping):
        return label.get("start_offset"), label.get("end_offset"), label.get("label")
    return tuple(label) if isinstance(label, list) and len(label) == 3 else (None, None, None)
