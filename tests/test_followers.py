"""A fact stands before whatever word follows it, though the first character of that word may end another one.

月 and 光 make 月光, but 10月光伏装机 tells a month. What may follow is tried with the frequent words of jieba's dictionary.
"""

from __future__ import annotations

from importlib.resources import files

import pytest

from extractor import load

PIPELINE = load()
NUMBER_OF_WORDS = 1200
DATES = ("10月", "5日", "10月5日", "2025年", "三季度", "第三季度", "上半年", "周三", "本周", "月底", "年初", "当天", "次日")
LENGTHS = ("三年", "5天", "两周", "3个月", "48小时")


def _frequent_words() -> list[str]:
    """Return the most frequent nouns and verbs of two and more characters that are no numbers."""
    rows = (line.split() for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines())
    chosen = [(int(count), word) for word, count, kind in rows if len(word) > 1 and kind[0] in "nv"]
    return [word for _, word in sorted(chosen, reverse=True)[:NUMBER_OF_WORDS] if word[0] not in "一二三四五六七八九十百两半多余"]


WORDS = _frequent_words()


def _lost(told: str, fact_type: str, before: str) -> list[str]:
    """Return the words behind which nothing of the type is found where it is told, unless a name goes over it."""
    start, end = len(before), len(before + told)
    lost = []
    for word in WORDS:
        facts = PIPELINE.extract(f"{before}{told}{word}稳定。")
        found = any(f.type == fact_type and f.start == start and f.end >= end for f in facts)
        if not found and not any(f.type == "org" and f.start < end < f.end for f in facts):
            lost.append(word)
    return lost


@pytest.mark.parametrize("told", DATES)
def test_date(told: str) -> None:
    assert _lost(told, "date", "记者") == []


@pytest.mark.parametrize("told", LENGTHS)
def test_duration(told: str) -> None:
    assert _lost(told, "duration", "连续") == []


def test_money() -> None:
    assert _lost("5亿元", "money", "获得") == []
