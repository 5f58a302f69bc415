"""Which currency an amount is in where the amount itself does not tell: the article's own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import cast

from extractor.currency_names import COUNTRIES_OF
from extractor.document import Document
from extractor.facts import CurrencyBasis, Money
from extractor.lexicon import table
from extractor.resolve import Candidate

__all__ = ["settle_currencies"]

_MAINLAND = "CNY"
_TRADITIONAL_SHARE = 0.02  # of the characters; Simplified text has none of the signs that are looked for
# Words of a place that a Simplified article must have for its 元 not to be CNY, at least and for each mainland one.
_ENOUGH, _PREVAILING = 3, 3
# 人民币10元 says what 元 is in its sentence; 10港元 says that a bare 元 is another.
_YUAN_WITH_NAME = re.compile(r"[0-9万亿千百十]元\Z")


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
        money has the currency of the last amount in that sentence, else the one foreign currency that the article
        uses, else that of its place. A name that several countries share has the currency of the one that the
        article names, or none.
    """
    amounts = [cast("Money", mention.value) for fact_type, mention in settled if fact_type == "money"]
    if all(amount.currency and amount.currency not in COUNTRIES_OF for amount in amounts):
        return settled
    told = Counter(amount.currency for amount in amounts if amount.currency and amount.currency not in COUNTRIES_OF)
    bare = any(amount.currency is None and amount.currency_basis != "none" for amount in amounts)
    local = _local_currency(document, told)
    usual = next(iter(told)) if len(told) == 1 and not bare else local
    # The sentence and the currency of the last amount that has one, and of the last 元 with a name.
    last: tuple[int, str] = (-1, "")
    yuan = last
    result: list[Candidate] = []
    for fact_type, mention in settled:
        if fact_type != "money":
            result.append((fact_type, mention))
            continue
        sentence = document.sentence_at(mention.start).start
        value = cast("Money", mention.value)
        if value.currency in COUNTRIES_OF:
            value = _settle_shared_name(value, value.currency, document.text)
        elif value.currency:
            last = (sentence, value.currency)
            if _YUAN_WITH_NAME.search(document.text, mention.start, mention.end):
                yuan = last
        elif value.currency_basis == "none":
            near = last[1] if last[0] == sentence else usual if told or bare else None
            basis: CurrencyBasis = "context" if near else "none"
            value = replace(value, currency=near or local, currency_basis=basis)
        else:
            code = yuan[1] if yuan[0] == sentence else local
            value, last = _settle_yuan(value, code), (sentence, code)
        result.append((fact_type, replace(mention, value=value)))
    return result


def _settle_shared_name(value: Money, name: str, text: str) -> Money:
    """Decide on an amount in 比索 or the like by the country that the article names most."""
    named = {code: text.count(country) for country, code in COUNTRIES_OF[name].items()}
    code = max(named, key=lambda code: named[code])
    if not named[code]:
        return replace(value, currency=None, currency_basis="none")
    return replace(value, currency=code, currency_basis="context")


def _settle_yuan(value: Money, code: str) -> Money:
    """Give a bare 元 its currency; only in the mainland it tells it by itself."""
    explicit = value.currency_basis == "explicit"
    basis: CurrencyBasis = "context" if explicit and code != _MAINLAND else value.currency_basis
    return replace(value, currency=code, currency_basis=basis)


def _local_currency(document: Document, told: Counter[str]) -> str:
    """Tell what a bare 元 means in an article."""
    traditional = len(_traditional().findall(document.raw)) > _TRADITIONAL_SHARE * len(document.raw)
    others = {code for code in told if code in _places() and code != _MAINLAND}
    if not traditional and (not others or _MAINLAND in told):
        return _MAINLAND
    votes = {code: len(pattern.findall(document.text)) for code, pattern in _places().items()}
    if traditional:
        for code in others:  # its amounts count as a word or two: 港元 is named everywhere
            votes[code] += min(told[code], _ENOUGH)
    best = max(votes, key=lambda code: votes[code])
    if traditional:
        return best if votes[best] else _MAINLAND
    prevails = votes[best] >= max(_ENOUGH, _PREVAILING * votes[_MAINLAND])
    return best if best in others and prevails else _MAINLAND


@cache
def _places() -> dict[str, re.Pattern[str]]:
    """Compose a pattern of the words of each place."""
    words: dict[str, list[str]] = {}
    for code, row in table("local_currencies", 2):
        words.setdefault(code, []).extend(row.split(" "))
    return {code: re.compile(f"(?=[{''.join({w[0] for w in ws})}])(?:{'|'.join(ws)})") for code, ws in words.items()}


@cache
def _traditional() -> re.Pattern[str]:
    """Find the commonest characters that only Traditional script has."""
    characters = table("common_characters", 1)[1][0]
    return re.compile(f"[{characters}]")
