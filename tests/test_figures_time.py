"""Figures and events cost what the text is long, whatever it is; amounts of one's own types are none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import no_collector

import extractor
from extractor.document import Document
from extractor.events import find_events
from extractor.facts import Fact, Money
from extractor.figures import Walk, find_figures
from extractor.mentions import Mention
from extractor.pipeline import Pipeline
from extractor.resolve import settle_overlaps

N = 20_000  # characters
RUNS = (
    "增长5%、",
    "3亿元",
    "3亿元,",
    "收入3亿元,",
    "收入3亿元;",
    "2023年收入3亿元;",
    "占5%",
    "其中5%",
    "青禾银行3亿元、",
    "青禾银行收入",
    "分别为5%、",
    "分别为5%和6%,",
    "上述各方分别持股5%、6%,",
    "全国GDP增长5%。",
    "(1,1%)",
    "同比增长5%",
    "青禾银行投资",
    "青禾银行、",
    "青禾银行完成3亿元融资,",
    "青禾银行回购3亿元股份。",
    "股东张大山减持5%股份,",
    "王王",
    "质押占5%",
)


def fact(number: int, kind: str, mention: Mention[Any]) -> Fact:
    """Return a mention as a fact, as far as figures and events look at it."""
    return Fact(f"{kind}-{number}", kind, mention.start, mention.end, "", "", mention.rule, mention.value)


def cost(pipeline: Pipeline, text: str) -> float:
    """Measure the time that figures and events take of an article whose facts are known, in seconds."""
    document = Document(text)
    settled = settle_overlaps(pipeline.candidates(document))
    facts = {m.start: fact(n, kind, m) for n, (kind, m) in enumerate(settled)}
    with no_collector():
        begin = time.process_time()
        walk = Walk(document, settled)
        figures = list(find_figures(walk, {start: found.id for start, found in facts.items()}))
        list(find_events(walk, facts, figures))
        return time.process_time() - begin


def check(pipeline: Pipeline, run: str) -> None:
    """Check that double the text costs double, in one of three measurements."""
    whole = (run * (N // len(run) + 1))[:N]
    assert any(cost(pipeline, whole) < 3 * (cost(pipeline, whole[: N // 2]) + 0.01) for _ in range(3))


@pytest.mark.parametrize("run", RUNS)
def test_double_the_text_costs_double(run: str) -> None:
    check(extractor.load(), run)


@dataclass(frozen=True)
class Count:
    number: str

    def to_dict(self) -> dict[str, Any]:
        return {"number": self.number}


def tokens(value: Any) -> SimpleNamespace:
    """Return an extractor that finds each 枚 with a digit before it."""

    def find(document: Document) -> Iterator[Mention[Any]]:
        for at in range(1, len(document.text)):
            if document.text[at] == "枚" and document.text[at - 1].isdigit():
                yield Mention(at - 1, at + 1, "token.count", value)

    return SimpleNamespace(RULES=(), find=find)


@pytest.mark.parametrize("value", [Count("5"), Money(Decimal(5))])
def test_types_of_ones_own_are_no_amounts(value: Any) -> None:
    pipeline = extractor.load(extractors={"token": tokens(value)})
    facts = pipeline.extract("青禾银行2023年收入5枚,净利润3亿元。")
    assert [fact.type for fact in facts] == ["org", "date", "token", "money"]
    assert [(f.fact, f.subject, f.metric) for f in facts.figures] == [("money-1", "青禾银行", "净利润")]
    check(pipeline, "收入5枚、")
