"""Clues from the words beside a name: 由…领投, …董事长, 全资子公司…, as ``data/org_triggers.tsv`` has them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import accumulate
from typing import cast

from extractor.characters import HAN
from extractor.extractors.org_clues import HEAD, LONGEST_TOLD, MOSTLY, NOTHING_ELSE, Clue
from extractor.extractors.org_shape import (
    begins_name,
    descriptive_words,
    is_coined,
    is_description,
    is_foreign,
    is_invented,
    lookalike,
    shape,
)
from extractor.extractors.org_vocabulary import (
    CONJUNCTIONS,
    GLUED,
    LONGEST_GIVEN,
    LONGEST_PERSON,
    ROLE_ENDS,
    business_nouns,
    countries,
    generic_words,
    is_frequent_surname,
    is_person,
    is_surname,
    longest_suffix,
    lookalikes,
    part_of_speech,
    stops,
    suffixes,
    triggers,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.gazetteer import Hit
from extractor.patterns import any_of, lazy
from extractor.segment import is_word

__all__ = ["acts_behind", "gain_clues", "round_clues", "trigger_clues"]

_LONGEST_LATIN = 40
_ANY_BRACKETS = lazy(r" ?\([^()\n]{1,36}\)\Z")
_WITH_SHARES = ("股东", "股份", "股权", "股票", "股价", "股本")
# Between a verb for a deal and a share: of a company.
_OF_SHARES = lazy(rf"(?:收购|购买|取得|转让|出售|持有)({HAN}{{2,8}}?)的?\d[\d.]{{0,6}}%的?(股[权份])")
# At the head of a clause, before what only companies do.
_LISTED = lazy(
    rf"(?<![^。;,!?\n])({HAN}{{2,6}}?)(?:已|将|拟|正式|成功){{0,2}}[在于]"
    r"(?:纳斯达克|纽交所|港交所|联交所|上交所|深交所|北交所|科创板|创业板)(?:主板|创业板|科创板)?(上市|挂牌)"
)
_OWN_FORM = 0.6  # the shape of a coined word with a line of business
_SURNAMES_TOO = ("于", "曾")  # function words, but not where a clause begins
_OWNERS = frozenset(("股东", "大股东", "控股股东"))  # companies as well as persons
_WHOSE, _RELATIONS = ("之", "其"), ("女", "子")
# Behind what a maker does, how many: 某某9月交付3万辆.
_COUNTED = lazy(r"(?:[了约为近逾]|超过?|达到?){0,2}\d[\d.,]{0,12}余?[万千]?余?多?[辆台架艘]")
_LED = 1.0  # the weight of a role that a person follows
_DELIVERS = 0.6  # the weight of a verb for that
_PROPER = frozenset("x nr nrt nrfg nz nt ns".split())
_SAYS = ("宣布", "表示", "公布", "公告")
_BEFORE_ROLES = frozenset("副前原该各名位兼新现时任总代正其某位")  # 某某新总经理
_DAYS = ("昨", "今")
_DATES = frozenset("年月日")
_HEADED, _LONGEST_HEADED = lazy(rf"{HEAD}\Z"), 22  # characters of a head, with what stands before it
_GAINED = lazy(
    rf"获得?[了过]?((?:{HAN}|[A-Za-z0-9]){{2,10}}?)等?的?(?:战略|独家|追加)?(?:投资(?![者人方机基管回收价理项额])|注资|入股|增资|定点|订单)"
)
_BROUGHT_IN = lazy(
    rf"(?:引进|引入)((?:{HAN}|[A-Za-z0-9]){{2,10}}?)(?:作为|成为|为)(?:公司|其)?(?:第[一二三]大|控股|战略|新)?(?:股东|投资者|投资人)"
)
_OPENING, _CLOSING = '“"「『', '”"」』'
_OPENERS, _CLOSERS = frozenset(_OPENING), frozenset(_CLOSING)
_QUOTED = lazy(rf"[{_OPENING}]([^\s,。、;:!?()《》{_OPENING}{_CLOSING}]{{2,10}})\Z")
_LONGEST_QUOTED = 12  # characters, with the marks
_LONGEST_REGION = 7
# What only companies get: “某某”完成近亿元A轮融资.
_FUNDED = lazy("(?:宣布)?(?:已|近日)?(?:完成|获得?)[^,。;\n]{0,12}?(?:轮|融资)")
# Who raises money in a round: …完成A轮融资, …获近亿元天使轮.
_ROUND = lazy("轮")
_RAISES = lazy(
    r"(?:完成|获得?|收获|斩获|拿下|官宣)了?[^,。;:、\n]{0,14}?(?:种子|天使|战略|(?:[Pp]re-?)?[A-H]\d?\+{0,2})\Z"
)
_LONGEST_RAISE = 24  # characters before 轮
_LONGEST_FUNDED, _MOST_WORDS = 8, 3
_CLAUSE = lazy(rf"(?:\A|[\n。;,:])(?={HAN}{{2,6}}\Z)")
_ADVERBIAL = frozenset("a ad d v vd m t r c p f".split())
_PAST = frozenset("原前")  # 某某光伏原总经理
_SUM = lazy(r"\d[\d.,]{0,12}[万亿]?元")
_WHOLE_NAME = frozenset("所持、,。;) ")  # what stands behind a name that ends in a verb: 某某控股所持
_ROLES_CUT = 4  # characters of a role before the place where the segmenter cuts it: 一致|行动人共
_PROJECT, _JOINED, _FOREIGN_PIECES = "项目", 3, ("nr", "nrt", "x")
_IN_ONE = lazy(r"集[^。;\n]{1,40}[于为]一[体身]")
_LINK = lazy("(?:为|是|系|即|包括|有|例如|如)?:?")  # between a trigger and the name behind it


@cache
def _trigger_words(side: str) -> Finder:
    return Finder(triggers(side))


def trigger_clues(
    words: Words, hits: list[Hit], sure: Iterable[tuple[int, int]], owned: Set[tuple[int, int]] = frozenset()
) -> Iterator[Clue]:
    """Tell names beside a word that tells an organisation.

    Such a word tells a name of the gazetteer, or one that begins with it (联想屹澜云), as a whole.

    A name that is sure already is no part of another, and neither is the word beside it, as 股权 in
    某某股权投资合伙企业.
    """
    text = words.text
    whole = sorted({(hit.start, hit.end) for hit in hits} | owned)
    begins, closes = {end: start for start, end in reversed(whole)}, dict(whole)
    teams = {hit.end for hit in hits if hit.entry.kind == "team"}
    spans = sorted(sure)
    starts, ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
    for side, weights in (("right", triggers("right")), ("left", triggers("left"))):
        for begin, stop in _trigger_words(side).spans(text):
            weight = weights[word := text[begin:stop]]
            linked = cast("re.Match[str]", _LINK.match(text, stop)).end() if side == "left" else stop
            if text[linked - 1] == ":" and word in generic_words("sum"):
                continue  # 机构:房价企稳 tells what somebody says
            i = bisect_right(starts, begin) - 1
            if not words.are_free(begin, linked) or (i >= 0 and linked <= ends[i]) or _runs_on(text, begin, stop):
                continue
            start, end = _name_before(words, begin) if side == "right" else _name_behind(words, linked)
            start, end = min(start, begins.get(end, start)), max(end, closes.get(start, end))
            i = bisect_left(starts, start)
            if text[start - 1 : start].isdecimal() or (end in teams and text.startswith("公司", end)):
                continue  # 火箭公司 is none of the team
            if side == "right" and _is_acted(words, start, end):
                continue
            if _is_persons(words, (start, end), (begin, stop)) or _is_service(text, start, end, begins):
                continue
            latin = text[start:end].isascii()
            holds_sure = not latin and i < len(spans) and starts[i] < end and spans[i] != (start, end)
            holds_sure = holds_sure and (start, end) not in owned
            if holds_sure and starts[i] == start and (i + 1 == len(spans) or starts[i + 1] >= end):
                holds_sure = not _names_more(words, spans[i][1], end)
            if 2 <= end - start <= (_LONGEST_LATIN if latin else LONGEST_TOLD) and not holds_sure:
                if _is_of_project(text, start, end) or (side == "right" and _tells_another(words, end, stop)):
                    continue
                if side == "right":
                    weight = _right_weight(words, (start, end), (begin, stop), weight, known=closes.get(start) == end)
                yield Clue(start, end, f"org.{side}_context:{word}", weight)


def _is_proper(parts: tuple[str, ...], name: str) -> bool:
    """Whether words are names, be it of a town abroad, but no country and no person with a frequent surname."""
    if parts[-1] in business_nouns() or parts[-1] in suffixes():
        return False
    return not (is_person(name) and is_frequent_surname(name[0])) and all(
        part_of_speech(p) in _PROPER and p not in countries() | generic_words("province") for p in parts
    )


def _right_weight(
    words: Words, name: tuple[int, int], trigger: tuple[int, int], weight: float, *, known: bool
) -> float:
    """Weigh a word behind a name by what else stands around both."""
    text, (start, end), (begin, stop) = words.text, name, trigger
    if _COUNTED.match(text, stop):
        weight = max(weight, _DELIVERS)
    if weight >= MOSTLY and text.startswith(":", end) and longest_suffix(text[start:end]):
        weight = max(weight, NOTHING_ELSE)
    if text[begin:stop] in generic_words("act") and _opens(words, start, end):
        weight = _LED if is_person(text[start:end]) or is_foreign(words.inside(start, end)) else NOTHING_ELSE
    if text[begin:stop] in generic_words("person") and _region_of_role().match(text, end):
        # A company has regions, persons and places have none.
        weight = max(weight, _LED if _is_proper(words.inside(start, end), text[start:end]) else NOTHING_ELSE)
    if weight >= NOTHING_ELSE and _leads(words, name, trigger):
        weight = _LED
    quoted = text[end : end + 1] in _CLOSERS and text[start - 1 : start] in _OPENERS
    if quoted and _FUNDED.match(text, begin) and not lookalike(words.inside(start, end), text[start:end]):
        weight = _LED
    product = text[start:end].isascii() and weight < NOTHING_ELSE and not known
    if product and not _employs(text, name, trigger):
        weight /= 2  # products with Latin names are launched and sold too
    return weight


def gain_clues(words: Words) -> Iterator[Clue]:
    """Tell who stands between two words: who gives (获某某投资), is brought in, bought (收购某某100%股权) or listed."""
    for m in _BROUGHT_IN.finditer(words.text):
        if words.are_free(*m.span(1)) and not is_person(m[1]) and not is_description(words.inside(*m.span(1))):
            yield Clue(*m.span(1), f"org.left_context:{m[0][:2]}", _LED)
    for m in _GAINED.finditer(words.text):
        if words.are_free(*m.span(1)):
            yield Clue(*m.span(1), f"org.left_context:{m[0][0]}", MOSTLY)
    for pattern, weight in ((_OF_SHARES, MOSTLY), (_LISTED, NOTHING_ELSE)):
        for m in pattern.finditer(words.text):
            if words.are_free(*m.span(1)) and begins_name(words.inside(*m.span(1))):
                yield Clue(*m.span(1), f"org.right_context:{m[2]}", weight)


def round_clues(words: Words) -> Iterator[Clue]:
    """Tell who raises money in a round, be the name a common word: all else that does are words for companies."""
    for round_ in _ROUND.finditer(words.text):
        m = _RAISES.search(words.text, max(0, round_.start() - _LONGEST_RAISE), round_.start())
        if m is None:
            continue
        start, end = _name_before(words, m.start())
        if start == end and (alone := _CLAUSE.search(words.text, max(0, end - _LONGEST_FUNDED - 1), end)):
            start = alone.end()  # 心屿互动, where a verb ends the name
        name, parts = words.text[start:end], words.inside(start, end)
        if not 2 <= end - start <= _LONGEST_FUNDED or lookalike(parts, name) or is_description(parts):
            continue
        before = words.text[start - 1 : start]
        begins = not before.isalnum() or words.at(start - 1).text in generic_words("head") | stops("function")
        if begins and _is_funded(parts, name):
            yield Clue(start, end, "org.right_context:融资", _LED)


def acts_behind(words: Words, end: int) -> float:
    """Weigh the word of context that stands behind a name, adverbs between them passed over; 0 where none does."""
    text = words.text
    position = end
    while position < len(text) and words.at(position).text in stops("between"):
        position = words.at(position).end
    told = triggers("right")
    return max((told.get(text[position : position + n], 0.0) for n in range(2, 6)), default=0.0)


def _is_funded(parts: tuple[str, ...], name: str) -> bool:
    """Whether words may be the name of who raises money: no person, no words for companies or trades."""
    if len(parts) == 1 and (part_of_speech(name) in _ADVERBIAL or (is_word(name) and name[-1] in ROLE_ENDS)):
        return False  # 顺利, 创业者
    if any(p in stops("function", "verb") for p in parts):
        return False
    general = all(
        p in suffixes() or p in business_nouns() or p in generic_words("ware") or p in descriptive_words()
        for p in parts
    )
    person = is_person(name) and is_frequent_surname(name[0]) and (len(name) > 2 or not is_coined(parts))
    return not general and not person and len(parts) <= _MOST_WORDS and parts[-1] not in generic_words("person")


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a trigger is a piece of a longer word: H股 of AH股, 券商 of 券商股."""
    latin = text[start].isascii() and text[start - 1 : start].isascii() and text[start - 1 : start].isalnum()
    return latin or (text.startswith("股", end) and not text.startswith(_WITH_SHARES, end))


