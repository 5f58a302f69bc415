"""Which currency an amount is in where the amount itself does not tell: the article's own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any, cast

from extractor.currency_names import COUNTRIES_OF, USUAL_OF
from extractor.document import Document
from extractor.facts import CurrencyBasis, Money
from extractor.lexicon import table
from extractor.mentions import Mention
from extractor.patterns import firsts, lazy
from extractor.resolve import Candidate

__all__ = ["settle_currencies"]

_MAINLAND = "CNY"
_TRADITIONAL_SHARE = 0.02  # of the characters; Simplified text has none of the signs that are looked for
# Words of a place that a Simplified article must have for its 元 not to be CNY, at least and for each mainland one.
_ENOUGH, _PREVAILING = 3, 3
_NAMES = ("topic", "name")  # the kinds of words that are no parts of others
_OWN = ("name", "usage")  # that hardly any article from elsewhere has
# What a word of each kind tells in Traditional script, how often at most, and what an amount in the currency does.
_WEIGHTS = {"name": (4, 1), "usage": (4, 1), "topic": (2, 2), "region": (2, 2), "hint": (1, 2)}
_AMOUNT = 2
_MANY = 5  # different words of a place, by which it is told whatever its amounts say
# 人民币10元 and 10亿元新台币 say what 元 is in their sentence; 10港元 may say that a bare 元 is another.
_YUAN_WITH_NAME = lazy(r"[0-9万亿千百十]元")
_PRICE = 10_000  # below it an amount is a price, which is told in the currency of its market
_ITEM_WINDOW = 12  # characters before an amount in which its item stands
_YEN, _JAPAN = "¥", "日本"  # 日本's yen has the sign of the yuan


def settle_currencies(settled: list[Candidate], document: Document) -> list[Candidate]:
    """Give amounts without a currency the one that the article uses.

    Parameters
    ----------
    settled : list of (FactType, Mention)
        Without overlaps, in the order of the text.
    document : Document

    Returns
    -------
    list of (FactType, Mention)
        A bare 元 has the currency of the place that the article is from. A number that only its sentence makes
        money has the currency of the last amount in that sentence (of the last item of a statement, if it is one),
        else the one foreign currency that the article uses, else that of its place. A name that several countries
        share has the currency of the one that the article names, or none.
    """
    amounts = [cast("Money", mention.value) for fact_type, mention in settled if fact_type == "money"]
    if all(_is_told(amount) for amount in amounts) and _YEN not in document.text:
        return settled
    article = _Article(document, amounts)
    return [
        (fact_type, _with_value(mention, article.settle(mention)) if fact_type == "money" else mention)
        for fact_type, mention in settled
    ]


def _with_value(mention: Mention[Any], value: Money) -> Mention[Any]:
    return mention if mention.value is value else replace(mention, value=value)


class _Article:
    """What an article has told of its currencies so far.

    Parameters
    ----------
    document : Document
    amounts : list of Money
        All of them, in the order of the text.
    """

    def __init__(self, document: Document, amounts: list[Money]) -> None:
        self._document = document
        named = [amount for amount in amounts if _is_told(amount)]
        told = Counter(cast("str", amount.currency) for amount in named)
        sums = {cast("str", amount.currency) for amount in named if not _is_price(amount)}
        bare = any(amount.currency is None and amount.currency_basis != "none" for amount in amounts)
        self._local = _local_currency(document, told)
        # The one currency of the article's sums, else its place's where an amount is in that.
        one = sums.pop() if len(sums) == 1 and not bare else None
        self._usual = one or (self._local if bare or self._local in told else None)
        # Of the last amount, sum, item of a statement and 元: the sentence and the currency.
        self._last: dict[str, tuple[int, str]] = {}

    def settle(self, mention: Mention[Any]) -> Money:
        """Decide on an amount; to be called for each in the order of the text.

        Parameters
        ----------
        mention : Mention of Money
        """
        text, value = self._document.text, cast("Money", mention.value)
        sentence = self._document.sentence_at(mention.start).start
        reported = bool(_reported().search(text, max(sentence, mention.start - _ITEM_WINDOW), mention.start))
        if value.currency in COUNTRIES_OF:
            return _settle_shared_name(value, value.currency, text, text[sentence : mention.end])
        if value.currency:
            if text.startswith(_YEN, mention.start) and _JAPAN in text[sentence : mention.start]:
                value = replace(value, currency="JPY")
            yuan = bool(_YUAN_WITH_NAME.search(text, mention.start, mention.end))
            yuan = yuan or (self._local != _MAINLAND and value.currency in _places(*_WEIGHTS))
            self._tell(value, cast("str", value.currency), sentence, reported=reported, yuan=yuan)
            return value
        if value.currency_basis == "none":
            kinds = ("item", "sum") if reported else ("amount",)
            near = next((code for kind in kinds if (code := self._told(kind, sentence))), None)
            near = near or self._usual
            return replace(value, currency=near or self._local, currency_basis="context" if near else "none")
        code = self._told("yuan", sentence) or self._local
        self._tell(value, code, sentence, reported=reported, yuan=False)
        return _settle_yuan(value, code)

    def _told(self, kind: str, sentence: int) -> str | None:
        """Look up the currency of the last amount of a kind in a sentence."""
        where, code = self._last.get(kind, (-1, None))
        return code if where == sentence else None

    def _tell(self, value: Money, code: str, sentence: int, *, reported: bool, yuan: bool) -> None:
        """Remember an amount whose currency is known, for those behind it."""
        kinds = {"amount": True, "sum": not _is_price(value), "item": reported, "yuan": yuan}
        self._last.update({kind: (sentence, code) for kind, applies in kinds.items() if applies})


def _is_told(amount: Money) -> bool:
    return amount.currency is not None and amount.currency not in COUNTRIES_OF


def _is_price(amount: Money) -> bool:
    return amount.value is not None and abs(amount.value) < _PRICE


@cache
def _reported() -> re.Pattern[str]:
    """Find an item of the financial statements, with no other amount behind it."""
    words = [word for _, row in table("statement_items", 2) for word in row.split(" ")]
    return lazy(rf"(?={firsts(words)})(?:{'|'.join(words)})[^0-9,]*\Z")


def _settle_shared_name(value: Money, name: str, text: str, sentence: str) -> Money:
    """Decide on an amount in 比索 or the like by the country that its sentence names, else the article most often."""
    countries = COUNTRIES_OF[name]
    for told in (sentence, text):
        named = {country: told.count(country) for country in countries}
        country = max(named, key=lambda country: (named[country], len(country)))  # 印度尼西亚 holds 印度
        if named[country]:
            return replace(value, currency=countries[country], currency_basis="context")
    usual = USUAL_OF.get(name)
    return replace(value, currency=usual, currency_basis=value.currency_basis if usual else "none")


def _settle_yuan(value: Money, code: str) -> Money:
    """Give a bare 元 its currency; only in the mainland it tells it by itself."""
    explicit = value.currency_basis == "explicit"
    basis: CurrencyBasis = "context" if explicit and code != _MAINLAND else value.currency_basis
    return replace(value, currency=code, currency_basis=basis)


def _local_currency(document: Document, told: Counter[str]) -> str:
    """Tell what a bare 元 means in an article."""
    traditional = len(_traditional().findall(document.raw)) > _TRADITIONAL_SHARE * len(document.text)
    if traditional:
        return _by_evidence(document.text, told)
    if place := _unmistakable(document.text):
        return place
    if _MAINLAND in told:
        return _MAINLAND
    votes = {code: len(pattern.findall(document.text)) for code, pattern in _places(*_NAMES).items()}
    best = max(votes, key=lambda code: votes[code])
    # Where amounts name another place's currency, this one's words must be more.
    others = told.keys() & _places(*_WEIGHTS)
    enough = 2 * _ENOUGH if others and best not in others else _ENOUGH
    return best if votes[best] >= max(enough, _PREVAILING * votes[_MAINLAND]) else _MAINLAND


def _by_evidence(text: str, told: Counter[str]) -> str:
    """Weigh the words of each place in an article in Traditional script, which may be a mainland one in other letters.

    No word counts more than twice, as a mainland article may be about a company in 香港. Amounts in a currency count
    too, but it is named everywhere. Of places with equal evidence it is the one with words of its own, or told first.
    """
    total = Counter({code: _AMOUNT * min(told[code], _ENOUGH) for code in _places(*_WEIGHTS)})
    own: Counter[str] = Counter()
    first: dict[str, int] = {}
    for kind, (weight, most) in _WEIGHTS.items():
        for code, pattern in _places(kind).items():
            found = list(pattern.finditer(text))
            evidence = weight * sum(min(n, most) for n in Counter(m.group() for m in found).values())
            total[code] += evidence
            own[code] += evidence if kind in _OWN else 0
            first[code] = min([first.get(code, len(text)), *(m.start() for m in found[:1])])
    best = max(total, key=lambda code: (total[code], own[code], -first[code]))
    return best if total[best] else _MAINLAND


def _unmistakable(text: str) -> str | None:
    """Tell the place of which an article has many words, each once, and hardly one of the mainland's."""
    words = {code: len(set(pattern.findall(text))) for code, pattern in _places(*_NAMES, "usage").items()}
    best = max(words, key=lambda code: words[code])
    return best if words[best] >= max(_MANY, _PREVAILING * words[_MAINLAND]) and best != _MAINLAND else None


@cache
def _places(*kinds: str) -> dict[str, re.Pattern[str]]:
    """Compose a pattern of the words of some kinds of each place."""
    words: dict[str, list[str]] = {}
    for code, kind, row in table("local_currencies", 3):
        if kind in kinds:
            words.setdefault(code, []).extend(row.split(" "))
    return {code: lazy(f"(?={firsts(ws)})(?:{'|'.join(ws)})") for code, ws in words.items()}


@cache
def _traditional() -> re.Pattern[str]:
    """Find the commonest characters that only Traditional script has."""
    characters = table("common_characters", 1)[1][0]
    return lazy(f"[{characters}]")
