"""Economies: of which place an article tells what is measured of places."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

from extractor.figures.scene import Piece, Scene, Sentence, last_before
from extractor.figures.things import IN_NO_NAME, NO_TOWN_BEFORE, find_things, han_without
from extractor.lexicon import table
from extractor.patterns import any_of, lazy

__all__ = ["Economies"]

_DEICTIC = frozenset("全我该本")  # with which what stands for the name of a place begins
_UNITS = "省市县区州镇"
# 上半年清溪县; no 各县, 贫困县, and no 该县城
_NAMED = lazy(
    r"(?<![^,.。;:!?\n 年月日度在、和是到为])(?!其中|各|每|外|某|周边|直辖|地级|县级)"
    rf"[{han_without(IN_NO_NAME)}]{{2,3}}[{_UNITS}]{NO_TOWN_BEFORE}"
)
_SPEAKS_FOR = 2  # mentions of a place that one of its authorities counts for


@cache
def _homes() -> dict[str, str]:
    return {word: place for place, row in table("figure_homes", 2) for word in row.split(" ")}


@cache
def _authorities() -> re.Pattern[str]:
    return lazy(any_of(_homes()))


class Economies:
    """Remembers of which place an article speaks.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._place: Piece | None = None  # whose economy the paragraph has spoken of last

    @cached_property
    def _home(self) -> Piece | None:
        """The place that an article speaks of most, or whose authorities it does."""
        places = [place for sentence in self._scene.sentences for place in sentence.places]
        counts = Counter(place.text for place in places)
        first = {place.text: place for place in reversed(places)}
        for authority in _authorities().finditer(self._scene.text):
            home = _homes()[authority.group()]
            counts[home] += _SPEAKS_FOR
            first.setdefault(home, Piece(home, *authority.span()))
        return first[counts.most_common(1)[0][0]] if counts else None

    @cached_property
    def _elsewhere(self) -> Piece | None:
        """The first place that an article names, be it where it tells no amounts."""
        text = self._scene.text
        places = (thing for thing in find_things(text, 0, len(text)) if thing.kind == "place")
        first = min(places, default=None)
        return self._scene.piece(first.start, first.end) if first else None

    def enter(self) -> None:
        """Begin a paragraph, which speaks of the place that the article speaks of most."""
        self._place = None

    def begins(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the place that the words for a metric begin with: 全市 in 全市用电量.

        Parameters
        ----------
        sentence : Sentence
        offset : int
            Where they begin.
        """
        if self._scene.text[offset] not in _DEICTIC:
            return None
        here = next((place for place in sentence.places if place.start == offset), None)
        return self.named(here) if here and here.text[-1] in _UNITS else None  # no 全球份额

    def named(self, place: Piece) -> Piece:
        """Return the place for which 全县, 我市 and the like stand, where the article names one.

        Parameters
        ----------
        place : Piece
        """
        unit = place.text[-1]
        if place.text[0] not in _DEICTIC or unit not in self._named_places:
            return place
        return Piece(self._named_places[unit], place.start, place.end)

    @cached_property
    def _named_places(self) -> dict[str, str]:
        """The place that an article names most, of each sort: a province, a city, a county."""
        counts = Counter(m.group() for m in _NAMED.finditer(self._scene.text) if m.group()[0] not in _DEICTIC)
        return {name[-1]: name for name, _ in reversed(counts.most_common())}

    def leave(self, sentence: Sentence) -> None:
        """Remember of which place a sentence speaks."""
        self._place = sentence.places[-1] if sentence.places else self._place

    @property
    def spoken_of(self) -> Piece | None:
        """The place that the paragraph has spoken of last, else that of the article."""
        place = self._place or self._home
        return self.named(place) if place else None

    def of(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return of which place something is that is measured of places.

        Parameters
        ----------
        sentence : Sentence
        offset : int
            Where its amount begins.
        """
        near = last_before(sentence.places, offset)
        if near and near.start < sentence.clause_at(offset) and self._home and self._home.text in _homes().values():
            near = None  # 美国税率调高,GDP恐少0.3%: that of the article's own place
        return self.named(near) if near else self.spoken_of or self._elsewhere
