"""Clues that a string names an organisation, each found by one kind of look at the text.

A clue is a span, a rule and a weight. None decides alone; ``organizations`` adds them up over the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from extractor.characters import HAN
from extractor.extractors.org_products import begins_title
from extractor.extractors.org_shape import EXCHANGES, is_invented, shape
from extractor.extractors.org_vocabulary import (
    SO_MANY,
    Suffix,
    countries,
    generic_words,
    is_bare_surname,
    is_person,
    is_place,
    longest_suffix,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.gazetteer import Hit
from extractor.lexicon import table
from extractor.patterns import lazy
from extractor.segment import is_word

__all__ = [
    "CERTAIN",
    "CODE",
    "LONGEST_TOLD",
    "NOTHING_ELSE",
    "WORD_TOO",
    "Clue",
    "code_clues",
    "form_clues",
    "form_words",
    "gazetteer_clues",
    "gazetteer_refusal",
    "source_clues",
]

CERTAIN = 2.0
WORD_TOO = 0.6  # of a known name that is a common word too
NOTHING_ELSE = 0.8  # the weight of words beside which nothing but organisations stands
LONGEST_TOLD = 16
_COMPANY = lazy("公司(?!部)|集团(?!军)")
_TEAM = lazy("(?<!队)队(?![员长友医伍服报际])")
_WITH_CHANNELS = frozenset(("media", "company"))
_SHORT_INSTITUTE = lazy(rf"{HAN}{{0,4}}?[院所](?![有以属谓在长])")
_WITH_DIVISIONS = frozenset(("company", "institute", "bank", "broker", "insurer", "investor", "auditor", "fund"))
_NUMBERED_UNIT = lazy(r"第?[〇零一二三四五六七八九十]{1,4}(?:院|所|局|厂|公司|工程局|分公司|研究院|研究所|组合)")
_SHORT = 4
_OF_FIELD, _OF_FIELD_MORE = 2, 0.1  # sentences with sure teams, which make an article one of sports
_LONGEST_PLURAL = 4
_LONGER = 3  # characters of a word whose last one may be a suffix
_GIVEN = 2  # characters of a given name at most
_INDEX = lazy(r"\d{3,4}(?![\d.,年月日万亿元%倍])|\d{0,4}(?:中国|综合|成份|成分)?(?:指数|综指|成指|期指)")
_FAR_INDEX = lazy(r"[^\W_]{1,10}?(指数|综指|成指|期指)")
_CHANNEL_END = lazy(r"讯|记者|消息|获悉|报道|编辑|频道|[\s:,。|]|\Z")


class Clue(NamedTuple):
    """One reason to take a span of the normalised text for an organisation."""

    start: int
    end: int
    rule: str
    weight: float


# --- names that readers know -----------------------------------------------------------------------------------


def gazetteer_clues(words: Words, hits: list[Hit], refused: frozenset[tuple[int, int]]) -> Iterator[Clue]:
    """Tell the names of the gazetteer. A name that is a common word too counts for little without context."""
    sentence_at = words.document.sentence_at
    fields = {(sentence_at(hit.start), hit.entry.kind) for hit in hits if hit.sure and hit.entry.kind in _topics()}
    kinds = Counter(kind for _, kind in fields)
    for hit, following in zip_longest(hits, hits[1:]):
        if (hit.start, hit.end) in refused:
            continue
        magazine = words.text[hit.start - 1 : hit.start] == "《" and words.text[hit.end : hit.end + 1] == "》"
        yield Clue(hit.start, hit.end, "org.gazetteer", CERTAIN if hit.sure or magazine else WORD_TOO)
        if not hit.sure and hit.entry.kind in _topics():
            beside = (sentence_at(hit.start), hit.entry.kind) in fields
            if weight := _topic_weight(hit.entry.kind, words.sentence(hit.start), beside=beside):
                yield Clue(hit.start, hit.end, "org.topic", weight)
            elif kinds[hit.entry.kind] >= _OF_FIELD and hit.entry.kind == "team":
                yield Clue(hit.start, hit.end, "org.topic", _topics()["team"][0] + _OF_FIELD_MORE)
        yield from _longer_names(words, hit, following)


def gazetteer_refusal(words: Words, hit: Hit) -> str:
    """Name the rule by which a place with the form of a known name does not name it; empty where it does.

    Refused are a name that is the whole title of a work (《人民日报》 names a paper), a piece of a longer word, a name
    that stands for all of its kind (各国央行), and one that begins that of an index.
    """
    text, name = words.text, words.text[hit.start : hit.end]
    titled = text[hit.start - 1 : hit.start] == "《" and text[hit.end : hit.end + 1] == "》"
    if hit.entry.kind != "media" and (titled or begins_title(text, hit.start, hit.end)):
        return "org.title"
    if not hit.sure and name in generic_words("whole") and not titled:
        return "org.generic"  # 资本 and 财富 are magazines too, but who can tell
    if hit.entry.kind == "exchange" and _IN_CODE.match(text, hit.end):
        return "org.code"
    if _TICKER.match(text, hit.end) or _LISTED_AT.search(text, max(0, hit.start - _LONGEST_EXCHANGE), hit.start):
        return "org.code"
    if len(name) <= _SHORT and words.splits_word(hit.start, hit.end):
        return "org.part_of_word"
    before, behind = text[max(0, hit.start - 2) : hit.start], text[hit.end : hit.end + 1]
    if len(name) == _GIVEN and is_bare_surname(before) and not behind.isalnum():
        return "org.person"  # (陈嘉信)
    if text.endswith(tuple(generic_words("plural")), max(0, hit.start - _LONGEST_PLURAL), hit.start):
        return "org.plural"
    return "org.index" if _is_index(words, hit.end) else ""


def _is_index(words: Words, end: int) -> bool:
    """Whether an index begins with the name that ends here: nouns alone stand between it and the word for one."""
    if _INDEX.match(words.text, end):
        return True
    m = _FAR_INDEX.match(words.text, end)
    return m is not None and words.left_edge(m.start(1), verbs=True) <= end


def _longer_names(words: Words, hit: Hit, following: Hit | None) -> Iterator[Clue]:
    """Join a known name with what belongs to it: a team's 队, 公司 behind a common word, a channel, a division."""
    kind = hit.entry.kind
    with_divisions = kind in _WITH_DIVISIONS or words.text[hit.start].isascii()  # NBA中国
    if kind == "team" and (m := _TEAM.match(words.text, hit.end)):
        yield Clue(hit.start, m.end(), "org.body_form", CERTAIN)
    if not hit.sure and with_divisions and (m := _COMPANY.match(words.text, hit.end)):
        yield Clue(hit.start, m.end(), "org.body_form", CERTAIN)
    if hit.sure and kind in _WITH_CHANNELS:
        yield from _longer_medium(words, hit, following)
    if hit.sure and with_divisions and (end := _division(words, hit.end)):
        yield Clue(hit.start, end, "org.unit_form", CERTAIN)


