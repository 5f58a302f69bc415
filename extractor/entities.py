"""Mentions of one organisation grouped into entities."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.facts import Entity, Fact, Organization

__all__ = ["group_entities"]


def group_entities(facts: Iterable[Fact]) -> tuple[Entity, ...]:
    """Group the organisation facts that carry one name.

    Parameters
    ----------
    facts : iterable of Fact
        Of any type.

    Returns
    -------
    tuple of Entity
        In the order of their first mentions.
    """
    mentions: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.value, Organization):
            mentions.setdefault(fact.value.name, []).append(fact)
    return tuple(
        Entity(
            name=name,
            aliases=tuple(dict.fromkeys(f.normalized for f in group if f.normalized != name)),
            mentions=tuple(f.id for f in group),
        )
        for name, group in mentions.items()
    )