def _names_more(words: Words, start: int, end: int) -> bool:
    """Whether what stands behind a sure name is of the form of a name itself, so that both are one: 华为某某资本."""
    rest = words.text[start:end]
    return start < end and shape(words.inside(start, end), rest) >= _OWN_FORM


def _is_service(text: str, start: int, end: int, ends: Mapping[int, int]) -> bool:
    """Whether a name is a known one and the word for a service behind it: 抖音支付."""
    return start in [ends.get(end - n) for n in (2, 3, 4) if text[end - n : end] in generic_words("service")]


def _employs(text: str, name: tuple[int, int], role: tuple[int, int]) -> bool:
    """Whether a person with a Latin name stands behind a role and a Latin name of several words before it."""
    capital = text[role[1] : role[1] + 1]
    return text[slice(*role)] in generic_words("person") and " " in text[slice(*name)] and "A" <= capital <= "Z"


def _opens(words: Words, start: int, end: int) -> bool:
    """Whether a coinage, or a foreign name in pieces, opens a clause; no name with a surname that many persons have."""
    text, parts = words.text, words.inside(start, end)
    name, before = text[start:end], text[max(0, start - 2) : start]
    opens = not before[-1:].isalnum() or (before[:1].isdecimal() and before[1:] in _DATES)
    if not opens or GLUED.intersection(name) or (is_person(name) and is_frequent_surname(name[0])):
        return False
    return is_coined(parts) or (len(name) == LONGEST_PERSON and is_foreign(parts))


