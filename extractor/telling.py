"""Facts told to people: a value, a span in its sentence, each short enough for a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from extractor.facts import FACT_TYPES
from extractor.labels import Label
from extractor.patterns import lazy
from extractor.terminal import visible

__all__ = ["details", "sentence", "sentence_parts", "sort_key", "value"]

_UNITS: Mapping[str, str] = {"percent": "%", "percentage_point": " pp", "basis_point": " bp", "permille": "‰"}
_TOLD_OTHERWISE = frozenset(
    {"value", "low", "high", "currency", "unit", "name", "mod", "entity", "anchor", "from", "to"}
)

_BLANKS = lazy(r"\s+")
_SENTENCE_MARKS = "。！？!?；;\n"
_WINDOW = 60


def value(label: Label) -> str:
    """Tell the value of a fact for people.

    Parameters
    ----------
    label : Label

    Returns
    -------
    str
        Such as ``57,400,000 CNY``, ``10 to 15%``, ``2025-H1``; ``null`` where it has none; of a type that is not the
        package's, all its fields.
    """
    fields = label.fields
    if label.type == "org":
        return fields.get("name") or "null"
    if label.type not in FACT_TYPES:
        return ", ".join(f"{key} {text}" for key, text in fields.items() if text is not None)
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
    if label.type not in FACT_TYPES:
        return []
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


def sentence(text: str, start: int, end: int) -> str:
    """Show a span in its sentence.

    Parameters
    ----------
    text : str
        The raw article.
    start, end : int

    Returns
    -------
    str
        One line: the span between ``⟦`` and ``⟧`` with up to 60 characters of its sentence on each side, ``…`` where
        more of it is cut off.
    """
    head, inside, tail = sentence_parts(text, start, end)
    return visible(f"{head}⟦{inside}⟧{tail}")


def sentence_parts(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what :func:`sentence` shows before the span, in it and behind it."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    first = 1 + max(before.rfind(mark) for mark in _SENTENCE_MARKS)
    ends = [at for mark in _SENTENCE_MARKS if (at := after.find(mark)) >= 0]
    head = before[first:] if first or start <= _WINDOW else f"…{before}"
    tail = after[: min(ends) + 1] if ends else after if end + _WINDOW >= len(text) else f"{after}…"
    head, inside, tail = (_BLANKS.sub(" ", part) for part in (head, text[start:end], tail))
    return head.lstrip(), inside, tail.rstrip()
