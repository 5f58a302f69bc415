"""Noun phrases: the modifiers before a metric, and the words that may name a subject."""

from __future__ import annotations

from typing import NamedTuple

from extractor.figures.metrics import Hit, Metric, find_metrics
from extractor.figures.scene import Piece, Scene, Sentence, covering, last_before
from extractor.figures.words import Words, tag, words_of
from extractor.patterns import lazy

__all__ = [
    "Phrase",
    "bare_phrase",
    "floor_before",
    "headed",
    "metric_phrase",
    "movement",
    "names_a_field",
    "noun_phrase",
    "with_act",
]

_INSIDE_ONLY = Words({"的", "及"})
_NOT_IN_NAMES = frozenset("pcruyeod")  # first letters of tags: prepositions, conjunctions, pronouns, particles, adverbs
_NOT_FIRST = frozenset("vfm")  # verbs, sides, numbers: what stands before a name, or is no part of it
_LONGEST = 24
_LONGEST_PART = 14
_LONGEST_HEADING = 20
_OF_FIELDS = frozenset({"规模", "产销量", "投资额", "募集资金", "募资", "销售额", "融资轮次", "复合增长率", "增速"})
_LONGEST_AVERAGE = 8
_AVERAGE = lazy(
    r"(?:平均每?[日月周季]|每[日月周季]平均|[日月周季]均)(?=\w\Z)|[日月年周季](?=均\Z)"
)  # right before a metric, of which one character is looked at
_DEGREE = lazy("[大暴急劲累狂猛]?(?P<bare>[涨跌升降挫])[超逾]?")
_GETTING = Words({"实现", "录得", "取得", "达成", "完成", "获得", "创造", "贡献", "实现了", "取得了"})


class Phrase(NamedTuple):
    """The words for what is measured.

    Parameters
    ----------
    text : str
    pieces : tuple of Piece
        Where they stand; more than one where a verb stands between (软件业务实现收入).
    metric : Metric or None
        Of its head, where the table has it.
    modifier : Piece or None
        The words of it before its head, which are the subject where nothing else is.
    """

    text: str
    pieces: tuple[Piece, ...]
    metric: Metric | None = None
    modifier: Piece | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.pieces[0].start


def floor_before(sentence: Sentence, offset: int) -> int:
    """Return how far back a phrase that ends at an offset may go: to the clause, amount, name or date before it."""
    floor = sentence.clause_at(offset)
    before = (
        last_before(sentence.amounts, offset),
        last_before(sentence.orgs, offset),
        last_before(sentence.dates, offset),
        last_before(sentence.durations, offset),
    )
    return max(floor, *(mention.end if mention else floor for mention in before))


def _keeps_on(word: str) -> bool:
    if word in _INSIDE_ONLY or word in words_of("belonging"):
        return True
    return word.isalnum() and word not in words_of("outside") and tag(word)[0] not in _NOT_IN_NAMES


def noun_phrase(scene: Scene, end: int, floor: int) -> Piece | None:
    """Return the noun phrase that ends at an offset.

    Parameters
    ----------
    scene : Scene
    end : int
    floor : int
        Before which it may not begin.
    """
    floor, at, words = max(floor, end - _LONGEST), end, list[str]()
    while at > floor:
        word = scene.word_before(at).text[-(at - floor) :]
        if not _keeps_on(word):
            break
        words.append(word)
        at -= len(word)
    for word in reversed(words):
        part = tag(word)
        if word in words_of("belonging"):
            break
        if word not in _INSIDE_ONLY and (part[0] not in _NOT_FIRST or part == "vn"):
            break
        at += len(word)
    while end > at and scene.text[end - 1] in _INSIDE_ONLY:
        end -= 1
    return scene.piece(at, end) if end > at else None


def names_a_field(modifier: str, phrase: Phrase | None) -> bool:
    """Tell whether the words before a metric are what it is of: a market, an industry, a good that has a price.

    Parameters
    ----------
    modifier : str
    phrase : Phrase or None
        The metric, with them.
    """
    metric = phrase.metric if phrase else None
    if words_of("field_end").ending(modifier, 0, len(modifier)):
        return True
    if phrase is None or metric is None:
        return False
    if words_of("field_start").beginning(modifier, 0, len(modifier)):
        return metric.canonical in _OF_FIELDS
    priced = words_of("goods_price").ending(phrase.text, 0, len(phrase.text))
    return bool(priced) and len(modifier) > 1 and modifier not in words_of("no_good") and not {"每", "单"} & {*modifier}


def bare_phrase(scene: Scene, hit: Hit) -> Phrase:
    """Return a metric without modifiers."""
    piece = movement(scene, hit.start, hit.end) if hit.metric.canonical == "涨" else scene.piece(hit.start, hit.end)
    return Phrase(piece.text, (piece,), hit.metric)


def movement(scene: Scene, start: int, end: int) -> Piece:
    """Return a word of movement without its degree: 涨 of 大涨, 跌 of 跌超."""
    bare = _DEGREE.fullmatch(scene.text, start, end)
    return scene.piece(*bare.span("bare")) if bare else scene.piece(start, end)


def _term_before(sentence: Sentence, modifier: Piece) -> int | None:
    """Return where the length of time begins that names a term with the modifier behind it: 7天 and 期逆回购."""
    term = last_before(sentence.durations, modifier.start) if modifier.text.startswith("期") else None
    return term.start if term and term.end == modifier.start else None


def _joins(first: Hit, second: Hit) -> bool:
    """Tell whether two metrics side by side are one: 董事持股比重, 出资比例; no 回购金额, whose verb is told anyway."""
    return first.metric.part in ("noun", "deal") or (first.metric.part == "verb" and second.metric.kind == "share")


