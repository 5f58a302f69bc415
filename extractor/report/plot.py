"""A plot of F1 by type and by kind of article, as inline SVG: a row a kind, a column a type."""

from __future__ import annotations

import math
from collections.abc import Mapping

from extractor.facts import in_order
from extractor.report.elements import Html, element, type_class
from extractor.report.tables import score
from extractor.scoring import Counts

__all__ = ["plot_f1"]

_ALL = "all"
_LABEL, _COLUMN, _BAR, _ROW, _HEAD = 190, 140, 84, 26, 34  # user units
_BAR_HEIGHT = 12
_FLOOR = 0.8
_HALF_WIDTH = 7.2  # of a letter; a Chinese character takes two


def plot_f1(kinds: Mapping[str, Mapping[str, Counts]]) -> Html:
    """Plot the F1 of values.

    Parameters
    ----------
    kinds : mapping of str to (mapping of str to Counts)
        Of each kind of article, the counts by type and of ``all``.

    Returns
    -------
    Html
        An ``svg`` that tells what it shows. The bars run over a track from 0.8, or from the tenth below the least score
        where that is less, to 1; what is undefined has none.
    """
    floor = _floor(kinds)
    columns = [_ALL, *in_order({t for counts in kinds.values() for t in counts} - {_ALL})]
    width, height = _LABEL + _COLUMN * len(columns), _HEAD + _ROW * len(kinds) + 8
    parts = [
        element("title", "F1 of spans with values, by type and by kind of article", id="plot-title"),
        element(
            "desc",
            f"One row for each kind of article, one column for each type of fact. Bars run from {floor:.1f} to 1.",
            id="plot-desc",
        ),
        element("text", f"bars from {floor:.1f} to 1", x=0, y=18, class_="axis"),
    ]
    for j, column in enumerate(columns):
        parts.append(element("text", column, x=_LABEL + j * _COLUMN, y=18, class_="axis"))
    for i, (kind, counts) in enumerate(kinds.items()):
        y = _HEAD + i * _ROW
        parts.append(element("text", _shortened(kind), element("title", kind), x=0, y=y + 11, class_="axis"))
        parts += [_bar(counts.get(c), c, kind, (_LABEL + j * _COLUMN, y), floor) for j, c in enumerate(columns)]
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby="plot-title plot-desc",
        class_="plot",
    )


def _floor(kinds: Mapping[str, Mapping[str, Counts]]) -> float:
    """Return where the bars begin, so that those of good scores differ in length."""
    scores = (counts.score("value").f1 for by_type in kinds.values() for counts in by_type.values())
    least = min((reached for reached in scores if reached is not None), default=1.0)
    return max(0.0, min(_FLOOR, (math.ceil(least * 10) - 1) / 10))


def _bar(counts: Counts | None, column: str, kind: str, at: tuple[int, int], floor: float) -> Html:
    x, y = at
    reached = counts.score("value").f1 if counts else None
    parts = [element("rect", x=x, y=y, width=_BAR, height=_BAR_HEIGHT, class_="track")]
    if counts and reached is not None:
        told = f"{kind}, {column}: F1 {score(reached)}, {counts.gold} gold, {counts.found} found"
        parts.insert(0, element("title", told))
        length = f"{(reached - floor) / (1 - floor) * _BAR:.1f}"
        parts.append(
            element(
                "rect",
                x=x,
                y=y,
                width=length,
                height=_BAR_HEIGHT,
                class_=f"bar {column if column == _ALL else type_class(column)}",
            )
        )
    parts.append(element("text", score(reached), x=x + _BAR + 6, y=y + 11, class_="figure"))
    return element("g", *parts)


def _shortened(kind: str) -> str:
    """Cut a name to the width of its column."""
    length = 0.0
    for i, character in enumerate(kind):
        length += _HALF_WIDTH if character.isascii() else 2 * _HALF_WIDTH
        if length > _LABEL - 20:
            return f"{kind[:i]}…"
    return kind