def _leads(words: Words, name: tuple[int, int], role: tuple[int, int]) -> bool:
    """Whether a person stands behind a role and a coinage before it, be it of a person's form: 康某某董事长李建国."""
    text = words.text
    if text[slice(*role)] not in generic_words("person") or role[1] >= len(text):
        return False
    person, coinage = words.at(role[1]).text, text[slice(*name)]
    return is_surname(person[0]) and is_person(person) and is_person(coinage) and is_coined(words.inside(*name))


def _is_acted(words: Words, start: int, end: int) -> bool:
    """Whether what looks like a coinage is a verb, whose subject stands in quotes before it: “某事”修固品牌."""
    quoted = words.text[start - 1 : start] in _CLOSERS if start else False
    return quoted and is_coined(words.inside(start, end)) and end - start == LONGEST_GIVEN


def _is_persons(words: Words, name: tuple[int, int], trigger: tuple[int, int]) -> bool:
    """Whether a role, a relation or a surname stands before, or behind a verb what only persons do.

    执行董事某某增持, 之女某某某, 于某某宣布; 某某宣布退休.
    """
    text, (start, end) = words.text, name
    if start == end or longest_suffix(text[start:end]):
        return False
    if start and (owner := words.at(start - 1).text) in generic_words("person"):
        if owner not in _OWNERS or is_person(text[start:end]):
            return True
        coined = is_coined(words.inside(start, end))
        return not (coined or words.is_business(words.at(end - 1)))  # 股东某某, 股东某某体育
    behind = max(end, trigger[1])
    role = text[slice(*trigger)] in generic_words("person")  # 某某科技董事长辞职
    if not role and behind < len(text) and words.at(behind).text in generic_words("personal"):
        return True
    before = text[max(0, start - 2) : start]
    if before[-1:] in _SURNAMES_TOO and end - start <= LONGEST_GIVEN and not before[:-1].isalnum():
        return True
    return text[start] in _RELATIONS and before[-1:] in _WHOSE and is_person(text[start + 1 : end])


