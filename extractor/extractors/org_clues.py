"""Clues that a string names an organisation, each found by one kind of look at the text.

A clue is a span, a rule and a weight. None decides alone; ``organizations`` adds them up over the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from extractor.characters import HAN
from extractor.extractors.org_vocabulary import (
    LONGEST_GIVEN,
    VERB_TAGS,
    common_characters,
    countries,
    generic_affixes,
    generic_words,
    is_person,
    is_place,
    longest_suffix,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.extractors.org_words import Words
from extractor.gazetteer import Gazetteer, Hit
from extractor.lexicon import table
from extractor.patterns import any_of, lazy

__all__ = [
    "CERTAIN",
    "CODE",
    "EXCHANGE",
    "HEAD",
    "LONGEST_TOLD",
    "MARKET",
    "MOSTLY",
    "NOTHING_ELSE",
    "WORD_TOO",
    "Clue",
    "broken_hits",
    "code_clues",
    "gazetteer_clues",
    "medium_clues",
    "paper_clues",
    "source_clues",
]

CERTAIN = 2.0
WORD_TOO = 0.6  # of a known name that is a common word too
NOTHING_ELSE = 0.8  # the weight of words beside which nothing but organisations stands
MOSTLY = 0.6  # the weight of words beside which mostly organisations stand
LONGEST_TOLD = 16
_DESCRIBING = 3  # words of a known name that only describe: 公共|投资|基金
_LINE_END, _SHORTEST_LINE = lazy(f"\\n(?<={HAN}\\n)(?={HAN})"), 12
_AFFILIATE = lazy("[子孙分]公司")
_COMPANY = lazy("公司|集团(?!军)")
_TEAM = lazy("(?<!队)队(?![员长友医伍服报际])")
_WITH_CHANNELS = frozenset(("media", "company"))
_SHORT_INSTITUTE = lazy(rf"{HAN}{{0,4}}?[院所](?![有以属谓在长])")
_WITH_DIVISIONS = frozenset(("company", "institute", "bank", "broker", "insurer", "investor", "auditor", "fund"))
_WITH_LOCAL_HOUSES = frozenset(("bank", "broker", "insurer", "auditor", "fund"))
_NUMBERED_UNIT = lazy(r"第?[〇零一二三四五六七八九十]{1,4}(?:院|所|局|厂|公司|工程局|分公司|研究院|研究所|组合)")
_OF_FIELD, _OF_FIELD_MORE = 2, 0.1  # sentences with sure teams, which make an article one of sports
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
        bare = hit.end - len("公司")
        if words.text.startswith(generic_affixes("corporate"), bare):
            yield Clue(hit.start, bare, "org.gazetteer", CERTAIN)  # 腾讯|公司治理
            continue
        magazine = words.text[hit.start - 1 : hit.start] == "《" and words.text[hit.end : hit.end + 1] == "》"
        yield Clue(hit.start, hit.end, "org.gazetteer", CERTAIN if hit.sure or magazine else WORD_TOO)
        country = words.at(hit.start - 1) if hit.start and not hit.sure else None
        if country and country.text in countries() and len(words.inside(hit.start, hit.end)) >= _DESCRIBING:
            yield Clue(country.start, hit.end, "org.body_form", CERTAIN)  # 某国公共投资基金
        if not hit.sure and hit.entry.kind in _topics():
            beside = (sentence_at(hit.start), hit.entry.kind) in fields
            if weight := _topic_weight(hit.entry.kind, words.sentence(hit.start), beside=beside):
                yield Clue(hit.start, hit.end, "org.topic", weight)
            elif kinds[hit.entry.kind] >= _OF_FIELD and hit.entry.kind == "team":
                yield Clue(hit.start, hit.end, "org.topic", _topics()["team"][0] + _OF_FIELD_MORE)
        if not hit.sure and (affiliate := _AFFILIATE.match(words.text, hit.end)):
            yield Clue(hit.start, hit.end, f"org.right_context:{affiliate[0]}", NOTHING_ELSE)  # 联|电子|公司
        if not hit.sure and hit.end < len(words.text):
            ware = words.at(hit.end).text
            if ware in generic_words("product") or ware in generic_words("goods"):  # 苹果iPhone, 苹果手机
                yield Clue(hit.start, hit.end, f"org.right_context:{ware}", NOTHING_ELSE)
        yield from _longer_names(words, hit, following)


def broken_hits(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Find the known names that a line end breaks, as in text that was scanned; no short line is broken off."""
    for m in _LINE_END.finditer(text):
        line = text.rfind("\n", 0, m.start()) + 1
        if m.start() - line < _SHORTEST_LINE:
            continue
        begin = max(line, m.start() - LONGEST_TOLD)
        cut = m.start() - begin
        for hit in gazetteer.find(text[begin : m.start()] + text[m.end() : m.end() + LONGEST_TOLD]):
            if hit.sure and hit.start < cut < hit.end:
                yield Hit(begin + hit.start, begin + hit.end + 1, hit.entry, sure=True)


