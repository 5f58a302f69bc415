"""Facts and their value types: frozen, slotted, and the one place that knows the output's fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from extractor.errors import OptionError

__all__ = [
    "FACT_TYPES",
    "SCHEMA",
    "Change",
    "Date",
    "Duration",
    "Entity",
    "Evidence",
    "Fact",
    "FactType",
    "Facts",
    "Figure",
    "MetricKind",
    "Money",
    "Organization",
    "Percent",
    "Value",
    "check_types",
    "decimal_string",
]

SCHEMA = "facts/1"
FactType = Literal["money", "percent", "date", "duration", "org"]
FACT_TYPES: tuple[FactType, ...] = ("money", "percent", "date", "duration", "org")

Modifier = Literal["over", "under", "about", "at_least", "at_most", "vague"]
Direction = Literal["up", "down"]
CurrencyBasis = Literal["explicit", "shared", "context", "none"]
PercentUnit = Literal["percent", "percentage_point", "basis_point", "permille"]
DateMod = Literal["START", "MID", "END", "APPROX"]
DateBasis = Literal["explicit", "context", "reference", "none"]
Change = Literal["yoy", "qoq", "mom", "ytd", "other"]
MetricKind = Literal["level", "flow", "rate", "share"]


def decimal_string(number: Decimal | None) -> str | None:
    """Write a number without exponent, exactly.

    Parameters
    ----------
    number : Decimal or None

    Returns
    -------
    str or None
        Digits as in ``-7447173.00``; None for None.
    """
    return None if number is None else format(number, "f")


def check_types(types: Iterable[str] | None) -> tuple[FactType, ...]:
    """Turn names of fact types into types, in the order of the output.

    Parameters
    ----------
    types : iterable of str, or None
        Names such as ``money``; None means all.

    Raises
    ------
    OptionError
        A name is no fact type, or there is no name at all.
    """
    if types is None:
        return FACT_TYPES
    wanted = list(types)
    unknown = [t for t in wanted if t not in FACT_TYPES]
    if unknown or not wanted:
        what = f"unknown fact type {unknown[0]!r}" if unknown else "no fact type given"
        raise OptionError(what, f"choose from {', '.join(FACT_TYPES)}")
    return tuple(t for t in FACT_TYPES if t in wanted)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money.

    Parameters
    ----------
    value : Decimal or None
        In the currency's main unit; None for a range or where the text is vague.
    low, high : Decimal or None
        The ends of a range, or the bounds of a number that words inside it leave open (``30多万``).
    currency : str or None
        ISO 4217 code.
    currency_basis : {"explicit", "shared", "context", "none"}
        Told at the amount, told at its list or range, told elsewhere in the article, or not told.
    modifier : str or None
        What the words around or inside the amount make of it.
    direction : {"up", "down"} or None
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    currency_basis: CurrencyBasis = "none"
    modifier: Modifier | None = None
    direction: Direction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output."""
        return {
            "value": decimal_string(self.value),
            "low": decimal_string(self.low),
            "high": decimal_string(self.high),
            "currency": self.currency,
            "currency_basis": self.currency_basis,
            "modifier": self.modifier,
            "direction": self.direction,
        }


@dataclass(frozen=True, slots=True)
class Percent:
    """A ratio or a change of one, in the unit that the text uses.

    Parameters
    ----------
    value, low, high : Decimal or None
        In ``unit``; ``value`` for one number, ``low`` and ``high`` for a range.
    unit : {"percent", "percentage_point", "basis_point", "permille"}
    modifier, direction : str or None
        As for :class:`Money`.
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: PercentUnit = "percent"
    modifier: Modifier | None = None
    direction: Direction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output."""
        return {
            "value": decimal_string(self.value),
            "low": decimal_string(self.low),
            "high": decimal_string(self.high),
            "unit": self.unit,
            "modifier": self.modifier,
            "direction": self.direction,
        }


@dataclass(frozen=True, slots=True)
class Date:
    """A point or period of calendar time.

    Parameters
    ----------
    value : str or None
        TIMEX3 value (ISO-TimeML), X for parts that nothing tells; ``A/B`` for a range.
    mod : {"START", "MID", "END", "APPROX"} or None
        TIMEX3's mod.
    start, end : str or None
        The calendar interval that is meant, ISO 8601, end exclusive: the days that the value covers, cut to the part
        that 上旬 or 下半月 names, and None on the side that a word behind or before it leaves open (2018年起,
        月底前). Both None where unknown; ``end`` None for a clock time. Written as ``from`` and ``to``.
    basis : {"explicit", "context", "reference", "none"}
        What placed the expression in the calendar.
    anchor : str or None
        Id of the fact that placed it, where ``basis`` is ``context``.
    """

    value: str | None
    mod: DateMod | None = None
    start: str | None = None
    end: str | None = None
    basis: DateBasis = "none"
    anchor: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output."""
        return {
            "value": self.value,
            "mod": self.mod,
            "from": self.start,
            "to": self.end,
            "basis": self.basis,
            "anchor": self.anchor,
        }


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Parameters
    ----------
    value, low, high : str or None
        ISO 8601 durations; ``value`` for one length, ``low`` and ``high`` for a range.
    modifier : str or None
        As for :class:`Money`.
    start, end : str or None
        The calendar interval that words beside it tie it to (未来三年, 近五个交易日), counted from the day or moment of
        publication; ISO 8601, end exclusive. None where nothing ties it. Written as ``from`` and ``to``.
    """

    value: str | None
    low: str | None = None
    high: str | None = None
    modifier: Modifier | None = None
    start: str | None = None
    end: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "modifier": self.modifier,
            "from": self.start,
            "to": self.end,
        }


