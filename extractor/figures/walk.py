"""An article read from its beginning to its end, with whom and when it speaks of at each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from extractor.document import Document
from extractor.figures.names import add_names
from extractor.figures.periods import Periods
from extractor.figures.scene import Scene, Sentence
from extractor.figures.subjects import Subjects
from extractor.resolve import Candidate

__all__ = ["Walk"]


class Walk:
    """Yields the sentences of an article, as often as it is asked; in between it remembers what was told.

    Parameters
    ----------
    document : Document
    settled : iterable of (str, Mention)
        Its facts, in the order of the text.

    Attributes
    ----------
    scene : Scene
    """

    def __init__(self, document: Document, settled: Iterable[Candidate]) -> None:
        self.scene = Scene(document, settled)

    @cached_property
    def subjects(self) -> Subjects:
        """Whom the article speaks of."""
        add_names(self.scene)
        return Subjects(self.scene)

    @cached_property
    def periods(self) -> Periods:
        """Of which time it speaks."""
        return Periods(self.scene)

    def __iter__(self) -> Iterator[Sentence]:
        self.subjects.begin()
        self.periods.begin()
        for sentence in self.scene.sentences:
            paragraph = "\n" in self.scene.text[max(0, sentence.start - 1) : sentence.start]
            self.subjects.enter(sentence, paragraph=paragraph)
            self.periods.enter(sentence, paragraph=paragraph)
            yield sentence
            self.subjects.leave(sentence)
            self.periods.leave(sentence)