def _longer_names(words: Words, hit: Hit, following: Hit | None) -> Iterator[Clue]:
    """Join a known name with what belongs to it: a team's 队, 公司 behind a common word, a channel, a division."""
    kind = hit.entry.kind
    with_divisions = kind in _WITH_DIVISIONS or words.text[hit.start].isascii()  # NBA中国
    if kind == "team" and (m := _TEAM.match(words.text, hit.end)):
        yield Clue(hit.start, m.end(), "org.body_form", CERTAIN)
    if not hit.sure and with_divisions and (m := _company(words, hit.end)):
        yield Clue(hit.start, m.end(), "org.body_form", CERTAIN)
    if hit.sure and kind in _WITH_CHANNELS:
        yield from _longer_medium(words, hit, following)
    end = _division(words, hit.end, local=kind in _WITH_LOCAL_HOUSES) if with_divisions else 0
    if end and (hit.sure or words.at(end % len(words.text)).text in generic_words("person")):  # 某某中国行长
        yield Clue(hit.start, end, "org.unit_form", CERTAIN)


def _company(words: Words, position: int) -> re.Match[str] | None:
    """Match 公司 or 集团 where it begins, unless a word that is said of companies begins so: 公司债, 公司治理."""
    m = _COMPANY.match(words.text, position)
    return None if m and words.text.startswith(generic_affixes("corporate"), position) else m


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


def _division(words: Words, position: int, *, local: bool) -> int:
    """Where the word ends that makes a company's name that of its division, or a number its unit; 0 if none does.

    腾讯音乐, 某某中国, 某某集团一院, 某某集团西北院; a noun behind it describes instead: 某某中国市场. With ``local``
    it may be the place of a house too (渣打香港).
    """
    if m := _NUMBERED_UNIT.match(words.text, position):
        return m.end()
    place = words.at(position) if position < len(words.text) else None
    if place is None or place.start != position:
        return 0
    if is_place(place.text) and (m := _SHORT_INSTITUTE.match(words.text, place.end)):
        return m.end()
    division = (_local_divisions() if local else _divisions()).match(words.text, position)
    if division is None or not words.are_whole(*division.span()):
        return 0
    end, text = division.end(), words.text
    following = words.at(end).text if end < len(text) else ""
    closed = not text[end : end + 1].isalnum() or following in stops("function", "verb", "trade", "between")
    closed = closed or following in generic_words("person")  # 某某资产管理经理人
    closed = closed or (
        following in stops("duty") and words.at(words.at(end).end % len(text)).text in generic_words("person")
    )
    return end if closed or triggers("right").get(following, 0) >= MOSTLY else 0


@cache
def _divisions() -> re.Pattern[str]:
    return lazy(any_of(_division_words()))


@cache
def _local_divisions() -> re.Pattern[str]:
    return lazy(any_of(_division_words() | generic_words("house")))


def _division_words() -> frozenset[str]:
    """Return the words that make a division's name of a company's, lines of business among them; 股份 are shares."""
    trades = {s.word for s in suffixes().values() if s.strength == "trade" and part_of_speech(s.word) not in VERB_TAGS}
    return generic_words("division") | (trades - {"股份", "控股", "集团"})


