"""The words are jieba's, one for one."""

from __future__ import annotations

import logging
import sys

import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from extractor import one_text, segment
from extractor.normalize import normalize
from extractor.one_text import OneTextJieba
from extractor.segment import is_word, tag, words

jieba.setLogLevel(logging.WARNING)

SYMBOLS = "+#&._%-"
# Where jieba and its compiled form go ways of their own: Han, Latin, digits and these symbols next to each other.
MIXED = st.text(
    st.one_of(
        st.sampled_from("中国人民银行的一是了大会上市公司亿万元龘〇"),
        st.sampled_from("aAbcXYZkKé"),
        st.sampled_from("0123456789"),
        st.sampled_from(SYMBOLS),
        st.sampled_from(" \n\t\r\u3000,。、()《》“/:@~①😀Ａ１"),
    ),
    max_size=40,
)
WORD = st.sampled_from(
    "C++ c# A股 B超 GLM-4.5 3.5% AT&T R&D 5G T+0 U.S. 1.2.3 .com 2024年 100% -1.2% 卡拉OK K线 T恤 "
    "PM2.5 _ __ -- +- %% a_b 智谱 北京大学 研究生 营收 同比 增长 的 和 \n 、 。".split(" ")
)


def test_of_the_corpus(article: str) -> None:
    assert words(article) == jieba.lcut(article)


def test_of_the_corpus_normalised(article: str) -> None:
    text, _ = normalize(article)
    assert words(text) == jieba.lcut(text)


@given(MIXED)
def test_of_mixed_characters(text: str) -> None:
    assert words(text) == jieba.lcut(text)


@given(st.lists(WORD, max_size=12).map("".join))
def test_of_mixed_words(text: str) -> None:
    assert words(text) == jieba.lcut(text)


@given(st.text(st.sampled_from("aB01" + SYMBOLS), max_size=20))
def test_of_runs_of_symbols(text: str) -> None:
    assert words(text) == jieba.lcut(text)


# jieba knows Han characters from 4E00 to 9FD5 and cuts others off one by one; rjieba knows them all.
@pytest.mark.parametrize("text", ["𠮷𠮷", "&𠮷", "㐀%", "1.㐀", "公司鿖鿖"])
def test_of_rare_characters(text: str) -> None:
    assert words(text) == jieba.lcut(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@pytest.mark.parametrize("text", ["银行", "人民币", "公司", "T恤", "C++"])
def test_knows_the_words_of_the_dictionary(text: str) -> None:
    assert is_word(text)
    assert text in jieba.dt.FREQ


@pytest.mark.parametrize("text", ["", "智谱华", "银行公", "GLM-4.5"])
def test_knows_what_is_no_word(text: str) -> None:
    assert not is_word(text)


@pytest.mark.parametrize(
    ("word", "expected"), [("北京", "ns"), ("增长", "v"), ("公司", "n"), ("智谱华章科", "x"), ("", "x")]
)
def test_tells_the_part_of_speech(word: str, expected: str) -> None:
    assert tag(word) == expected


def test_jieba_itself_serves_where_the_compiled_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "2024年Q1，智谱AI收入5,740万元，毛利率50%以上。"
    compiled = (segment.words(text), segment.tag("收购"), segment.is_word("收购"), segment.is_word("智谱"))
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(jieba.dt, "initialized", False)
    monkeypatch.setattr(jieba.dt, "initialize", pytest.fail)  # it unmarshals a cache that anyone may have laid
    segment._jieba.cache_clear()
    try:
        plain = (segment.words(text), segment.tag("收购"), segment.is_word("收购"), segment.is_word("智谱"))
    finally:
        segment._jieba.cache_clear()
    assert plain == compiled


ONE_TEXT = OneTextJieba()


def test_for_one_text_of_the_corpus(article: str) -> None:
    text, _ = normalize(article)
    assert ONE_TEXT.cut(article, True) == jieba.lcut(article)
    assert ONE_TEXT.cut(text, True) == jieba.lcut(text)
    assert ONE_TEXT.cut(text, False) == jieba.lcut(text, HMM=False)


def test_for_one_text_of_each_character() -> None:
    text = "".join(map(chr, range(0x4DFF, 0x9FFF)))
    assert ONE_TEXT.cut(text, True) == jieba.lcut(text)


@given(st.one_of(MIXED, st.lists(WORD, max_size=12).map("".join), st.text(max_size=20)))
def test_for_one_text_of_mixed_characters(text: str) -> None:
    assert ONE_TEXT.cut(text, True) == jieba.lcut(text)


def test_for_one_text_of_words_and_their_parts_of_speech() -> None:
    jieba.initialize()
    some = list(jieba.dt.FREQ)[::29]  # words, and what they begin with
    assert ONE_TEXT.cut("".join(some), True) == jieba.lcut("".join(some))
    for word in [*some, "", "3", "a", "3.5", "GLM-4.5", "A股", "阿Q", "江南style", "俠", "，", "é"]:
        assert ONE_TEXT.has_word(word) == is_word(word), word
        mine, theirs = ONE_TEXT.tag(word, False), rjieba.tag(word, False)
        assert mine == theirs or len(mine) == len(theirs) != 1, word


def test_one_text_is_cut_without_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = words("公司融资")
    with segment.for_one_text(10):  # the dictionary is there already
        assert segment._jieba() is rjieba
    monkeypatch.delitem(sys.modules, "rjieba")
    with segment.for_one_text(10**6):
        assert not isinstance(segment._jieba(), OneTextJieba)
    with segment.for_one_text(10):
        assert isinstance(segment._jieba(), OneTextJieba)
        assert words("公司融资") == cut


def test_another_version_of_jieba_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_text, "_DICTIONARY_SIZE", 1)
    with pytest.raises(FileNotFoundError):
        OneTextJieba()
    monkeypatch.delitem(sys.modules, "rjieba")
    with segment.for_one_text(10):
        assert not isinstance(segment._jieba(), OneTextJieba)
        assert words("公司融资") == ["公司", "融资"]
    monkeypatch.setattr(one_text, "find_spec", lambda _: None)
    with pytest.raises(FileNotFoundError):
        OneTextJieba()
