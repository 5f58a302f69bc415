"""Values of facts told to people, short enough for a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from extractor.labels import Label

__all__ = ["details", "sort_key", "value"]

_UNITS: Mapping[str, str] = {"percent": "%", "percentage_point": " pp", "basis_point": " bp", "permille": "‰"}
_TOLD_OTHERWISE = frozenset(
    {"value", "low", "high", "currency", "unit", "name", "mod", "entity", "anchor", "from", "to"}
)


def value(label: Label) -> str:
    """Tell the value of a fact for people.

    Parameters
    ----------
    label : Label

    Returns
    -------
    str
        Such as ``57,400,000 CNY``, ``10 to 15%``, ``2025-H1``; ``null`` where it has none.
    """
    fields = label.fields
    if label.type == "org":
        return fields.get("name") or "null"
    ends = [text for key in ("value", "low", "high") if (text := fields.get(key))]
    if label.type in ("money", "percent"):
        ends = [_grouped(text) for text in ends]
    told = " to ".join(ends)
    if label.type == "percent" and told:
        told += _UNITS.get(fields.get("unit") or "", "")
    extra = fields.get("currency") if label.type == "money" else fields.get("mod") if label.type == "date" else None
    return " ".join(filter(None, (told or "null", extra)))


def details(label: Label) -> list[str]:
    """Tell the fields of a fact that are no part of its value, such as ``modifier over`` and ``basis context``."""
    fields = label.fields
    first, last = fields.get("from"), fields.get("to")
    interval = [f"{first or '…'} to {last or '…'}"] if first or last else []
    return interval + [
        f"{key.replace('_', ' ')} {text}" for key, text in fields.items() if text and key not in _TOLD_OTHERWISE
    ]


def sort_key(label: Label) -> str:
    """Return what a table sorts values by: a plain number where there is one."""
    return next((text for key in ("value", "low", "name") if (text := label.fields.get(key))), "")


def _grouped(number: str) -> str:
    try:
        return f"{Decimal(number):,f}"
    except InvalidOperation:
        return number