@cache
def _topics() -> dict[str, tuple[float, tuple[str, ...]]]:
    return {kind: (float(weight), tuple(words.split("|"))) for kind, weight, words in table("org_topics", 3)}


def _topic_weight(kind: str, sentence: str, *, beside: bool) -> float:
    """Weigh the words of a field in a sentence; several, or a sure name of its kind beside them, tell more than one."""
    weight, words = _topics()[kind]
    told = sum(word in sentence for word in words)
    return weight + 0.2 * (told + beside > 1) if told else 0.0


# --- names marked by a stock code or a quote --------------------------------------------------------------------

EXCHANGE = "NASDAQ|Nasdaq|NYSE|AMEX|HKEX|SEHK|纽交所|纳斯达克|港交所|联交所|上交所|深交所|北交所|新交所"
MARKET = rf"(?:SH|SZ|BJ|HK|US|SS|TW|TWO|N|O|A|OQ|KS|T|L|{EXCHANGE})"
# 600519, 00700.HK, 002173,SZ, SH600519, NASDAQ:BIDU, YY.US, 股份代号:1234; or price, change and rate.
CODE = lazy(
    r"[(\[] ?(?:"
    r"(?:(?:股票|证券|股份|港股|美股|交易)?代[码号][::]?\s?)?"
    rf"(?:\d{{4,6}}\s?[.,\-: ]\s?{MARKET}(?![A-Za-z])|\d{{5,6}}(?!\d)|(?!19|20)\d{{4}}(?= ?\))"
    rf"|{MARKET}\s?[.:]\s?[0-9A-Z]{{1,6}}(?![A-Za-z])"
    rf"|\d{{4}}(?=,\s?(?:以下|下)?(?:简)?称)|(?:SH|SZ|BJ|HK)\d{{4,6}}|[A-Z]{{1,5}}\s?[.,:]\s?{MARKET}(?![A-Za-z]))"
    r"|(?:股票|证券|股份|交易)代[码号][::]?\s?[0-9A-Z.]{2,12}"
    r"|-?\d{1,6}\.\d{1,3},\s?[+\-]?\d{1,6}\.\d{1,3},\s?[+\-]?\d{1,3}\.\d{1,2}%"
    r") ?[,;/)\]、]"
)
_SHORT_CODE, _SHORT_CODES = 6, 2  # characters of a code of four digits with its brackets; how many tell of more
_CODE_PARTS = lazy("[0-9A-Z]{1,6}")
_LIKE_YEAR = lazy(r"\((?:19|20)\d\d\)")
_SHARES = rf"-(?<={HAN}-)(?:[WBSPZ]|S[BSW]|BW|WR)"
_CLASS = lazy(rf"{_SHARES}\Z")  # of shares, before a code: 某某-W(09999.HK)
_BARE_CLASS = lazy(rf"{_SHARES}(?![A-Za-z0-9\-(])")
_LONGEST_CLASS = 4  # characters, with the one before
_LONGEST_SHORT_NAME = 6
_ALONE = lazy(rf"(?:\A|[\n。;,、:“]) ?({HAN}{{2,4}})\Z")
_CODED, _BARE_NUMBER = 1.6, NOTHING_ELSE  # a number behind a blank may be of anything: 合同编号 (12345)


def _tail(name: str) -> int:
    """How far before its end the last four characters, or the core and the line of business, of a long run begin."""
    suffix = longest_suffix(name)
    if suffix is None:
        return 4
    return len(suffix.word) + 1 if suffix.strength in ("trade", "vague") else len(name)


def _codes(text: str) -> Iterator[re.Match[str]]:
    """Find codes and quotes in brackets; (2006) is one among others of four digits, and a year else."""
    short = 0
    for m in CODE.finditer(text):
        short += m.group()[1:-1].isdigit() and len(m.group()) == _SHORT_CODE
        yield m
    if short >= _SHORT_CODES:
        yield from _LIKE_YEAR.finditer(text)


def _is_coded(text: str, hit: Hit | None, bracket: str) -> bool:
    """Whether a known name has the code in the bracket behind it, and no mark of the exchange before it (*ST)."""
    if hit is None or text[hit.start - 1 : hit.start].isascii():
        return False
    told = {part.lstrip("0") for part in _CODE_PARTS.findall(bracket)}
    return any(code.partition(".")[0].lstrip("0") in told for code in hit.entry.codes)