def _longer_medium(words: Words, hit: Hit, following: Hit | None) -> Iterator[Clue]:
    """Join a medium with its channel, or with the site behind it: 某某网财经, 某某报某某网."""
    medium = hit.entry.kind == "media"
    if medium and following and following.start == hit.end and following.entry.kind == "media":
        yield Clue(hit.start, following.end, "org.gazetteer", CERTAIN)
    elif words.text.endswith("新闻", hit.start, hit.end):
        return  # 央视新闻直播
    elif hit.end < len(words.text) and (channel := words.at(hit.end)).start == hit.end:
        rest = _CHANNEL_END.match(words.text, channel.end)
        if rest and (medium or rest.group().isalpha()) and channel.text in generic_words("channel"):
            yield Clue(hit.start, channel.end, "org.gazetteer", CERTAIN)


def _division(words: Words, position: int) -> int:
    """Where the word ends that makes a company's name that of its division, or a number its unit; 0 if none does.

    腾讯音乐, 某某中国, 某某集团一院, 某某集团西北院; a noun behind it describes instead: 某某中国市场.
    """
    if m := _NUMBERED_UNIT.match(words.text, position):
        return m.end()
    division = words.at(position) if position < len(words.text) else None
    if division is None or division.start != position:
        return 0
    if is_place(division.text) and (m := _SHORT_INSTITUTE.match(words.text, division.end)):
        return m.end()
    if division.text not in generic_words("division"):
        return 0
    end, text = division.end, words.text
    following = words.at(end).text if end < len(text) else ""
    closed = not text[end : end + 1].isalnum() or following in stops("function", "verb", "between")
    closed = closed or (
        following in stops("duty") and words.at(words.at(end).end % len(text)).text in generic_words("person")
    )
    return end if closed or triggers("right").get(following, 0) >= NOTHING_ELSE else 0


