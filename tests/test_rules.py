"""Every rule finds its examples and refuses its counter-examples; rules stand beside their patterns."""

from __future__ import annotations

import re

import pytest

from extractor.document import Document
from extractor.extractors import date_refusals, duration_refusals, extractor_for, money_refusals, percent_refusals
from extractor.facts import FACT_TYPES, Facts, FactType
from extractor.mentions import Rule
from extractor.pipeline import load

PIPELINE = load()
MARK = re.compile("⟦([^⟦⟧]*)⟧")
ALL = [(fact_type, rule) for fact_type in FACT_TYPES for rule in extractor_for(fact_type).RULES]
EXAMPLES = [pytest.param(t, rule, text, id=f"{rule.name}: {text}") for t, rule in ALL for text in rule.examples]
COUNTER_EXAMPLES = [
    pytest.param(t, rule, text, id=f"{rule.name}: {text}") for t, rule in ALL for text in rule.counter_examples
]


def extract(text: str, fact_type: FactType) -> Facts:
    return PIPELINE.extract(text, reference_date="2025-06-18", types=[fact_type])


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a sentence, and tell which spans they held."""
    spans, shift = [], 0
    for m in MARK.finditer(text):
        spans.append((m.start() - shift, m.end() - shift - 2))
        shift += 2
    return MARK.sub(r"\1", text), spans


@pytest.mark.parametrize(("fact_type", "rule", "text"), EXAMPLES)
def test_finds_its_example(fact_type: FactType, rule: Rule, text: str) -> None:
    plain, spans = marked(text)
    facts = extract(plain, fact_type)
    assert {(f.start, f.end) for f in facts} >= set(spans), [f.text for f in facts]
    assert spans
    assert rule.name in {f.rule for f in facts}


@pytest.mark.parametrize(("fact_type", "rule", "text"), COUNTER_EXAMPLES)
def test_refuses_its_counter_example(fact_type: FactType, rule: Rule, text: str) -> None:
    plain, spans = marked(text)  # what another rule rightly finds is marked
    assert [(f.start, f.end) for f in extract(plain, fact_type)] == spans


def test_names_are_unique_and_begin_with_their_type() -> None:
    names = [rule.name for _, rule in ALL]
    assert len(names) == len(set(names))
    assert all(rule.name.startswith(f"{fact_type}.") for fact_type, rule in ALL)


def test_a_rule_has_examples_and_counter_examples() -> None:
    # org.blocked needs a lexicon of one's own: test_own_lexicon.py. Rules without examples only refuse.
    bare = [rule.name for _, rule in ALL if not rule.counter_examples and rule.name != "org.blocked"]
    assert bare == []
    found = {fact.rule for _, rule in ALL for text in rule.counter_examples for fact in PIPELINE.extract(text)}
    assert found & {rule.name for _, rule in ALL if not rule.examples} == set()


def test_a_rule_that_decides_has_its_examples() -> None:
    known = {rule.name for _, rule in ALL}
    texts = [MARK.sub(r"\1", text) for _, rule in ALL for text in (*rule.examples, *rule.counter_examples)]
    decided = {m.rule for text in texts for t in ("money", "percent") for m in extractor_for(t).find(Document(text))}
    for refusals in (money_refusals.refusals, percent_refusals.refusals):
        decided |= {m.rule for text in texts for m in refusals(Document(text), [])}
    assert decided <= known
    assert {name for name in known if name.startswith(("money.", "percent."))} <= decided


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule.name, text, id=f"{rule.name}: {text}")
        for rule in (*percent_refusals.RULES, *date_refusals.RULES, *duration_refusals.RULES)
        for text in rule.counter_examples
    ],
)
def test_says_what_a_look_alike_is(rule: str, text: str) -> None:
    decided = {d.rule for place in PIPELINE.explain(text, text=text) for d in place.decisions}
    assert rule in decided