@cache
def _region_of_role() -> re.Pattern[str]:
    """Build the pattern of the part of the world that a company gives to somebody: 某某中国区总裁."""
    parts = countries() | {word.removesuffix("区") for word in generic_words("region")} | generic_words("province")
    return lazy(rf"(?:{any_of(parts)})(?:地区|大区|区域?)")


def _is_of_project(text: str, start: int, end: int) -> bool:
    """Whether a project, or what something unites, stands beside a word of context: 岚安项目, 集某于一体."""
    project = text.startswith(_PROJECT, end) and not longest_suffix(text[start:end])
    return project or (text.startswith("集", start) and _IN_ONE.match(text, start) is not None)


def _tells_another(words: Words, end: int, stop: int) -> bool:
    """Whether a word of context tells of another: before the word for a zone (合作示范区), behind a conjunction.

    The segmenter may join a conjunction to a foreign place: 位于布莱克|维尔和|总部.
    """
    last = words.at(end - 1) if end else None
    if last and last.start and len(last.text) >= _JOINED and last.text[-1] in CONJUNCTIONS:
        return part_of_speech(words.at(last.start - 1).text) in _FOREIGN_PIECES
    return words.text.startswith(_districts(), stop)


@cache
def _districts() -> tuple[str, ...]:
    """Return the words for zones, which stand behind what they are for."""
    return tuple(word for word, what in lookalikes().items() if what == "district" and len(word) > 1)