@cache
def _topics() -> dict[str, tuple[float, tuple[str, ...]]]:
    return {kind: (float(weight), tuple(words.split("|"))) for kind, weight, words in table("org_topics", 3)}


def _topic_weight(kind: str, sentence: str, *, beside: bool) -> float:
    """Weigh the words of a field in a sentence; several, or a sure name of its kind beside them, tell more than one."""
    weight, words = _topics()[kind]
    told = sum(word in sentence for word in words)
    return weight + 0.2 * (told + beside > 1) if told else 0.0


# --- names told by their form ----------------------------------------------------------------------------------

# Financial houses, of which a group has several: behind a known name the line of business belongs to it (花旗环球证券).
_HOUSES = frozenset(("bank", "broker", "insurer", "fund", "investor", "rating"))
# 省公安厅, 市二中院: the level of government stands for the place.
_LEVELS = frozenset(("省委", "市委", "区委", "县委", "省", "市", "县", "区", "镇", "乡", "州", "自治区"))
# 粤国资委, 沪市监局: the provinces go by one character.
_PROVINCES = frozenset("京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青川琼")
_LEVELLED = frozenset(("agency", "court", "party", "association", "regulator", "institute"))
_WORLDWIDE = frozenset("环球 国际 全球 亚洲 世界 海外 金融".split())
_EVERYDAY = frozenset(("公司", "集团", "银行"))
_LOCAL_BANKS = ("农村商业银行", "农商银行", "村镇银行", "城市商业银行", "农商行", "城商行")
_PARTNERSHIPS = ("(有限合伙)", "(普通合伙)", "(特殊普通合伙)")
_PERIOD = lazy(r"\d{0,4}[QHE]\d{0,2}E?|\d+", re.I)
_SCHOLARLY = frozenset(("university", "institute", "hospital"))  # 浙江大学竺可桢学院
_MOST_BETWEEN = 8
_COUNTED_WORDS, _MEASURES = frozenset(("公司", "企业", "银行", "医院", "大学")), frozenset("家间所个些这那该某")
_COMPANIES, _FOREIGN = ("公司", "集团"), 3  # characters of most foreign names
_PROPER_TAGS = frozenset(("nr", "nrt", "nz"))
# Institutions whose names may be made of common nouns only, as 中国汽车工业协会 is.
_PLAIN_KINDS = frozenset(("association", "agency", "regulator", "institute", "ministry"))
_WHOLE_KINDS = _PLAIN_KINDS | {"alliance"}  # whose names begin with a country: 中国足球职业联盟


# Endings that run on into another: 改革委|员会 ends in 委员会, 发展基金|会 in 基金会.
_RUN_ON = (("委", "员会", "委员会"), ("基金", "会", "基金会"))


