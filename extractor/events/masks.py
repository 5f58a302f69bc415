"""Sentences with a sign in place of each mention, so that patterns read ``O完成M的B轮融资``."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from extractor.figures.scene import Amount, Org, Scene, Sentence, When
from extractor.figures.things import PASSING, person, surnames
from extractor.patterns import lazy

__all__ = ["Masked", "compiled", "mask"]

Mention = Org | Amount | When
# Of the private use area, where no text has anything: what has one nevertheless only finds nothing.
_SIGNS = {"O": "\ue000", "M": "\ue001", "P": "\ue002", "D": "\ue003", "T": "\ue004"}
_ALL = "".join(_SIGNS.values())
_BRACKETS = lazy(r" ?\([^()]{0,40}\)")
_ACTING = (
    "于|通过|合计|累计|拟|计划|共|已|先后|分别|女士|先生|[增减]持"
    "|质押|解除|将|因|以|从|自|被|所|持|的|再|又|在|[, \ue003]"
)
_PERSON = person(_ACTING)
# An organisation is not who acts where one of its officers stands behind it: 某某董事长张伟增持.
_WHO = f"(?:<O>(?![\u4e00-\u9fff]{{2,8}}?(?=[{surnames()}]){_PERSON})|{_PERSON})"
_LIST = r"<O>(?:(?:、|,|/|和|及|以及|与|;)<O>){0,19}"
_TOKEN = lazy("<([A-Z]+|[gc][0-9]+)>")


class Masked(NamedTuple):
    """A sentence with signs.

    Parameters
    ----------
    text : str
    places : list of int
        Where some of its characters stand in the normalised text, in order; the others follow on these.
    keys : list of int
        Which characters these are.
    mentions : dict of int to Org, Amount or When
        The mention of each sign.
    """

    text: str
    places: list[int]
    keys: list[int]
    mentions: dict[int, Mention]

    def offset(self, at: int) -> int:
        """Return where a character stands in the normalised text."""
        i = bisect_right(self.keys, at) - 1
        return self.places[i] + at - self.keys[i]


def mask(scene: Scene, sentence: Sentence) -> Masked:
    """Put signs in place of the mentions of a sentence; what stands in brackets behind one goes.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    """
    text, pieces, length = scene.text, list[str](), 0
    places, keys, mentions = [sentence.start], [0], dict[int, Mention]()
    at = sentence.start
    for mention, sign in _signed(sentence):
        if mention.start < at:
            continue
        pieces += text[at : mention.start], sign
        length += mention.start - at
        mentions[length] = mention
        brackets = _BRACKETS.match(text, mention.end, sentence.end)
        at = brackets.end() if brackets else mention.end
        keys += length, length + 1
        places += mention.start, at
        length += 1
    return Masked("".join([*pieces, text[at : sentence.end]]), places, keys, mentions)


def _signed(sentence: Sentence) -> list[tuple[Mention, str]]:
    orgs = [(org, _SIGNS["O"]) for org in sentence.orgs if org.kind not in PASSING]
    amounts = [(amount, _SIGNS["P" if amount.percent else "M"]) for amount in sentence.amounts]
    dates = [(date, _SIGNS["D"]) for date in sentence.dates]
    durations = [(duration, _SIGNS["T"]) for duration in sentence.durations]
    return sorted([*orgs, *amounts, *dates, *durations], key=lambda pair: pair[0].start)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of signs.

    Parameters
    ----------
    pattern : str
        With ``<O>``, ``<M>``, ``<P>``, ``<D>``, ``<T>`` for mentions, ``<OS>`` for a list of organisations,
        ``<WHO>`` for an organisation or a person with an office, ``<g8>`` for up to 8 characters of a clause that are
        no name and no amount, ``<c8>`` for such characters across commas.
    """
    return lazy(_TOKEN.sub(_expanded, pattern))


def _expanded(token: re.Match[str]) -> str:
    name = token[1]
    if name in _SIGNS:
        return _SIGNS[name]
    if name in ("OS", "WHO"):
        return _TOKEN.sub(_expanded, _LIST if name == "OS" else _WHO)
    stops = _SIGNS["O"] + _SIGNS["M"] + _SIGNS["P"] + "。;!?\n" + ("," if name[0] == "g" else "")
    return f"[^{stops}]{{0,{name[1:]}}}?"
