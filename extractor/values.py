"""What facts say: the value of each fact type, frozen and slotted, with the fields of the output."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from extractor.frozen import refuse_changes

__all__ = [
    "CurrencyBasis",
    "Date",
    "DateBasis",
    "DateMod",
    "Direction",
    "Duration",
    "Fields",
    "Modifier",
    "Money",
    "Organization",
    "Percent",
    "PercentUnit",
    "Value",
    "decimal_string",
]

Modifier = Literal["over", "under", "about", "at_least", "at_most", "vague"]
Direction = Literal["up", "down"]
CurrencyBasis = Literal["explicit", "shared", "context", "none"]
PercentUnit = Literal["percent", "percentage_point", "basis_point", "permille"]
DateMod = Literal["START", "MID", "END", "APPROX"]
DateBasis = Literal["explicit", "context", "reference", "none"]


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


@refuse_changes
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

    Examples
    --------
    >>> import extractor
    >>> (fact,) = extractor.extract("估值逾3億至5億港元")
    >>> fact.value.low, fact.value.high, fact.value.currency
    (Decimal('300000000'), Decimal('500000000'), 'HKD')
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    currency_basis: CurrencyBasis = "none"
    modifier: Modifier | None = None
    direction: Direction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("融资3亿元").facts[0].value.to_dict()["currency"]
        'CNY'
        """
        return {
            "value": decimal_string(self.value),
            "low": decimal_string(self.low),
            "high": decimal_string(self.high),
            "currency": self.currency,
            "currency_basis": self.currency_basis,
            "modifier": self.modifier,
            "direction": self.direction,
        }


@refuse_changes
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

    Examples
    --------
    >>> import extractor
    >>> [(str(f.value.value), f.value.unit) for f in extractor.extract("增长七成半，利率下调25个基点")]
    [('75', 'percent'), ('25', 'basis_point')]
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: PercentUnit = "percent"
    modifier: Modifier | None = None
    direction: Direction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("增长5%").facts[0].value.to_dict()["unit"]
        'percent'
        """
        return {
            "value": decimal_string(self.value),
            "low": decimal_string(self.low),
            "high": decimal_string(self.high),
            "unit": self.unit,
            "modifier": self.modifier,
            "direction": self.direction,
        }


@refuse_changes
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

    Examples
    --------
    >>> import extractor
    >>> (fact,) = extractor.extract("去年上半年营收", reference_date="2026-01-08")
    >>> fact.value.value, fact.value.start, fact.value.end, fact.value.basis
    ('2025-H1', '2025-01-01', '2025-07-01', 'reference')
    """

    value: str | None
    mod: DateMod | None = None
    start: str | None = None
    end: str | None = None
    basis: DateBasis = "none"
    anchor: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("2025年上半年").facts[0].value.to_dict()["to"]
        '2025-07-01'
        """
        return {
            "value": self.value,
            "mod": self.mod,
            "from": self.start,
            "to": self.end,
            "basis": self.basis,
            "anchor": self.anchor,
        }


@refuse_changes
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

    Examples
    --------
    >>> import extractor
    >>> (fact,) = extractor.extract("工期18个月")
    >>> fact.value.value
    'P18M'
    """

    value: str | None
    low: str | None = None
    high: str | None = None
    modifier: Modifier | None = None
    start: str | None = None
    end: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("工期18个月").facts[0].value.to_dict()["value"]
        'P18M'
        """
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "modifier": self.modifier,
            "from": self.start,
            "to": self.end,
        }


@refuse_changes
@dataclass(frozen=True, slots=True)
class Organization:
    """A named organisation.

    Parameters
    ----------
    name : str
        The name that all its mentions share, in Simplified script.
    kind : str or None
        From the lexicon or the form of the name, for example ``bank``.

    Examples
    --------
    >>> import extractor
    >>> [f.value.name for f in extractor.extract("中國人民銀行發布公告", types=["org"])]
    ['中国人民银行']
    """

    name: str
    kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.extract("中國人民銀行發布公告").facts[0].value.to_dict()["entity"]
        'org:中国人民银行'
        """
        return {"name": self.name, "kind": self.kind, "entity": f"org:{self.name}"}


@refuse_changes
class Fields(Mapping[str, Any]):
    """The value of a fact type of one's own: named fields, each of which JSON can hold.

    A field is read as an item or, where a mapping has no method of its name, as an attribute. Where an extractor gives
    values of a class of its own, facts that were stored and read again have these in their place.

    Parameters
    ----------
    **fields
        As they stand in the output.

    Examples
    --------
    >>> import extractor
    >>> value = extractor.Fields(code="600519", board="main")
    >>> value.code, value["board"], value.to_dict()
    ('600519', 'main', {'code': '600519', 'board': 'main'})
    """

    __slots__ = ("_told",)
    _told: dict[str, Any]

    def __init__(self, /, **fields: Any) -> None:
        object.__setattr__(self, "_told", deepcopy(fields))

    def __getitem__(self, name: str) -> Any:
        return deepcopy(self._told[name])  # a list that is changed is none of the value's

    def __getattr__(self, name: str) -> Any:
        if name != "_told" and name in self._told:
            return self[name]
        raise AttributeError(f"there is no field {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def __hash__(self) -> int:
        return hash(json.dumps(self._told, sort_keys=True))

    def __repr__(self) -> str:
        return f"Fields({', '.join(f'{name}={value!r}' for name, value in self._told.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _fields, (self._told,)

    def to_dict(self) -> dict[str, Any]:
        """Return the value fields of the output.

        Returns
        -------
        dict of str to any
            By the names of the output.

        Examples
        --------
        >>> import extractor
        >>> extractor.Fields(code="600519").to_dict()
        {'code': '600519'}
        """
        return deepcopy(self._told)


def _fields(told: dict[str, Any]) -> Fields:
    return Fields(**told)


Value = Money | Percent | Date | Duration | Organization