@cache
def _form_words() -> tuple[Finder, dict[str, int]]:
    """Build the finder of endings, and tell of those that run on how long the ending proper is."""
    words = {s.word for s in suffixes().values() if s.strength not in ("trade", "vague") or s.kind in _HOUSES}
    longer = {f"{w}{more}": len(proper) for end, more, proper in _RUN_ON for w in words if w.endswith(end)}
    return Finder(words | longer.keys()), {word: n for word, n in longer.items() if word not in words}


def form_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that end names, but for lines of business."""
    finder, longer = _form_words()
    for start, end in finder.spans(text):
        length = longer.get(text[start:end])
        yield end - length if length else start, end


def form_clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell names that end in a legal form or in the word for an institution."""
    known = [(hit.start, hit.end) for hit in hits if hit.sure]
    spans = frozenset(known)
    starts = [start for start, _ in known]
    ends = {end: start for start, end in known}
    before = (-1, -1)  # the last name found, which a department or branch may belong to
    for begin, end in form_words(words.text):
        suffix = suffixes()[words.text[begin:end]]
        if _is_part_of_word(words, begin, end):
            continue
        edge = words.left_edge(begin)
        i = max(0, bisect_left(starts, edge) - 1)
        near = (before, *known[i : i + 3])
        owner = next((k for k in reversed(near) if edge <= k[1] <= end and k[0] < begin), None)
        if end in ends:
            clue = _with_place(words, edge, (begin, end), ends[end], suffix, spans)
        else:
            clue = _owned(words, edge, (begin, end), owner, suffix) if owner else None
        start = words.trim(edge, begin, whole=suffix.kind in _WHOLE_KINDS)
        if suffix.kind == "association":
            start = words.joined(start)
        if not clue and end not in ends and not (owner and start < owner[1]):
            # A department (司, 处) is one of a body that is known, and so is a house of a group.
            dependent = len(suffix.word) == 1 or suffix.strength in ("trade", "vague")
            weight = 0.0 if dependent else _form_weight(words, start, begin, suffix)
            clue = Clue(start, end, f"org.{suffix.strength}_form", weight) if weight > 0 else None
        if clue:
            before = clue[:2] if clue.weight >= 1 else before
            yield clue


def _with_place(
    words: Words, edge: int, ending: tuple[int, int], start: int, suffix: Suffix, known: frozenset[tuple[int, int]]
) -> Clue | None:
    """Widen a name of the gazetteer by the place or the body before it: 上海人民出版社, 经济部投审司."""
    wider = words.trim(edge, ending[0], whole=True)
    before = words.at(start - 1) if start else None
    if (
        wider >= start
        and before
        and before.end == start
        and before.text.endswith(("省", "市"))
        and is_place(before.text)
    ):
        wider = before.start  # 深圳市前海管理局, where a function word begins the name
    if (
        suffix.strength in ("trade", "vague")
        or wider >= start
        or not (
            is_place(words.text[wider:start]) or (wider, start) in known or _is_level(words.text[wider:start], suffix)
        )
    ):
        return None
    return Clue(wider, ending[1], f"org.{suffix.strength}_form", CERTAIN)


def _owned(words: Words, edge: int, ending: tuple[int, int], owner: tuple[int, int], suffix: Suffix) -> Clue | None:
    """Join a name that is known to the suffix behind it, if what stands between lets both be one name."""
    begin, end = ending
    house = suffix.strength in ("trade", "vague")
    if (house or owner[1] < begin) and not _is_part_of(words, owner[1], begin, suffix):
        return None
    start = words.trim(edge, begin, whole=suffix.kind in _PLAIN_KINDS)
    if (suffix.strength != "legal" or owner[1] == begin) and not is_place(words.at(start).text):
        start = owner[0]
    rule = "org.unit_form" if house else f"org.{suffix.strength}_form"
    return Clue(min(start, owner[0]), end, rule, CERTAIN)


