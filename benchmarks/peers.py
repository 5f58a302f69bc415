"""How a peer fares on the project's gold: ``python benchmarks/peers.py [dev|test|all]`` prints the table of the manual.

JioNLP finds money and times in Chinese text; docs/comparison.md tells how to install it beside this project. It reads
each article twice: as it came, and as this project's normalisation leaves it (Simplified, half-width, no readings in
brackets), so that what its rules know is told apart from what damaged text does to them. Spans count in part where they
overlap, since conventions differ (约3亿元 or 3亿元); an amount is right wherever it overlaps gold of the same amount,
in whatever currency.
"""

from __future__ import annotations

import datetime as dt
import logging
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast, get_args

from extractor.document import Document
from extractor.evaluation import chosen_gold
from extractor.gold import Gold
from extractor.labels import Label
from extractor.matching import Pair, align
from extractor.pipeline import load
from extractor.scoring import by_type, total

GOLD = str(Path(__file__).resolve().parent.parent / "gold")
TYPES = ("money", "date", "duration")
Part = Literal["dev", "test", "all"]
Finder = Callable[[Gold], "list[Label]"]
# Of what JioNLP calls a time.
KINDS = {"time_point": "date", "time_span": "date", "time_delta": "duration"}


def ours() -> Finder:
    """Return this project as a finder."""
    pipeline = load()

    def find(gold: Gold) -> list[Label]:
        return [Label.of(fact) for fact in pipeline.extract(gold.raw, reference_date=gold.reference_date)]

    return find


def jionlp(*, normalised: bool) -> Finder:
    """Return JioNLP as a finder, of raw or of normalised text."""
    import jionlp as jio  # noqa: PLC0415 - what this script compares with

    logging.disable()  # it logs each expression that it cannot place

    def find(gold: Gold) -> list[Label]:
        document = Document(gold.raw)
        day = dt.date.fromisoformat((gold.reference_date or dt.date.today().isoformat())[:10])
        base = {"year": day.year, "month": day.month, "day": day.day}
        text = document.text if normalised else gold.raw
        found = jio.ner.extract_money(text, with_parsing=True) + jio.ner.extract_time(text, time_base=base)
        return [_label(gold.raw, document, one, normalised) for one in found if _kind(one)]

    return find


def _kind(found: dict[str, Any]) -> str | None:
    return "money" if found["type"] == "money" else KINDS.get(found["type"])


def _label(raw: str, document: Document, found: dict[str, Any], normalised: bool) -> Label:
    span = tuple(found["offset"])
    start, end = document.alignment.to_source(*span) if normalised else span
    amount = (found.get("detail") or {}).get("num")
    fields = {"value": amount if isinstance(amount, str) else None}
    return Label(cast("str", _kind(found)), start, end, raw[start:end], fields)


def amounts(golds: list[Gold], found: list[list[Label]]) -> tuple[int, int]:
    """Count gold's amounts of one value, and those that a found amount of that value overlaps."""
    right = every = 0
    for gold, labels in zip(golds, found, strict=True):
        for wanted in gold.facts:
            value = _number(wanted.fields.get("value"))
            if wanted.type == "money" and not wanted.optional and value is not None:
                every += 1
                right += any(
                    f.type == "money" and f.start < wanted.end and wanted.start < f.end
                    and _number(f.fields.get("value")) == value
                    for f in labels
                )  # fmt: skip
    return right, every


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def pairs(golds: list[Gold], found: list[list[Label]]) -> Iterator[list[Pair]]:
    """Yield the pairs of each document, of the types that both sides know."""
    for gold, labels in zip(golds, found, strict=True):
        yield align([g for g in gold.facts if g.type in TYPES], [f for f in labels if f.type in TYPES])


def column(golds: list[Gold], find: Finder) -> list[str]:
    """Return the cells of a finder, in the order of ``rows``."""
    find(golds[0])  # loads its tables
    begin = time.perf_counter()
    found = [find(gold) for gold in golds]
    seconds = time.perf_counter() - begin
    counts = [by_type(of_document) for of_document in pairs(golds, found)]
    cells = []
    for fact_type in TYPES:
        summed = total(c[fact_type] for c in counts if fact_type in c)
        cells += [f"{summed.score(scheme).f1 or 0:.3f}" for scheme in ("strict", "partial")]
    right, _ = amounts(golds, found)
    return [*cells, str(right), f"{seconds:.1f}"]


def rows(golds: list[Gold]) -> list[str]:
    """Return the names of the rows."""
    _, every = amounts(golds, [[] for _ in golds])
    schemes = ("F1 of spans", "spans that overlap count half")
    spans = [f"{fact_type}, {scheme}" for fact_type in TYPES for scheme in schemes]
    return [*spans, f"amounts told right, wherever the span ends, of {every}", "seconds"]


def table(part: Part) -> str:
    """Return the table of a part of gold, in Markdown."""
    golds = chosen_gold([GOLD], part)
    finders = {
        "here": ours(),
        "JioNLP, raw text": jionlp(normalised=False),
        "JioNLP, normalised text": jionlp(normalised=True),
    }
    columns = [column(golds, find) for find in finders.values()]
    lines = [["", *finders], ["---"] * 4, *map(list, zip(rows(golds), *columns, strict=True))]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def main(arguments: list[str]) -> int:
    """Print the table; returns the exit status."""
    part = arguments[0] if arguments else "test"
    if part not in get_args(Part) or len(arguments) > 1:
        print(f"usage: python benchmarks/peers.py [{'|'.join(get_args(Part))}]", file=sys.stderr)
        return 2
    print(table(cast("Part", part)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
