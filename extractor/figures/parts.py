"""Parts and movements: the words of a metric that other words of the article complete or tell already."""

from __future__ import annotations

from extractor.figures.governed import Governed
from extractor.figures.metrics import metrics
from extractor.figures.phrases import Phrase, movement
from extractor.figures.scene import Amount, Piece, Scene, Sentence, covering
from extractor.figures.words import Words, words_of
from extractor.patterns import lazy

__all__ = ["is_of_class", "moving", "named_part", "of_part", "of_same_part", "share_of", "without_subject"]

_PARTED = frozenset({"营业收入", "销售额"})  # what the parts of a company have
_OF_PARTS = frozenset({"营业收入", "销售额", "毛利率", "占比", "市场份额"})  # what is told of such a part behind it
_NO_PARTS = Words({"业务"})
_OF_GOODS = frozenset(
    {"价格", "规模", "利率", "进出口", "净资产收益率", "融资轮次"}
)  # what is told of goods and fields, no parts
_GROWING = Words({"增长", "成长"})
_OF_CLASS = lazy(
    r"(?P<bound>以上|以下)?(?:\(含\))?的?(?:股份|股权)?的?(?:股东|个股|股票|企业|公司|账户|客户|对象|者|人)"
)
_BOUND = 4  # characters before an amount in which the word of a bound stands


def is_of_class(scene: Scene, amount: Amount) -> bool:
    """Tell whether an amount only says which ones are meant, at whatever time: 持股5%以上的股东.

    Parameters
    ----------
    scene : Scene
    amount : Amount
    """
    if not amount.percent:
        return False
    bound = words_of("bounds").ending(scene.text, max(0, amount.start - _BOUND), amount.start)
    found = _OF_CLASS.match(scene.text, amount.end)
    return found is not None and bool(bound or found["bound"])


def moving(scene: Scene, governed: Governed) -> Phrase | None:
    """Read a movement without a metric: what moves is the subject and the movement the metric.

    Parameters
    ----------
    scene : Scene
    governed : Governed
    """
    word, thing = governed.word, governed.subject
    earned = metrics().get(word.text[1:]) if word else None
    if word and earned and earned.part == "noun":  # 多赚
        piece = scene.piece(word.start + 1, word.end)
        return Phrase(piece.text, (piece,), earned)
    if word and (word.text in words_of("movement") or thing is None):
        moved = movement(scene, word.start, word.end)
        told = len(moved.text) > 1 or word.text in words_of("movement")  # 上升0.6%, no 低三成
        return Phrase(moved.text, (moved,)) if told else None
    if thing is None or word is None or word.text not in _GROWING:
        return Phrase(thing.text, (thing,)) if thing else None
    return Phrase(thing.text + word.text, (thing, scene.piece(word.start, word.end)))  # 海外增长5%


def of_part(phrase: Phrase | None, part: Piece) -> Phrase | None:
    """Put the part of a company before its share: in 海外占34% 海外占, in 商誉占公司净资产的5% 商誉占净资产.

    Parameters
    ----------
    phrase : Phrase or None
        The share; its modifier is whose the whole is, who has the part too.
    part : Piece
    """
    if phrase is None:
        return None
    pieces, text, owner = phrase.pieces, phrase.text, phrase.modifier
    if owner is not None:
        behind = (Piece(p.text[len(owner.text) :], owner.end, p.end) if p.start == owner.start else p for p in pieces)
        pieces = tuple(p for p in behind if p.text)
        text = text.replace(owner.text, "", 1)
    return phrase._replace(text=part.text + text, pieces=(part, *pieces), modifier=None)


def share_of(part: Phrase | None, share: Phrase) -> Phrase | None:
    """Put what a share is of before it: in 费用3亿元,占营收的5% 费用占营收.

    Parameters
    ----------
    part : Phrase or None
        What was told last.
    share : Phrase
    """
    if part is None or not share.text.startswith("占") or len(share.text) == 1:
        return share
    return of_part(share, Piece(part.text, part.start, part.pieces[-1].end))


def of_same_part(told: Phrase | None, phrase: Phrase) -> Phrase:
    """Let what is measured of parts be of the part told last: 器件收入3亿元,毛利率20%.

    Parameters
    ----------
    told : Phrase or None
        What was told last.
    phrase : Phrase
    """
    part = told.modifier if told and told.metric and told.metric.canonical in _PARTED else None
    metric, own = phrase.metric, phrase.modifier
    if told is None or part is None or metric is None or metric.canonical not in _OF_PARTS:
        return phrase
    if own is not None and own.text not in _NO_PARTS and own.text not in metrics():
        return phrase
    if phrase.text.startswith(part.text) or not told.text.startswith(part.text):
        return phrase
    return phrase._replace(text=part.text + phrase.text, pieces=(part, *phrase.pieces), modifier=part)


def growth_of(told: Phrase | None, growth: Piece | None) -> Phrase | None:
    """Return the growth of what was told, which itself has changed: 营收增长4%,增速加快1个百分点."""
    if told is None or growth is None:
        return told
    return told._replace(text=told.text + growth.text, pieces=(*told.pieces, growth))


def without_subject(sentence: Sentence, phrase: Phrase | None, subject: Piece | None) -> Phrase | None:
    """Leave whose an amount is out of what it is of: 收入 in 青禾收入, 赔付率 in 车险的赔付率.

    Parameters
    ----------
    sentence : Sentence
    phrase : Phrase or None
    subject : Piece or None
    """
    if phrase is None or subject is None or len(phrase.pieces) > 2 or not phrase.text.startswith(subject.text):
        return phrase
    rest = phrase.text[len(subject.text) :].removeprefix("的")
    named = covering(sentence.orgs, phrase.start) is not None
    known = metrics().get(rest)
    if known is None or known.part == "head" or not (named or known.canonical in _OF_GOODS):
        return phrase
    end = phrase.pieces[-1].end
    return phrase._replace(text=rest, pieces=(Piece(rest, end - len(rest), end),))


def named_part(whole: Phrase, part: Piece, owner: Piece | None, governed: Governed) -> Governed:
    """Read a part of what was told: in 海外收入5亿元,其中欧洲约2亿元 it is 欧洲收入 of the same owner.

    Parameters
    ----------
    whole : Phrase
        The metric that was told.
    part : Piece
    owner : Piece or None
        Whose it was.
    governed : Governed
        What governs the amount of the part.
    """
    modifier, head = whole.modifier, whole.pieces[-1]
    if modifier and head.text.startswith(modifier.text):
        head = Piece(head.text[len(modifier.text) :], modifier.end, head.end)
    phrase = Phrase(part.text + head.text, (part, head), whole.metric)
    return governed._replace(phrase=phrase, change=None, subject=owner, by="named")
