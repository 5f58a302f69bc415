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
    """Measure the least of three times, in seconds."""
    document = Document("")
    document.text = (run * (length // len(run) + 1))[:length]
    find, times = extractor_for(fact_type).find, []
    for _ in range(3):
        begin = time.perf_counter()
        for _ in find(document):
            pass
        times.append(time.perf_counter() - begin)
    return min(times)


@pytest.mark.parametrize("fact_type", ["money", "percent"])
@pytest.mark.parametrize("run", RUNS)
def test_double_the_text_costs_double(fact_type: FactType, run: str) -> None:
    single = cost(fact_type, run, N // 2)
    double = cost(fact_type, run, N)
    assert double < 3 * single + 0.05