def _is_part_of_word(words: Words, start: int, end: int) -> bool:
    """Whether a suffix is a part of another word, as 公司 in 公司债 and 子公司."""
    first, last = words.at(start), words.at(end - 1)
    if first.start < start and last.end > end and first.start != last.start:
        return True  # 电网 in 广电网络
    if words.text[start : end + 1] == "公司部" or words.text.startswith(_PARTNERSHIPS, end):
        return True  # a department of an exchange; 管理中心 (有限合伙)
    if end - start == 1 and last.text != words.text[start:end] and is_word(last.text):
        bureau = last.text[-1] == "司" and last.end == end and not last.text.endswith("公司")
        return not bureau or len(last.text) < _LONGER  # 公司, 处理, 子公司; not 监管司
    if first.text == "行业协会" and start > len("行业") and not is_place(words.at(start - len("行业") - 1).text):
        return False  # 昆山市电子行业协会
    runs_on = last.end > end and last.text not in suffixes() and words.text[end : last.end] not in generic_words("head")
    return runs_on or (  # 公司债; not 事务所律师
        first.start < start and first.text in generic_words("head") | generic_words("status") | generic_words("whole")
    )


def _is_part_of(words: Words, start: int, end: int, suffix: Suffix) -> bool:
    """Whether the words between a known name and a suffix let both be one name: 屹澜第三安装公司, 屹澜实验室."""
    between = words.inside(start, end)
    if any(p in generic_words("status") or p in generic_words("person") for p in between):
        return False
    if any(p in stops("verb") for p in between):
        return False
    if suffix.kind in _SCHOLARLY:
        return len(between) <= _MOST_BETWEEN
    if suffix.strength in ("trade", "vague"):
        return 0 < len(between) <= 2 and all(p in _WORLDWIDE or is_place(p) for p in between)
    if not between or suffix.strength in ("unit", "legal") or suffix.kind in _PLAIN_KINDS:
        return len(between) <= _MOST_BETWEEN
    first = between[0]
    if suffix.kind == "company" and is_invented(first) and not is_person(first):
        return True  # 华泰某某资产管理公司
    return (
        first[0] == "第" or is_place(first) or all(p in generic_words("qualifier") or p in suffixes() for p in between)
    )


def _is_level(core: str, suffix: Suffix) -> bool:
    """Whether a level of government, or a province by its one character, stands before an office: 市国资委."""
    return suffix.kind in _LEVELLED and (core in _LEVELS or core in _PROVINCES)


def _only_describes(parts: tuple[str, ...], core: str, suffix: Suffix) -> bool:
    """Whether what stands before a suffix names nothing: 多家银行, 三大交易所, 旗下公司, 4Q20公司."""
    local = suffix.kind == "agency" and core and is_place(parts[0])  # 四川省地方金融监督管理局
    status = any(p in generic_words("status") and not (local and p == "地方") for p in parts)
    whole = core + suffix.word in generic_words("whole")
    if status or whole or (len(core) < 2 and not _is_level(core, suffix)) or EXCHANGES.fullmatch(core + suffix.word):
        return True
    if core[-1] == "任" and is_person(core[:-1]):
        return True  # 陈某任集团副书记
    everyday = suffix.word in _EVERYDAY and (parts[-1] in generic_words("head") or _PERIOD.fullmatch(parts[-1]))
    return bool(everyday or SO_MANY.search(core))