def _name_before(words: Words, trigger: int) -> tuple[int, int]:
    role = words.at(trigger).text in generic_words("person")
    end = _skip_left(words, trigger, stops("between", "duty") if role else stops("between"))
    if words.text[end : end + 1] in _CLOSERS and (
        quoted := _QUOTED.search(words.text, max(0, end - _LONGEST_QUOTED), end)
    ):
        return quoted.span(1)
    if (
        words.text[end - 1 : end] == ","
        and words.text.startswith(_SAYS, trigger)
        and words.is_business(words.at(end - 2))
    ):
        end -= 1  # 汀岚建设,宣布
    end -= _ends_in_day(words, end) or (role and _ends_in_past(words, end))
    if headed := _HEADED.search(words.text, max(0, end - _LONGEST_HEADED), end):
        end = headed.end(1)
    if words.text.startswith("股份", end) and end + 2 <= trigger and end and is_invented(words.at(end - 1).text):
        end += 2  # 股份 describes what is bought and sold, but ends the name of a company
    if gloss := _ANY_BRACKETS.search(words.text, max(0, end - 40), end):
        end = gloss.start()
    end -= words.text[end - 1 : end] == " "
    while end > 0 and (head := words.at(end - 1)).text in generic_words("head") and not words.is_business(head):
        if lookalikes().get(head.text) == "index":
            return end, end  # 某某科技指数, 某某板块
        end = head.start
    if role:
        regions = _region_of_role().finditer(words.text, max(0, end - _LONGEST_REGION), end)
        end = next((region.start() for region in regions if region.end() == end), end)
    start = words.trim(words.left_edge(end, verbs=True), end)
    if words.text[start:end] in suffixes():
        start = words.core(start)
    if role and start == end:
        start = _with_last_syllable(words, end)
    return min(_behind_cut_role(words, start), end), end


