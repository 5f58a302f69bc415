"""Facts, frozen and slotted, and the object that holds all that was extracted from an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from extractor.errors import InputError, MissingPackageError, OptionError
from extractor.frozen import refuse_changes
from extractor.relations import Change, Evidence, Figure, MetricKind
from extractor.values import (
    CurrencyBasis,
    Date,
    DateBasis,
    DateMod,
    Direction,
    Duration,
    Fields,
    Modifier,
    Money,
    Organization,
    Percent,
    PercentUnit,
    Value,
    decimal_string,
)

if TYPE_CHECKING:
    from pandas import DataFrame

    from extractor.event_values import Event

__all__ = [
    "FACT_TYPES",
    "SCHEMA",
    "SPAN",
    "Change",
    "CurrencyBasis",
    "Date",
    "DateBasis",
    "DateMod",
    "Direction",
    "Duration",
    "Entity",
    "Evidence",
    "Fact",
    "FactType",
    "FactValue",
    "Facts",
    "Fields",
    "Figure",
    "MetricKind",
    "Modifier",
    "Money",
    "Organization",
    "Percent",
    "PercentUnit",
    "Value",
    "choose_types",
    "decimal_string",
    "in_order",
]

SCHEMA = "facts/1"
FactType = Literal["money", "percent", "date", "duration", "org"]
FACT_TYPES: tuple[FactType, ...] = ("money", "percent", "date", "duration", "org")
# What every fact tells; all else in the output is its value.
SPAN = ("id", "type", "start", "end", "text", "normalized", "rule")


def choose_types(types: Iterable[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """Choose among fact types, those of one's own included.

    Parameters
    ----------
    types : iterable of str, or None
        None means all.
    known : tuple of str
        In the order of the output.

    Returns
    -------
    tuple of str

    Raises
    ------
    OptionError
        A name is not known, or there is no name at all.
    """
    if types is None:
        return known
    if isinstance(types, str) or not isinstance(types, Iterable):
        raise OptionError(f"{types!r} is no list of fact types", 'give a list, for example ["money", "org"]')
    wanted = list(types)
    unknown = [t for t in wanted if t not in known]
    if unknown or not wanted:
        what = f"unknown fact type {unknown[0]!r}" if unknown else "no fact type given"
        raise OptionError(what, f"choose from {', '.join(known)}")
    return tuple(t for t in known if t in wanted)


def in_order(types: Iterable[str]) -> list[str]:
    """Sort fact types as the output has them: those of the package first, then one's own by name.

    Parameters
    ----------
    types : iterable of str
        Each is told once.
    """
    return sorted(set(types), key=lambda t: (FACT_TYPES.index(t) if t in FACT_TYPES else len(FACT_TYPES), t))


class FactValue(Protocol):
    """The value of a fact type of one's own: any frozen thing that can tell its fields."""

    def to_dict(self) -> dict[str, Any]:
        """Return the fields of the output, each of which JSON can hold."""


@refuse_changes
@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, grounded in the raw text.

    Parameters
    ----------
    id : str
        ``type-n``, unique in its document.
    type : str
        One of the package, or of an extractor of one's own.
    start, end : int
        Code points into the raw text, ``end`` exclusive.
    text : str
        ``raw[start:end]``, to the character.
    normalized : str
        The same span of the normalised text.
    rule : str
        Name of the rule that made the fact.
    value : Money, Percent, Date, Duration, Organization, or a value of one's own
        What the fact says.

    Examples
    --------
    >>> import extractor
    >>> (fact,) = extractor.extract("收入5740萬(wàn)元")
    >>> fact.id, fact.text, fact.normalized, fact.rule
    ('money-1', '5740萬(wàn)元', '5740万元', 'money.currency_amount')
    >>> fact.value.value, fact.value.currency
    (Decimal('57400000'), 'CNY')
    """

    id: str
    type: str
    start: int
    end: int
    text: str
    normalized: str
    rule: str
    value: Value | FactValue

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Fact:
        """Read a fact of the output.

        Parameters
        ----------
        told : mapping
            As :meth:`to_dict` gives it. The value of a type that is not the package's becomes :class:`Fields`.

        Returns
        -------
        Fact

        Examples
        --------
        >>> import extractor
        >>> (fact,) = extractor.extract("增长5%")
        >>> extractor.Fact.from_dict(fact.to_dict()) == fact
        True
        """
        span = {name: told[name] for name in SPAN}
        return cls(**span, value=_value(told))

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as in the output, value fields on one level with the span.

        Returns
        -------
        dict of str to any
            What JSON can hold.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("增长5%").facts[0].to_dict()["unit"]
        'percent'
        """
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


