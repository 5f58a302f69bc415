"""What an article tells to have happened: events, frozen and slotted, with the fields of the output.

Imported with the first event: most articles tell of none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from extractor.frozen import refuse_changes
from extractor.relations import Evidence

__all__ = [
    "EVENT_CLASSES",
    "EVENT_TYPES",
    "Acquisition",
    "Buyback",
    "Event",
    "EventType",
    "EventValue",
    "Funding",
    "Ipo",
    "Penalty",
    "Pledge",
    "Shareholding",
    "Tender",
]

EventType = Literal["funding", "ipo", "buyback", "pledge", "acquisition", "tender", "shareholding", "penalty"]


@refuse_changes
@dataclass(frozen=True, slots=True)
class Funding:
    """Money that a company raises from investors.

    Parameters
    ----------
    company : str
        Who raises it.
    round : str or None
        As the article names it: ``B轮``, ``天使轮``, ``战略``.
    amount : str or None
        Id of a money fact.
    investors : tuple of str
        Who gives it.
    date : str or None
        TIMEX3 value.
    """

    company: str
    round: str | None = None
    amount: str | None = None
    investors: tuple[str, ...] = ()
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Ipo:
    """A company that goes public.

    Parameters
    ----------
    company : str
    exchange : str or None
        Where: an exchange by its name, or a market (``港股``).
    amount : str or None
        Id of the money fact of what it raises.
    price : str or None
        Id of the money fact of what a share is sold at.
    date : str or None
    """

    company: str
    exchange: str | None = None
    amount: str | None = None
    price: str | None = None
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Buyback:
    """A company that buys its own shares.

    Parameters
    ----------
    company : str
    amount : str or None
        Id of a money fact.
    share : str or None
        Id of the percent fact of what part of its shares they are.
    date : str or None
    """

    company: str
    amount: str | None = None
    share: str | None = None
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Pledge:
    """Shares that are pledged, or released from a pledge.

    Parameters
    ----------
    holder : str
        Whose shares they are.
    company : str or None
        In which they are held.
    pledgee : str or None
        To whom they are pledged.
    share : str or None
        Id of a percent fact.
    released : bool
        Whether a pledge ends.
    date : str or None
    """

    holder: str
    company: str | None = None
    pledgee: str | None = None
    share: str | None = None
    released: bool = False
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Acquisition:
    """A company, or a part of one, that is bought.

    Parameters
    ----------
    buyer : str
    target : str or None
        What is bought, or a part of it.
    share : str or None
        Id of the percent fact of the part.
    amount : str or None
        Id of the money fact of the price.
    date : str or None
    """

    buyer: str
    target: str | None = None
    share: str | None = None
    amount: str | None = None
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Tender:
    """A contract that is awarded.

    Parameters
    ----------
    winner : str
    procurer : str or None
        Who awards it.
    amount : str or None
        Id of a money fact.
    date : str or None
    """

    winner: str
    procurer: str | None = None
    amount: str | None = None
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Shareholding:
    """A holder who buys or sells shares of a company.

    Parameters
    ----------
    holder : str
    direction : {"up", "down"}
    company : str or None
        Whose shares they are.
    share : str or None
        Id of the percent fact of what part is bought or sold.
    after : str or None
        Id of the percent fact of what is held then.
    amount : str or None
        Id of a money fact.
    date : str or None
    """

    holder: str
    direction: Literal["up", "down"]
    company: str | None = None
    share: str | None = None
    after: str | None = None
    amount: str | None = None
    date: str | None = None


@refuse_changes
@dataclass(frozen=True, slots=True)
class Penalty:
    """A fine that an authority puts on somebody.

    Parameters
    ----------
    party : str
        Who pays.
    authority : str or None
        Who puts it on.
    amount : str or None
        Id of a money fact.
    date : str or None
    """

    party: str
    authority: str | None = None
    amount: str | None = None
    date: str | None = None


EventValue = Funding | Ipo | Buyback | Pledge | Acquisition | Tender | Shareholding | Penalty
EVENT_CLASSES: dict[EventType, type[EventValue]] = {
    "funding": Funding,
    "ipo": Ipo,
    "buyback": Buyback,
    "pledge": Pledge,
    "acquisition": Acquisition,
    "tender": Tender,
    "shareholding": Shareholding,
    "penalty": Penalty,
}
EVENT_TYPES: tuple[EventType, ...] = tuple(EVENT_CLASSES)


@refuse_changes
@dataclass(frozen=True, slots=True)
class Event:
    """Something that the article tells to have happened, or to be planned. What it does not tell is None.

    Parameters
    ----------
    id : str
        ``event-n``, unique in its document.
    type : EventType
    value : Funding, Ipo, Buyback, Pledge, Acquisition, Tender, Shareholding or Penalty
        Who did what to whom; amounts by the ids of their facts, dates as TIMEX3 values.
    planned : bool
        Whether the article tells it as something to come.
    rule : str
        Name of the rule that found it.
    evidence : tuple of Evidence
        Of ``trigger``, the words that tell of it, and of its fields.
    """

    id: str
    type: EventType
    value: EventValue
    planned: bool = False
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Event:
        """Read an event of the output."""
        kind = EVENT_CLASSES[told["type"]]
        parts = {f.name: told[f.name] for f in fields(kind)}
        if "investors" in parts:
            parts["investors"] = tuple(parts["investors"])
        evidence = tuple(Evidence(**e) for e in told["evidence"])
        return cls(told["id"], told["type"], kind(**parts), told["planned"], told["rule"], evidence)

    def to_dict(self) -> dict[str, Any]:
        """Return the event as in the output, the fields of its value on one level with its type."""
        parts = {f.name: getattr(self.value, f.name) for f in fields(self.value)}
        told = {name: list(part) if isinstance(part, tuple) else part for name, part in parts.items()}
        evidence = [evidence.to_dict() for evidence in self.evidence]
        return {
            "id": self.id, "type": self.type, **told,
            "planned": self.planned, "rule": self.rule, "evidence": evidence,
        }  # fmt: skip
