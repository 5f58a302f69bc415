"""Clues from the form of a name: it ends in a legal form, or in the word for an institution."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

from extractor.characters import HAN
from extractor.extractors.org_clues import CERTAIN, Clue
from extractor.extractors.org_legal import has_core, legal_start, place_before
from extractor.extractors.org_shape import (
    EXCHANGES,
    begins_name,
    is_coined,
    is_foreign,
    is_invented,
    is_placed,
    is_plain,
    is_status_name,
    shape,
)
from extractor.extractors.org_vocabulary import (
    COMPANY,
    LEVELS,
    LONGEST_NAME,
    SO_MANY,
    VERB_TAGS,
    Suffix,
    business_nouns,
    countries,
    generic_affixes,
    generic_words,
    is_person,
    is_place,
    longest_suffix,
    part_of_speech,
    partnerships,
    stops,
    suffixes,
)
from extractor.extractors.org_words import Words
from extractor.finder import Finder
from extractor.gazetteer import Hit
from extractor.patterns import lazy
from extractor.segment import is_word

__all__ = ["PLACED", "form_clues", "form_words", "unbroken", "walk_start"]

_LONGER = 3  # characters of a word whose last one may be a suffix
# Financial houses, of which a group has several: behind a known name the line of business belongs to it (花旗环球证券).
_HOUSES = frozenset(("bank", "broker", "insurer", "fund", "investor", "rating"))
_LEVELLED = frozenset(("agency", "court", "party", "association", "regulator", "institute"))
_GOVERNING = frozenset(("agency", "party"))
_PERIOD = lazy(r"\d{0,4}[QHE]\d{0,2}E?|\d+", re.I)
_SCHOLARLY = frozenset(("university", "institute", "hospital"))  # 浙江大学竺可桢学院
_MOST_BETWEEN = 8
_OF_PARTY = lazy("(?:常务)?副?书记|委员(?!会)|常委")  # roles in a party's committee
# A place, a level of government or a coinage tells a body beyond doubt; a unit of a place alone, or 集团 behind one
# short word, just so; common nouns alone may be a description, but those of an association or office rarely are.
PLACED, _PLAIN, _UNIT = 1.4, 1.2, 1.0
_SHAPED = 0.2  # the shape from which on what stands before an ending is a name
_HOUSE = 0.6  # the shape of a coinage with its line of business
_OFFICES = frozenset(
    ("agency", "court", "exchange", "ministry", "party", "regulator")
)  # after which no company is named
_AFFILIATED = "附属"
_FOREIGN = 3  # characters of most foreign names
_WORKS = "厂"
_NAME_LIKE_TAGS = frozenset(("nr", "nrt", "nz"))
# Institutions whose names may be made of common nouns only, as 中国汽车工业协会 is.
_PLAIN_KINDS = frozenset(("association", "agency", "regulator", "institute", "ministry"))
_WHOLE_KINDS = _PLAIN_KINDS | {"alliance"}  # whose names begin with a country: 中国足球职业联盟


_BREAK = lazy(f"[ \\n](?<={HAN}[ \\n])(?={HAN})")
_BLANK = lazy(rf"{_BREAK.pattern}|(?<={HAN}) (?=\()|(?<=\() (?={HAN})|(?<={HAN}) (?=\))|(?<=\)) (?={HAN})")
_LONGEST_HALF = 8  # characters of an ending on one side of a break

# Endings that run on into another: 改革委|员会 ends in 委员会, 发展基金|会 in 基金会.
_RUN_ON = (("委", "员会", "委员会"), ("基金", "会", "基金会"))


@cache
def _form_words() -> tuple[Finder, dict[str, int]]:
    """Build the finder of endings, and tell of those that run on how long the ending proper is."""
    words = {s.word for s in suffixes().values() if s.strength not in ("trade", "vague") or s.kind in _HOUSES}
    longer = {f"{w}{more}": len(proper) for end, more, proper in _RUN_ON for w in words if w.endswith(end)}
    return Finder(words | longer.keys()), {word: n for word, n in longer.items() if word not in words}


def unbroken(name: str) -> str:
    """Return a name without the blanks and line ends that stand between its characters, and around brackets."""
    return _BLANK.sub("", name)


def form_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that end names, but for lines of business; a blank or line end may break one."""
    broken = list(_broken(text))
    yield from sorted([*_endings(text), *broken]) if broken else _endings(text)


