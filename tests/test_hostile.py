"""Texts that nobody writes end in time, in order and without a crash; longer ones: ``benchmarks/hostile.py``."""

from __future__ import annotations

import time

import pytest
from conftest import no_collector
from fuzzing import check_facts
from hostile import HOSTILE

from extractor.pipeline import load

PIPELINE = load()
N = 3000  # characters


def _seconds(raw: str) -> float:
    with no_collector():
        begin = time.process_time()
        PIPELINE.extract(raw)
        return time.process_time() - begin


@pytest.mark.parametrize("kind", HOSTILE)
def test_four_times_the_text_costs_four_times(kind: str) -> None:
    # A slow moment of the machine is no proof: the claim fails only if it fails three times.
    ratios = (_seconds(HOSTILE[kind](4 * N)) / (_seconds(HOSTILE[kind](N)) + 0.01) for _ in range(3))
    assert any(ratio < 7 for ratio in ratios)


@pytest.mark.parametrize("kind", HOSTILE)
def test_promises_hold(kind: str) -> None:
    raw = HOSTILE[kind](600)
    assert len(raw) == 600
    check_facts(PIPELINE.extract(raw, reference_date="2026-01-08"), raw)


@pytest.mark.parametrize("brackets", ["()", "（）", "《》", "“”", "[]"])
def test_brackets_nest_100_000_deep(brackets: str) -> None:
    left, right = brackets
    raw = f"{left * 100_000}融资3亿元{right * 100_000}"
    assert [fact.text for fact in PIPELINE.extract(raw).facts] == ["3亿元"]