def _form_weight(words: Words, start: int, end: int, suffix: Suffix) -> float:
    """Weigh what stands before a suffix."""
    parts = words.inside(start, end)
    core = words.text[start:end]
    if _only_describes(parts, core, suffix):
        return 0.0
    own = tuple(p for p in parts if p not in generic_words("qualifier"))
    if suffix.strength == "legal":
        return CERTAIN if own else 0.0
    if parts[0] == "国家" and len(parts) > 1 and suffix.kind == "agency":
        return 1.4  # 国家数据局
    if (
        not own
        or (own == ("中国",) and (suffix.kind not in _PLAIN_KINDS or len(parts) < 3))
        or (len(own) == 1 and own[0] in countries() and suffix.kind not in _PLAIN_KINDS)
    ):
        return 0.0
    level = _is_level(parts[0], suffix)
    first = own[0] if suffix.kind == "agency" else parts[0]  # 武警某某支队
    placed = level or (is_place(first) and first not in countries())
    if suffix.word.endswith(_LOCAL_BANKS) and len(own[0]) > 1:
        return 1.4  # 江东农村商业银行
    if suffix.kind == "ministry" and parts[0] in countries():
        return 1.4
    if suffix.kind == "court":
        return 1.4 if level or is_place(parts[0]) or (len(parts) == 1 and part_of_speech(core) in _PROPER_TAGS) else 0.0
    if suffix.word in _COUNTED_WORDS and all(map(is_place, own)) and words.text[start - 1 : start] in _MEASURES:
        return 0.0  # 一家深圳公司
    named = shape(own, "".join(own)) > 0.2 or (own[0][0].isascii() and len(own[0]) > 1)
    named = named or (suffix.kind == "team" and any(is_invented(p) or is_place(p) for p in own))
    # 史密斯 is a foreign person, 史密斯娱乐集团 is none.
    least = _FOREIGN - (words.at(start - 1).text in countries() if start else False)  # 美国休斯公司
    named = named or (len(own[0]) >= least and part_of_speech(own[0]) in _PROPER_TAGS and suffix.word in _COMPANIES)
    if suffix.strength == "unit":  # 华南实验室 may be anybody's
        return 1.0 if placed and all(is_place(p) and p not in generic_words("region") for p in own) else 0.0
    if placed or named:
        described = parts[-1] in generic_words("qualifier") or parts[-1] in generic_words("whole")
        return 0.0 if described and not placed and suffix.word == "公司" else 1.4
    if suffix.word == "集团" and len(parts) == 1 and len(core) <= 3:
        return 1.0
    plain = suffix.kind in _PLAIN_KINDS or suffix.word.endswith("社")  # 报社, 出版社
    plain = plain or (suffix.kind == "alliance" and parts[0] in countries())
    return 1.2 if plain and len(parts) > 1 and len(core) >= 4 else 0.0


# --- names marked by a stock code or a quote --------------------------------------------------------------------

_EXCHANGE = "NASDAQ|Nasdaq|NYSE|AMEX|HKEX|SEHK|纽交所|纳斯达克|港交所|联交所|上交所|深交所|北交所|新交所"
_MARKET = rf"(?:SH|SZ|BJ|HK|US|SS|TW|TWO|N|O|A|OQ|KS|T|L|{_EXCHANGE})"
# 600519, 00700.HK, 002173,SZ, SH600519, NASDAQ:BIDU, YY.US, 股份代号:1234; or price, change and rate.
CODE = lazy(
    r"[(\[](?:"
    r"(?:(?:股票|证券|股份|港股|美股|交易)?代[码号][::]?\s?)?"
    rf"(?:\d{{4,6}}\s?[.,\-: ]\s?{_MARKET}(?![A-Za-z])|\d{{5,6}}(?!\d)|(?!19|20)\d{{4}}(?=\))"
    rf"|{_MARKET}[.:]\s?[0-9A-Z]{{1,6}}(?![A-Za-z])"
    rf"|\d{{4}}(?=,\s?(?:以下|下)?(?:简)?称)|(?:SH|SZ|BJ|HK)\d{{4,6}}|[A-Z]{{1,5}}\s?[.,:]\s?{_MARKET}(?![A-Za-z]))"
    r"|(?:股票|证券|股份|交易)代[码号][::]?\s?[0-9A-Z.]{2,12}"
    r"|-?\d{1,6}\.\d{1,3},\s?[+\-]?\d{1,6}\.\d{1,3},\s?[+\-]?\d{1,3}\.\d{1,2}%"
    r")[,;/)\]、]"
)
_SHARES = rf"-(?<={HAN}-)(?:[WBSPZ]|S[BSW]|BW|WR)"
_CLASS = lazy(rf"{_SHARES}\Z")  # of shares, before a code: 某某-W(09999.HK)
_BARE_CLASS = lazy(rf"{_SHARES}(?![A-Za-z0-9\-(])")
_TICKER = lazy(rf"\s?\.\s?{_MARKET}(?![A-Za-z])")  # behind the letters of a code: PDD.US
_IN_CODE = lazy(r"\s?:\s?[A-Z0-9.]{1,8}[);,、/\]]")  # behind the exchange of one: NASDAQ:PDD
_LISTED_AT = lazy(rf"(?:{_EXCHANGE}|US|美股)[:.]\s?\Z")  # before them
_LONGEST_EXCHANGE = 8
_LONGEST_CLASS = 4  # characters, with the one before
_LONGEST_SHORT_NAME = 6