def code_clues(words: Words, hits: Iterable[Hit] = ()) -> Iterator[Clue]:
    """Find the name before a stock code or a quote in brackets."""
    known = {hit.end: hit.start for hit in hits if hit.sure}
    coded = {hit.end: hit for hit in hits if hit.entry.codes}
    for m in _codes(words.text):
        end = m.start() - (words.text[m.start() - 1 : m.start()] == " ")
        weight = _BARE_NUMBER if end < m.start() and m.group()[1:-1].isdigit() else _CODED
        if shares := _CLASS.search(words.text, max(0, end - _LONGEST_CLASS), end):
            end = shares.start()
        start = words.trim(words.left_edge(end), end)
        name = words.text[start:end]
        if len(name) > _LONGEST_SHORT_NAME and not name.isascii():
            start = max(start, words.at(end - _tail(name)).start)
        if words.text[start - 1 : start] == "*" and words.text.startswith("ST", start):
            start -= 1
        if known.get(end, start) - start == 1 and part_of_speech(words.text[start]) == "v":
            start += 1  # 看, which the segmenter joined to a name
        if _is_coded(words.text, hit := coded.get(end), m.group()) and hit:
            start = hit.start  # 创新|高中芯国际, where a headline runs into the name
        if end - start == 1 and (alone := _ALONE.search(words.text, max(0, end - _LONGEST_SHORT_NAME), end)):
            start = alone.start(1)  # 周六福, of which 周六 ends what stands before a name
        if end - start >= 2:
            yield Clue(start, end, "org.stock_code", weight)
    for m in _BARE_CLASS.finditer(words.text):
        start = words.trim(words.left_edge(m.start(), verbs=True), m.start())
        if 2 <= m.start() - start <= _LONGEST_SHORT_NAME:
            yield Clue(start, m.start(), "org.stock_code", NOTHING_ELSE)


# --- names told by a line that names the source ---------------------------------------------------------------------

_ACCOUNT = lazy(r"(?:公众号|微信号|视频号)[::]?[“\"「『]([^“”\"「」『』\n]{2,16})[”\"」』]")
_ID = lazy(r"\((?:微信)?(?:ID|微信号|公众号|微信公众号) ?:")
_WITH_ID = lazy(r"(?:\A|[\s|:,。)]|关注)((?:(?!关注)[^\s,。、;()|:《》“”\"]){2,16}?)(?:微信公众号|微信号|公众号)? ?\Z")
_PAPER, _MOST_OF_FIELD = lazy(r"报(?![ \d到请送批经告道名表价])"), 2  # words for a trade
_SOURCED = 0.8
_LONGEST_ACCOUNT = 24  # characters, with what stands around it
# A flash begins with whom it is about: 某某股份:收到问询函.
HEAD = rf"(?:\A|[\n。;【】])[^\S\n]{{0,4}}(?:\d{{1,2}}[、.] ?|[•·●◆■▲] ?)?((?:\*?ST)?{HAN}{{2,8}}): ?"
_HEADED = lazy(rf"{HEAD}(?=\S)")
_FLASH, _FLASH_MAYBE, _SPECIAL_TREATMENT = 0.8, 0.4, ("ST", "*ST")
_ONE_SOURCE = r"([^\s,。、;()|:《》“”\"]{2,16})(?=[\s|,。、;)]|\Z)"
_SOURCE = lazy(rf"(?:来源|稿源|转自)(?:[::]| ?[|丨]) {{0,3}}{_ONE_SOURCE}")
_NEXT_SOURCE = lazy(rf"、 ?{_ONE_SOURCE}")
# A paper, a site, an address: only media are called so behind 来源.
_MEDIUM = lazy(
    r"(?:(?<!业绩)快|导|日|周|时|晨|晚|早|商|新|画|学)报\Z|[周月半双]刊\Z|杂志\Z|(?<=..)在线\Z|(?<=..)财经\Z"
    r"|\A[A-Z][A-Za-z0-9\-]{1,24}\.(?:com|net|org)\Z"
)

