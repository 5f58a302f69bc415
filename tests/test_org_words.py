"""Words as parts of names: persons, places, edges of a name, its shape; and the tables that say so."""

from __future__ import annotations

from collections import Counter

import pytest
from opencc import OpenCC

from extractor.document import Document
from extractor.extractors.org_shape import is_description, is_invented, shape
from extractor.extractors.org_vocabulary import (
    countries,
    generic_words,
    is_person,
    is_place,
    is_surname,
    longest_suffix,
    stops,
    suffixes,
)
from extractor.extractors.org_words import Words
from extractor.lexicon import table
from extractor.segment import words as cut

KINDS = frozenset(
    "company bank insurer broker fund investor exchange regulator ministry agency court party university institute "
    "hospital media association alliance team auditor lawfirm".split()
)


def wrong(reason: str) -> pytest.MarkDecorator:
    """Mark a case in which the extractor is still wrong."""
    return pytest.mark.xfail(strict=True, reason=reason)


# --- what the tables hold -----------------------------------------------------------------------------------------


def test_suffixes_have_a_known_strength_and_kind_and_stand_once() -> None:
    rows = table("org_suffixes", 3)
    assert {strength for _, strength, _ in rows} == {"legal", "body", "unit", "trade", "vague", "noun"}
    assert {kind for _, _, kind in rows} <= KINDS
    assert [word for word, n in Counter(row[0] for row in rows).items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (
            "org_generic",
            (
                "head qualifier status personal dropped place unplaced region division house sum drug goods flash "
                "corporate act local city many province short level each all measure counted kept "
                "everyday worldwide said bank whole line technical channel plural person product service ware "
                "nationwide unsourced plant"
            ).split(),
        ),
        ("org_stops", "clause determiner adverb party founding locative duty function verb trade between".split()),
        ("surnames", ["single", "double", "japanese"]),
    ],
)
def test_a_table_of_word_classes_has_each_class_once(name: str, kinds: list[str]) -> None:
    assert [row[0] for row in table(name, 2)] == kinds
    assert all(words.split() for _, words in table(name, 2))


def test_topics_have_a_known_kind_a_weight_and_words() -> None:
    rows = table("org_topics", 3)
    assert {kind for kind, _, _ in rows} <= KINDS
    assert all(0 < float(weight) < 1 for _, weight, _ in rows)
    assert all(word and word == word.strip() for *_, words in rows for word in words.split("|"))


def test_conjunctions_have_words_on_both_sides() -> None:
    assert all(before and behind for before, behind in table("org_conjunctions", 2))


def test_latin_endings_begin_with_a_letter_and_are_in_one_column() -> None:
    assert all(row[0][0].isalpha() and row[0].isascii() for row in table("org_latin_endings", 1))


def test_surnames_have_their_length() -> None:
    rows = dict(table("surnames", 2))
    assert all(len(name) == 2 for name in rows["double"].split())
    assert rows["single"].isalpha()


ROWS = [
    *((f"{name}: {row[0]}", row[1].split()) for name in ("org_generic", "org_stops") for row in table(name, 2)),
    *((f"org_topics: {row[0]}", row[2].split("|")) for row in table("org_topics", 3)),
    ("countries", [word for row in table("countries", 1) for word in row[0].split()]),
    ("org_latin_endings", [row[0] for row in table("org_latin_endings", 1)]),
    ("surnames: single", list(dict(table("surnames", 2))["single"])),
    ("surnames: double", dict(table("surnames", 2))["double"].split()),
]


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in ROWS])
def test_no_row_has_a_word_twice(words: list[str]) -> None:
    assert [word for word, n in Counter(words).items() if n > 1] == []


TABLES = ["org_suffixes", "org_generic", "org_stops", "org_triggers", "org_topics", "countries", "surnames"]


@pytest.mark.parametrize("name", [*TABLES, "org_conjunctions"])
def test_words_are_in_simplified_script(name: str) -> None:
    text = "\n".join("\t".join(row) for row in table(name, 5 if name == "org_triggers" else 3))
    assert OpenCC("t2s").convert(text) == text


def test_word_classes_are_read_apart() -> None:
    assert {"公司", "记者"} <= generic_words("head")
    assert "公司" not in generic_words("plural")
    assert stops("trade", "between") == stops("trade") | stops("between")
    assert {"德国", "中国", "日本"} <= countries()
    assert suffixes()["集团"].kind == "company"