def _endings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the endings stand that nothing breaks."""
    finder, longer = _form_words()
    for start, end in finder.spans(text):
        length = longer.get(text[start:end])
        yield end - length if length else start, end


@cache
def _inside_endings() -> frozenset[str]:
    """Return the pairs of characters that stand side by side in endings."""
    return frozenset(map("".join, chain.from_iterable(map(pairwise, suffixes()))))


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the endings stand that a blank or a line end breaks, as in text out of a PDF: 股份有 限公司."""
    inside = _inside_endings()
    for m in _BREAK.finditer(text):
        if text[m.start() - 1] + text[m.end()] not in inside:
            continue
        left = text[max(0, m.start() - _LONGEST_HALF) : m.start()]
        for start, end in _endings(left + text[m.end() : m.end() + _LONGEST_HALF]):
            if start < len(left) < end:
                yield m.start() - len(left) + start, m.end() - len(left) + end


def walk_start(words: Words, begin: int, end: int) -> tuple[int, int]:
    """Tell how far left of its ending a name is read, and where it begins without what only describes it."""
    suffix = _ending(words.text[begin:end])
    if suffix.strength == "legal":
        return legal_start(words, begin)
    edge = words.left_edge(begin)
    return edge, words.trim(edge, begin, whole=suffix.kind in _WHOLE_KINDS)


def _ending(text: str) -> Suffix:
    """Return the suffix that an ending in a text is, whatever breaks it."""
    return suffixes().get(text) or suffixes()[unbroken(text)]


def form_clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    """Tell names that end in a legal form or in the word for an institution."""
    known = [(hit.start, hit.end) for hit in hits if hit.sure]
    spans = frozenset(known)
    starts = [start for start, _ in known]
    ends = {end: start for start, end in known}
    kinds = {(hit.start, hit.end): hit.entry.kind for hit in hits}
    before = (-1, -1)  # the last name found, which a department or branch may belong to
    for begin, end in form_words(words.text):
        suffix = _ending(words.text[begin:end])
        guessed = (begin, end) in spans and not is_word(words.at(end - 1).text)  # 网信办 in 网信|办约
        broken = len(suffix.word) < end - begin
        if not guessed and (_is_two(words, begin, end, suffix) if broken else _is_part_of_word(words, begin, end)):
            continue
        if suffix.strength == "legal" and words.text[begin - 1] == " " and begin - 1 in ends:
            yield Clue(_behind_blank(words, ends[begin - 1]), end, "org.legal_form", CERTAIN)
            continue
        edge, start = walk_start(words, begin, end)
        if suffix.kind == "party" and _OF_PARTY.match(words.text, end) and not _is_local(words, edge, begin, suffix):
            continue  # 某某集团党委书记
        i = max(0, bisect_left(starts, edge) - 1)
        near = (before, *known[i : i + 3])
        owner = next((k for k in reversed(near) if edge <= k[1] <= end and k[0] < begin), None)
        if owner and (another := _another(words, owner, (begin, end), kinds.get(owner))):
            edge, owner = another, None
            start = words.trim(edge, begin, whole=suffix.kind in _WHOLE_KINDS)
        if owner and owner[1] == begin and suffix.word == "公司" and kinds.get(owner) in _OFFICES:
            continue  # 北交所公司: those that are listed there
        if ends.get(end, end) <= begin:  # not 保监局 at the end of 银保监局
            clue = _with_place(words, edge, (begin, end), ends[end], suffix, spans)
        else:
            clue = _owned(words, edge, (begin, end), owner, suffix) if owner else None
        if suffix.kind == "association":
            start = words.joined(start)
        elif suffix.kind == "university":
            start = _with_country(words, start, begin)
        if not clue and (end not in ends or ends[end] > begin) and not (owner and start < owner[1]):
            # A department (司, 处) is one of a body that is known, and so is a house of a group.
            dependent = len(suffix.word) == 1 or suffix.strength in ("trade", "vague")
            weight = 0.0 if dependent else _form_weight(words, start, begin, suffix)
            clue = Clue(start, end, f"org.{suffix.strength}_form", weight) if weight > 0 else None
        if suffix.kind == "hospital":
            clue = _of_school(words, clue.start if clue else ends.get(end, 0), end, near) or clue
        if clue:
            if clue.weight >= 1:
                before = clue[:2]
                kinds.setdefault(before, suffix.kind)
            yield clue


