"""Changes that no word before the amount tells: by a sign in brackets, by a noun behind."""

from __future__ import annotations

from extractor.figures.governed import Governed
from extractor.figures.phrases import metric_phrase
from extractor.figures.scene import Amount, Scene, Sentence, last_before
from extractor.figures.unlisted import counted
from extractor.patterns import lazy

__all__ = ["changed_behind", "in_brackets", "is_quote"]

_CHANGE_BEHIND = lazy(
    "(?:以上|左右|多)?的?(?P<word>增长|成长|衰退|下滑|增幅|升幅|涨幅|跌幅|降幅|减幅)(?![\u4e00-\u9fff])"
)
_QUOTE = lazy(r"[0-9.,+\-% ]*")
_WINDOW = 40  # characters before an amount


def in_brackets(scene: Scene, sentence: Sentence, amount: Amount, low: int, floor: int) -> Governed | None:
    """Read a change that only its sign tells, in brackets behind what has changed: 收入3亿元(+5%)."""
    text, start = scene.text, amount.start
    if not (text[start] in "+-" and text[start - 1 : start] == "(" and text.startswith(")", amount.end)):
        return None
    hits = sentence.hits_in(low, start) if floor < start - 1 else []
    phrase = metric_phrase(scene, sentence, hits[-1]) if hits else counted(scene, sentence, amount, floor)
    return Governed(phrase, "changed", subject=phrase.modifier if phrase else None, by="change")


def changed_behind(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read a change whose noun stands behind its amount: 收入出现近二成衰退."""
    noun = _CHANGE_BEHIND.match(scene.text, amount.end, sentence.end)
    if noun is None:
        return None
    before = last_before(sentence.amounts, amount.start)
    hits = sentence.hits_in(low, amount.start)
    hits = hits or sentence.hits_in(before.end if before else sentence.start, low)  # 营收不如预期,出现二成衰退
    phrase = metric_phrase(scene, sentence, hits[-1]) if hits else None
    word = scene.piece(*noun.span("word"))
    return Governed(phrase, "changed", subject=phrase.modifier if phrase else None, word=word, by="change")


def is_quote(text: str, start: int, end: int) -> bool:
    """Tell whether a percentage stands in the brackets of a stock quote: 股份(12.30,0.15,1.23%)."""
    bracket = text.rfind("(", max(start, end - _WINDOW), end)
    return bracket >= 0 and "," in text[bracket:end] and _QUOTE.fullmatch(text, bracket + 1, end) is not None
