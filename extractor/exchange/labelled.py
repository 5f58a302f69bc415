"""A labelled article between formats, and what the formats share."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal

from extractor.errors import GoldError

__all__ = [
    "SPAN_FIELDS",
    "Imported",
    "Labelled",
    "Offsets",
    "Unit",
    "carried",
    "fact_at",
    "listed",
    "mapping",
    "one_line_json",
    "parse_json",
]

Unit = Literal["code-point", "utf-16"]
SPAN_FIELDS = ("start", "end", "text", "type")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and its facts, on the way out.

    Parameters
    ----------
    name : str
        The article's file name without its ending.
    head : mapping of str to str or None
        ``id``, ``reference_date`` and ``sha256`` of the gold file; ``article`` and ``kind`` if it tells them.
    raw : str
        The article.
    facts : tuple of dict
        As in a gold file, sorted by start.
    """

    name: str
    head: Mapping[str, str | None]
    raw: str
    facts: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Imported:
    """A document as a tool's file tells it, on the way in.

    Parameters
    ----------
    place : str
        File, line or number of the document, for messages.
    text : str or None
        Its text; None where the file has none.
    head : mapping
        As the gold file told it that was exported; of what people and tools put there, anything.
    facts : list of dict
        As in a gold file.
    places : list of str
        Where each fact stands, for messages.
    """

    place: str
    text: str | None = None
    head: Mapping[str, Any] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def add(self, fact: dict[str, Any], place: str) -> None:
        """Add a fact and where it stands."""
        self.facts.append(fact)
        self.places.append(place)


class Offsets:
    """Offsets into a text, counted in code points or in UTF-16 units.

    Parameters
    ----------
    text : str
    unit : {"code-point", "utf-16"}
        In which the other side counts.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self._starts: Sequence[int] = range(len(text) + 1)
        if unit == "utf-16" and not text.isascii():
            self._starts = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))

    def to_unit(self, offset: int) -> int:
        """Turn an offset in code points into one in the unit."""
        return self._starts[offset]

    def to_code_point(self, offset: object) -> int | None:
        """Turn an offset in the unit into one in code points; None where no code point starts there."""
        if not isinstance(offset, int) or isinstance(offset, bool):
            return None
        at = bisect_left(self._starts, offset)
        return at if at < len(self._starts) and self._starts[at] == offset else None


def one_line_json(value: object) -> str:
    """Write JSON without any character that a program could take for a line end.

    Parameters
    ----------
    value : object
        Of lists, dicts, strings, numbers.

    Returns
    -------
    str
    """
    text = json.dumps(value, ensure_ascii=False)
    return _LINE_BREAKS.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


def parse_json(text: str, place: str, what: str) -> Any:
    """Read JSON.

    Parameters
    ----------
    text : str
    place, what : str
        Where it stands and what it should be, for messages.

    Raises
    ------
    GoldError
        It is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{place}: this is no JSON: {error}", f"give {what}") from None


def fact_at(raw: str, fact_type: str, start: int, end: int, told: Mapping[str, Any] | str | None) -> dict[str, Any]:
    """Make a fact from a span and what was told of it.

    Parameters
    ----------
    raw : str
        The article.
    fact_type : str
    start, end : int
        Code points.
    told : mapping, str or None
        Its other fields; or a note, in which they may stand as JSON.

    Returns
    -------
    dict
        As in a gold file.
    """
    fields = _fields(told) if isinstance(told, str) else told or {}
    rest = {key: value for key, value in fields.items() if key not in SPAN_FIELDS}
    return {"start": start, "end": end, "text": raw[start:end], "type": fact_type, **rest}


def _fields(note: str) -> Mapping[str, Any]:
    """Read a note: fields as JSON, or what a person wrote."""
    note = note.strip()
    try:
        fields = json.loads(note)
    except (ValueError, RecursionError):
        fields = None
    return fields if isinstance(fields, dict) else {"note": note} if note else {}


def mapping(value: object) -> Mapping[str, Any]:
    """Return a JSON object as it is, and none for anything else that a tool may have put in its place."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return a JSON list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def carried(facts: object) -> dict[tuple[str, int, int], Mapping[str, Any]]:
    """Index facts that a file carries beside its spans.

    Parameters
    ----------
    facts : object
        A list of facts as in a gold file; anything else in it, or instead of it, is passed over.

    Returns
    -------
    dict
        By type, start and end.
    """
    index = {}
    for fact in map(mapping, listed(facts)):
        fact_type, start, end = fact.get("type"), fact.get("start"), fact.get("end")
        if isinstance(fact_type, str) and isinstance(start, int) and isinstance(end, int):
            index[fact_type, start, end] = fact
    return index
