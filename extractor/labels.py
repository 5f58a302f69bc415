"""A label: a fact as people or an extractor tell it in a file, and what its fields may hold."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from extractor.facts import (
    CurrencyBasis,
    DateBasis,
    DateMod,
    Direction,
    Fact,
    Modifier,
    PercentUnit,
)
from extractor.lexicon import table
from extractor.patterns import lazy
from extractor.timex import in_order

__all__ = ["EXPECTED", "MUST_TELL", "OTHER_FIELDS", "Expected", "Label", "as_text", "is_of_value", "is_text", "one_of"]

# What a label may tell beside its value.
OTHER_FIELDS = frozenset({"id", "type", "start", "end", "text", "normalized", "rule", "optional", "note"})


@dataclass(frozen=True, slots=True)
class Label:
    """A fact as a gold file or a facts file tells it: what scoring compares.

    Parameters
    ----------
    type : str
    start, end : int
        Code points into the raw text, ``end`` exclusive.
    text : str
    fields : mapping of str to str or None
        The value fields that are told. One that is absent is not known, one that is None is known to be null.
    optional : bool
        Whether careful readers would decide either way.
    rule : str or None
        Name of the rule that found it; None for a label made by hand.
    """

    type: str
    start: int
    end: int
    text: str
    fields: Mapping[str, str | None] = field(default_factory=dict, hash=False)
    optional: bool = False
    rule: str | None = None

    @classmethod
    def of(cls, fact: Fact) -> Label:
        """Return an extracted fact as a label."""
        fields = {name: as_text(value) for name, value in fact.value.to_dict().items()}
        return cls(fact.type, fact.start, fact.end, fact.text, fields, rule=fact.rule)


def as_text(value: object) -> str | None:
    """Return what a field of a file holds as labels are compared by it: as text; what is no text, as JSON.

    Parameters
    ----------
    value : object
        As JSON has it.
    """
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_DECIMAL = lazy(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_DURATION = lazy(
    r"P(?=.)(?:NY)?(?:NM)?(?:NW)?(?:ND)?(?:T(?=.)(?:NH)?(?:NM)?(?:NS)?)?".replace("N", r"[0-9]+(?:\.[0-9]+)?")
)
_CLOCK = r"T(?:(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){0,2}|24(?::00){0,2}|MO|MI|AF|EV|NI|DT)"
_TIMEX = lazy(
    rf"[0-9X]{{2,3}}|[0-9X]{{4}}(?:-(?:H[12X]|Q[1-4X]|SP|SU|FA|WI|W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)(?:-(?:[1-7X]|WE)(?:{_CLOCK})?)?"
    rf"|(?:0[1-9]|1[0-2]|XX)(?:-(?:0[1-9]|[12][0-9]|3[01]|XX)(?:{_CLOCK})?)?))?"
)


def _is_timex(value: str) -> bool:
    parts = value.split("/", 1)
    return all(_TIMEX.fullmatch(part) and _is_in_calendar(part) for part in parts) and (
        len(parts) == 1 or in_order(*parts)
    )


_DAY = lazy(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
_WEEK = lazy(r"([0-9]{4})-W([0-9]{2})(?:-.*)?")
_MOMENT = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")


def _is_in_calendar(value: str) -> bool:
    """Whether the calendar has the day or the week of a value, where one is told."""
    try:
        if day := _DAY.fullmatch(value):
            dt.date.fromisoformat(day[1])
        elif week := _WEEK.fullmatch(value):
            dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return _MOMENT.fullmatch(value) is not None


@cache
def _currencies() -> frozenset[str]:
    return frozenset(code for (code,) in table("iso_4217", 1))


def _is_currency(value: str) -> bool:
    return value in _currencies()


def _is_name(value: str) -> bool:
    return bool(value.strip()) and not value.startswith("--")


def is_text(value: str) -> bool:
    """Whether UTF-8 can hold a string: JSON's escapes can also tell half a character beyond the BMP."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Expected:
    """What a value field of a label may hold.

    Parameters
    ----------
    accepts : callable
        From a string to something true where the field may hold it.
    told : str
        The same for people.
    nullable : bool
        Whether null says something.
    """

    accepts: Callable[[str], object]
    told: str
    nullable: bool = True


def one_of(literal: object, *, nullable: bool = True) -> Expected:
    """Return what a field of a literal type may hold."""
    choices = get_args(literal)
    return Expected(choices.__contains__, f"one of {', '.join(choices)}", nullable)


_NUMBER = Expected(_DECIMAL.fullmatch, "a decimal number as a string, such as 57400000 or -1.2")
_LENGTH = Expected(_DURATION.fullmatch, "an ISO 8601 duration, such as P5Y or PT36H")
_TEXT = Expected(str.strip, "a text that is not empty")
_MODIFIER = one_of(Modifier)
_DIRECTION = one_of(Direction)
_DATE = Expected(_is_moment, "a date or a time, such as 2025-01-01 or 2025-01-01T09:00:00")

# The value fields of each type are those of the output, so that a corrected output is gold.
EXPECTED: dict[str, dict[str, Expected]] = {
    "money": {
        **dict.fromkeys(("value", "low", "high"), _NUMBER),
        "currency": Expected(_is_currency, "an ISO 4217 code, such as CNY"),
        "currency_basis": one_of(CurrencyBasis, nullable=False),
        "modifier": _MODIFIER,
        "direction": _DIRECTION,
    },
    "percent": {
        **dict.fromkeys(("value", "low", "high"), _NUMBER),
        "unit": one_of(PercentUnit, nullable=False),
        "modifier": _MODIFIER,
        "direction": _DIRECTION,
    },
    "date": {
        "value": Expected(
            _is_timex, "a TIMEX3 value, such as 2024-09-27, 2025-H1, XXXX-05-18 or 2022/2024, ranges in their order"
        ),
        "mod": one_of(DateMod),
        **dict.fromkeys(("from", "to"), _DATE),
        "basis": one_of(DateBasis, nullable=False),
        "anchor": _TEXT,
    },
    "duration": {
        **dict.fromkeys(("value", "low", "high"), _LENGTH),
        "modifier": _MODIFIER,
        **dict.fromkeys(("from", "to"), _DATE),
    },
    "org": {
        "name": Expected(_is_name, "a name, not beginning with --", nullable=False),
        "kind": _TEXT,
        "entity": _TEXT,
    },
}

# What a label must tell, if only as null; a range tells low and high in place of value.
MUST_TELL: dict[str, tuple[str, ...]] = {
    "money": ("value", "currency"),
    "percent": ("value", "unit"),
    "date": ("value",),
    "duration": ("value",),
    "org": ("name",),
}


def is_of_value(fact_type: str, field_name: str) -> bool:
    """Tell whether a field is part of a fact's value; of a type of one's own, all that are not told otherwise are.

    Parameters
    ----------
    fact_type, field_name : str
    """
    expected = EXPECTED.get(fact_type)
    return field_name not in OTHER_FIELDS if expected is None else field_name in expected
