"""Which words stand outside of names, before them, or close one."""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.extractors.org_vocabulary import (
    GLUED,
    LONGEST_PERSON,
    ROLE_ENDS,
    VERB_TAGS,
    generic_words,
    is_place,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.segment import is_word

__all__ = ["LINKS", "closes", "is_edge", "is_glued", "leading", "long_roles", "roles"]

LINKS = frozenset("由为据从赴在于被把将向对给让使到至经受用诉与及")
_OUTER_TAGS = frozenset("p c u uj ul uz ud ug uv y e o r rr rz zg t tg q mq".split())
_NUMERALS = frozenset("〇一二三四五六七八九十")
_ADVERBS, _WITH = frozenset("还也并已曾又均亦"), ("同", "和", "跟")
_GOVERNED = frozenset("省市县区镇乡")
_NEVER_FIRST = frozenset("兼由被把让使给向从及")  # prepositions that no coined name begins with
_AFFILIATES = ("子公司", "孙公司", "分公司")


@lru_cache(maxsize=1 << 16)
def is_edge(word: str, *, verbs: bool) -> bool:
    """Whether a word stands outside of names."""
    if not (word[0].isalnum() or word in "·&"):
        return True
    if word in stops("function", "verb") or (verbs and word in stops("trade")):
        return True
    if len(word) == 1:
        return word.isdigit()
    if word[-1] in LINKS and not is_word(word):
        return True  # a guess of the segmenter: 先由
    if word[0] in _ADVERBS and word[1:] in _WITH and not is_word(word):
        return True  # 还同
    if word[0].isdigit():
        return not any(c.isalpha() and c.isascii() for c in word)
    word_tag = part_of_speech(word)
    if word_tag == "m":  # 第三安装公司, 中铁二十三局; not 三家公司
        return word[0] != "第" and not _NUMERALS.issuperset(word)
    return (word_tag in _OUTER_TAGS and (verbs or word_tag != "t")) or (
        verbs and word_tag in VERB_TAGS and not is_place(word)
    )


def is_glued(token: str) -> bool:
    """Whether the segmenter joined a preposition to the beginning of a name: 因鼎晟, 被亘, 为区."""
    first = GLUED if len(token) > 2 or token[-1] in _GOVERNED else _NEVER_FIRST
    return len(token) > 1 and token[0] in first and not is_word(token)


@cache
def roles() -> frozenset[str]:
    """Roles of parties of three characters, of which the segmenter may join the last to a name."""
    return frozenset(w for w in generic_words("whole") if len(w) == LONGEST_PERSON and w[-1] in ROLE_ENDS)


@cache
def long_roles() -> tuple[str, ...]:
    """Words for roles of three characters or more, which stand behind organisations however they are cut."""
    told = tuple(w for w in generic_words("person") if len(w) > 2 and w in triggers("right"))
    return told + _AFFILIATES


@cache
def leading(whole: bool) -> frozenset[str]:
    """Words that stand before names and never begin one; with ``whole`` those before names of common nouns."""
    outside = stops("function", "verb")
    return outside if whole else outside | generic_words("head") | generic_words("status") | {"全球", "世界"}


def closes(word: str) -> bool:
    """Whether a word ends another organisation's name inside a run: 某某有限公司告某某."""
    suffix = suffixes().get(word)
    return suffix is not None and suffix.strength == "legal"
