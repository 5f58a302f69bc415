"""The day on which something was done: told with it, in the sentence before, or where it is announced."""

from __future__ import annotations

from functools import cached_property

from extractor.figures.metrics import Metric
from extractor.figures.scene import Scene, Sentence, When, beginning, last_before, lying
from extractor.figures.spans import DAY, YEAR, is_day
from extractor.figures.words import Words, words_of

__all__ = ["BEGINNING", "LATELY", "OF_STATES", "SPEECH_REACH", "Acts", "is_base", "is_recent"]

LATELY = Words({"近", "最近", "过去", "前"})
_ANNOUNCED = frozenset({"罚款", "罚", "收购"})  # of the day on which the article tells them to be announced
OF_STATES = frozenset({"运营指标"})  # that hold, whenever something was done
BEGINNING = 8  # sentences of an article that tell what it is about, and of which time
SPEECH_REACH = 24  # characters behind a day in which something is told to be announced on it


class Acts:
    """Finds the day of the act that an amount belongs to.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def day(self, sentence: Sentence, offset: int, metric: Metric | None) -> When | None:
        """Return the day of the act that an amount belongs to.

        Parameters
        ----------
        sentence : Sentence
        offset : int
            Where the amount begins.
        metric : Metric or None
            What is measured.
        """
        if metric is not None and metric.canonical in OF_STATES:
            return None
        if is_recent(self._scene, sentence, sentence.clause_at(offset), offset):
            return None
        if words_of("reach_end").first_in(self._scene.text, sentence.start, offset) >= 0:
            return None
        own = last_before(sentence.dates, offset)
        if own is not None and not is_base(self._scene.text, sentence, own):
            return own if self._is_done(sentence, own) else None
        if metric is not None and metric.kind == "share" and not self._deals(sentence, offset):
            return None  # 于6月29日签署协议。合计持股7%
        announced = metric is not None and metric.canonical in _ANNOUNCED
        return self._before(sentence, offset) or (self._of_news(sentence, offset) if announced else None)

    def _deals(self, sentence: Sentence, offset: int) -> bool:
        """Tell whether a sentence tells of an act with shares before an offset."""
        return words_of("share_acts").first_in(self._scene.text, sentence.start, offset) >= 0

    def _before(self, sentence: Sentence, offset: int) -> When | None:
        """Return the day of the act that the sentence before told of, while nobody else acts."""
        if not sentence.index:
            return None
        earlier = self._scene.sentences[sentence.index - 1]
        if not earlier.dates or "\n" in self._scene.text[earlier.end - 1 : sentence.start]:
            return None
        known = {org.name for org in earlier.orgs}
        if any(org.name not in known for org in beginning(sentence.orgs, sentence.start, offset)):
            return None
        for date in reversed(earlier.dates):
            if self._is_done(earlier, date):
                return date
            value = date.known or ""
            if len(value) > YEAR and not is_day(value) and not is_base(self._scene.text, earlier, date):
                break  # 今天公布,8月新增贷款3亿元: what follows is of the month
        return None

    def _is_done(self, sentence: Sentence, date: When) -> bool:
        """Tell whether something was done on a day: no base, limit or day of a reading, and not to come."""
        text, clause = self._scene.text, sentence.clause_at(date.start)
        if not DAY.fullmatch(date.known or "") or is_base(text, sentence, date):
            return False
        if words_of("until").first_in(text, clause, date.start) >= 0:
            return False
        return words_of("to_come", "fixed").first_in(text, clause, sentence.clause_end(date.end)) < 0

    def _of_news(self, sentence: Sentence, offset: int) -> When | None:
        """Return the day on which an act was announced, of those that the beginning of the article names."""
        others = any(org.name not in self._parties for org in beginning(sentence.orgs, sentence.start, offset))
        return None if others else self._announced

    @cached_property
    def _parties(self) -> set[str]:
        """Whom the beginning of an article names."""
        return {org.name for sentence in self._scene.sentences[:BEGINNING] for org in sentence.orgs}

    @cached_property
    def _announced(self) -> When | None:
        """The day on which the beginning of an article tells something to have been announced."""
        words = words_of("news_after", "speech_after")
        for sentence in self._scene.sentences[:BEGINNING]:
            for date in sentence.dates:
                high = min(sentence.end, date.end + SPEECH_REACH)
                if DAY.fullmatch(date.known or "") and words.first_in(self._scene.text, date.end, high) >= 0:
                    return date
        return None


def is_base(text: str, sentence: Sentence, date: When) -> bool:
    """Tell whether a date is a base of comparison, a beginning or a limit."""
    if words_of("base_before").ending(text, sentence.start, date.start):
        return True
    return bool(words_of("base_after").beginning(text, date.end, sentence.end))


def is_recent(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a stretch of the text is told of the last days, whichever they are: 近五个交易日."""
    earlier = sentence.start if start == sentence.start else sentence.clause_at(start - 1)
    spans = lying(sentence.durations, earlier, end)
    return any(LATELY.ending(scene.text, sentence.start, span.start) for span in spans)
