"""Tables of figures and events, linked to the facts that they join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractor.figure_labels import PARTS
from extractor.report.elements import Html, element, join
from extractor.report.subject import Row
from extractor.report.tables import table
from extractor.telling import value

__all__ = ["events_table", "figures_table"]

_AROUND = frozenset({"id", "type", "planned", "rule", "evidence"})  # fields that all events have
_IDS = frozenset({"amount", "price", "share", "after"})  # fields that are ids of facts


def _places(rows: Sequence[Row]) -> dict[str, int]:
    return {row.id: i for i, row in reversed(list(enumerate(rows)))}


def figures_table(figures: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> Html:
    """List what the amounts say, each with a link to its amount.

    Parameters
    ----------
    figures : sequence of mapping
        As in a facts object.
    rows : sequence of Row
        The facts that they are about.
    """
    places = _places(rows)
    body = []
    for figure in figures:
        at = places.get(str(figure.get("fact")))
        if at is None:
            continue
        label = rows[at].label
        cells = (element("td", str(figure.get(part) or "")) for part in PARTS)
        body.append(
            element(
                "tr",
                element("th", element("a", label.text, href=f"#t-{at}"), scope="row"),
                element("td", value(label), class_="value"),
                *cells,
            )
        )
    return table("Figures", ["amount", "value", *PARTS], body)


def events_table(events: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> Html:
    """List the events, their amounts linked to the text.

    Parameters
    ----------
    events : sequence of mapping
        As in a facts object.
    rows : sequence of Row
        The facts that they join.
    """
    places = _places(rows)
    body = []
    for event in events:
        name = str(event.get("type")) + (" (planned)" if event.get("planned") else "")
        fields = [part for key, told in event.items() if key not in _AROUND for part in _field(key, told, rows, places)]
        body.append(element("tr", element("th", name, scope="row", lang="en"), element("td", *_apart(fields))))
    return table("Events", ["event", "what the article tells"], body)


def _field(key: str, told: Any, rows: Sequence[Row], places: Mapping[str, int]) -> Iterator[Html]:
    """Write a field that tells something."""
    if told is None or told is False or told == []:
        return
    at = places.get(told) if key in _IDS and isinstance(told, str) else None
    text = "、".join(map(str, told)) if isinstance(told, list) else str(told)
    shown = text if at is None else element("a", rows[at].label.text, href=f"#t-{at}")
    yield element("span", f"{key}: ", shown, class_="part")


def _apart(fields: Sequence[Html]) -> Iterator[Html]:
    """Write fields so that lines break between them."""
    return (join("; ", field) if i else field for i, field in enumerate(fields))