# --- single words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["王建平", "李涛", "欧阳兰", "欧阳晓兰", "司马光", "聂海波", "温宁"])
def test_is_a_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "王",
        "王建平文",
        "屹澜",
        "腾讯",
        "阿里",
        "王氏科技",
        "白云银行",
        "方正证券",
        "方证券",
        "长江",
        "欧阳晓兰儿",
        "",
        "IBM",
    ],
)
def test_is_no_person(name: str) -> None:
    assert not is_person(name)


def test_a_function_word_is_no_surname() -> None:
    assert all(map(is_surname, "王张李"))
    assert not any(map(is_surname, "于和向从腾屹"))


def test_is_a_place() -> None:
    assert all(map(is_place, ("昆山", "北京", "德国")))
    assert not any(map(is_place, ("省", "市", "苹果", "屹澜", "")))


@pytest.mark.parametrize("word", ["屹澜", "沐澄", "Zenlura", "iPhone"])
def test_is_invented(word: str) -> None:
    assert is_invented(word)


@pytest.mark.parametrize("word", ["IBM", "国际化", "澜化", "人工智能", "法院", "收来", "辉", "lower", "网约车"])
def test_is_not_invented(word: str) -> None:
    assert not is_invented(word)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("屹澜科技股份有限公司", "股份有限公司"),
        ("昆山市教育局", "教育局"),
        ("无锡银行", "银行"),
        ("芜湖屹澜合伙企业(有限合伙)", "(有限合伙)"),
        ("沐澄新能源", "新能源"),
        ("有限公司", None),
        ("屹澜", None),
        ("", None),
    ],
)
def test_the_longest_suffix_has_something_before_it(name: str, suffix: str | None) -> None:
    found = longest_suffix(name)
    assert (found.word if found else None) == suffix


def test_is_a_description() -> None:
    assert is_description(("标的", "公司"))
    assert is_description(("国有", "银行")) is ("银行" in generic_words("whole"))
    assert not is_description(("屹澜", "公司"))


# --- the shape of a name --------------------------------------------------------------------------------------------


def _shape(name: str) -> float:
    return shape(tuple(cut(name)), name)


@pytest.mark.parametrize(
    "name",
    ["屹澜", "屹澜科技", "沐澄光电", "睿澄", "昆山屹澜", "澜庭集团", "腾讯", "Zenlura", "Blue Orrin", "屹澜智能"],
)
def test_looks_like_a_name(name: str) -> None:
    assert _shape(name) > 0


@pytest.mark.parametrize(
    "name",
    [
        *(
            "被告",
            "财富",
            "信息披露义务人",
            "标的公司",
            "上海上市公司",
            "恒生指数",
            "半导体板块",
            "屹澜转债",
            "屹澜疫苗",
            "屹澜项目",
        ),
        *("B轮", "A+轮", "Pre-A轮", "屹澜总监", "总经理", "澜", "在于", "昆山公司", "互联网公司"),
        "澜" * 31,
    ],
)
def test_is_never_a_name(name: str) -> None:
    assert _shape(name) <= -2


@pytest.mark.parametrize(
    "name",
    [
        "王建平",
        "李涛",
        "聂海波",
        "苹果手机",
        "数字经济发展",
        "新型智能机车",
        "人民法院",
        "GLM4",
        "IBM",
        "未上市银行",
        "屹澜上市网络",
    ],
)
def test_looks_like_no_name(name: str) -> None:
    assert _shape(name) < 0


def test_a_fault_makes_a_name_less_likely() -> None:
    assert _shape("王建平") < _shape("屹建平")  # a person's form
    assert _shape("屹澜的") < _shape("屹澜达")  # ends in a function word
    assert _shape("屹澜新型智能机车") < _shape("屹澜机车")  # a phrase of common words


def test_a_line_of_business_and_a_place_make_a_name_more_likely() -> None:
    assert _shape("屹澜") < _shape("屹澜智能") < _shape("屹澜科技")
    assert _shape("屹澜") < _shape("德国屹澜") < _shape("昆山屹澜")


@pytest.mark.parametrize("name", ["AI系统", "GPU软件"])
def test_a_technique_is_less_than_a_company(name: str) -> None:
    assert _shape(name) <= -1


# --- the edges of a name --------------------------------------------------------------------------------------------


