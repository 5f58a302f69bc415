"""Where the form of a known name does not name its organisation: titles, pieces of words, codes, indices."""

from __future__ import annotations

from extractor.characters import HAN
from extractor.extractors.org_clues import EXCHANGE, MARKET
from extractor.extractors.org_products import begins_title
from extractor.extractors.org_shape import is_coined
from extractor.extractors.org_vocabulary import (
    FUNCTION,
    GLUED,
    LONGEST_GIVEN,
    common_characters,
    countries,
    generic_affixes,
    generic_words,
    is_bare_surname,
    is_person,
    longest_suffix,
    suffixes,
    triggers,
)
from extractor.extractors.org_words import Words
from extractor.gazetteer import Hit
from extractor.patterns import lazy

__all__ = ["gazetteer_refusal", "is_behind_byline"]

_COUNTED = lazy(r"[某一两二三四五六七八九十几数多\d]家\Z")
_HOUSES = lazy(r"的?(?:分行|支行|网点|门店|分支机构)")
_CONGRESS = lazy("第?[一二三四五六七八九十]{1,3}(?:大|届|次)")
_SHORT, _SHORTEST_TRADED = 4, 3
_LINKING = FUNCTION | GLUED  # 至本公告披露日
_LONGEST_PLURAL = 4
_AMONG = lazy("间(?![接隔或距])")  # behind a word for a body: 银行间市场
_CLAN, _KIN = "氏", frozenset("妻妾母媳")
_INDEX = lazy(r"\d{3,4}(?![\d.,年月日万亿元%倍])|\d{0,4}(?:中国|综合|成份|成分)?(?:指数|综指|成指|期指)")
# Indices go by round numbers (某某1000), models by any: 诺基亚3310, 诺基亚5210i.
_MODEL = lazy(
    r"(?:\d(?!000)\d{3}[A-Za-z]?|\d{3}[A-Za-z])(?![\d.A-Za-z]|(?:中国|综合|成份|成分)?(?:指数|综指|成指|期指|ETF))"
)
_DESCRIBED = lazy("巨头|龙头|大亨")
_BYLINE = lazy(rf"(?:\A|[\n。;!?])({HAN}{{3}})\Z")
_FAR_INDEX = lazy(r"[^\W_]{1,10}?(指数|综指|成指|期指)")
_TICKER = lazy(rf"\s?\.\s?{MARKET}(?![A-Za-z])")  # behind the letters of a code: PDD.US
_IN_CODE = lazy(r"\s?:\s?[A-Z0-9.]{1,8} ?[);,、/\]]")  # behind the exchange of one: NASDAQ:PDD
_LISTED_AT = lazy(rf"(?:{EXCHANGE}|US|美股)[:.]\s?\Z")  # before them
_LONGEST_EXCHANGE = 8


def gazetteer_refusal(words: Words, hit: Hit) -> str:
    """Name the rule by which a place with the form of a known name does not name it; empty where it does.

    Refused are a name that is the whole title of a work (《人民日报》 names a paper), a piece of a longer word, a name
    that stands for all of its kind (各国央行), and one that begins that of an index.
    """
    text, name = words.text, words.text[hit.start : hit.end]
    titled = text[hit.start - 1 : hit.start] == "《" and text[hit.end : hit.end + 1] == "》"
    if hit.entry.kind != "media" and (titled or begins_title(text, hit.start, hit.end)):
        return "org.title"
    if not hit.sure and not titled and (name in generic_words("whole") or _LINKING.issuperset(name)):
        return "org.generic"  # 资本 and 财富 are magazines too, but who can tell
    if _DESCRIBED.match(text, hit.end) and (country := words.at(hit.start).text) in countries() and country != name:
        return "org.generic"  # 德国电信|巨头爱立信: a country and a trade
    if len(name) == LONGEST_GIVEN and hit.entry.kind == "party" and _CONGRESS.match(text, hit.end):
        return "org.event"
    if _is_indefinite(text, hit):
        return "org.generic"
    if hit.entry.kind == "exchange" and _IN_CODE.match(text, hit.end):
        return "org.code"
    if _TICKER.match(text, hit.end) or _LISTED_AT.search(text, max(0, hit.start - _LONGEST_EXCHANGE), hit.start):
        return "org.code"
    split = len(name) <= _SHORT and words.splits_word(hit.start, hit.end)
    if (
        _ends_longer(text, hit)
        or _ends_coinage(words, hit.start, name)
        or (split and not (_is_told_behind(text, hit) or (hit.sure and is_behind_byline(text, hit.start, hit.end))))
    ):
        return "org.part_of_word"
    before, behind = text[max(0, hit.start - 2) : hit.start], text[hit.end : hit.end + 1]
    if len(name) == LONGEST_GIVEN and is_bare_surname(before) and not behind.isalnum():
        return "org.person"  # (陈嘉信)
    if name.endswith(_CLAN) and before[-1:] in _KIN:
        return "org.person"  # 妻罗氏
    among = hit.entry.kind == "bank" and name.endswith("银行") and _AMONG.match(text, hit.end)  # 上海银行间同业拆放利率
    if among or text.endswith(generic_affixes("plural"), max(0, hit.start - _LONGEST_PLURAL), hit.start):
        return "org.plural"
    makes = hit.sure and hit.entry.kind == "company"
    return "org.index" if not (makes and _MODEL.match(text, hit.end)) and _is_index(words, hit.end) else ""


def _is_indefinite(text: str, hit: Hit) -> bool:
    """Whether a name made of a country and a common noun is counted, so that it is one of a kind: 某家美国银行."""
    noun = next((noun for noun in generic_words("everyday") if text.endswith(noun, hit.start, hit.end)), "")
    if not noun or text[hit.start : hit.end - len(noun)] not in countries():
        return False
    return bool(_COUNTED.search(text, max(0, hit.start - 2), hit.start)) and not _HOUSES.match(text, hit.end)


def _ends_longer(text: str, hit: Hit) -> bool:
    """Whether a name ends a longer word for an office: 保监局 in 某市银保监局."""
    name = text[hit.start : hit.end]
    longer = longest_suffix(text[max(0, hit.start - _SHORT) : hit.end]) if name in suffixes() else None
    return longer is not None and len(longer.word) > len(name) and longer.word.endswith(name)


def _ends_coinage(words: Words, start: int, name: str) -> bool:
    """Whether a name ends a coined one, with one character before its line of business: 川创投 in 霁川创投."""
    before = words.text[start - 1 : start]
    if len(name) != _SHORTEST_TRADED or name[1:] not in suffixes() or not before or before in common_characters():
        return False
    return is_coined((before + name[0],)) and words.at(start - 1).start == start - 1


def _is_told_behind(text: str, hit: Hit) -> bool:
    """Whether a word of context stands behind a name whose last character went to its first one: 和泰|车营|收."""
    told = triggers("right")
    return hit.end - hit.start > LONGEST_GIVEN and any(text[hit.end : hit.end + n] in told for n in (2, 3, 4))


def is_behind_byline(text: str, start: int, end: int) -> bool:
    """Whether nothing but a person's name stands before a name, as bylines do in columns: 王某文|某新丽某."""
    m = _BYLINE.search(text, max(0, start - _SHORT), start) if end - start >= _SHORT else None
    return m is not None and is_person(m[1])


def _is_index(words: Words, end: int) -> bool:
    """Whether an index begins with the name that ends here: nouns alone stand between it and the word for one."""
    if _INDEX.match(words.text, end):
        return True
    m = _FAR_INDEX.match(words.text, end)
    return m is not None and words.left_edge(m.start(1), verbs=True) <= end
