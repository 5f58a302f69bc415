"""An article as the extractors see it: raw text, normalised text, the map between them, and lazy views."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from extractor.gazetteer import Gazetteer, default_gazetteer
from extractor.normalize import normalize
from extractor.patterns import lazy
from extractor.segment import words

__all__ = ["Document", "Span", "Token"]

# A sentence ends at its mark with the closing quotes and brackets behind it, or at the line's end.
_SENTENCE_END = lazy(r"[。！？!?；;]+[”’」』》)\]\"]*|\n+")
# Addresses hold digits and Latin letters that are no facts. The path stops where Chinese text goes on.
_ADDRESS = lazy(
    r"(?=[A-Za-z0-9])(?:(?:https?|ftp)://[!-~]+|www\.[!-~]+|[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+"
    r"|(?<![A-Za-z0-9.\-])(?:[A-Za-z0-9\-]{1,63}\.){1,5}(?:com|cn|net|org|gov|edu|io|ai|hk|tw|mo|info|cc|tv)(?![A-Za-z0-9])(?:/[!-~]*)?)"
)


class Span(NamedTuple):
    """Code points into the normalised text, ``end`` exclusive."""

    start: int
    end: int


class Token(NamedTuple):
    """A word of the normalised text."""

    start: int
    end: int
    text: str


class Document:
    """An article.

    Parameters
    ----------
    raw : str
        The text as read.
    reference : datetime.datetime, datetime.date or None
        The day against which relative dates are placed, where the caller knows it; with a time, the moment.
    gazetteer : Gazetteer or None
        Of organisations; None: that of the package.

    Attributes
    ----------
    reference_date : datetime.date or None
    reference_time : datetime.time or None
        The clock time of ``reference``, for expressions such as 十分钟前; None where only the day is known.
    text : str
        The normalised text; all mentions are spans of it.
    alignment : Alignment
        From ``raw`` to ``text``.

    Examples
    --------
    >>> import extractor
    >>> document = extractor.Document("達(dá)晨投資")
    >>> document.text, document.words
    ('达晨投资', ['达晨', '投资'])
    >>> document.alignment.to_source(0, 2)
    (0, 6)
    """

    def __init__(
        self, raw: str, reference: dt.datetime | dt.date | None = None, gazetteer: Gazetteer | None = None
    ) -> None:
        self.raw = raw
        self._gazetteer = gazetteer
        moment = reference if isinstance(reference, dt.datetime) else None
        self.reference_date = moment.date() if moment else reference
        self.reference_time = moment.time() if moment else None
        self.text, self.alignment = normalize(raw)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer of organisations. Loaded when first asked for.

        Examples
        --------
        >>> import extractor
        >>> [hit.entry.name for hit in extractor.Document("中国人民银行").gazetteer.find("中国人民银行")]
        ['中国人民银行']
        """
        return default_gazetteer() if self._gazetteer is None else self._gazetteer

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences, which together cover the text but for line ends and marks that stand alone.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("增长5%。下降3%。").sentences
        [Span(start=0, end=5), Span(start=5, end=10)]
        """
        spans, start = [], 0
        for m in _SENTENCE_END.finditer(self.text):
            if self.text[start : m.start()].strip():
                spans.append(Span(start, m.end()))
            start = m.end()
        if self.text[start:].strip():
            spans.append(Span(start, len(self.text)))
        return spans

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that an offset stands in; an empty span where it stands in none.

        Parameters
        ----------
        offset : int
            Into the normalised text.

        Returns
        -------
        Span
            Code points of the normalised text.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("增长5%。下降3%。").sentence_at(7)
        Span(start=5, end=10)
        """
        i = bisect_right(self._sentence_starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        return Span(offset, offset)

    @cached_property
    def words(self) -> list[str]:
        """The words, which joined are the text. Cut when first asked for.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("公司融资").words
        ['公司', '融资']
        """
        return words(self.text)

    @cached_property
    def word_starts(self) -> list[int]:
        """Where each word begins.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("公司融资").word_starts
        [0, 2]
        """
        return list(accumulate(map(len, self.words[:-1]), initial=0)) if self.words else []

    @property
    def tokens(self) -> list[Token]:
        """The words with their offsets.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("公司融资").tokens[1]
        Token(start=2, end=4, text='融资')
        """
        return [Token(start, start + len(word), word) for start, word in zip(self.word_starts, self.words, strict=True)]

    @cached_property
    def addresses(self) -> list[Span]:
        """Web and mail addresses, in which there are no facts.

        Examples
        --------
        >>> import extractor
        >>> extractor.Document("见www.example.org。").addresses
        [Span(start=1, end=16)]
        """
        return [Span(*m.span()) for m in _ADDRESS.finditer(self.text)]
