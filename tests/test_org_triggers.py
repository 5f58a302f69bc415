"""Words beside a name that say it is an organisation: each row of the table proves itself by its two sentences."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from amounts import MARK, PIPELINE

from extractor.document import Document
from extractor.extractors.org_vocabulary import triggers
from extractor.extractors.organizations import evidence
from extractor.lexicon import table

LARGEST_FAMILY = 3


class Row(NamedTuple):
    """A row of ``data/org_triggers.tsv``."""

    side: str
    weight: str
    words: str
    example: str
    counter_example: str


class Trigger(NamedTuple):
    """One word of a row; its sentences are told with the first word of the row."""

    word: str
    row: Row

    def example(self) -> tuple[str, int, int]:
        """Return the example with this word, and where the name stands in it."""
        before, name, after = MARK.split(self.row.example)
        first = self.row.words.split("|")[0]
        if self.row.side == "left":
            head, found, tail = before.rpartition(first)
            before = head + self.word + tail
        else:
            head, found, tail = after.partition(first)
            after = head + self.word + tail
        assert found, f"{first} does not stand on the {self.row.side} of the name"
        return before + name + after, len(before), len(before + name)

    def counter_example(self) -> str:
        """Return the counter-example with this word."""
        head, first, tail = self.row.counter_example.partition(self.row.words.split("|")[0])
        assert first, "the word does not stand in the counter-example"
        return head + self.word + tail


ROWS = [Row(*row) for row in table("org_triggers", 5)]
TRIGGERS = [pytest.param(Trigger(word, row), id=f"{row.side} {word}") for row in ROWS for word in row.words.split("|")]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.side} {row.words}") for row in ROWS])
def test_a_row_is_complete(row: Row) -> None:
    words = row.words.split("|")
    assert row.side in ("left", "right")
    assert 0 < float(row.weight) < 1
    assert len(words) <= LARGEST_FAMILY
    assert all(word and word == word.strip() for word in words)
    assert len(MARK.findall(row.example)) == 1
    assert row.counter_example
    assert not MARK.search(row.counter_example)


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_the_word_tells_the_name_in_its_example(trigger: Trigger) -> None:
    text, start, end = trigger.example()
    rule = f"org.{trigger.row.side}_context:{trigger.word}"
    told = {name.spans: [clue for clue, _ in name.clues] for name in evidence(Document(text))}
    assert rule in told.get(((start, end),), [])


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_organisation_is_found_in_the_counter_example(trigger: Trigger) -> None:
    text = trigger.counter_example()
    assert [fact.text for fact in PIPELINE.extract(text, types=["org"])] == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_word_stands_once_on_a_side(side: str) -> None:
    words = [word for row in ROWS if row.side == side for word in row.words.split("|")]
    assert [word for word, n in Counter(words).items() if n > 1] == []
    assert list(triggers(side)) == words


def test_examples_and_counter_examples_stand_once() -> None:
    sentences = [sentence for row in ROWS for sentence in (row.example, row.counter_example)]
    assert [sentence for sentence, n in Counter(sentences).items() if n > 1] == []
