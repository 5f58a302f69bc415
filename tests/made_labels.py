"""Labels made up for the tests of scoring."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from extractor.facts import FACT_TYPES, FactType
from extractor.labels import Label


def label(kind: FactType, start: int, end: int, optional: bool = False, **fields: str | None) -> Label:
    return Label(kind, start, end, "x" * (end - start), fields, optional)


def money(start: int, end: int, value: str | None = "5", **fields: Any) -> Label:
    return label("money", start, end, value=value, **{"currency": "CNY", **fields})


@st.composite
def labels(draw: st.DrawFn, disjoint: bool) -> list[Label]:
    """Labels of any type; ``disjoint`` as in gold, where those of one type do not overlap."""
    result: list[Label] = []
    for kind in FACT_TYPES[:3]:
        end = 0
        for _ in range(draw(st.integers(0, 5))):
            start = end + draw(st.integers(0, 3)) if disjoint else draw(st.integers(0, 20))
            end = start + draw(st.integers(1, 4))
            fields = {"value": draw(st.sampled_from(["1", "1.0", "2", None])), "currency": "CNY", "unit": "percent"}
            result.append(label(kind, start, end, draw(st.booleans()) if disjoint else False, **fields))
    return result
