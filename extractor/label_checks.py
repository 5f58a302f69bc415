"""What makes a label wrong: its fields, its ends, its text, its neighbours."""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NoReturn

from extractor.labels import EXPECTED, OTHER_FIELDS, Label, is_text
from extractor.normalize import readings
from extractor.record import Record

__all__ = ["check_fields", "check_notes", "check_slice", "check_spans", "notes_of"]


def check_fields(record: Record, index: int, label: Label) -> None:
    """Refuse unknown fields and values that mean nothing; those of types of one's own may be anything."""
    if label.type not in EXPECTED:
        return

    def refuse(what: str, hint: str) -> NoReturn:
        raise record.fact_error(index, what, hint)

    fact, expected = record.data["facts"][index], EXPECTED[label.type]
    unknown = sorted(fact.keys() - OTHER_FIELDS - expected.keys())
    if unknown:
        fields = ", ".join(expected)
        refuse(f'{label.type} has no field "{unknown[0]}"', f"its fields are {fields}")
    for key in label.fields:
        value, rule = fact[key], expected[key]
        if not (rule.nullable if value is None else isinstance(value, str) and rule.accepts(value)):
            null = ", or null" if rule.nullable else ""
            refuse(f'"{key}" is {json.dumps(value, ensure_ascii=False)}', f"it must be {rule.told}{null}")
    refusal = _wrong_range(label)
    if refusal:
        refuse(*refusal)
    if not is_text(json.dumps(fact, ensure_ascii=False)):
        refuse("it holds half a character (a lone surrogate)", "write the whole character")
    if not isinstance(fact.get("note", ""), str):
        refuse('"note" is no string', "write a note for people as a string, or leave it out")


def _wrong_range(label: Label) -> tuple[str, str] | None:
    """Say what is wrong with the ends of a range, and what was expected.

    An output may tell the bounds of an amount beside its value, such as 300000 to 400000 for 30多万.
    """
    if label.type not in ("money", "percent", "duration"):
        return None
    value, low, high = (label.fields.get(key) for key in ("value", "low", "high"))
    fits = (low is None) == (high is None)
    if low is not None and high is not None:
        is_length = label.type == "duration"
        if _is_surely_longer(low, high) if is_length else Decimal(low) >= Decimal(high):
            return f'"low" {low} is not less than "high" {high}', "give the ends of the range in their order"
        fits = value is None or (not is_length and Decimal(low) <= Decimal(value) <= Decimal(high))
    told = " and ".join(key for key in ("high", "low", "value") if label.fields.get(key) is not None)
    return None if fits else (f"it tells {told}", 'give "value" for one amount, "low" and "high" for a range')


_DAY = 24 * 60 * 60
_MONTHS = {"Y": 12, "M": 1}
_SECONDS = {"W": 7 * _DAY, "D": _DAY}
_SECONDS_OF_CLOCK = {"H": 60 * 60, "M": 60, "S": 1}
_PART = re.compile(r"(?<![0-9.])([0-9.]+)([A-Z])")


def _is_surely_longer(one: str, other: str) -> bool:
    """Whether an ISO 8601 duration is at least as long as another, however long the months are that it tells."""
    months, seconds = (a - b for a, b in zip(_length(one), _length(other), strict=True))
    return months * (28 if months > 0 else 31) * _DAY + seconds >= 0


def _length(duration: str) -> tuple[Decimal, Decimal]:
    """Return the months and the seconds of an ISO 8601 duration."""
    days, _, clock = duration.partition("T")

    def total(told: str, units: Mapping[str, int]) -> Decimal:
        return sum((Decimal(n) * units.get(unit, 0) for n, unit in _PART.findall(told)), Decimal())

    return total(days, _MONTHS), total(days, _SECONDS) + total(clock, _SECONDS_OF_CLOCK)


def check_slice(record: Record, index: int, label: Label, raw: str) -> None:
    """Check that a label's text is the slice of the article; raises a GoldError that tells where it stands."""
    there = raw[label.start : label.end]
    if there == label.text:
        return
    # The occurrence nearest to where the label claims to be is most likely the one that was meant.
    places = [m.start() for m in re.finditer(re.escape(label.text), raw)] if label.text else []
    hint = "offsets count code points of the article as it is read, start inclusive, end exclusive"
    if places:
        at = min(places, key=lambda place: abs(place - label.start))
        hint += f"; {label.text!r} stands at {at}:{at + len(label.text)}"
    raise record.fact_error(index, f"the article has {there!r} there", hint)


def notes_of(raw: str) -> tuple[tuple[int, int], ...]:
    """Return where the readings in brackets stand in an article, in order: no span may cut one or end with one."""
    return tuple((note.start, note.end) for note in readings(raw))


def check_notes(record: Record, index: int, label: Label, notes: Sequence[tuple[int, int]]) -> None:
    """Refuse a span that begins or ends in a reading in brackets, or ends with one; raises a GoldError."""
    for offset, edge in ((label.start, "begins"), (label.end - 1, "ends")):  # the first and the last character
        before = bisect_right(notes, (offset, sys.maxsize)) - 1
        if before >= 0 and offset < notes[before][1]:
            start, end = notes[before]
            what = f"it {edge} in the reading in brackets at {start}:{end}"
            raise record.fact_error(index, what, "a span may hold a reading, but begins and ends outside one")


def check_spans(record: Record, labels: Iterable[Label]) -> None:
    """Refuse labels that share a character: a mention is of one type, and markup could not show both."""
    furthest: Label | None = None
    for index, label in sorted(enumerate(labels), key=lambda item: (item[1].start, item[1].end, item[0])):
        if furthest is not None and label.start < furthest.end:
            where = f"{furthest.type} {furthest.text!r} at {furthest.start}:{furthest.end}"
            if (label.type, label.start, label.end) == (furthest.type, furthest.start, furthest.end):
                raise record.fact_error(index, f"a second {label.type} has this span", "keep one of the two")
            raise record.fact_error(index, f"it overlaps the {where}", "keep one of the two, or part them")
        furthest = label
