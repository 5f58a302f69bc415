"""Pairs, scores and tables told to people and to programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.bootstrap import Interval
from extractor.gold import Gold
from extractor.labels import Label
from extractor.matching import Pair, compared, differences
from extractor.scoring import Score
from extractor.telling import sentence

__all__ = [
    "aligned",
    "error_dict",
    "error_text",
    "label_dict",
    "rounded",
    "score_dict",
    "show",
    "show_interval",
    "state",
]

_DIGITS = 4


def show(number: float | None) -> str:
    """Write a score with three digits; ``-`` where it is undefined."""
    return "-" if number is None else f"{number:.3f}"


def show_interval(interval: Interval | None) -> str:
    """Write an interval; ``-`` where it is unknown."""
    return "-" if interval is None else f"{interval.low:.3f}-{interval.high:.3f}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Write a table as plain text: the first column to the left, all others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        f"{row[0]:<{widths[0]}}"
        + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        + "\n"
        for row in rows
    )


def score_dict(score: Score, intervals: Mapping[str, Interval] | None = None) -> dict[str, Any]:
    """Return a score for programs.

    Parameters
    ----------
    score : Score
    intervals : mapping of str to Interval, or None
        By part of the score; where given, they are told under ``ci``, null where unknown.
    """
    told: dict[str, Any] = {part: rounded(number) for part, number in score._asdict().items()}
    if intervals is not None:
        told["ci"] = {
            part: [rounded(end) for end in intervals[part]] if part in intervals else None for part in score._fields
        }
    return told


def rounded(number: float | None) -> float | None:
    """Round a score to four digits, as programs are told."""
    return None if number is None else round(number, _DIGITS)


def error_text(gold: Gold, pair: Pair) -> str:
    """Tell an error in two lines: what is wrong, and the sentence."""
    return (
        f"{gold.id}:{pair.label.start}  {pair.outcome} {pair.label.type}  {_difference(pair)}\n"
        f"    {sentence(gold.raw, pair.label.start, pair.label.end)}\n"
    )


def error_dict(gold: Gold, pair: Pair) -> dict[str, Any]:
    """Return an error for programs."""
    return {
        "document": gold.id,
        "error": pair.outcome,
        "gold": label_dict(pair.gold),
        "found": label_dict(pair.found),
        "sentence": sentence(gold.raw, pair.label.start, pair.label.end),
    }


def label_dict(label: Label | None) -> dict[str, Any] | None:
    """Return a label as a facts file has it."""
    if label is None:
        return None
    told = {"type": label.type, "start": label.start, "end": label.end, "text": label.text, **label.fields}
    return told if label.rule is None else {**told, "rule": label.rule}


def _difference(pair: Pair) -> str:
    """Say in a few words what gold has and what was found."""
    gold, found = pair.gold, pair.found
    if gold is None or found is None:
        return f"{pair.label.text!r} {_value(pair.label)}".rstrip() + _by(found)
    if pair.outcome == "value":
        return f"{gold.text!r} gold {_fields(gold, differences(gold, found))}, {_found(pair)}"
    return f"{gold.text!r} {_found(pair)}"


def state(pair: Pair | None) -> str:
    """Say in a few words how a fact fares, for one who knows its gold.

    Parameters
    ----------
    pair : Pair or None
        None where there is neither gold nor anything found.
    """
    if pair is None:
        return "not found"
    if pair.outcome in ("value", "boundary", "type"):
        return f"{pair.outcome}, {_found(pair)}"
    what = _value(pair.label) if pair.outcome == "spurious" else ""
    return f"{pair.outcome} {what}".rstrip() + _by(pair.found)


def _found(pair: Pair) -> str:
    """Say how what was found differs from its gold."""
    gold, found = pair.gold, pair.found
    if gold is None or found is None:
        return ""
    if pair.outcome == "value":
        return f"found {_fields(found, differences(gold, found))}{_by(found)}"
    kind = "" if pair.same_type else found.type
    text = "" if pair.same_span else repr(found.text)
    return f"found as {' '.join(filter(None, (kind, text)))}{_by(found)}"


def _by(found: Label | None) -> str:
    return f" by {found.rule}" if found and found.rule else ""


def _value(label: Label) -> str:
    return _fields(label, [key for key in compared(label) if label.fields.get(key) is not None])


def _fields(label: Label, keys: Iterable[str]) -> str:
    return " ".join(f"{key}={label.fields.get(key) or 'null'}" for key in keys)
