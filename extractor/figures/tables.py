"""The figures of an article as a table: for people, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from extractor.facts import Facts

__all__ = ["COLUMNS", "FigureFormat", "figure_rows", "figures_text"]

FigureFormat = Literal["table", "csv", "json"]
COLUMNS = (
    "subject", "metric", "canonical", "kind", "period", "change",
    "type", "value", "low", "high", "unit", "modifier", "direction", "text", "fact", "start", "end",
)  # fmt: skip
_SHOWN = ("subject", "metric", "period", "change", "value", "unit", "text")


def figure_rows(facts: Facts) -> Iterator[Mapping[str, Any]]:
    """Join the figures with the amounts that they are about.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    mapping of str to object
        By ``COLUMNS``; ``unit`` is the currency of money. None for what is not told.
    """
    known = {fact.id: fact.to_dict() for fact in facts}
    for figure in facts.figures:
        told = known[figure.fact] | figure.to_dict()
        told["unit"] = told.get("unit") or told.get("currency")
        yield {column: told[column] for column in COLUMNS}


def figures_text(facts: Facts, form: FigureFormat) -> str:
    """Write the figures of an article.

    Parameters
    ----------
    facts : Facts
    form : {"table", "csv", "json"}

    Returns
    -------
    str
        The table shows the main columns; CSV and JSON have all of them.
    """
    rows = list(figure_rows(facts))
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()
    cells = [_SHOWN, *(tuple(_cell(row, column) for column in _SHOWN) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(c + " " * (w - _width(c)) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells)
    return "\n".join(lines) + "\n"


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    if column == "value" and value is None and row["low"] is not None:
        value = f"{row['low']} to {row['high']}"
    return "-" if value is None else str(value).replace("\n", " ")


def _width(text: str) -> int:
    """Count the columns that a text takes: a Chinese character takes two."""
    return sum(1 if character < "\u1100" else 2 for character in text)
