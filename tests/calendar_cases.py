"""Cases of dates and lengths of time, as data: sentences with what stands in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from extractor.facts import Date, Duration
from extractor.lexicon import read_rows
from extractor.pipeline import load

PIPELINE = load()
MARK = re.compile("⟦([^⟦⟧]*)⟧")
_CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A sentence, the day of publication or none, and the marked spans with what they say."""

    sentence: str
    reference: str | None
    expected: tuple[tuple[str, str], ...]


def read_cases(name: str) -> list[Case]:
    """Read a table of cases; the spans are told by their text, in the order of the sentence."""
    cases = []
    for sentence, values, reference in read_rows(str(_CASES / f"{name}.tsv"), 3):
        texts = MARK.findall(sentence)
        said = values.split(" | ") if values else []
        assert len(texts) == len(said), sentence
        cases.append(Case(sentence, reference or None, tuple(zip(texts, said, strict=True))))
    return cases


def found(case: Case, fact_type: str) -> tuple[tuple[str, str], ...]:
    """Extract the facts of a type, written as in the tables."""
    plain = MARK.sub(r"\1", case.sentence).replace("\\n", "\n")
    facts = PIPELINE.extract(plain, reference_date=case.reference, types=[fact_type])
    return tuple((f.text, _written(f.value)) for f in facts)


def intervals(case: Case) -> tuple[tuple[str, str], ...]:
    """Extract the marked spans with the intervals that they cover, written as in the table."""
    marked = [m.span(1) for m in MARK.finditer(case.sentence)]
    spans = {(start - 2 * i - 1, end - 2 * i - 1) for i, (start, end) in enumerate(marked)}
    facts = PIPELINE.extract(MARK.sub(r"\1", case.sentence), reference_date=case.reference, types=["date", "duration"])
    told = []
    for fact in facts:
        assert isinstance(fact.value, Date | Duration)
        if (fact.start, fact.end) in spans:
            told.append((fact.text, f"{fact.value.start or ''}..{fact.value.end or ''}"))
    return tuple(told)


def _written(value: object) -> str:
    if isinstance(value, Date):
        return " ".join(filter(None, (value.value or "none", value.mod)))
    assert isinstance(value, Duration)
    told = value.value or (f"{value.low}..{value.high}" if value.low else "none")
    return " ".join(filter(None, (told, value.modifier)))
