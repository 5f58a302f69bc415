"""What an article says does not depend on script, width, punctuation, readings, breaks and what nobody sees."""

from __future__ import annotations

import pytest
from conftest import CORPUS, corpus_text
from generated import generated
from metamorphic import CHANGES, apply, compare, reordered, total

from extractor.facts import FACT_TYPES, Facts, FactType
from extractor.pipeline import load

PIPELINE = load()
DATE = "2026-01-08"
BARS: dict[FactType, float] = {"money": 0.99, "percent": 0.99, "date": 0.97, "duration": 0.97, "org": 0.93}
TRADITIONAL = 9  # articles of the corpus
TO_SIMPLIFIED = ("t2s", "tw2s", "hk2s")
GENERATED = [generated(seed) for seed in range(16)]


@pytest.fixture(scope="module")
def before() -> dict[str, Facts]:
    return {name: PIPELINE.extract(corpus_text(name), reference_date=DATE) for name in CORPUS}


@pytest.mark.parametrize("name", CHANGES)
def test_the_facts_stay(name: str, before: dict[str, Facts]) -> None:
    tallies, differences = [], []
    for article in CORPUS:
        changed = apply(CHANGES[name], corpus_text(article), seed=7)
        if changed is not None:
            after = PIPELINE.extract(changed.text, reference_date=DATE)
            tally, other = compare(before[article], after, changed)
            tallies.append(tally)
            differences += [(article, what, label.text) for what, label in other]
    assert len(tallies) >= (TRADITIONAL if name in TO_SIMPLIFIED else len(CORPUS) // 2)
    for fact_type, bar in BARS.items():
        assert total(tallies).share(fact_type) >= bar, differences


@pytest.fixture(scope="module")
def before_generated() -> list[Facts]:
    return [PIPELINE.extract(text, reference_date=DATE) for text in GENERATED]


@pytest.mark.parametrize("name", [name for name in CHANGES if name not in TO_SIMPLIFIED])
def test_the_facts_of_generated_articles_stay(name: str, before_generated: list[Facts]) -> None:
    tallies, differences = [], []
    for seed, (text, facts) in enumerate(zip(GENERATED, before_generated, strict=True)):
        changed = apply(CHANGES[name], text, seed)
        if changed is not None:
            tally, other = compare(facts, PIPELINE.extract(changed.text, reference_date=DATE), changed)
            tallies.append(tally)
            differences += [(seed, what, label.text) for what, label in other]
    assert len(tallies) > len(GENERATED) // 2
    for fact_type, bar in BARS.items():
        assert total(tallies).share(fact_type) >= bar, differences


def test_generated_articles_have_facts_of_all_types(before_generated: list[Facts]) -> None:
    for fact_type in FACT_TYPES:
        assert sum(fact.type == fact_type for facts in before_generated for fact in facts) > len(GENERATED)


def test_the_facts_stay_where_paragraphs_move(before: dict[str, Facts]) -> None:
    tallies, differences = [], []
    for article in CORPUS:
        changed = reordered(corpus_text(article), seed=7)
        after = PIPELINE.extract(changed.text, reference_date=DATE)
        tally, other = compare(before[article], after, changed, context=False)
        tallies.append(tally)
        differences += [(article, what, label.text) for what, label in other]
    for fact_type, bar in BARS.items():
        assert total(tallies).share(fact_type) >= bar, differences


def test_what_is_lost_is_counted() -> None:
    text = corpus_text("funding-round")
    changed = apply(CHANGES["CRLF"], text, seed=1)
    assert changed is not None
    facts = PIPELINE.extract(text)
    nothing = PIPELINE.extract("")
    tally, differences = compare(facts, nothing, changed)
    assert tally.share("money") == 0.0
    assert len(differences) == len(facts)
