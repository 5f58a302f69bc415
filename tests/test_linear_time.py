"""The cost of the amounts grows with the length of the text, whatever the text is."""

from __future__ import annotations

import time

import pytest

from extractor.document import Document
from extractor.extractors import extractor_for
from extractor.facts import FactType

N = 100_000  # characters
RUNS = (
    "一二三四",
    "1",
    "1,",
    "1,111",
    "1.",
    " ",
    "( ",
    "1 ",
    "1 111",
    "1万",
    "一百",
    "1、",
    "1-",
    "万亿",
    "-",
    "百分之",
    "百 分 ",
)
RUNS += (
    "1%",
    "3亿元、",
    "3亿、",
    "人民币",
    "HK$",
    "几",
    "数",
    "上百",
    "元角分",
    "1bp ",
    "成",
    "约占",
    "收入",
    "1.1/",
    "块2",
    "负",
    "US",
)


def cost(fact_type: FactType, run: str, length: int) -> float:
    """Measure the time of one extraction, in seconds."""
    document = Document("")
    document.text = (run * (length // len(run) + 1))[:length]
    begin = time.perf_counter()
    for _ in extractor_for(fact_type).find(document):
        pass
    return time.perf_counter() - begin


@pytest.mark.parametrize("fact_type", ["money", "percent"])
@pytest.mark.parametrize("run", RUNS)
def test_double_the_text_costs_double(fact_type: FactType, run: str) -> None:
    # A slow moment of the machine is no proof: the claim fails only if it fails three times.
    ratios = (cost(fact_type, run, N) / (cost(fact_type, run, N // 2) + 0.01) for _ in range(3))
    assert any(ratio < 3 for ratio in ratios)
