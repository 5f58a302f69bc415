"""Label Studio JSON: a list of tasks, each with its text and the regions of one annotation.

What a region's span cannot hold stands as JSON in the note of the region (``meta.text``). Label Studio counted UTF-16
units in its first versions and counts code points since it was repaired (HumanSignal/label-studio#1008): the writer is
told which, the reader finds out from the texts of the regions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.errors import GoldError
from extractor.exchange.labelled import (
    SPAN_FIELDS,
    Imported,
    Labelled,
    Offsets,
    Unit,
    fact_at,
    listed,
    mapping,
    one_line_json,
    parse_json,
)

__all__ = ["read", "write"]

_UNITS: tuple[Unit, ...] = ("code-point", "utf-16")
_EXPECTED = 'a list of tasks {"data": {"text": …}, "annotations": […]}, as Label Studio exports it as JSON'
# Label Studio writes a line end within a region's text as a backslash and an n.
_BLANKS = re.compile(r"\\n|\s+")


def write(documents: Iterable[Labelled], unit: Unit = "utf-16") -> str:
    """Write documents as tasks, ready for Label Studio's import.

    Parameters
    ----------
    documents : iterable of Labelled
    unit : {"utf-16", "code-point"}
        In which offsets are counted.

    Returns
    -------
    str
        JSON.
    """
    return json.dumps([_task(document, unit) for document in documents], ensure_ascii=False, indent=1) + "\n"


def _task(document: Labelled, unit: Unit) -> dict[str, Any]:
    to_unit = Offsets(document.raw, unit).to_unit
    regions = []
    for number, fact in enumerate(document.facts, 1):
        value = {
            "start": to_unit(fact["start"]),
            "end": to_unit(fact["end"]),
            "text": fact["text"],
            "labels": [fact["type"]],
        }
        rest = {key: told for key, told in fact.items() if key not in SPAN_FIELDS}
        regions.append(
            {
                "id": f"fact-{number}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": value,
                "meta": {"text": [one_line_json(rest)] if rest else []},
            }
        )
    return {"data": {"text": document.raw}, "meta": document.head, "annotations": [{"result": regions}]}


def read(text: str, path: str) -> list[Imported]:
    """Read tasks, with facts in the order of their regions.

    Parameters
    ----------
    text : str
        JSON.
    path : str
        Of the file, for messages.

    Returns
    -------
    list of Imported
        Regions that are no labels of a text are passed over.

    Raises
    ------
    GoldError
        The file is no list of tasks, a task has not just one annotation, or a region is malformed.
    """
    tasks = parse_json(text, path, _EXPECTED)
    if not isinstance(tasks, list):
        raise GoldError(f"{path}: this is no list of tasks", f"give {_EXPECTED}")
    return [_document(task, f"{path}: task {number}") for number, task in enumerate(tasks, 1)]


def _document(task: Any, place: str) -> Imported:
    task = mapping(task)
    data = mapping(task.get("data"))
    if not isinstance(data.get("text"), str):
        raise GoldError(f"{place}: there is no text", f"give {_EXPECTED}")
    finished = [a for a in listed(task.get("annotations")) if not mapping(a).get("was_cancelled")]
    if len(finished) != 1:
        raise GoldError(f"{place}: there are {len(finished)} annotations", "leave the one that is to be gold")
    raw = data["text"]
    document = Imported(place, raw, mapping(task.get("meta")))
    regions = list(_regions(mapping(finished[0]), place))
    offsets = _offsets(raw, [region["value"] for _, region in regions])
    for where, region in regions:
        value = region["value"]
        start, end = offsets.to_code_point(value.get("start")), offsets.to_code_point(value.get("end"))
        if start is None or end is None or not _agrees(value, raw[start:end]):
            raise GoldError(
                f"{where}: {value.get('text')!r} does not stand at {value.get('start')}:{value.get('end')}",
                "label the article's own text, with offsets in code points or UTF-16 units",
            )
        document.add(fact_at(raw, value["labels"][0], start, end, _note(region)), where)
    return document


def _regions(annotation: Mapping[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, region in enumerate(listed(annotation.get("result")), 1):
        if not isinstance(region, dict) or region.get("type") != "labels":
            continue
        where, labels = f"{place}, region {region.get('id', number)}", mapping(region.get("value")).get("labels")
        if not isinstance(labels, list) or len(labels) != 1 or not isinstance(labels[0], str):
            raise GoldError(f"{where}: it has not just one label", "give every region one type")
        yield where, region


def _offsets(raw: str, values: Iterable[Mapping[str, Any]]) -> Offsets:
    """Return the unit in which most regions have the text that they tell."""
    values = list(values)

    def right(unit: Unit) -> tuple[int, int]:
        to_code_point = Offsets(raw, unit).to_code_point
        spans = [(to_code_point(value.get("start")), to_code_point(value.get("end")), value) for value in values]
        found = [(value, raw[a:b]) for a, b, value in spans if a is not None and b is not None]
        # Blanks at an end may have been lost, so the text to the letter counts first.
        return sum(value.get("text") == text for value, text in found), sum(_agrees(*pair) for pair in found)

    return Offsets(raw, max(_UNITS, key=right))


def _agrees(value: Mapping[str, Any], text: str) -> bool:
    told = value.get("text")
    return told is None or told == text or (isinstance(told, str) and _BLANKS.sub("", told) == _BLANKS.sub("", text))


def _note(region: Mapping[str, Any]) -> str:
    told = mapping(region.get("meta")).get("text")
    return "\n".join(map(str, told)) if isinstance(told, list) else str(told or "")
