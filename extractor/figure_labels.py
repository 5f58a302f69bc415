"""Figures as gold files tell them: read, and checked against the facts that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from extractor.errors import GoldError
from extractor.facts import Change
from extractor.labels import EXPECTED, Label

__all__ = ["AMOUNTS", "FIGURE", "PARTS", "FigureLabel", "figure_labels", "joined", "part_errors", "parted"]

FIGURE = "figure"  # the field of a fact in which formats of facts alone carry its figure
PARTS = ("subject", "metric", "period", "change")
AMOUNTS = ("money", "percent")  # the fact types that have figures


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


def figure_labels(told: Any, facts: Sequence[Label], path: str) -> Iterator[FigureLabel]:
    """Read the figures of a gold file.

    Parameters
    ----------
    told : object
        The list under ``figures``.
    facts : sequence of Label
        The labels of the same file.
    path : str
        Of the file, for messages.

    Yields
    ------
    FigureLabel
        In the order of the file.

    Raises
    ------
    GoldError
        A figure is malformed, or is about no money or percent fact of the file.
    """
    amounts = {(f.start, f.end): f for f in facts if f.type in AMOUNTS}
    if not isinstance(told, list):
        raise GoldError(f'{path}: "figures" is no list', 'write [{"start": …, "end": …, "text": …, "subject": …}, …]')
    for number, figure in enumerate(told, 1):
        where = f"{path}: figure {number}"
        if not isinstance(figure, Mapping) or set(figure) != {"start", "end", "text", *PARTS}:
            raise GoldError(f"{where} has other fields than it should", f"give start, end, text, {', '.join(PARTS)}")
        span = _span(figure)
        fact = amounts.pop(span, None) if span else None
        if fact is None or fact.text != figure["text"]:
            raise GoldError(f"{where} is about no amount of this file, or about one twice", "copy the span of its fact")
        for error in part_errors(figure, where):
            raise error
        yield FigureLabel(**figure)


def part_errors(figure: Mapping[str, Any], where: str) -> Iterator[GoldError]:
    """Check what a figure says.

    Parameters
    ----------
    figure : mapping
        Its parts, by name.
    where : str
        For messages.

    Yields
    ------
    GoldError
        One a part that is wrong.
    """
    for part in PARTS:
        if not _is_right(part, figure[part]):
            yield GoldError(f"{where}: {part} is {figure[part]!r}", "see the section on figures in gold/README.md")


def joined(facts: Iterable[Mapping[str, Any]], figures: object) -> list[dict[str, Any]]:
    """Put figures into the facts that they are about, for formats that hold nothing but facts.

    Parameters
    ----------
    facts : iterable of mapping
        As in a gold file or an output.
    figures : object
        The list of the same file; of an output, it names facts by their ids. What is no figure is passed over.

    Returns
    -------
    list of dict
        The facts; those with a figure have it under ``figure``.
    """
    told: dict[str | tuple[int, int] | None, dict[str, Any]] = {}
    for figure in figures if isinstance(figures, list) else ():
        if isinstance(figure, Mapping) and (place := _id(figure.get("fact")) or _span(figure)):
            told[place] = {part: figure.get(part) for part in PARTS}
    result = []
    for fact in facts:
        figure = told.get(_id(fact.get("id"))) or told.get(_span(fact))
        holds = figure and fact.get("type") in AMOUNTS
        result.append({**fact, FIGURE: figure} if holds else dict(fact))
    return result


def parted(facts: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Take figures out of their facts again.

    Parameters
    ----------
    facts : iterable of mapping
        As :func:`joined` gives them.

    Returns
    -------
    facts, figures : list of dict
        As in a gold file, in the order of ``facts``.
    """
    plain, figures = [], []
    for fact in facts:
        plain.append({key: value for key, value in fact.items() if key != FIGURE})
        figure = fact.get(FIGURE)
        if isinstance(figure, Mapping):
            span = {key: fact[key] for key in ("start", "end", "text")}
            figures.append({**span, **{part: figure.get(part) for part in PARTS}})
    return plain, figures


def _id(told: object) -> str | None:
    return told if isinstance(told, str) else None


def _span(told: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the span of a fact or a figure; None where people wrote something else than offsets."""
    start, end = told.get("start"), told.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _is_right(part: str, value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not value.strip():
        return False
    if part == "change":
        return value in get_args(Change)
    return part != "period" or bool(EXPECTED["date"]["value"].accepts(value))
