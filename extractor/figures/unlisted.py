"""What governs an amount where the table of metrics does not have it: nouns that end as metrics do, nouns, verbs."""

from __future__ import annotations

from functools import lru_cache

from extractor.figures.governed import Governed
from extractor.figures.metrics import tail_metrics, tails
from extractor.figures.phrases import Phrase, bare_phrase, floor_before, noun_phrase
from extractor.figures.scene import Amount, Scene, Sentence, covering, first_from
from extractor.figures.words import words_of
from extractor.segment import tag as _tag

__all__ = ["acting", "noun_behind", "priced", "tailed"]

tag = lru_cache(maxsize=8192)(_tag)
_DONE = frozenset("了出下走得来到去掉")  # behind a verb: 投了, 筹得, 花掉
_LONGEST_BEHIND = 12  # characters of a noun behind an amount
_TO_VERB = 16  # characters from the price of a deal to its verb


def tailed(scene: Scene, sentence: Sentence, low: int, core: int) -> Governed | None:
    """Read a noun that the table does not have but that ends as metrics do: 退款率."""
    tail = tails().ending(scene.text, low, core)
    noun = noun_phrase(scene, core, max(low, floor_before(sentence, core))) if tail else None
    if tail and (noun is None or noun.text == tail) and core - len(tail) > low:
        before = scene.word_before(core - len(tail))  # a verb begins no noun, but makes one with its last word: 退款率
        known = before.text.isalpha() and before.text not in words_of("outside")
        noun = scene.piece(max(low, before.start), core) if known else noun
    if noun is None or noun.end < core or len(noun.text) < 2:
        return None
    return Governed(Phrase(noun.text, (noun,), tail_metrics()[tail]), by="tail")


def priced(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read the verb behind the price of a deal: 以3亿元收购某公司, 以880万元易手."""
    if amount.percent or not words_of("price_before").ending(scene.text, low, _before_about(scene, low, amount.start)):
        return None
    at, end = amount.end, min(sentence.clause_end(amount.end), amount.end + _TO_VERB)
    hit = next((h for h in sentence.hits_in(at, end) if h.metric.part == "verb"), None)
    if hit:
        return Governed(bare_phrase(scene, hit), by="price")
    while at < end:
        word = scene.word_from(at)
        if tag(word.text) == "v" and len(word.text) > 1 and word.text not in words_of("outside"):
            return Governed(Phrase(word.text, (word,)), by="price")
        at = word.end
    return None


def _before_about(scene: Scene, low: int, end: int) -> int:
    """Go back over 约, 近 and the like."""
    return end - (end > low and scene.text[end - 1] in "约近超逾")


def acting(scene: Scene, sentence: Sentence, low: int, core: int) -> Governed | None:
    """Read a verb that the table does not have: 认缴62%, 筹得3亿元."""
    word = scene.word_before(core)
    start = max(low, word.start)
    end = core - (scene.text[core - 1] in _DONE and core - start > 1)
    verb = scene.piece(start, end)
    if not verb.text.isalpha() or verb.text in words_of("outside", "filler") or not tag(verb.text).startswith("v"):
        return None
    subject = noun_phrase(scene, start, max(low, floor_before(sentence, start)))
    return Governed(Phrase(verb.text, (verb,)), subject=subject, by="verb")


def noun_behind(scene: Scene, sentence: Sentence, amount: Amount) -> Governed | None:
    """Read the noun behind an amount that the table does not have: 2亿元综合授信, 380万元的订单."""
    later = first_from(sentence.amounts, amount.end)
    end = min(sentence.clause_end(amount.end), later.start if later else sentence.end, amount.end + _LONGEST_BEHIND)
    text, at = scene.text, amount.end
    at += text.startswith("的", at)
    start, last = at, at
    while at < end:
        known = next((hit for hit in sentence.hits_in(at, end) if hit.start == at), None)
        if known:  # 综合授信, whose last word is a verb to the table
            at = last = known.end
            continue
        word = scene.word_from(at)
        kind = tag(word.text)
        if not word.text.isalnum() or word.end > end or word.text in words_of("outside"):
            break
        if kind[0] not in "nabjlzx" and kind != "vn":
            break
        at = word.end
        last = at if kind[0] in "nx" or kind == "vn" else last
    noun = scene.piece(start, last)
    if len(noun.text) < 2 or covering(sentence.orgs, start) or tag(noun.text[-1:]) == "m":
        return None
    return Governed(Phrase(noun.text, (noun,)), by="behind")
