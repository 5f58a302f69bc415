"""Cases of amounts as data: sentences with marks, and what each marked amount says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from extractor.facts import Fact, FactType
from extractor.lexicon import read_rows
from extractor.pipeline import load

CASES = Path(__file__).parent / "cases"
MARK = re.compile("⟦([^⟦⟧]*)⟧")
PIPELINE = load()


class Case(NamedTuple):
    """A sentence without its marks, and the marked texts with what they say."""

    sentence: str
    expected: list[tuple[int, str, str]]


def read_cases(name: str) -> list[Case]:
    """Read ``cases/NAME.tsv``."""
    cases = []
    for sentence, says in read_rows(str(CASES / f"{name}.tsv"), 2):
        marks = list(MARK.finditer(sentence))
        values = says.split(" | ") if says else []
        expected = [
            (m.start() - 2 * i, m.group(1), value) for i, (m, value) in enumerate(zip(marks, values, strict=True))
        ]
        cases.append(Case(MARK.sub(r"\1", sentence), expected))
    return cases


def found(case: Case, fact_type: FactType) -> list[tuple[int, str, str]]:
    """Extract the facts of a case's sentence, in the form of its expectation."""
    facts = PIPELINE.extract(case.sentence, types=[fact_type])
    return [(fact.start, fact.text, says(fact)) for fact in facts]


def says(fact: Fact) -> str:
    """Write what a fact says, in the notation of the cases."""
    value = fact.value.to_dict()
    words = [value["value"] or (f"{value['low']}..{value['high']}" if value["low"] else "")]
    words += [value.get(key) or "" for key in ("currency", "unit", "modifier", "direction")]
    if value.get("currency_basis") not in (None, "explicit"):
        words.append(value["currency_basis"])
    return " ".join(word for word in words if word)