@dataclass(frozen=True, slots=True)
class Organization:
    """A named organisation.

    Parameters
    ----------
    name : str
        The name that all its mentions share, in Simplified script.
    kind : str or None
        From the lexicon or the form of the name, for example ``bank``.
    """

    name: str
    kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output."""
        return {"name": self.name, "kind": self.kind, "entity": f"org:{self.name}"}


Value = Money | Percent | Date | Duration | Organization


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, grounded in the raw text.

    Parameters
    ----------
    id : str
        ``type-n``, unique in its document.
    type : FactType
    start, end : int
        Code points into the raw text, ``end`` exclusive.
    text : str
        ``raw[start:end]``, to the character.
    normalized : str
        The same span of the normalised text.
    rule : str
        Name of the rule that made the fact.
    value : Value
    """

    id: str
    type: FactType
    start: int
    end: int
    text: str
    normalized: str
    rule: str
    value: Value

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as in the output, value fields on one level with the span."""
        return {
            "id": self.id,
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "normalized": self.normalized,
            **self.value.to_dict(),
            "rule": self.rule,
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """One organisation and all its mentions.

    Parameters
    ----------
    name : str
    aliases : tuple of str
        Other forms in which the article names it.
    mentions : tuple of str
        Ids of its facts.
    """

    name: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the entity as in the output."""
        return {
            "id": f"org:{self.name}",
            "name": self.name,
            "aliases": list(self.aliases),
            "mentions": list(self.mentions),
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the article tells a part of a figure or an event.

    Parameters
    ----------
    part : str
        The field that is told, such as ``subject``.
    start, end : int
        Code points into the raw text, ``end`` exclusive.
    """

    part: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """Return the evidence as in the output."""
        return {"part": self.part, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Figure:
    """What an amount says: whose it is, of what, when. What the article does not tell is None.

    Parameters
    ----------
    fact : str
        Id of the money or percent fact.
    subject : str or None
        An organisation by its name, else a person, index, product or place as the article names it.
    metric : str or None
        The article's words for what is measured, in Simplified script.
    canonical : str or None
        The form under which the metric's variants are known.
    kind : {"level", "flow", "rate", "share"} or None
    period : str or None
        TIMEX3 value.
    change : {"yoy", "qoq", "mom", "ytd", "other"} or None
        What an amount of change is against; None for levels and shares.
    evidence : tuple of Evidence
    """

    fact: str
    subject: str | None
    metric: str | None
    canonical: str | None = None
    kind: MetricKind | None = None
    period: str | None = None
    change: Change | None = None
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as in the output."""
        return {
            "fact": self.fact,
            "subject": self.subject,
            "metric": self.metric,
            "canonical": self.canonical,
            "kind": self.kind,
            "period": self.period,
            "change": self.change,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was extracted from one article.

    Parameters
    ----------
    id : str
        Of the document.
    sha256 : str
        Of the document's bytes, or of its UTF-8 form where it came as text.
    chars : int
        Length of the raw text in code points.
    reference_date, reference_date_source : str or None
        ISO date against which relative dates were placed, and who told it: ``option``, ``row`` or ``dateline``.
    version : str
        Of the extractor.
    facts : tuple of Fact
        Sorted by (start, -end, type).
    entities : tuple of Entity
    figures : tuple of Figure
        One for each money and percent fact of which the article tells something.
    """

    id: str
    sha256: str
    chars: int
    reference_date: str | None
    reference_date_source: str | None
    version: str
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def to_dict(self) -> dict[str, Any]:
        """Return the facts object (schema ``facts/1``)."""
        return {
            "schema": SCHEMA,
            "document": {
                "id": self.id,
                "sha256": self.sha256,
                "chars": self.chars,
                "reference_date": self.reference_date,
                "reference_date_source": self.reference_date_source,
            },
            "extractor": {"version": self.version},
            "facts": [fact.to_dict() for fact in self.facts],
            "entities": [entity.to_dict() for entity in self.entities],
            "figures": [figure.to_dict() for figure in self.figures],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the facts object as JSON text, one line unless ``indent`` is given."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