@refuse_changes
@dataclass(frozen=True, slots=True)
class Entity:
    """One organisation and all its mentions.

    Parameters
    ----------
    name : str
        That all its mentions share.
    aliases : tuple of str
        Other forms in which the article names it.
    mentions : tuple of str
        Ids of its facts.

    Examples
    --------
    >>> import extractor
    >>> facts = extractor.extract("杭州青禾科技有限公司（以下简称“青禾”）成立。青禾主营软件。")
    >>> [(e.name, e.aliases, e.mentions) for e in facts.entities]
    [('青禾', ('杭州青禾科技有限公司',), ('org-1', 'org-2', 'org-3'))]
    """

    name: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Entity:
        """Read an entity of the output.

        Parameters
        ----------
        told : mapping
            As :meth:`to_dict` gives it.

        Returns
        -------
        Entity

        Examples
        --------
        >>> import extractor
        >>> told = {"id": "org:青禾", "name": "青禾", "aliases": [], "mentions": ["org-1"]}
        >>> extractor.Entity.from_dict(told)
        Entity(name='青禾', aliases=(), mentions=('org-1',))
        """
        return cls(told["name"], tuple(told["aliases"]), tuple(told["mentions"]))

    def to_dict(self) -> dict[str, Any]:
        """Return the entity as in the output.

        Returns
        -------
        dict of str to any
            What JSON can hold.

        Examples
        --------
        >>> import extractor
        >>> extractor.Entity("青禾", (), ("org-1",)).to_dict()
        {'id': 'org:青禾', 'name': '青禾', 'aliases': [], 'mentions': ['org-1']}
        """
        return {
            "id": f"org:{self.name}",
            "name": self.name,
            "aliases": list(self.aliases),
            "mentions": list(self.mentions),
        }


