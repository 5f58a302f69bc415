"""Organisation names: evidence from the gazetteer, form, context, lists and the article, added up.

Clues (``org_clues``) are weighed for each name over the whole article. A name with enough weight is sure, and is
then found wherever it stands (``org_article``), in its short forms too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.document import Document
from extractor.extractors.org_article import Lists, article_names, occurrences
from extractor.extractors.org_clues import (
    CERTAIN,
    Clue,
    code_clues,
    declared_aliases,
    form_clues,
    gazetteer_clues,
    trigger_clues,
)
from extractor.extractors.org_words import Words, shape
from extractor.facts import Organization
from extractor.gazetteer import Hit, default_gazetteer
from extractor.mentions import Mention, Rule

__all__ = ["RULES", "find"]

RULES: tuple[Rule, ...] = ()

_SURE = 1.0


class _Board:
    """What is known of each name: its clues by rule, and the spans that sure clues point at."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        self.spans: dict[tuple[int, int], str] = {}
        self._shapes: dict[str, float] = {}

    def add(self, clue: Clue) -> None:
        name = self.words.text[clue.start : clue.end]
        by_rule = self.weights[name]
        by_rule[clue.rule] = max(clue.weight, by_rule.get(clue.rule, 0.0))
        known = self.spans.get((clue.start, clue.end))
        if known is None or by_rule[known] < clue.weight:
            self.spans[clue.start, clue.end] = clue.rule
        if name not in self._shapes:
            self._shapes[name] = shape(self.words.inside(clue.start, clue.end), name)

    def score(self, name: str) -> float:
        """Add up what speaks for a name: the two best clues, and a little for each further one."""
        found = sorted(self.weights[name].values(), reverse=True)
        if found[0] >= CERTAIN:
            return found[0]
        if self._shapes[name] <= 0 and found[0] < 1:
            return 0.0  # context alone makes no name of common words
        return self._shapes[name] + sum(found[:2]) + min(0.4, 0.1 * len(found[2:]))

    def sure(self) -> dict[tuple[int, int], str]:
        scores = {name: self.score(name) for name in self.weights}
        text = self.words.text
        return {span: rule for span, rule in self.spans.items() if scores[text[span[0] : span[1]]] >= _SURE}


def find(document: Document) -> Iterator[Mention[Organization]]:
    """Find the organisations of an article.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Organization
        In order, the longest of those that overlap.
    """
    words = Words(document)
    hits = default_gazetteer().find(document.text)
    board = _Board(words)
    for clue in _clues(words, hits):
        board.add(clue)
    sure = board.sure()
    for clue in Lists(words).clues(sure, board.spans):
        board.add(clue)
    sure = board.sure()
    aliases = _declare(document.text, board, sure)
    names = {document.text[s:e]: rule for (s, e), rule in board.sure().items()}
    kinds = {hit.entry.name: hit.entry.kind for hit in hits}
    canonical = article_names(names, aliases, words)
    for start, end, rule in occurrences(words, names, board.sure()):
        name = canonical.get(document.text[start:end], document.text[start:end])
        if not any(a.start <= start < a.end for a in document.addresses):
            yield Mention(start, end, rule.split(":", 1)[0], Organization(name, kinds.get(name)))


def _clues(words: Words, hits: list[Hit]) -> Iterator[Clue]:
    yield from gazetteer_clues(words, hits)
    yield from form_clues(words, hits)
    yield from code_clues(words)
    yield from trigger_clues(words, hits)


def _declare(text: str, board: _Board, sure: dict[tuple[int, int], str]) -> dict[str, str]:
    """Add the declared forms of sure names; return each form's name."""
    ends = {end: start for start, end in sorted(sure, reverse=True)}
    aliases = {}
    for name_start, name_end, start, end in declared_aliases(text, ends):
        board.add(Clue(start, end, "org.declared", CERTAIN))
        aliases[text[start:end]] = text[name_start:name_end]
    return aliases
