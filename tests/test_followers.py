"""A fact stands beside whatever words, though its first or last character may be part of another word with them.

月 and 光 make 月光, but 10月光伏装机 tells a month; 成 and 本 make 成本, but 生成本周 tells a week. What may stand
before and behind is tried with the frequent words of jieba's dictionary.
"""

from __future__ import annotations

from importlib.resources import files

import pytest

from extractor import load

PIPELINE = load()
NUMBER_OF_WORDS = 1000
NUMERALS = set("一二三四五六七八九十百两半多余数陆伍拾")
# Behind these the same characters tell something else: an age, a length of time, a year of an era, 实际上|月.
OTHERWISE = {"年龄", "接近", "康熙", "崇祯", "永乐", "基本", "实际", "原则", "事实"}
DATES = (
    "10月",
    "5日",
    "10月5日",
    "2025年",
    "三季度",
    "第三季度",
    "上半年",
    "周三",
    "本周",
    "月底",
    "年初",
    "当天",
    "次日",
)
DATES_BEHIND = ("10月", "周三", "本周", "今年", "去年", "上月", "前三季度", "本月", "下周", "当天", "前天")
LENGTHS = ("三年", "5天", "两周", "3个月", "48小时")


def _frequent_words() -> list[str]:
    """Return the most frequent nouns and verbs of two and more characters that are no numbers."""
    rows = (line.split() for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines())
    chosen = [(int(count), word) for word, count, kind in rows if len(word) > 1 and kind[0] in "nv"]
    frequent = [word for _, word in sorted(chosen, reverse=True)[:NUMBER_OF_WORDS]]
    return [word for word in frequent if not NUMERALS & {word[0], word[-1]}]


WORDS = _frequent_words()


def _is_found(before: str, told: str, after: str, fact_type: str) -> bool:
    """Tell whether a fact is found where it is told, or a name that goes over its end."""
    start, end = len(before), len(before + told)
    facts = PIPELINE.extract(f"{before}{told}{after}", reference_date="2025-11-11")
    return any(
        (f.start == start and f.end >= end) if f.type == fact_type else f.type == "org" and f.start < end < f.end
        for f in facts
    )


def _lost_before(told: str, fact_type: str, lead: str) -> list[str]:
    """Return the words before which nothing of the type is found where it is told."""
    return [word for word in WORDS if not _is_found(lead, told, f"{word}稳定。", fact_type)]


def _lost_behind(told: str, fact_type: str) -> list[str]:
    """Return the words behind which nothing of the type is found where it is told."""
    behind = (word for word in WORDS if word not in OTHERWISE)
    return [word for word in behind if not _is_found(f"公司{word}", told, ",情况稳定。", fact_type)]


@pytest.mark.parametrize("told", DATES)
def test_date_before_a_word(told: str) -> None:
    assert _lost_before(told, "date", "记者") == []


@pytest.mark.parametrize("told", LENGTHS)
def test_duration_before_a_word(told: str) -> None:
    assert _lost_before(told, "duration", "连续") == []


def test_money_before_a_word() -> None:
    assert _lost_before("5亿元", "money", "获得") == []


@pytest.mark.parametrize("told", DATES_BEHIND)
def test_date_behind_a_word(told: str) -> None:
    assert _lost_behind(told, "date") == []


@pytest.mark.parametrize(("told", "fact_type"), [("5天", "duration"), ("30%", "percent"), ("三成", "percent")])
def test_number_behind_a_word(told: str, fact_type: str) -> None:
    assert _lost_behind(told, fact_type) == []
