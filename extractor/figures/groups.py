"""Shares of those who do something: 五成受访者愿意购买, 62%的老人选择在家."""

from __future__ import annotations

from functools import lru_cache

from extractor.figures.governed import Governed
from extractor.figures.metrics import Metric, tails
from extractor.figures.phrases import Phrase
from extractor.figures.scene import Amount, Scene, Sentence, covering
from extractor.figures.words import without_ends, words_of
from extractor.patterns import lazy
from extractor.segment import tag as _tag

__all__ = ["doing"]

tag = lru_cache(maxsize=8192)(_tag)
_LONGEST_GROUP = 10  # characters of those who do something
_HEAD = 6  # characters behind a group in which a metric begins that it is a part of: 经济增速
_LONGEST_DEED = 30  # characters of what they do
_OF = lazy("(?:以上|左右|上下|多)?的?(?=[\u4e00-\u9fff]{2})")
_PART = lazy(
    "(?:[另还只仍尚就共]?有|[另还仍尚]|其中|其余|剩余|剩下|结果|显示|发现|表明|,|:| )*"
)  # before a share of a group
_OWN = ("会员", "成员", "员工", "职工", "工人")  # of whom an organisation tells what they do
_SHARE = Metric(None, "share", "percent", "deal")
_END = lazy(r"[,:;。!?\n]|\Z")


def doing(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read what a share of a group does: 50%的受访者担心食品安全.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    low : int
        Where the words begin that may stand before it: nothing else may tell of what it is a share.
    """
    text = scene.text
    opening = _OF.match(text, amount.end, sentence.end)
    core = without_ends(text, words_of("filler"), low, amount.start)
    if opening is None or not _PART.fullmatch(text, low, core):
        return None
    end = _group_end(scene, opening.end(), min(sentence.clause_end(amount.end), opening.end() + _LONGEST_GROUP))
    if end is None or covering(sentence.orgs, opening.end()) or _is_measured(scene, sentence, opening.end(), end):
        return None
    ended = _END.search(text, end, min(sentence.end, end + _LONGEST_DEED))
    deed = scene.piece(end, ended.start() if ended else end)
    if len(deed.text) < 2 or not _is_deed(scene, deed.start):
        return None
    group = scene.piece(opening.end(), end)
    own = group.text.endswith(_OWN) and bool(sentence.orgs) and sentence.orgs[0].start < amount.start
    return Governed(Phrase(deed.text, (deed,), _SHARE), subject=None if own else group, by="agent")


def _is_measured(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words are what is measured, or holders of shares of whom only the class is told."""
    for hit in sentence.hits_in(start, end + _HEAD):
        if hit.start < end or (hit.start == end and hit.metric.part != "verb"):
            return True
    return bool(tails().ending(scene.text, start, end)) or scene.text.endswith("股东", start, end)


def _group_end(scene: Scene, start: int, limit: int) -> int | None:
    """Return where those end who do something; None where words name nobody."""
    at, found = start, None
    while at < limit:
        word = scene.word_from(at)
        if not word.text.isalnum() or word.end > limit or tag(word.text)[0] not in "nabjlzv":
            break
        makes_noun = scene.text.startswith(("者", "员"), word.end)  # 女性受访者
        if found and tag(word.text)[0] in "vadz" and not makes_noun:
            break
        at = word.end + makes_noun
        kind = tag(word.text)[0]
        found = at if makes_noun or kind in "nz" else found
    return found


def _is_deed(scene: Scene, start: int) -> bool:
    """Tell whether a verb stands at an offset, perhaps behind adverbs."""
    for _ in range(3):
        word = scene.word_from(start)
        kind = tag(word.text)
        if kind.startswith("v") or word.text in ("是", "由", "对", "在", "把", "将", "被", "没有"):
            return True
        if kind[0] not in "dt":
            return False
        start = word.end
    return False
