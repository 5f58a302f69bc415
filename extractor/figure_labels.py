"""Figures as gold files tell them: read, and checked against the facts that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.errors import GoldError
from extractor.facts import Change
from extractor.labels import EXPECTED, Expected, Label, is_text, one_of

__all__ = ["AMOUNTS", "FIGURE", "PARTS", "FigureLabel", "figure_violations", "joined", "parted", "wrong_parts"]

FIGURE = "figure"  # the field of a fact in which formats of facts alone carry its figure
PARTS = ("subject", "metric", "period", "change")
AMOUNTS = ("money", "percent")  # the fact types that have figures

_EXPECTED: Mapping[str, Expected] = {
    "subject": EXPECTED["org"]["name"],
    "metric": Expected(str.strip, "words of the article"),
    "period": EXPECTED["date"]["value"],
    "change": one_of(Change),
}


@dataclass(frozen=True, slots=True)
class FigureLabel:
    """What a hand says of an amount.

    Parameters
    ----------
    start, end : int
        The span of its money or percent fact.
    text : str
    subject, metric, period, change : str or None
        None where the article does not tell it.
    """

    start: int
    end: int
    text: str
    subject: str | None
    metric: str | None
    period: str | None
    change: str | None


def figure_violations(told: Sequence[Any], facts: Sequence[Label], place: Callable[[int], str]) -> Iterator[GoldError]:
    """Check the figures of a gold file.

    Parameters
    ----------
    told : sequence
        The list under ``figures``.
    facts : sequence of Label
        The labels of the same file.
    place : callable
        From the index of a figure to where it stands, for messages.

    Yields
    ------
    GoldError
        One a figure that is malformed or is about no money or percent fact of the file, and one a part of a figure
        that is wrong. Where there is none, each figure makes a :class:`FigureLabel`.
    """
    amounts = {(f.start, f.end, f.text) for f in facts if f.type in AMOUNTS}
    for index, figure in enumerate(told):
        if not isinstance(figure, Mapping) or set(figure) != {"start", "end", "text", *PARTS}:
            fields = f"give start, end, text, {', '.join(PARTS)}"
            yield GoldError(f"{place(index)}: it has other fields than it should", fields)
            continue
        span = figure["start"], figure["end"], figure["text"]
        if not all(isinstance(part, str | int) for part in span) or span not in amounts:
            what = f"it is about no amount of this file, or about one twice: {span[2]!r} at {span[0]}:{span[1]}"
            yield GoldError(f"{place(index)}: {what}", "copy start, end and text of its money or percent fact")
            continue
        amounts.remove(span)
        for what, hint in wrong_parts(figure):
            yield GoldError(f"{place(index)} ({span[2]!r} at {span[0]}:{span[1]}): {what}", hint)


def wrong_parts(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Check what a figure says.

    Parameters
    ----------
    figure : mapping
        Its parts, by name.

    Yields
    ------
    tuple of (str, str)
        What is wrong, and what was expected.
    """
    for part in PARTS:
        value, expected = figure[part], _EXPECTED[part]
        if value is not None and not (isinstance(value, str) and is_text(value) and expected.accepts(value)):
            yield f"{part} is {value!r}", f"it must be {expected.told}, or null"


def joined(facts: Iterable[Mapping[str, Any]], figures: object) -> list[dict[str, Any]]:
    """Put figures into the facts that they are about, for formats that hold nothing but facts.

    Parameters
    ----------
    facts : iterable of mapping
        As in a gold file or an output.
    figures : object
        The list of the same file; of an output, it names facts by their ids. What is no figure is passed over. An
        empty list says that no amount tells anything, and so do the facts then.

    Returns
    -------
    list of dict
        The facts; those with a figure have it under ``figure``.
    """
    nothing = dict.fromkeys(PARTS) if figures == [] else None
    told: dict[str | tuple[int, int] | None, dict[str, Any]] = {}
    for figure in figures if isinstance(figures, list) else ():
        if isinstance(figure, Mapping) and (place := _id(figure.get("fact")) or _span(figure)):
            told[place] = {part: figure.get(part) for part in PARTS}
    result = []
    for fact in facts:
        figure = told.get(_id(fact.get("id"))) or told.get(_span(fact)) or nothing
        holds = figure and fact.get("type") in AMOUNTS
        result.append({**fact, FIGURE: figure} if holds else dict(fact))
    return result


def parted(facts: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]] | None]:
    """Take figures out of their facts again.

    Parameters
    ----------
    facts : iterable of mapping
        As :func:`joined` gives them.

    Returns
    -------
    facts : list of dict
        As in a gold file.
    figures : list of dict or None
        In the order of ``facts``; empty where none tells anything, None where no fact has a figure.
    """
    plain, figures = [], []
    for fact in facts:
        plain.append({key: value for key, value in fact.items() if key != FIGURE})
        figure = fact.get(FIGURE)
        if isinstance(figure, Mapping):
            span = {key: fact[key] for key in ("start", "end", "text")}
            figures.append({**span, **{part: figure.get(part) for part in PARTS}})
    told = any(figure[part] is not None for figure in figures for part in PARTS)
    return plain, figures if told else [] if figures else None


def _id(told: object) -> str | None:
    return told if isinstance(told, str) else None


def _span(told: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the span of a fact or a figure; None where people wrote something else than offsets."""
    start, end = told.get("start"), told.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None