_MEDIUM = lazy(rf"[来稿]源(?<![据料片图]..)[::] {{0,3}}({HAN}{{4,8}})(?= {{0,3}}(?:[\n)]|\Z))")
_APP, _SENT, _OF_APP = "客户端", lazy(r"\d{1,2}月\d{1,2}日[电讯]"), lazy(rf"(?:\A|\n) {{0,4}}({HAN}{{2,8}})\Z")
_LONGEST_APP = 13  # characters before 客户端


def _flash_clues(words: Words) -> Iterator[Clue]:
    """Tell whom a flash is about: the name before a colon, behind which stands what companies have and do.

    Persons have their say behind a colon too, and whatever has a label: so the shape must be that of a name. Only
    stocks are called ST.
    """
    for m in _HEADED.finditer(words.text):
        start, end = m.span(1)
        special = m[1].startswith(_SPECIAL_TREATMENT)
        start = start if special else max(start, words.trim(words.left_edge(end), end))
        suffix = longest_suffix(words.text[start:end])
        if end - start <= LONGEST_GIVEN and common_characters().issuperset(words.text[start:end]):
            continue  # 数读
        if special:
            yield Clue(start, end, "org.flash", CERTAIN)
        elif words.text.startswith(generic_affixes("flash"), m.end()):
            yield Clue(start, end, "org.flash", _FLASH)
        elif suffix and suffix.strength == "trade":
            yield Clue(start, end, "org.flash", _FLASH_MAYBE)


def paper_clues(words: Words) -> Iterator[Clue]:
    """Tell papers of a trade in the country or a part of it (江西交通报), but no quoted price (江西铜业报6.5元)."""
    for m in _PAPER.finditer(words.text):
        start, field = m.start(), 0
        while (
            start
            and field < _MOST_OF_FIELD
            and part_of_speech(word := words.at(start - 1).text) in ("n", "vn")
            and len(word) > 1
        ):
            start, field = start - len(word), field + 1
        where = words.at(start - 1) if field and start and words.at(m.start()).text == "报" else None
        if where and (where.text == "中国" or where.text in generic_words("province")):
            yield Clue(where.start, m.end(), "org.body_form", CERTAIN)


def medium_clues(words: Words) -> Iterator[Clue]:
    """Tell the medium that a line names as the source of an article, or whose app sent it, be it of common words.

    Nothing else stands there but persons, and words for where anything may be from (来源：网络整理).
    """
    found = [*_MEDIUM.finditer(words.text)]
    app = words.text.find(_APP)
    while app >= 0:
        if _SENT.match(words.text, app + len(_APP)):
            found += filter(None, [_OF_APP.search(words.text, max(0, app - _LONGEST_APP), app)])
        app = words.text.find(_APP, app + 1)
    for m in found:
        inside = words.inside(*m.span(1))
        none = any(w in m[1] for w in generic_words("unsourced")) or any(p in stops("function") for p in inside)
        if not (none or inside[0] in generic_words("head") or is_person(m[1])):
            yield Clue(*m.span(1), "org.source_line", CERTAIN)


def source_clues(words: Words) -> Iterator[Clue]:
    """Tell the medium or account that a line names as the source of the article."""
    for first in _SOURCE.finditer(words.text):
        m: re.Match[str] | None = first
        while m:
            medium = _MEDIUM.search(m[1])
            if medium or words.at(m.start(1)).text not in generic_words("head") | generic_words("whole"):
                yield Clue(*m.span(1), "org.source_line", CERTAIN if medium else _SOURCED)
            m = _NEXT_SOURCE.match(words.text, m.end())
    yield from _flash_clues(words)
    for m in _ACCOUNT.finditer(words.text):
        yield Clue(*m.span(1), "org.source_line", 1.0)
    for m in _ID.finditer(words.text):
        name = _WITH_ID.search(words.text, max(0, m.start() - _LONGEST_ACCOUNT), m.start())
        if name and words.at(name.end(1) - 1).text not in generic_words("head"):
            yield Clue(*name.span(1), "org.source_line", 1.0)