def _words(text: str) -> Words:
    return Words(Document(text))


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("昨天屹澜科技|有限公司", "屹澜科技"),
        ("原告与屹澜科技|有限公司", "屹澜科技"),
        ("昆山市发展和改革|委员会", "昆山市发展和改革"),
        ("上海和北京|法院", "北京"),
        ("对屹澜(无锡)|有限公司", "屹澜(无锡)"),
        ("对屹澜(简称甲)|有限公司", ""),
        ("买方Marlow Finch|公司", "买方Marlow Finch"),
        ("买方marlow finch|公司", "finch"),
        ("2021年度，屹澜|公司", "屹澜"),
        ("2021年度屹澜|公司", "屹澜"),
        ("2021年屹澜|公司", "屹澜"),
        ("2024年澜迈|公司", "澜迈"),
        ("买下的澜都科技|有限公司", "澜都科技"),
        ("原告的科技|有限公司", "科技"),
        ("原告与恺岚|公司", "恺岚"),
        ("一九年屹澜|公司", "屹澜"),
        ("中铁二十三局|集团", "中铁二十三局"),
        ("三家|公司", ""),
        ("位于昆山的|公司", ""),
        ("|公司", ""),
    ],
)
def test_left_edge(text: str, run: str) -> None:
    end = text.index("|")
    plain = text.replace("|", "")
    assert plain[_words(plain).left_edge(end) : end] == run


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("昨天推出屹澜|", "屹澜"),
        ("投资管理|有限公司", ""),
    ],
)
def test_left_edge_at_verbs(text: str, run: str) -> None:
    end = text.index("|")
    plain = text.replace("|", "")
    assert plain[_words(plain).left_edge(end, verbs=True) : end] == run


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("屹澜宣布停牌", "屹澜"),
        ("屹澜科技的工厂", "屹澜科技"),
        ("屹澜记者", "屹澜"),
        ("屹澜董事长", "屹澜"),
        ("Marlow Finch在伦敦", "Marlow Finch"),
        ("Marlow finch在伦敦", "Marlow"),
        ("屹沐来上海", "屹沐"),
        ("屹澜", "屹澜"),
        ("", ""),
    ],
)
def test_right_edge(text: str, run: str) -> None:
    assert text[: _words(text).right_edge(0)] == run


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云平台屹澜", "屹澜"),
        pytest.param("知名车企屹澜汽车", "屹澜汽车", marks=wrong("jieba cuts 车企屹 in two behind 车")),
        ("上市公司沐澄光电", "沐澄光电"),
        ("全球屹澜", "屹澜"),
        ("屹澜有限公司沐澄集团", "沐澄集团"),
        ("德国博伦维特", "博伦维特"),
        ("美国Zenlura", "Zenlura"),
        ("日本汽车", "日本汽车"),
        ("中国屹澜科技", "屹澜科技"),
        ("中国屹澜", "中国屹澜"),
        ("屹澜科技", "屹澜科技"),
        ("推出屹澜", "屹澜"),
        ("与岚屹集团", "岚屹集团"),
    ],
)
def test_trim_takes_off_what_describes(text: str, name: str) -> None:
    assert text[_words(text).trim(0, len(text)) :] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("供应商协会", "供应商协会"), ("部门江北区统计局", "江北区统计局"), ("德国博伦维特", "德国博伦维特")],
)
def test_trim_leaves_names_of_common_nouns(text: str, name: str) -> None:
    assert text[_words(text).trim(0, len(text), whole=True) :] == name


@pytest.mark.parametrize(
    ("text", "piece", "splits"),
    [
        ("她在阿里山住", "阿里", True),
        ("阿里的工厂", "阿里", False),
        ("屹澜公司", "屹澜", False),
        ("中国人民银行行长", "中国人民银行", False),
    ],
)
def test_splits_a_word(text: str, piece: str, splits: bool) -> None:
    start = text.index(piece)
    assert _words(text).splits_word(start, start + len(piece)) is splits


def test_words_by_offset() -> None:
    words = _words("屹澜科技停产。工人散了")
    assert words.at(3).text == "科技"
    assert words.inside(0, 4) == ("屹澜", "科技")
    assert words.inside(1, 3) == ("澜", "科")
    assert words.inside(2, 2) == ()
    assert words.are_whole(0, 4)
    assert not words.are_whole(0, 3)
    assert words.sentence(0) == "屹澜科技停产。"