def _before_gloss(scene: Scene, sentence: Sentence, hit: Hit) -> Piece | None:
    """Return the modifier before a gloss: 车用材料 in 车用材料(树脂)营业收入."""
    if scene.text[hit.start - 1 : hit.start] != ")":
        return None
    opening = scene.text.rfind("(", sentence.clause_at(hit.start), hit.start)
    piece = noun_phrase(scene, opening, floor_before(sentence, opening)) if opening >= 0 else None
    return piece if piece and piece.end == opening else None


def _without_introduction(scene: Scene, sentence: Sentence, modifier: Piece) -> int:
    """Return where a modifier begins behind words that only introduce what is measured: 对应 in 对应每股收益."""
    start = modifier.start
    while word := words_of("no_modifier").beginning(scene.text, start, modifier.end):
        start += len(word)
        start += scene.text.startswith("的", start)
    start = max(start, scene.text.rfind("的", start, modifier.end) + 1)  # 能源之后的核心CPI
    before = last_before(sentence.orgs, start)
    if before and before.end == start and scene.text.startswith("市场", start):
        start += len("市场")  # A股市场发行价
    return start


def _with_average(scene: Scene, sentence: Sentence, start: int, floor: int) -> int:
    """Return where the words begin that make a metric one of averages: 平均每日 before 成交额, 周 before 均价."""
    low = max(floor, start - _LONGEST_AVERAGE)
    average = _AVERAGE.search(scene.text, low, start + 1) if "均" in scene.text[low : start + 1] else None
    return start if average is None or covering(sentence.dates, average.start()) else average.start()


def metric_phrase(scene: Scene, sentence: Sentence, hit: Hit, floor: int | None = None) -> Phrase:
    """Return a metric with its modifiers, across a verb of getting: 软件业务实现收入 is 软件业务收入.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
        In which it stands.
    hit : Hit
    floor : int or None
        Before which nothing belongs to it; None: the clause, amount, name or date before it.
    """
    floor = floor_before(sentence, hit.start) if floor is None else floor
    if bound := words_of("limits").beginning(scene.text, hit.end, sentence.end):
        hit = hit._replace(end=hit.end + len(bound))  # 价格上限
    for before in reversed(sentence.hits_in(floor, hit.start)):  # an item of a list is no modifier of the next
        joint = words_of("joint").beginning(scene.text, before.end, hit.start)
        if joint:
            floor = before.end + len(joint)
            break
    if hit.metric.part == "verb":
        return bare_phrase(scene, hit)
    modifier = noun_phrase(scene, hit.start, floor)
    near = modifier is not None and modifier.end in (hit.start, hit.start - 1)
    joined = last_before(sentence.hits, hit.start)
    if joined and joined.end == hit.start and joined.start >= floor and _joins(joined, hit):
        inner = metric_phrase(scene, sentence, joined, floor)  # 董事持股 and 比重
        if len(inner.pieces) == 1:
            whole = scene.piece(inner.start, hit.end)
            return Phrase(whole.text, (whole,), hit.metric, modifier if near else None)
    if modifier and near and (term := _term_before(sentence, modifier)):
        modifier = scene.piece(term, modifier.end)  # 10年期国债收益率
    start = modifier.start if modifier and near else hit.start
    if modifier and near and (bare := _without_introduction(scene, sentence, modifier)) != start:
        start, modifier = bare, scene.piece(bare, modifier.end) if bare < modifier.end else None
    start = _with_average(scene, sentence, start, floor)
    head = scene.piece(start, hit.end)
    if hit.metric.kind == "share" and scene.text[start - 1 : start] == "在" and start - 1 > floor:
        whole = scene.piece(floor, start - 1)  # 芯片在成本中的占比: 芯片占比
        whole = scene.piece(floor + len(words_of("pronoun").beginning(whole.text, 0, len(whole.text))), start - 1)
        if 1 < len(whole.text) <= _LONGEST_PART and whole.text.isalnum():
            share = scene.piece(hit.start, hit.end)
            return Phrase(whole.text + share.text, (whole, share), hit.metric, whole)
    glossed = _before_gloss(scene, sentence, hit) if start == hit.start else None
    if glossed and (term := _term_before(sentence, glossed)):
        glossed = scene.piece(term, glossed.end)
    if glossed:
        return Phrase(glossed.text + head.text, (glossed, head), hit.metric, glossed)
    getting = _GETTING.ending(scene.text, floor, start)
    far = noun_phrase(scene, start - len(getting), floor) if getting else None
    if far:
        return Phrase(far.text + head.text, (far, head), hit.metric, far)
    return Phrase(head.text, (head,), hit.metric, modifier if near else None)


def headed(scene: Scene, sentence: Sentence) -> Phrase | None:
    """Return the metric that ends the heading over a sentence: 研发费用 on the line before 2023年为191亿元.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    """
    head = scene.sentences[sentence.index - 1] if sentence.index else sentence
    if head.amounts or sentence.start - head.start > _LONGEST_HEADING:
        return None
    hits = find_metrics(scene.text, head.start, head.end)
    between = scene.text[hits[-1].end : sentence.start] if hits else ""
    if "\n" not in between or between.strip(" \n:") or hits[-1].metric.part == "verb":
        return None
    return metric_phrase(scene, head, hits[-1])


def with_act(scene: Scene, sentence: Sentence, noun: Piece | None) -> Piece | None:
    """Return a noun with the act before it that tells which one it is: 购买 before 算力的开支.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    noun : Piece or None
    """
    act = covering(sentence.hits, noun.start - 1) if noun and "的" in noun.text else None
    return scene.piece(act.start, noun.end) if noun and act and act.metric.part == "verb" else noun
