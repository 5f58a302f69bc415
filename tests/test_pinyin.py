"""A note is a reading if it is a syllable with a tone, and a word of another language is none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon import table
from extractor.pinyin import is_reading

SYLLABLES = [s for _, row in table("pinyin_syllables", 2) for s in row.split()]
ONE = "lái dá chén wàn gè zhì shí ér ān ōu lǜ lüè nǚ nüè zhuāng xiōng liú guī jiǔ tuī yǔ wǒ quē ń".split()
WITH_TONE = {
    "mark": ONE,
    "digit": ["lai2", "wan4", "zhuang1", "lü4", "lv4", "de5", "er2"],
    "bopomofo": ["ㄌㄞˊ", "ㄓˋ", "ㄓㄨㄤ", "˙ㄍㄜ", "ㄦˊ", "ㄢ"],
    "capital": ["Lái", "ZHÌ", "Wan4"],
    "decomposed": [unicodedata.normalize("NFD", s) for s in ONE],
    "padded": [" lái ", "lái "],
}
WORDS = (
    "CV AI a he me an mango scaling L1 L1-L5 TM ST 600519 2 1.2 i ii 注 见 下称 France café Bogotá Malmö "
    "São naïve lǎi2 lá2i bpmf shuang zhì-5 lài? x4 lai6 lai0 lai22 ˊ ㄌㄞˊx"
).split()  # fmt: skip
NEUTRAL = {"個": "ge", "个": "ge", "的": "de", "了": "le", "們": "men", "着": "zhe", "麼": "me", "吗": "ma"}


@pytest.mark.parametrize("note", [n for notes in WITH_TONE.values() for n in notes])
def test_a_syllable_with_a_tone_is_a_reading(note: str) -> None:
    assert is_reading(note, "字")


@pytest.mark.parametrize("note", [*WORDS, "", " "])
@pytest.mark.parametrize("before", ["我", "第一期"])
def test_a_word_is_no_reading(note: str, before: str) -> None:
    assert not is_reading(note, before)


@pytest.mark.parametrize(("character", "syllable"), NEUTRAL.items())
def test_the_neutral_tone_is_a_reading_behind_its_own_characters(character: str, syllable: str) -> None:
    assert is_reading(syllable, character)
    assert is_reading(syllable, "一" + character)
    assert not is_reading(syllable, "他")
    assert not is_reading(syllable, character + "他")


@pytest.mark.parametrize("note", ["zhì pǔ", "zhìpǔ", "zhì'pǔ", "zhì’pǔ", "zhì-pǔ", "Zhì Pǔ", "nǚ'ér", "xǐhuan"])
def test_as_many_syllables_as_characters_are_a_reading(note: str) -> None:
    assert is_reading(note, "智谱")
    assert is_reading(note, "和智谱")
    assert not is_reading(note, "谱")


def test_a_sentence_of_syllables_is_a_reading_of_as_long_a_text() -> None:
    assert is_reading("zhōng guó rén mín yín háng", "中国人民银行")
    assert not is_reading("zhōng guó rén mín yín háng", "人民银行")


@given(st.sampled_from([s for s in SYLLABLES if len(s) > 1]), st.sampled_from("12345"))
def test_every_syllable_of_the_table_reads_with_a_tone_and_not_without(syllable: str, tone: str) -> None:
    assert is_reading(syllable + tone, "字")
    assert not is_reading(syllable, "字")


@pytest.mark.parametrize("note", ["A4", "O2", "E5", "e3", "a1", "GE4", "Ba1", "He3", "L1", "A", "BA2"])
def test_a_code_of_letters_and_a_digit_is_no_reading(note: str) -> None:
    assert not is_reading(note, "奥迪")


def test_a_digit_is_read_by_its_own_name() -> None:
    assert is_reading("èr", "2")
    assert is_reading("liǎng", "2")
    assert not is_reading("sān", "2")
    assert is_reading("er4", "2")
    assert not is_reading("san1", "2")


# The rule of GB/T 16159: the mark stands on a or e, on the o of ou, else on the last vowel.
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("hǎo", "haǒ"), ("gǒu", "goǔ"), ("guì", "gùi"), ("liù", "lìu"), ("xué", "xúe"), ("zhuāng", "zhūang")],
)
def test_the_mark_stands_on_the_right_vowel(right: str, wrong: str) -> None:
    assert is_reading(right, "字")
    assert not is_reading(wrong, "字")


@given(
    st.text(st.sampled_from("abeghilnouüvzɡāáǎàé1245 ’'-ㄌㄞˊ甲"), max_size=40),
    st.text("一的个", min_size=1, max_size=4),
)
def test_is_total(note: str, before: str) -> None:
    assert is_reading(note, before) in (True, False)