def _behind_blank(words: Words, start: int) -> int:
    """Where a name begins of which blanks set off a known part, as links do: 山东 某某纸业 股份有限公司."""
    place = words.at(start - 2) if start > 1 and words.text[start - 1] == " " else None
    return place.start if place and is_place(place.text) and place.text not in countries() else start


def _is_two(words: Words, start: int, end: int, suffix: Suffix) -> bool:
    """Whether what stands around a break is the end of one word and the start of another: 收集, 团队."""
    if len(suffix.word) > 2:
        return suffix.strength != "legal" and not words.are_whole(end, end)
    return not words.are_whole(start, end)


def _is_local(words: Words, edge: int, begin: int, suffix: Suffix) -> bool:
    """Whether a place, or a level of government, stands before an ending, and no body of another kind."""
    parts = words.inside(edge, begin)
    return not parts or is_place(parts[-1]) or parts[-1] in generic_words("level") or _is_of_district(parts[-1], suffix)


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
        or _only_tells_country(words.text[wider:start], suffix)
        or not (
            is_place(words.text[wider:start]) or (wider, start) in known or _is_level(words.text[wider:start], suffix)
        )
    ):
        return None
    return Clue(wider, ending[1], f"org.{suffix.strength}_form", CERTAIN)


def _with_country(words: Words, start: int, end: int) -> int:
    """Where a foreign university's name begins: with the country before a foreign name (英国|伯恩茅斯|大学)."""
    country = words.at(start - 1) if start else None
    return country.start if country and country.end == start < end and country.text in countries() else start


def _of_school(words: Words, start: int, end: int, known: tuple[tuple[int, int], ...]) -> Clue | None:
    """Join a hospital to the school that stands before it with 附属."""
    stop = start - len(_AFFILIATED)
    if stop <= 0 or not words.text.startswith(_AFFILIATED, stop):
        return None
    return next((Clue(begin, end, "org.body_form", CERTAIN) for begin, last in known if last == stop), None)


def _only_tells_country(place: str, suffix: Suffix) -> bool:
    """Whether a country stands before a company that is known without it: 日本 before 丰田汽车公司."""
    return place in countries() and place != "中国" and suffix.kind == "company" and suffix.strength != "legal"


def _owned(words: Words, edge: int, ending: tuple[int, int], owner: tuple[int, int], suffix: Suffix) -> Clue | None:
    """Join a name that is known to the suffix behind it, if what stands between lets both be one name."""
    begin, end = ending
    house = suffix.strength in ("trade", "vague")
    if (house or owner[1] < begin) and not _is_part_of(words, owner[1], begin, suffix):
        return None
    start = words.trim(edge, begin, whole=suffix.kind in _PLAIN_KINDS)
    coined = suffix.strength == "legal" and start < owner[0] and is_coined(words.inside(start, owner[0]))
    if (suffix.strength != "legal" or owner[1] == begin) and not (coined or is_place(words.at(start).text)):
        start = owner[0]
    if suffix.strength == "legal":
        start = min(start, place_before(words, owner[0], joined=True))  # 与杭州不二家食品有限公司
    rule = "org.unit_form" if house else f"org.{suffix.strength}_form"
    return Clue(min(start, owner[0]), end, rule, CERTAIN)


