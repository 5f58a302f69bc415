"""Offices of several places that share the words behind the last: 北京、上海证券交易所 are two exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractor.extractors.org_vocabulary import CONJUNCTIONS, LEVELS, countries, is_place, longest_suffix, place_length
from extractor.extractors.org_words import Words
from extractor.gazetteer import Gazetteer

__all__ = ["coordinated"]

_JOINTS = CONJUNCTIONS | {"、"}
_EVERYWHERE = frozenset(("agency", "court"))  # which every place has; of others the gazetteer knows where they are
_KINDS = _EVERYWHERE | {"exchange", "regulator"}


def coordinated(
    words: Words, spans: list[tuple[int, int]], gazetteer: Gazetteer
) -> dict[tuple[int, int], tuple[str, str]]:
    """Tell the places that stand for an office before one that is named in full.

    Parameters
    ----------
    words : Words
    spans : list of (start, end)
        The names that were found, in order.
    gazetteer : Gazetteer

    Returns
    -------
    dict of (start, end) to (str, str)
        Each place, and the name of its office and what kind it is.
    """
    offices = {}
    for (_, last), (start, end) in pairwise([(0, 0), *spans]):
        if words.text[start - 1 : start] not in _JOINTS:
            continue
        name = words.text[start:end]
        suffix = longest_suffix(name)
        own = name[: place_length(name)]
        if suffix is None or suffix.kind not in _KINDS or not own or own in countries():
            continue
        for place_start, place_end in _places_before(words, start, last):
            place = words.text[place_start:place_end]
            level = own[-1] if own[-1] in LEVELS and place[-1] not in LEVELS else ""
            full = place + level + name[len(own) :]
            if suffix.kind in _EVERYWHERE or gazetteer.get(full):
                offices[place_start, place_end] = full, suffix.kind
    return offices


def _places_before(words: Words, position: int, floor: int) -> Iterator[tuple[int, int]]:
    """Yield the places that a list joins to what begins at a position, the nearest first, down to a floor."""
    while position > max(floor, 1) and words.text[position - 1] in _JOINTS:
        token = words.at(position - 2)
        if token.end != position - 1 or not is_place(token.text) or token.text in countries():
            return
        yield token.start, token.end
        position = token.start
