"""Parallel lists: runs of amounts, and the lists of periods, names and metrics that they go with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.figures.metrics import Hit, metrics
from extractor.figures.phrases import Phrase, floor_before, metric_phrase, noun_phrase
from extractor.figures.scene import Amount, Piece, Scene, Sentence, When, beginning, covering, last_before
from extractor.figures.words import fillers, tag, without_ends, words_of
from extractor.patterns import lazy

__all__ = [
    "expand",
    "fitting",
    "is_respective",
    "is_unequal",
    "item_list",
    "metric_list",
    "name_lists",
    "period_lists",
    "runs",
    "shared_head",
    "shares",
]

_LONGEST_NAME = 14
_LONGEST_LAST = 5  # of a name that no mark ends
_BRACKETS = lazy(r"\s{0,9}[(（][^()（）]{1,40}[)）]")
_GAP = lazy(r"[\s\"'“”‘’%]*")
_YEARS = lazy(r"([0-9]{4})(?:-(Q|H)?([0-9]{1,2}))?/([0-9]{4})(?:-(Q|H)?([0-9]{1,2}))?")
_STEPS = {"Q": 4, "H": 2, None: 12}
_COUNT = lazy(r"等?[一二两三四五六七八九十0-9]{1,3}[种个类家款项大][\w]{0,8}\Z")
_MOST = 40  # items of a list


def is_respective(scene: Scene, sentence: Sentence, offset: int) -> bool:
    """Tell whether a word before an amount tells that lists align item by item."""
    before = last_before(sentence.amounts, offset)
    low = before.end if before else sentence.start
    return words_of("respective").first_in(scene.text, low, offset) >= 0


def is_unequal(scene: Scene, sentence: Sentence, run: Sequence[Amount], subject: Piece | None) -> bool:
    """Tell whether several names are told of amounts with which they do not align: 甲、乙、丙分别为3亿元、2亿元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    run : sequence of Amount
    subject : Piece or None
        Whose they all would be.
    """
    several = subject is not None and "、" in subject.text
    return several and len(run) > 1 and is_respective(scene, sentence, run[0].start)


def runs(scene: Scene, sentence: Sentence) -> Iterator[list[Amount]]:
    """Group the amounts of a sentence that stand in a list: 12%、15%和18%, 增长10%和下降5%.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence

    Yields
    ------
    list of Amount
        In the order of the text; most are of one amount.
    """
    run: list[Amount] = []
    commas, units = False, list[str]()
    for amount in sentence.amounts:
        if run:
            joins = run[-1].percent == amount.percent or _has_unit(units, len(run), amount)
            joint = _joint(scene, run[-1].end, amount.start) if joins else ""
            if not joint or (joint == "," and not commas):
                yield run
                run = []
        if not run:
            commas = is_respective(scene, sentence, amount.start)
            units = _units(scene, sentence, amount) if commas else []
        run.append(amount)
    if run:
        yield run


def _units(scene: Scene, sentence: Sentence, first: Amount) -> list[str]:
    """Return the units of the metrics that a list before its amounts tells: 营收、净利润和毛利率分别为."""
    end = without_ends(scene.text, words_of("filler"), sentence.start, first.start, sentence.hit_ends)
    last = last_before(sentence.hits, end)
    if last is None or last.end < end:
        return []
    told = metric_list(scene, sentence, metric_phrase(scene, sentence, last))
    return [phrase.metric.unit if phrase.metric else "any" for phrase in told]


def _has_unit(units: list[str], place: int, amount: Amount) -> bool:
    """Tell whether an amount is in the unit of the metric in its place."""
    return place < len(units) and units[place] in ("any", "percent" if amount.percent else "money")


def _joint(scene: Scene, start: int, end: int) -> str:
    """Return what joins two amounts of a list; nothing where other words stand between."""
    text = scene.text
    bracket = _BRACKETS.match(text, start, end)
    at = bracket.end() if bracket else start
    at += len(words_of("bound_after").beginning(text, at, end))
    joint = words_of("joint", "comma").beginning(text, at, end)
    if not joint and start < end and not text[start:end].strip(" \t|"):
        return text[start]  # the cells of a row
    if not joint:
        return ""
    at += len(joint)
    while at < end:
        word = fillers().beginning(text, at, end)
        if not word:
            return ""
        at += len(word)
    return joint


def metric_list(scene: Scene, sentence: Sentence, last: Phrase) -> list[Phrase]:
    """Return the metrics that a list of them tells, which ends with one that is known.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    last : Phrase
    """
    found, at = [last], last.start
    while len(found) < _MOST:
        joint = words_of("joint").ending(scene.text, sentence.start, at)
        hit = _ending_at(scene, sentence, at - len(joint)) if joint else None
        if hit is None:
            break
        found.append(metric_phrase(scene, sentence, hit))
        at = found[-1].start
    return found[::-1]


def shared_head(scene: Scene, sentence: Sentence, last: Phrase, length: int) -> list[Phrase]:
    """Return the metrics of a list whose items have one head: 客运、货运收入, 销售/管理/研发费用率.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    last : Phrase
        The last of them, with the head.
    length : int
        How many there are.

    Returns
    -------
    list of Phrase
        Empty where there are not so many.
    """
    if len(last.pieces) != 1 or not (head := _head(scene, last)):
        return []
    own, at = last.modifier, last.start
    if own is not None and (cut := own.text.rfind("及") + 1):  # 甲区、乙区及丙区的成本
        own, at = Piece(own.text[cut:], own.start + cut, own.end), own.start + cut
    bare = own is not None and (own.end < head.start or at > last.start)  # 两融的市占率: 两融市占率
    found = [Phrase(own.text + head.text, (own, head), last.metric, own) if own and bare else last]
    while len(found) < length:
        joint = words_of("joint").ending(scene.text, sentence.start, at)
        end = at - len(joint)
        item = noun_phrase(scene, end, floor_before(sentence, end)) if joint else None
        if item is None or item.end < end or len(item.text) < 2 or sentence.hits_in(item.start, end):
            return []
        found.append(Phrase(item.text + head.text, (item, head), last.metric, item))
        at = item.start
    return found[::-1]


def shares(scene: Scene, sentence: Sentence, share: Phrase, length: int) -> list[Phrase]:
    """Return the shares of parts that a list names: 甲区、乙区及丙区的成本分别占总成本5%、6%、7%.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    share : Phrase
        With the last of the parts before it.
    length : int
        How many there are.

    Returns
    -------
    list of Phrase
        Empty where there are not so many.
    """
    part = share.pieces[0]
    hits = sentence.hits_in(part.start, part.end)
    start = metric_phrase(scene, sentence, hits[-1]).start if hits else part.start
    if start <= part.start:
        return []
    own = scene.piece(part.start, start - scene.text.startswith("的", start - 1))
    parts = shared_head(scene, sentence, Phrase(part.text, (part,), hits[-1].metric, own), length)
    told = share.text.removeprefix(part.text)
    return [p._replace(text=p.text + told, pieces=(*p.pieces, *share.pieces[1:])) for p in parts]


def _head(scene: Scene, last: Phrase) -> Piece | None:
    """Return what a metric shares with those before it: behind its modifier, or what is one in its end."""
    own, end = last.modifier, last.pieces[0].end
    if own is not None and own.start == last.start and own.end < end:
        return scene.piece(own.end + scene.text.startswith("的", own.end), end)
    start = next((at for at in range(last.start + 2, end - 1) if scene.text[at:end] in metrics()), None)
    return None if start is None else scene.piece(start, end)


def item_list(scene: Scene, sentence: Sentence, last: Piece, length: int) -> list[Piece]:
    """Return the items of a list of nouns that ends with one: 鲜菜、水产品 in 鲜菜、水产品分别上涨6.9%和0.9%.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    last : Piece
    length : int
        How many there are.

    Returns
    -------
    list of Piece
        Empty where there are not so many.
    """
    found, at = [last], last.start
    while len(found) < length:
        joint = words_of("joint").ending(scene.text, sentence.start, at)
        item = noun_phrase(scene, at - len(joint), floor_before(sentence, at - len(joint))) if joint else None
        if item is None or item.end < at - len(joint) or len(item.text) < 2:
            return []
        found.append(item)
        at = item.start
    return found[::-1]


def _ending_at(scene: Scene, sentence: Sentence, end: int) -> Hit | None:
    if scene.text[end - 1] == ")":  # 研发费用(含资本化)
        end = scene.text.rfind("(", sentence.start, end)
    hit = last_before(sentence.hits, end)
    return hit if hit and hit.end == end else None


def period_lists(scene: Scene, sentence: Sentence, start: int, end: int) -> list[list[When]]:
    """Return the lists of two dates or more in a stretch of a sentence.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    start, end : int
    """
    lists: list[list[When]] = []
    for date in beginning(sentence.dates, start, end):
        if lists:
            between = scene.text[lists[-1][-1].end : date.start].strip()
            if between in words_of("joint") or between == ",":
                lists[-1].append(date)
                continue
        lists.append([date])
    return [dates for dates in lists if len(dates) > 1]


def expand(value: str | None) -> list[str]:
    """Return the years, halves, quarters or months that a range has.

    Parameters
    ----------
    value : str or None
        A TIMEX3 value.

    Returns
    -------
    list of str
        Empty where the value is no such range.
    """
    m = _YEARS.fullmatch(value or "")
    if m is None or m[2] != m[5] or (m[3] is None) != (m[6] is None):
        return []
    if m[3] is None:
        first, last = int(m[1]), int(m[4])
        return [f"{year:04}" for year in range(first, last + 1)] if first < last < first + _MOST else []
    steps = _STEPS[m[2]]
    first, last = int(m[1]) * steps + int(m[3]) - 1, int(m[4]) * steps + int(m[6]) - 1
    form = f"{m[2]}{{}}" if m[2] else "{:02}"
    places = range(first, last + 1) if first < last < first + _MOST else range(0)
    return [f"{at // steps:04}-" + form.format(at % steps + 1) for at in places]


def is_one(scene: Scene, date: When | None, end: int) -> bool:
    """Tell whether several quarters are one time of the several that are told of it: 前三季度甲板块、乙板块分别."""
    text = scene.text
    if date is None or text.find("前", date.start, date.end) < 0:
        return False
    return words_of("joint").first_in(text, date.end, end) >= 0


def name_lists(scene: Scene, start: int, end: int) -> Iterator[list[Piece]]:
    """Find lists of names in a stretch of the text: organisations, and what stands between marks of lists.

    Parameters
    ----------
    scene : Scene
    start, end : int

    Yields
    ------
    list of Piece
        Two names or more; the text of an organisation is its name.
    """
    items: list[Piece] = []
    at = start
    for mark in re.finditer(r"[、,。;:!?\n]|以及|及|和|与", scene.text[start:end]):
        place = start + mark.start()
        if any(org.start < place < org.end for org in scene.orgs_in(max(start, place - 40), place)):
            continue
        item = _name(scene, at, place, first=not items, last=mark.group() not in words_of("joint"))
        at = start + mark.end()
        if item:
            items.append(item)
        if item is None or mark.group() not in words_of("joint"):
            if len(items) > 1:
                yield items
            items = []
    item = _name(scene, at, end, first=not items, last=True)
    if item and items:
        yield [*items, item]


def _name(scene: Scene, start: int, end: int, *, first: bool, last: bool) -> Piece | None:
    aligned = words_of("respective").first_in(scene.text, start + 2, end) if last and not first else -1
    end = aligned if aligned >= 0 else end  # 张三、李四分别持有某公司: no 某公司
    orgs = [org for org in scene.orgs_in(start, end) if org.end <= end]
    bare = _BRACKETS.sub("", scene.text[start:end]).strip()
    if first and orgs and (orgs[-1].end == end or scene.text[orgs[-1].end] == "("):
        return orgs[-1].piece
    if last and not first and orgs and orgs[0].start == start:
        return orgs[0].piece
    if not first and orgs and (last or orgs[0].start == start):
        return orgs[0].piece
    if not first and not last and not orgs and 2 <= len(bare) <= _LONGEST_NAME:
        return Piece(bare, start, end)
    if first and not orgs:
        cut = max(scene.text.rfind(word, start, end) for word in ("由", "为", "括", ":"))
        if cut >= 0 and 2 <= end - cut - 1 <= _LONGEST_NAME:
            return scene.piece(cut + 1, end)
        caused = words_of("no_owner").beginning(scene.text, start, end)  # 受寒潮及备货影响
        return scene.piece(start, end) if 2 <= end - start <= 4 and not caused else None
    if last and not orgs:
        counted = _COUNT.search(scene.text, start + 1, end)  # 粉剂、水剂和片剂三种剂型
        cut = _before_verb(scene, start, counted.start() if counted else end)
        measured = scene.sentence_at(start).hits_in(start, cut)  # 客运、货运收益分别为: no names
        dated = covering(scene.dates, start)
        return scene.piece(start, cut) if 2 <= cut - start <= _LONGEST_LAST and not (measured or dated) else None
    return None


def _before_verb(scene: Scene, start: int, end: int) -> int:
    """Return where the words of a name end: at the first verb."""
    at = end
    while at > start:
        word = scene.word_before(at)
        if word.start <= start:
            break
        if tag(word.text)[0] in "vd" or word.text in words_of("yoy", "mom", "qoq", "chain"):
            end = word.start
        at = word.start
    return end


def fitting(lists: Sequence[list[Piece]], length: int) -> list[Piece] | None:
    """Return the last of some lists that has a length."""
    return next((found for found in reversed(lists) if len(found) == length), None)
