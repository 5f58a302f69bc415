"""Each kind of clue: what it points at, by which rule, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from extractor.document import Document
from extractor.extractors.org_clues import (
    Clue,
    code_clues,
    gazetteer_clues,
    source_clues,
)
from extractor.extractors.org_context import trigger_clues
from extractor.extractors.org_forms import form_clues
from extractor.extractors.org_known import gazetteer_refusal
from extractor.extractors.org_latin import gloss_clues, latin_clues
from extractor.extractors.org_words import Words
from extractor.extractors.organizations import SURE
from extractor.gazetteer import Gazetteer

GAZETTEER = Gazetteer(
    (
        ("屹澜", "company", "", "", ""),
        ("岚山", "company", "", "", ""),
        ("?苹果", "company", "", "", ""),
        ("?勇士", "team", "", "", ""),
        ("?财富", "media", "", "", ""),
        ("岚城日报", "media", "", "", ""),
        ("岚城网", "media", "", "", ""),
        ("央行", "bank", "", "", ""),
        ("浙江大学", "university", "", "", ""),
        ("经济部", "ministry", "", "", ""),
        ("人民出版社", "media", "", "", ""),
        ("中石化", "company", "", "", ""),
        ("阿里", "company", "", "", ""),
    )
)


def _told(text: str, clues: Callable[[Words], Iterator[Clue]]) -> list[tuple[str, str, float]]:
    return [(text[c.start : c.end], c.rule, c.weight) for c in clues(Words(Document(text, None, GAZETTEER)))]


def _names(text: str, clues: Callable[[Words], Iterator[Clue]]) -> list[str]:
    return [name for name, _, _ in _told(text, clues)]


def _known(words: Words) -> Iterator[Clue]:
    hits = GAZETTEER.find(words.text)
    return gazetteer_clues(words, hits, frozenset((h.start, h.end) for h in hits if gazetteer_refusal(words, h)))


def _forms(words: Words) -> Iterator[Clue]:
    return form_clues(words, GAZETTEER.find(words.text))


def _triggers(words: Words) -> Iterator[Clue]:
    return trigger_clues(words, GAZETTEER.find(words.text), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("屹澜涨价", ["屹澜"]),
        ("“屹澜”", ["屹澜"]),
        ("《屹澜》卖得好", []),
        ("《屹澜的故事》", []),
        ("《屹澜二〇二三年年报》", ["屹澜"]),
        ("《岚城日报》头版", ["岚城日报"]),
        ("各国央行", []),
        ("全球央行", []),
        ("某国央行", ["央行"]),
        ("屹澜指数走高", []),
        ("屹澜综合指数走高", []),
        ("屹澜500微跌", []),
        ("屹澜500元一股", ["屹澜"]),
        ("屹澜2021年停产", ["屹澜"]),
        ("她在阿里山住", []),
        ("财富上市", []),
        ("岚城日报讯", ["岚城日报"]),
        ("岚城网财经讯", ["岚城网", "岚城网财经"]),
        ("岚城网财经。", ["岚城网", "岚城网财经"]),
        ("岚城网体育迷", ["岚城网"]),
        ("岚城网体育好看", ["岚城网"]),
        ("岚城网散文讯", ["岚城网"]),
        ("岚城日报岚城网讯", ["岚城日报", "岚城日报岚城网", "岚城网"]),
        ("岚城日报、岚城网", ["岚城日报", "岚城网"]),
        ("屹澜岚城网", ["屹澜", "岚城网"]),
    ],
)
def test_known_names(text: str, names: list[str]) -> None:
    assert _names(text, _known) == names


def test_a_known_name_is_sure_unless_it_is_a_common_word() -> None:
    assert [weight >= SURE for *_, weight in _told("屹澜和苹果", _known)] == [True, False]


def test_words_of_a_field_tell_the_sense_of_a_name_in_their_sentence() -> None:
    rules = [rule for _, rule, _ in _told("勇士赢下比赛", _known)]
    assert rules == ["org.gazetteer", "org.topic"]
    assert [rule for _, rule, _ in _told("比赛结束。勇士跃马", _known)] == ["org.gazetteer"]
    assert [rule for _, rule, _ in _told("苹果在比赛中滚落", _known)] == ["org.gazetteer"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("沐澄科技有限公司", ("沐澄科技有限公司", "org.legal_form")),
        ("市二中院", ("市二中院", "org.body_form")),
        ("省公安厅", ("省公安厅", "org.body_form")),
        ("日本内政部", ("日本内政部", "org.body_form")),
        ("中国竹编工艺协会", ("中国竹编工艺协会", "org.body_form")),
        ("昆山市教育局", ("昆山市教育局", "org.body_form")),
        ("澜庭集团", ("澜庭集团", "org.body_form")),
        ("沙钢集团", ("沙钢集团", "org.body_form")),
        ("沐澄公司", ("沐澄公司", "org.body_form")),
        ("昆山法院", ("昆山法院", "org.body_form")),
        ("昆山分局", ("昆山分局", "org.unit_form")),
        ("上海人民出版社", ("上海人民出版社", "org.body_form")),
        ("经济部投审司", ("经济部投审司", "org.unit_form")),
        ("屹澜实验室", ("屹澜实验室", "org.unit_form")),
        ("屹澜新能源汽车公司", ("屹澜新能源汽车公司", "org.body_form")),
        ("中石化第三安装公司", ("中石化第三安装公司", "org.body_form")),
        ("浙江大学竺可桢学院", ("浙江大学竺可桢学院", "org.body_form")),
    ],
)
def test_names_told_by_their_form(text: str, told: tuple[str, str]) -> None:
    ((name, rule, weight),) = _told(text, _forms)
    assert (name, rule) == told
    assert weight >= SURE


@pytest.mark.parametrize(
    "text",
    [
        *(
            "该公司",
            "4Q20公司",
            "2H公司",
            "旗下公司",
            "互联网公司",
            "国有银行",
            "子公司",
            "公司债",
            "市场处",
            "处理",
            "一处",
        ),
        *("沐澄上市公司", "屹澜上市公司", "股份有限公司", "人工智能公司", "新能源集团", "法院", "人民法院", "德国法院"),
        *("美国公司", "德国银行", "中国银行", "智能公司", "汽车实验室", "省实验室", "地下总部"),
        *(
            "二手车网站",
            "沐澄司",
            "昆山处",
            "某省",
            "昆山客户公司",
            "知识产权法院",
            "昆山民营医院",
            "最大银行",
        ),
    ],
)
def test_no_names_by_their_form(text: str) -> None:
    assert _told(text, _forms) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("沐澄(600999)", "沐澄"),
        ("沐澄(00999.HK)", "沐澄"),
        ("沐澄(002173,SZ)", "沐澄"),
        ("买入沐澄科技(SH600999)", "沐澄科技"),
        ("沐澄(股票代码:600999)", "沐澄"),
        ("沐澄(NASDAQ:YLTX)", "沐澄"),
        ("沐澄(YLTX.US)", "沐澄"),
        ("沐澄环境(7.35,0.02,0.27%)", "沐澄环境"),
        ("*ST沐澄(600999)", "*ST沐澄"),
        ("ST沐澄(600999)", "ST沐澄"),
        ("深圳沐澄精密机械(300999)", "精密机械"),
        ("Marlow Finch Holdings(00999.HK)", "Marlow Finch Holdings"),
    ],
)
def test_names_before_a_code_or_a_quote(text: str, name: str) -> None:
    assert _told(text, code_clues) == [(name, "org.stock_code", 1.6)]


@pytest.mark.parametrize("text", ["文件(2023)", "得分(3.5)", "沐澄(1-2)", "沐澄(甲)", "沐澄600999", "的(600999)"])
def test_other_numbers_in_brackets(text: str) -> None:
    assert _told(text, code_clues) == []


def test_names_before_their_latin_form() -> None:
    plain, described, legal = (
        _told(text, gloss_clues)
        for text in ("博伦维特(Borenwitt)", "德国博伦维特(Borenwitt)", "博伦维特(Borenwitt Inc)")
    )
    assert [clue[:2] for clue in (*plain, *described, *legal)] == [("博伦维特", "org.latin_gloss")] * 3
    assert plain[0][2] < described[0][2] <= legal[0][2]
    assert _told("的(Borenwitt)", gloss_clues) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("来源:岚城周报\n正文", ["岚城周报"]),
        ("微信公众号“岚城财经笔记”发文", ["岚城财经笔记"]),
        ("来源:网友\n正文", []),
        ("来源:互联网\n正文", []),
        ("来源于岚城的水", []),
    ],
)
def test_names_of_sources(text: str, names: list[str]) -> None:
    assert _names(text, source_clues) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("买方Alderwick Holdings Ltd.昨日", "Alderwick Holdings Ltd."),
        ("Hale & Wick LLP", "Hale & Wick LLP"),
        ("Bank of Norvania Group", "Bank of Norvania Group"),
        ("Alderwick Group Ltd", "Alderwick Group Ltd"),
        ("Alderwick, Inc.", "Alderwick, Inc."),
    ],
)
def test_latin_names(text: str, name: str) -> None:
    assert [text[c.start : c.end] for c in latin_clues(text)] == [name]


@pytest.mark.parametrize("text", ["New York", "alder group", "Group", "Ltd.", "Alderwick Groups", "GoodTimes"])
def test_no_latin_names(text: str) -> None:
    assert list(latin_clues(text)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("沐澄科技董事长辞职", ("沐澄科技", "org.right_context:董事长")),
        ("全资子公司沐澄科技负责", ("沐澄科技", "org.left_context:全资子公司")),
        ("全资子公司为沐澄科技", ("沐澄科技", "org.left_context:全资子公司")),
        ("全资子公司“沐澄”负责", ("沐澄", "org.left_context:全资子公司")),
        ("沐澄昨日停牌", ("沐澄", "org.right_context:停牌")),
        ("沐澄公司停牌", ("沐澄", "org.right_context:停牌")),
        ("2021年沐澄停牌", ("沐澄", "org.right_context:停牌")),
        ("执行董事戚文涛证券增持", ("戚文涛证券", "org.right_context:增持")),
        ("运营商Marlow Finch", ("Marlow Finch", "org.left_context:运营商")),
        ("Marlow Finch董事长", ("Marlow Finch", "org.right_context:董事长")),
    ],
)
def test_names_beside_a_word_that_tells(text: str, told: tuple[str, str]) -> None:
    assert told in [clue[:2] for clue in _told(text, _triggers)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "执行董事戚文涛增持股份",
            "董事长迈岚增持",
            "3岁推出",
            "公司董事长",
            "昨日停牌",
            "运营商",
            "“停牌”",
        ),
        *("全资子公司负责施工", "的董事长", "沐澄上市公司", "a停牌"),
    ],
)
def test_no_names_beside_a_word_that_tells(text: str) -> None:
    assert _told(text, _triggers) == []


def test_a_name_that_is_sure_already_is_no_part_of_another() -> None:
    words = Words(Document("注盘沐澄客场输球"))
    told = [words.text[c.start : c.end] for c in trigger_clues(words, [], [(2, 4)])]
    assert "注盘沐澄" not in told


def test_a_latin_name_before_a_verb_may_be_a_product() -> None:
    (han,), (latin,) = _told("沐澄推出", _triggers), _told("Zenlura推出", _triggers)
    assert latin[2] == han[2] / 2
    (chair,) = _told("Zenlura董事长", _triggers)
    assert chair[2] > han[2]
