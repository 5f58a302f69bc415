"""The cost of amounts, dates and lengths of time grows with the length of the text, whatever the text is."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable

import pytest
from conftest import no_collector

from extractor.document import Document
from extractor.extractors import date_refusals, duration_refusals, extractor_for, money_refusals, percent_refusals
from extractor.facts import FactType
from extractor.figures import Walk
from extractor.pipeline import load
from extractor.resolve import settle_overlaps

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
    "3厘",
    "息1分",
    "刀1",
)
TIMES = (
    "1月",
    "1月1日",
    "1日、",
    "2021年",
    "年底",
    "1/",
    "12:",
    "1点",
    "周一",
    "前",
    "第1",
    "半",
    "(1日)",
    "1至",
    "个月",
    "三天后",
    "2021-",
)
LOOK_ALIKES = ("1", "1-", "〔2021〕", "A-1", "QQ1", "1号", "元旦", "万科", "603999.")
NO_TIMES = ("1", "1-", "〔2021〕", "A-1", "第1届", "1.1,", "1比", "4/5G", "目前", "代码", "1岁", "年级")


def cost(find: Callable[[Document], Iterable[object]], run: str, length: int) -> float:
    """Measure the time of one extraction, in seconds."""
    document = Document("")
    document.text = (run * (length // len(run) + 1))[:length]
    with no_collector():
        begin = time.process_time()
        for _ in find(document):
            pass
        return time.process_time() - begin


def check(find: Callable[[Document], Iterable[object]], run: str, length: int = N) -> None:
    """Check that double the text costs double."""
    # A slow moment of the machine is no proof: the claim fails only if it fails three times.
    ratios = (cost(find, run, length) / (cost(find, run, length // 2) + 0.01) for _ in range(3))
    assert any(ratio < 3 for ratio in ratios)


@pytest.mark.parametrize("fact_type", ["money", "percent"])
@pytest.mark.parametrize("run", RUNS)
def test_double_the_text_costs_double(fact_type: FactType, run: str) -> None:
    check(extractor_for(fact_type).find, run)


@pytest.mark.parametrize("fact_type", ["date", "duration"])
@pytest.mark.parametrize("run", [*RUNS[:12], *TIMES])
def test_double_the_text_costs_double_for_times_too(fact_type: FactType, run: str) -> None:
    check(extractor_for(fact_type).find, run)


@pytest.mark.parametrize("run", LOOK_ALIKES)
def test_naming_what_is_no_money_costs_double_too(run: str) -> None:
    check(lambda document: money_refusals.refusals(document, []), run)


@pytest.mark.parametrize("run", [*LOOK_ALIKES, "1bp", "1成", "百分", "一二", "1/1", "厘", "折"])
def test_naming_what_is_no_percentage_costs_double_too(run: str) -> None:
    check(lambda document: percent_refusals.refusals(document, []), run)


@pytest.mark.parametrize("refusals", [date_refusals.refusals, duration_refusals.refusals])
@pytest.mark.parametrize("run", NO_TIMES)
def test_naming_what_is_no_time_costs_double_too(run: str, refusals: Callable[..., Iterable[object]]) -> None:
    check(lambda document: refusals(document, []), run)


ARTICLE_RUNS = ("五块", "块2", "Ab-", "A", "1…", "中国银行", "3亿元、", "a1+", "、公司", "月薪8000", "增长3%,", "半")


@pytest.mark.parametrize("run", ARTICLE_RUNS)
def test_double_the_article_costs_double(run: str) -> None:
    # Mentions of several types that overlap each other in a chain meet only in the whole.
    pipeline = load()

    def find(document: Document) -> Iterable[object]:
        return pipeline.extract(document.text).facts

    check(find, run, 20_000)


ORG_RUNS = (
    "上海岚有限公司欠",
    "上海岚有限公司愬",
    "朗屿软件",
    "华为朗屿",
    "投资方包括朗屿、",
    "朗屿、澜图等",
    "北京、上海证券交易所",
    "科技资本投资",
    "《华为",
)


@pytest.mark.parametrize("run", ORG_RUNS)
def test_double_the_names_of_one_form_costs_double(run: str) -> None:
    check(extractor_for("org").find, run)


def test_double_the_names_costs_double() -> None:
    # Each name declares a short form of its own, so that names and forms are as many as sentences.
    names = ["".join(name) for name in itertools.product("澜屹岚沐汀恺澄谷霖昶曦煜烨琰珩", repeat=3)]

    def seconds(sentences: int) -> float:
        pairs = zip(names[:sentences], reversed(names), strict=False)
        document = Document("".join(f"杭州{a}科技有限公司(以下简称“{b}”)完成融资。" for a, b in pairs))
        begin = time.process_time()
        assert len(list(extractor_for("org").find(document))) == 2 * sentences
        return time.process_time() - begin

    with no_collector():
        ratios = (seconds(1600) / (seconds(800) + 0.01) for _ in range(3))
        assert any(ratio < 3 for ratio in ratios)


def test_double_the_names_of_clauses_costs_double() -> None:
    # Each sentence begins with a name that nobody lists and has an address, before an organisation of its own.
    names = ["".join(name) for name in itertools.product("澜屹岚沐汀恺澄谷霖昶曦煜烨琰珩", repeat=3)]
    latin = ["Zor" + "".join(name) for name in itertools.product("abcdefghijklmno", repeat=3)]
    pipeline = load()

    def seconds(sentences: int) -> float:
        pairs = zip(latin[:sentences], names, strict=False)
        parts = (f"{a}投入3亿元,见{i}.example.org,杭州{b}有限公司参加。" for i, (a, b) in enumerate(pairs))
        document = Document("".join(parts))
        begin = time.process_time()
        organizations = list(extractor_for("org").find(document))
        spent = time.process_time() - begin
        walk = Walk(document, settle_overlaps(pipeline.candidates(document)))
        begin = time.process_time()
        assert walk.subjects
        assert len(organizations) >= sentences
        assert sum(org.kind == "name" for s in walk.scene.sentences for org in s.orgs) >= sentences
        return spent + time.process_time() - begin

    seconds(100)  # what a process reads once
    with no_collector():
        ratios = (seconds(3000) / (seconds(1500) + 0.01) for _ in range(3))
        assert any(ratio < 2.5 for ratio in ratios)
