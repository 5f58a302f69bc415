"""Write the rules' own examples into the pages of the manual: ``python docs/tables.py``.

A page has a table between ``<!-- rules: TYPE -->`` and ``<!-- end -->``; ``tests/test_docs.py`` tells
when it is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from extractor.extractors import extractor_for
from extractor.facts import FACT_TYPES

DOCS = Path(__file__).parent
PLACE = re.compile(r"(<!-- rules: (\w+) -->\n).*?(<!-- end -->)", re.S)
INTRODUCTION = (
    "\nThese are the rules' own examples, which the tests run: what is found stands between ⟦ and ⟧. "
    "In a sentence that a rule refuses, others may find what is marked.\n\n"
)


def table(fact_type: str) -> str:
    """Return the table of a fact type: a line a rule."""
    known = next(t for t in FACT_TYPES if t == fact_type)
    lines = ["| rule | reads | refuses |", "| --- | --- | --- |"]
    for rule in extractor_for(known).RULES:
        lines.append(f"| `{rule.name}` | {_cell(rule.examples)} | {_cell(rule.counter_examples)} |")
    return INTRODUCTION + "\n".join(lines) + "\n\n"


def _cell(sentences: Iterable[str]) -> str:
    return "<br>".join(re.sub(r"([\\|*_<>`])", r"\\\1", " ".join(s.split())) for s in sentences)


def refreshed(page: str) -> str:
    """Return a page with its tables as they should be."""
    return PLACE.sub(lambda m: m[1] + table(m[2]) + m[3], page)


def main() -> None:
    """Write all pages anew."""
    for path in DOCS.glob("*.md"):
        path.write_text(refreshed(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