def _tail(name: str) -> int:
    """How far before its end the last four characters, or the core and the line of business, of a long run begin."""
    suffix = longest_suffix(name)
    if suffix is None:
        return 4
    return len(suffix.word) + 1 if suffix.strength in ("trade", "vague") else len(name)


def code_clues(words: Words) -> Iterator[Clue]:
    """Find the name before a stock code or a quote in brackets."""
    for m in CODE.finditer(words.text):
        end = m.start()
        if shares := _CLASS.search(words.text, max(0, end - _LONGEST_CLASS), end):
            end = shares.start()
        start = words.trim(words.left_edge(end), end)
        name = words.text[start:end]
        if len(name) > _LONGEST_SHORT_NAME and not name.isascii():
            start = max(start, words.at(end - _tail(name)).start)
        if words.text[start - 1 : start] == "*" and words.text.startswith("ST", start):
            start -= 1
        if end - start >= 2:
            yield Clue(start, end, "org.stock_code", 1.6)
    for m in _BARE_CLASS.finditer(words.text):
        start = words.trim(words.left_edge(m.start(), verbs=True), m.start())
        if 2 <= m.start() - start <= _LONGEST_SHORT_NAME:
            yield Clue(start, m.start(), "org.stock_code", NOTHING_ELSE)


# --- names told by a line that names the source ---------------------------------------------------------------------

_ACCOUNT = lazy(r"(?:公众号|微信号|视频号)[::]?[“\"「『]([^“”\"「」『』\n]{2,16})[”\"」』]")
_ID = lazy(r"\((?:微信)?(?:ID|微信号|公众号|微信公众号) ?:")
_WITH_ID = lazy(r"(?:\A|[\s|:,。)]|关注)((?:(?!关注)[^\s,。、;()|:《》“”\"]){2,16}?)(?:微信公众号|微信号|公众号)? ?\Z")
_LONGEST_ACCOUNT = 24  # characters, with what stands around it
_SOURCE = lazy(r"(?:来源|稿源|转自)[::] {0,3}([^\s,。、;()|:《》“”\"]{2,16})(?=[\s|,。;)]|\Z)")


def source_clues(words: Words) -> Iterator[Clue]:
    """Tell the medium or account that a line names as the source of the article."""
    for m in _SOURCE.finditer(words.text):
        if words.at(m.start(1)).text not in generic_words("head") | generic_words("whole"):
            yield Clue(*m.span(1), "org.source_line", 0.8)
    for m in _ACCOUNT.finditer(words.text):
        yield Clue(*m.span(1), "org.source_line", 1.0)
    for m in _ID.finditer(words.text):
        name = _WITH_ID.search(words.text, max(0, m.start() - _LONGEST_ACCOUNT), m.start())
        if name and words.at(name.end(1) - 1).text not in generic_words("head"):
            yield Clue(*name.span(1), "org.source_line", 1.0)