def _another(words: Words, owner: tuple[int, int], ending: tuple[int, int], kind: str | None) -> int:
    """Where a name of its own begins between a known name and an ending; 0 where none does.

    A verb or a noun for organisations stands before it (腾讯旗下苏州某某有限公司, 法院冻结…, 腾讯投资苏州某某有限公司).
    A legal name begins with a place and a coinage, whatever stands before them that ends no name itself
    (证监局立案调查苏州某某有限公司), and no company is named after an office: behind one a place or a coinage suffices.
    """
    begin, end = ending
    if begin - owner[0] > LONGEST_NAME:
        return owner[1]
    legal = _ending(words.text[begin:end]).strength == "legal"
    last = words.at(owner[1] - 1).start
    position, first, before = last if last > owner[0] else owner[1], True, ""
    while position < begin:
        word = words.inside(position, begin)[0]
        inside = position >= owner[1]
        position += len(word)
        rest = words.inside(position, begin)
        verb = part_of_speech(word) in VERB_TAGS and not is_place(word)
        plain = inside and legal and is_plain(word)
        joins = (verb or word in generic_words("head")) and word not in suffixes()
        joins = joins or (plain and kind in _OFFICES) or before + word in stops("verb")
        acts = plain or (first and (verb or word in stops("trade")))  # 投资 and 控股 are lines of business too
        if rest and ((joins and begins_name(rest)) or (acts and is_placed(rest))):
            return position
        first, before = position <= owner[1], word
    return 0


def _is_part_of_word(words: Words, start: int, end: int) -> bool:
    """Whether a suffix is a part of another word, as 公司 in 公司债 and 子公司."""
    first, last = words.at(start), words.at(end - 1)
    rest = words.text[end : last.end]
    if first.start < start and rest and first.start != last.start and rest not in generic_words("head"):
        return True  # 电网 in 广电网络; not 监管局 in 市场监管局局长
    if words.text[start - 1 : start] == "孙" and words.text[start:end] == "公司" and words.are_whole(start - 1, start):
        return True  # which the dictionary does not have
    if words.text.startswith(generic_affixes("corporate"), start) or words.text.startswith(partnerships(), end):
        return True  # a department of an exchange; 管理中心 (有限合伙)
    if end - start == 1 and last.text != words.text[start:end] and is_word(last.text):
        bureau = last.text[-1] == "司" and last.end == end and not last.text.endswith("公司")
        return not bureau or len(last.text) < _LONGER  # 公司, 处理, 子公司; not 监管司
    if first.text == "行业协会" and start > len("行业") and not is_place(words.at(start - len("行业") - 1).text):
        return False  # 昆山市电子行业协会
    if first.text == "商业银行" and _is_city_bank(words, first.start, end):
        return False
    if last.text.startswith("公司") and end - last.start == len("公司") and (last.start > start or len(rest) > 1):
        return False  # 有限责任|公司公告; not 公司法
    runs_on = last.end > end and last.text not in suffixes() and rest not in generic_words("head")
    return runs_on or (  # 公司债; not 事务所律师
        first.start < start and first.text in generic_words("head") | generic_words("status") | generic_words("whole")
    )


def _is_city_bank(words: Words, start: int, end: int) -> bool:
    """Whether a city stands before 商业银行, and nothing that tells of many behind it (昆山市商业银行不少)."""
    city = words.at(start - 1).text if start else ""
    return city.endswith("市") and is_place(city) and not words.text.startswith(generic_affixes("all"), end)


