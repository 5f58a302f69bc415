"""What looks like the name of an organisation and is none, each with the rule that refuses it.

Only ``explain`` asks for this: the extractor itself passes such places over, at no cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.extractors.org_forms import form_words, walk_start
from extractor.extractors.org_known import gazetteer_refusal
from extractor.extractors.org_shape import COUNTED, NICKNAME, descriptive_words, lookalike, shape
from extractor.extractors.org_vocabulary import (
    LONGEST_PERSON,
    PERSON_TITLE,
    generic_words,
    is_person,
    is_place,
    lookalikes,
    part_of_speech,
)
from extractor.extractors.org_words import Words
from extractor.facts import Organization
from extractor.finder import Finder
from extractor.gazetteer import Hit
from extractor.mentions import Mention, Rule
from extractor.patterns import any_of, lazy

__all__ = ["REFUSALS", "refusals", "why_not_sure"]

REFUSALS = (
    Rule("org.person", (), ("李建国说，他很满意。", "王秀兰女士没有出席。", "马云卸任。")),
    Rule("org.place", (), ("他住在杭州。", "杭州发布高温预警。")),
    Rule("org.index", (), ("恒生指数收涨1%。", "券商板块走强。", "投资者买入沪深300ETF。")),
    Rule("org.event", (), ("他出席世界互联网大会。", "世界人工智能峰会开幕。", "链博会开幕。")),
    Rule("org.programme", (), ("学校加入强基计划。", "当地启动南水北调工程。")),
    Rule(
        "org.product",
        (),
        (
            "该店销售M3手机。",
            "用户安装了GLM-4.5。",
            "微信支付宣布降价。",
            "聊天机器人朗屿宣布涨价。",
            "大模型“朗屿”宣布涨价。",
        ),
    ),
    Rule("org.district", (), ("双方将在屹澜镇建设电站。",)),
    Rule(
        "org.group",
        (),
        (
            "他们被称为CV四小龙。",
            "互联网三巨头相继降价。",
            "AI六小虎宣布融资。",
            "六大行宣布降息。",
            "三通一达宣布涨价。",
            "三桶油发布年报。",
        ),
    ),
    Rule(
        "org.generic",
        (),
        (
            "该公司没有回应。",
            "互联网公司纷纷裁员。",
            "三大交易所发布规则。",
            "互联网巨头纷纷降价。",
            "董事会通过议案。",
        ),
    ),
    Rule("org.phrase", (), ("老式唱机推出新款。",)),
    Rule("org.common_word", (), ("桌上放着一个苹果。",)),
    Rule("org.part_of_word", (), ("她在阿里山住了三天。",)),
    Rule("org.plural", (), ("各国央行相继降息。",)),
    Rule("org.title", (), ("他读完了《美的》。", "《春天的故事》再版。", "《腾讯传》再版。", "他读《华为二十年》。")),
    Rule("org.code", (), ("⟦拼多多⟧（PDD.US）上涨。", "⟦拼多多⟧（NASDAQ:PDD）上涨。", "⟦阿里巴巴⟧(NYSE: BABA)上涨。")),
    Rule("org.weak", (), ("岚岐介绍了方案。",)),
)

_PRODUCT = lazy(r"(?<![A-Za-z0-9])[A-Za-z]{1,20}[\- ]?\d[A-Za-z0-9.\-]{0,12}")
_TITLE = lazy("《([^《》\n]{1,40})》")
_LONGEST_PERSON = LONGEST_PERSON + 1  # with a surname of two characters
_PERSON_TAGS = ("x", "nr")  # of words that are unknown, and of those that are persons' names


def why_not_sure(words: Words, start: int, end: int, *, known: bool, told_product: bool) -> str:
    """Name the rule that refuses a span to which clues point.

    Parameters
    ----------
    words : Words
    start, end : int
    known : bool
        Whether the gazetteer has it, as a common word too.
    told_product : bool
        Whether the article says that it is a product.
    """
    name, parts = words.text[start:end], words.inside(start, end)
    if what := lookalike(parts, name):
        return f"org.{what}"
    if known:
        return "org.common_word"
    if told_product:
        return "org.product"
    if is_person(name):
        return "org.person"
    return "org.weak" if shape(parts, name) > 0 else "org.phrase"


def refusals(
    words: Words, hits: list[Hit], unsure: dict[tuple[int, int], str], found: list[tuple[int, int]]
) -> Iterator[Mention[Organization]]:
    """Tell the places that look like names and are none.

    Parameters
    ----------
    words : Words
    hits : list of Hit
        Of the gazetteer.
    unsure : dict of (start, end) to str
        Spans to which clues point that do not suffice, and the rule that refuses each.
    found : list of (start, end)
        The organisations of the article.

    Yields
    ------
    Mention of Organization
        Without a value, one a span, none of which shares a character with an organisation.
    """
    told: set[tuple[int, int]] = set()
    for start, end, rule in (*((*span, rule) for span, rule in unsure.items()), *_looked_at(words, hits)):
        if start < end and (start, end) not in told and not any(a < end and start < b for a, b in found):
            told.add((start, end))
            yield Mention(start, end, rule, None)


def _looked_at(words: Words, hits: list[Hit]) -> Iterator[tuple[int, int, str]]:
    """Yield what no clue points at, the more telling reason first."""
    text = words.text
    for hit in hits:
        if rule := gazetteer_refusal(words, hit):
            yield hit.start, hit.end, rule
    for m in _endings().finditer(text):
        yield words.trim(words.left_edge(m.start(), verbs=True), m.start()), m.end(), f"org.{lookalikes()[m.group()]}"
    for m in _TITLE.finditer(text):
        yield *m.span(1), "org.title"
    for m in PERSON_TITLE.finditer(text):
        for length in range(_LONGEST_PERSON, 1, -1):
            if m.start() >= length and is_person(text[m.start() - length : m.start()]):
                yield m.start() - length, m.start(), "org.person"
    for m in _PRODUCT.finditer(text):
        yield *m.span(), "org.product"
    for start, end in form_words(text):
        yield walk_start(words, start, end)[1], end, "org.generic"
    for m in COUNTED.finditer(text):
        if words.are_whole(*m.span()):
            yield *m.span(), "org.group"
    for m in NICKNAME.finditer(text):
        yield words.left_edge(m.start(), verbs=True), m.end(), "org.group"
        yield *m.span(), "org.group"
    for start, end in _products().spans(text):
        yield start, end, "org.product"
    yield from _words_looked_at(words)


def _words_looked_at(words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield persons, places and runs of words that only describe."""
    position = run = 0
    while position < len(words.text):
        word = words.at(position)
        position = word.end
        describes = word.text in descriptive_words()
        if not describes:
            run = position
        elif word.text in generic_words("head") | generic_words("whole"):
            yield run, position, "org.generic"
        if is_place(word.text) and not describes:
            yield word.start, position, "org.place"
        elif is_person(word.text) and part_of_speech(word.text) in _PERSON_TAGS:
            yield word.start, position, "org.person"


@cache
def _products() -> Finder:
    return Finder(generic_words("product"))


@cache
def _endings() -> re.Pattern[str]:
    return lazy(any_of(lookalikes()))