def _behind_cut_role(words: Words, start: int) -> int:
    """Step over the rest of a role that the segmenter cuts and joins to what follows: 一致|行动|人共|持股."""
    text = words.text
    if ROLE_ENDS.isdisjoint(text[start : start + _ROLES_CUT]):
        return start
    for begin in range(max(0, start - _ROLES_CUT), start):
        for end in range(start + 1, min(begin + 2 * _ROLES_CUT, len(text)) + 1):
            if text[begin:end] in generic_words("whole") and text[end - 1] in ROLE_ENDS:
                return end
    return start


def _with_last_syllable(words: Words, end: int) -> int:
    """Where a coinage begins of which the segmenter cut off the last character: 沐客|多|总经理; ``end`` for none."""
    last = words.at(end - 1) if end else None
    if last is None or last.start < 1 or last.end != end or len(last.text) > 1 or last.text in _BEFORE_ROLES:
        return end
    before = words.at(last.start - 1)
    free = last.text.isalpha() and last.text not in stops("function", "verb", "between")
    return before.start if free and len(before.text) == LONGEST_GIVEN and is_coined((before.text,)) else end


def _ends_in_past(words: Words, end: int) -> bool:
    """Whether the segmenter joined 原 or 前 before a role to the line of business before it: 鼎|阳光|伏原|总经理."""
    text = words.text
    if text[max(0, end - 1) : end] not in _PAST or is_word(words.at(end - 1).text):
        return False
    if is_coined((words.at(end - 1).text[:-1],)) and words.at(end - 1).end == end:
        return True  # 汀岚原|总经理
    before = text[max(0, end - LONGEST_TOLD) : end - 1]
    return longest_suffix(before) is not None or any(before.endswith(noun) for noun in business_nouns())


def _ends_in_day(words: Words, end: int) -> bool:
    """Whether the segmenter joined the day to what stands beside it: 昨收涨; 指今 of 沪指今收涨."""
    text = words.text
    if text[max(0, end - 1) : end] not in _DAYS:
        return False
    index = any(text[max(0, end - 1 - n) : end - 1] in generic_words("whole") for n in (2, 3, 4))
    return index or words.at(end - 1).start == end - 1


def _name_behind(words: Words, trigger: int) -> tuple[int, int]:
    text = words.text
    start = trigger + (text[trigger : trigger + 1] in _OPENERS)
    end = words.right_edge(start)
    if start < end < len(text) and text[words.at(end).end : words.at(end).end + 1] in _WHOLE_NAME:
        trade = suffixes().get(words.at(end).text)  # 控股 of 瑞鸿控股所持, a trigger elsewhere
        ends = trade and trade.strength == "trade" and trade.word in triggers("right")
        return start, words.at(end).end if ends else end
    if _SUM.match(text, end) and words.at(end - 1).text in stops("trade"):
        shorter = words.at(end - 1).start  # 由某某股份投资3亿元
        return start, shorter if longest_suffix(text[start:shorter]) else end
    return start, end


def _skip_left(words: Words, position: int, passed: frozenset[str]) -> int:
    """Step back over adverbs, dates and closing quotes before a verb, and over duties before a role."""
    while position > 0:
        token = words.at(position - 1)
        duty = words.at(token.start - 1).text if token.start and token.text in CONJUNCTIONS else ""
        joins = duty in passed and duty in stops("duty")  # 交易和策略主管
        if token.end != position or not (
            token.text in passed or joins or token.text.isdecimal() or token.text in '”"」』'
        ):
            break
        position = token.start
    return position
