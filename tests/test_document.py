"""A document's views cover its text and lie in it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document, Span
from extractor.normalize import normalize

TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("甲乙a1。！？!?；;”’」)\n\n ,来(lái)")),
    max_size=60,
)


def _sentences(raw: str) -> list[str]:
    document = Document(raw)
    return [document.text[a:b] for a, b in document.sentences]


@given(TEXT)
def test_sentences_cover_the_text_but_for_blanks_and_lone_marks(raw: str) -> None:
    document = Document(raw)
    position = 0
    for start, end in [*document.sentences, Span(len(document.text), len(document.text))]:
        assert position <= start
        gap = document.text[position:start]
        assert not set(gap) - set('。！？!?；;”’」』》)]"') - {c for c in gap if c.isspace()}
        position = end


@given(TEXT, st.data())
def test_a_sentence_holds_its_offsets(raw: str, data: st.DataObject) -> None:
    document = Document(raw)
    offset = data.draw(st.integers(0, len(document.text)))
    sentence = document.sentence_at(offset)
    holding = [s for s in document.sentences if s.start <= offset < s.end]
    assert holding == ([] if sentence.start == sentence.end else [sentence])
    assert sentence.start <= offset <= sentence.end


@given(TEXT)
def test_tokens_are_the_text(raw: str) -> None:
    document = Document(raw)
    position = 0
    for token in document.tokens:
        assert (token.start, token.text) == (position, document.text[token.start : token.end])
        position = token.end
    assert position == len(document.text)


def test_tokens_of_a_text_with_a_lone_surrogate_are_the_text() -> None:
    assert "".join(t.text for t in Document("智谱\ud800上市").tokens) == "智谱\ufffd上市"


def test_of_the_corpus(article: str) -> None:
    document = Document(article)
    assert "".join(t.text for t in document.tokens) == document.text
    assert len(document.sentences) > 10
    assert "".join("".join(_sentences(article)).split()) == "".join(document.text.split())


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("甲来了。乙走了！丙？", ["甲来了。", "乙走了!", "丙?"]),
        ("他说：“来了。”后来走了；又来了", ["他说:“来了。”", "后来走了;", "又来了"]),
        ("甲\n\n乙\r\n丙", ["甲\n\n", "乙\n", "丙"]),
        ("真的？！”他问", ["真的?!”", "他问"]),
        ("增长3.5%，达1,200元", ["增长3.5%,达1,200元"]),
        ("來(lái)了。", ["来了。"]),
        (" \n。\n", []),
        ("", []),
    ],
)
def test_sentences(raw: str, sentences: list[str]) -> None:
    assert _sentences(raw) == sentences


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("见https://a.cn/2024/03?x=1，另有", ["https://a.cn/2024/03?x=1,"]),
        ("发至ir_2024@a-b.com.cn。", ["ir_2024@a-b.com.cn"]),
        ("平台bigmodel.cn聚起", ["bigmodel.cn"]),
        ("www.a.cn上", ["www.a.cn"]),
        ("营收3.5亿,GLM-4.5", []),
        ("", []),
    ],
)
def test_addresses(text: str, addresses: list[str]) -> None:
    document = Document(text)
    assert [document.text[a:b] for a, b in document.addresses] == addresses


def test_holds_the_raw_text_and_the_map() -> None:
    raw = "達(dá)晨"
    document = Document(raw)
    assert document.raw == raw
    assert (document.text, document.alignment) == normalize(raw)


@pytest.mark.parametrize(
    ("reference", "day", "time"),
    [
        (None, None, None),
        (dt.date(2026, 1, 8), dt.date(2026, 1, 8), None),
        (dt.datetime(2026, 1, 8, 9, 30), dt.date(2026, 1, 8), dt.time(9, 30)),
    ],
)
def test_a_reference_is_a_day_and_perhaps_a_time(
    reference: dt.date | None, day: dt.date | None, time: dt.time | None
) -> None:
    document = Document("", reference)
    assert (document.reference_date, document.reference_time) == (day, time)