def _is_part_of(words: Words, start: int, end: int, suffix: Suffix) -> bool:
    """Whether the words between a known name and a suffix let both be one name: 屹澜第三安装公司, 屹澜实验室."""
    between = words.inside(start, end)
    if any(p in generic_words("status") or p in generic_words("person") for p in between):
        return False
    if suffix.kind in _SCHOLARLY:
        return len(between) <= _MOST_BETWEEN
    if suffix.strength in ("trade", "vague"):
        return 0 < len(between) <= 2 and all(p in generic_words("worldwide") or is_place(p) for p in between)
    if not between or suffix.strength in ("unit", "legal") or suffix.kind in _PLAIN_KINDS:
        return len(between) <= _MOST_BETWEEN
    first = between[0]
    if suffix.kind == "company" and is_invented(first) and not is_person(first):
        return True  # 华泰某某资产管理公司
    led = suffix.word == "公司" and words.text.startswith(generic_affixes("person"), end + len(suffix.word))
    if led and len(between) == len(("家庭", "娱乐")) and _is_trade(between):
        return True  # 任天堂家庭娱乐公司总裁
    return (
        first[0] == "第" or is_place(first) or all(p in generic_words("qualifier") or p in suffixes() for p in between)
    )


def _is_trade(parts: tuple[str, ...]) -> bool:
    """Whether a plain noun and a line of business stand between a group's name and 公司."""
    noun, trade = parts
    plain = part_of_speech(noun) == "n" and noun not in generic_words("head") | generic_words("ware")
    return plain and noun not in generic_words("goods") and trade in suffixes()


def _is_level(core: str, suffix: Suffix) -> bool:
    """Whether a level of government, or a province by its one character, stands before an office: 市国资委."""
    levelled = suffix.kind in _LEVELLED or suffix.word == "党校"
    return levelled and (core in generic_words("level") or core in generic_words("short"))


def _only_describes(parts: tuple[str, ...], core: str, suffix: Suffix) -> bool:
    """Whether what stands before a suffix names nothing: 多家银行, 三大交易所, 旗下公司, 4Q20公司."""
    local = suffix.kind == "agency" and core and is_place(parts[0])  # 四川省地方金融监督管理局
    # A legal name behind a place may hold any word: 镇江国有投资控股集团有限公司.
    legal = suffix.strength == "legal" and len(parts) > 1 and is_place(parts[0]) and parts[0] not in countries()
    if legal and any(len(p) > 1 and p in stops("determiner") for p in parts):
        return True  # 浙江不少科技有限公司
    named = legal or (len(parts) == len(("中资", "创")) and is_status_name(parts))
    status = not named and any(p in generic_words("status") and not (local and p == "地方") for p in parts)
    whole = core + suffix.word in generic_words("whole")
    if status or whole or (len(core) < 2 and not _is_level(core, suffix)) or EXCHANGES.fullmatch(core + suffix.word):
        return True
    if suffix.word.endswith(_WORKS) and parts[0] in generic_words("qualifier") | business_nouns():
        return True  # 智慧无碳电厂
    if core[-1] == "任" and is_person(core[:-1]):
        return True  # 陈志远任集团副书记
    if parts[-1] + suffix.word in generic_words("head") and all(map(is_place, parts[:-1])):
        return True  # 杭州创业公司
    describes = parts[-1] in generic_words("head") or _PERIOD.fullmatch(parts[-1])
    return bool((describes and suffix.word in generic_words("everyday")) or SO_MANY.search(core))


def _is_of_district(name: str, suffix: Suffix) -> bool:
    """Whether a party's committee is that of a district, of which the segmenter cuts the name: 吴中|区委."""
    district = name + suffix.word[0]  # which the dictionary may take for a person
    proper = part_of_speech(name) in _NAME_LIKE_TAGS or is_invented(name)
    placed = is_place(district) or part_of_speech(district) in _NAME_LIKE_TAGS
    return suffix.kind == "party" and district[-1] in LEVELS and proper and placed


def _are_trades(parts: tuple[str, ...], suffix: Suffix) -> bool:
    """Whether only lines of business stand before 集团."""
    return suffix.word == "集团" and all(p in suffixes() for p in parts)


def _is_branch(parts: tuple[str, ...], suffix: Suffix) -> bool:
    """Whether a coined name with its line of business, and the place of a branch, stand before the word for one."""
    house = parts[: next((i for i in range(len(parts), 0, -1) if not is_place(parts[i - 1])), 0)]
    named = 1 < len(house) < len(parts) and longest_suffix("".join(house)) is not None
    return suffix.kind == "company" and named and shape(house, "".join(house)) >= _HOUSE


