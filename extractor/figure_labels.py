"""Figures as gold files tell them: read, and checked against the facts that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from extractor.errors import GoldError
from extractor.facts import Change
from extractor.labels import EXPECTED, Label

__all__ = ["PARTS", "FigureLabel", "figure_labels"]

PARTS = ("subject", "metric", "period", "change")


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
    amounts = {(f.start, f.end): f for f in facts if f.type in ("money", "percent")}
    if not isinstance(told, list):
        raise GoldError(f'{path}: "figures" is no list', 'write [{"start": …, "end": …, "text": …, "subject": …}, …]')
    for number, figure in enumerate(told, 1):
        where = f"{path}: figure {number}"
        if not isinstance(figure, Mapping) or set(figure) != {"start", "end", "text", *PARTS}:
            raise GoldError(f"{where} has other fields than it should", f"give start, end, text, {', '.join(PARTS)}")
        fact = amounts.pop((figure["start"], figure["end"]), None)
        if fact is None or fact.text != figure["text"]:
            raise GoldError(f"{where} is about no amount of this file, or about one twice", "copy the span of its fact")
        for part in PARTS:
            if not _is_right(part, figure[part]):
                raise GoldError(f"{where}: {part} is {figure[part]!r}", "see the section on figures in gold/README.md")
        yield FigureLabel(**figure)


def _is_right(part: str, value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not value.strip():
        return False
    if part == "change":
        return value in get_args(Change)
    return part != "period" or bool(EXPECTED["date"]["value"].accepts(value))
