"""Organisations: where they are named, what all forms of one are called, and everything that looks like a name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from amounts import CASES, MARK, PIPELINE

from extractor.document import Document
from extractor.extractors.organizations import RULES, SURE, Evidence, evidence, find
from extractor.facts import Fact, Organization
from extractor.gazetteer import Gazetteer
from extractor.lexicon import read_rows


class Case(NamedTuple):
    """A text without its marks; start, text and name of each organisation that was marked."""

    text: str
    expected: list[tuple[int, str, str]]
    wrong: str


def _read_cases(path: Path) -> list[Case]:
    cases = []
    for row in read_rows(str(path), 3):
        text, names, wrong = row[0].replace("\\n", "\n"), row[1], row[2]
        marks = list(MARK.finditer(text))
        called = names.split(" | ") if names else [m.group(1) for m in marks]
        expected = [(m.start() - 2 * i, m.group(1), name) for i, (m, name) in enumerate(zip(marks, called, strict=True))]
        cases.append(Case(MARK.sub(r"\1", text), expected, wrong))
    return cases


ALL = _read_cases(CASES / "organizations.tsv")
RIGHT = [pytest.param(case, id=case.text) for case in ALL if not case.wrong]
WRONG = [
    pytest.param(case, id=case.text, marks=pytest.mark.xfail(strict=True, reason=case.wrong))
    for case in ALL
    if case.wrong
]


def _facts(text: str) -> list[Fact]:
    return list(PIPELINE.extract(text, types=["org"]))


def _found(text: str) -> list[tuple[int, str, str]]:
    return [(fact.start, fact.text, _value(fact).name) for fact in _facts(text)]


def _value(fact: Fact) -> Organization:
    assert isinstance(fact.value, Organization)
    return fact.value


@pytest.mark.parametrize("case", [*RIGHT, *WRONG])
def test_case(case: Case) -> None:
    assert _found(case.text) == case.expected


def test_most_sentences_with_look_alikes_name_no_organisation() -> None:
    assert sum(not case.expected for case in ALL) >= 60


def test_a_sentence_stands_once_in_the_cases() -> None:
    assert len({case.text for case in ALL}) == len(ALL)


def test_every_rule_of_the_facts_is_registered_and_has_a_case() -> None:
    carried = {fact.rule for case in ALL for fact in _facts(case.text)}
    assert carried == {rule.name for rule in RULES if rule.examples}