@refuse_changes
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
        In the order of their first mentions.
    metadata : mapping or None
        Of the document, as a batch carries it through; written only where there is some.
    figures : tuple of Figure
        One for each money and percent fact of which the article tells something.
    events : tuple of Event
        In the order of the text.

    Examples
    --------
    >>> import extractor
    >>> facts = extractor.extract("净利润3亿元，增长5%。")
    >>> len(facts), [fact.text for fact in facts]
    (2, ['3亿元', '5%'])
    """

    id: str
    sha256: str
    chars: int
    reference_date: str | None
    reference_date_source: str | None
    version: str
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    metadata: Mapping[str, Any] | None = None
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Facts:
        """Read the facts object that was written: a line of JSON Lines, parsed.

        Parameters
        ----------
        told : mapping
            As :meth:`to_dict` gives it (schema ``facts/1``).

        Returns
        -------
        Facts
            Equal to what was written, but for values of classes of one's own, which become :class:`Fields`, and for
            tuples in them, which come back as lists.

        Raises
        ------
        InputError
            It is no facts object.

        Examples
        --------
        >>> import json
        >>> import extractor
        >>> facts = extractor.extract("净利润3亿元，增长5%。")
        >>> extractor.Facts.from_dict(json.loads(facts.to_json())) == facts
        True
        """
        from extractor.event_values import Event  # noqa: PLC0415 - only for those who read files

        hint = f"give an object of the schema {SCHEMA}, as Facts.to_dict writes it"
        schema = told.get("schema") if isinstance(cast("object", told), Mapping) else None
        if schema != SCHEMA:
            raise InputError(f'this is no facts object: its "schema" is {schema!r}', hint)
        try:
            return cls(
                **told["document"],
                version=told["extractor"]["version"],
                facts=tuple(map(Fact.from_dict, told["facts"])),
                entities=tuple(map(Entity.from_dict, told["entities"])),
                figures=tuple(map(Figure.from_dict, told["figures"])),
                events=tuple(map(Event.from_dict, told["events"])),
            )
        except KeyError as error:
            raise InputError(f"this is no facts object: {error} is missing", hint) from error
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            raise InputError(f"this is no facts object: {error}", hint) from error

    def to_dict(self) -> dict[str, Any]:
        """Return the facts object (schema ``facts/1``).

        Returns
        -------
        dict of str to any
            What JSON can hold.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("增长5%").to_dict()["facts"][0]["value"]
        '5'
        """
        return {
            "schema": SCHEMA,
            "document": {
                "id": self.id,
                "sha256": self.sha256,
                "chars": self.chars,
                "reference_date": self.reference_date,
                "reference_date_source": self.reference_date_source,
                **({} if self.metadata is None else {"metadata": dict(self.metadata)}),
            },
            "extractor": {"version": self.version},
            "facts": [fact.to_dict() for fact in self.facts],
            "entities": [entity.to_dict() for entity in self.entities],
            "figures": [figure.to_dict() for figure in self.figures],
            "events": [event.to_dict() for event in self.events],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Return the facts object as JSON text.

        Parameters
        ----------
        indent : int or None
            None: one line.

        Returns
        -------
        str
            Lone surrogates of the article as they are: :func:`extractor.formats.encode` writes them as escapes.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("增长5%").to_json()[:22]
        '{"schema": "facts/1", '
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_pandas(self) -> DataFrame:
        """Return the facts as a table, a fact a row, for ``pip install '.[pandas]'``.

        Returns
        -------
        pandas.DataFrame
            The document's id, then the columns of the output; they are the same for every article, so that tables can
            be joined. Numbers are exact (``Decimal``); what a fact has no column for is None.

        Raises
        ------
        MissingPackageError
            pandas is not installed.

        Examples
        --------
        >>> import extractor
        >>> table = extractor.extract("净利润3亿元，增长5%。").to_pandas()
        >>> table[["type", "text", "value", "currency"]].values.tolist()
        [['money', '3亿元', Decimal('300000000'), 'CNY'], ['percent', '5%', Decimal('5'), None]]
        """
        try:
            from pandas import DataFrame  # noqa: PLC0415 - an extra
        except ImportError:
            hint = "in the folder of the package: pip install '.[pandas]'"
            raise MissingPackageError("pandas is not installed", hint) from None
        rows = [{"document": self.id, **_row(fact)} for fact in self.facts]
        columns = dict.fromkeys(("document", *_COLUMNS, *(key for row in rows for key in row)))
        cells = [[row.get(column) for column in columns] for row in rows]
        frame = DataFrame(cells, columns=list(columns), dtype=object)
        return frame.astype({"start": "int64", "end": "int64"})


_VALUES: tuple[Value, ...] = (Money(None), Percent(None), Date(None), Duration(None), Organization(""))
_CLASSES: dict[str, type[Value]] = {t: type(value) for t, value in zip(FACT_TYPES, _VALUES, strict=True)}
_WRITTEN = {"start": "from", "end": "to"}  # the interval of a date; the plain names are the span's


def _value(told: Mapping[str, Any]) -> Value | FactValue:
    """Read the value of a fact of the output."""
    value_class = _CLASSES.get(told["type"])
    if value_class is None:
        return Fields(**{name: field for name, field in told.items() if name not in SPAN})
    parts = {field.name: told[_WRITTEN.get(field.name, field.name)] for field in fields(value_class)}
    if value_class in (Money, Percent):
        parts |= {name: Decimal(parts[name]) for name in ("value", "low", "high") if parts[name] is not None}
    return value_class(**parts)


_COLUMNS = (*SPAN, *(key for v in _VALUES for key in v.to_dict()))


def _row(fact: Fact) -> dict[str, Any]:
    """Return a fact as in the output, its numbers as numbers."""
    if not isinstance(fact.value, Money | Percent):
        return fact.to_dict()
    return fact.to_dict() | {name: getattr(fact.value, name) for name in ("value", "low", "high")}