def _form_weight(words: Words, start: int, end: int, suffix: Suffix) -> float:
    """Weigh what stands before a suffix."""
    parts = words.inside(start, end)
    core = words.text[start:end]
    if _only_describes(parts, core, suffix) or (
        _is_level(parts[0], suffix) and words.text.endswith(generic_affixes("each"), 0, start)
    ):
        return 0.0  # 多家银行; 各地区党委
    own = tuple(p for p in parts if p not in generic_words("qualifier"))
    if suffix.strength == "legal":
        return CERTAIN if own and (is_place(parts[0]) or has_core(parts)) else 0.0
    if parts[0] == "国家" and len(parts) > 1 and (suffix.kind == "agency" or _are_trades(parts[1:], suffix)):
        return PLACED  # 国家数据局, 国家能源投资集团
    if (
        not own
        or (own == ("中国",) and (suffix.kind not in _PLAIN_KINDS or len(parts) < 3))
        or (len(own) == 1 and own[0] in countries() and suffix.kind not in _PLAIN_KINDS)
    ):
        return 0.0
    level = _is_level(parts[0], suffix)
    first = own[0] if suffix.kind == "agency" else parts[0]  # 武警某某支队
    placed = level or (is_place(first) and first not in countries()) or _is_of_district(parts[-1], suffix)
    if suffix.word in generic_words("bank") and len(own[0]) > 1:
        return PLACED  # 江东农村商业银行
    if suffix.kind == "ministry" and parts[0] in countries():
        return PLACED
    if suffix.kind == "court":
        local = level or is_place(parts[0])
        return PLACED if local or (len(parts) == 1 and part_of_speech(core) in _NAME_LIKE_TAGS) else 0.0
    if (
        suffix.word in generic_words("counted")
        and all(map(is_place, own))
        and words.text[start - 1 : start] in generic_words("measure")
    ):
        return 0.0  # 一家深圳公司
    named = shape(own, "".join(own)) > _SHAPED or (own[0][0].isascii() and len(own[0]) > 1)
    named = named or (suffix.kind == "team" and any(is_invented(p) or is_place(p) for p in own))
    named = named or (suffix.word in COMPANY and len(core) > _FOREIGN and is_foreign(parts))
    foreign = own[0] in countries() and len(core) - len(own[0]) >= _FOREIGN
    named = named or (
        suffix.kind == "university" and foreign and part_of_speech(own[1]) in {*_NAME_LIKE_TAGS, "x", "nrfg"}
    )
    # 史密斯 is a foreign person, 史密斯娱乐集团 is none.
    least = _FOREIGN - (words.at(start - 1).text in countries() if start else False)  # 美国休斯公司
    named = named or (len(own[0]) >= least and part_of_speech(own[0]) in _NAME_LIKE_TAGS and suffix.word in COMPANY)
    if suffix.strength == "unit":  # 华南实验室 may be anybody's
        local = placed and suffix.word not in generic_words("kept")
        local = local and all(
            (is_place(p) and p not in generic_words("region"))
            or (p in generic_words("level") and suffix.kind in _GOVERNING)
            for p in own
        )
        return PLACED if _is_branch(parts, suffix) else _UNIT if local else 0.0
    if placed or named:
        described = parts[-1] in generic_words("qualifier") or parts[-1] in generic_words("whole")
        return 0.0 if described and not placed and suffix.word == "公司" else PLACED
    if suffix.word == "集团" and len(parts) == 1 and len(core) <= 3:
        return _UNIT
    # 报社, 出版社; a centre that no place names is anybody's (售后服务中心)
    plain = (suffix.kind in _PLAIN_KINDS and not suffix.word.endswith("中心")) or suffix.word.endswith("社")
    plain = plain or (suffix.kind == "alliance" and parts[0] in countries())
    several = len(parts) > 1 or suffix.word == "出版社"  # 人民文学出版社
    return _PLAIN if plain and several and len(core) >= 4 else 0.0
