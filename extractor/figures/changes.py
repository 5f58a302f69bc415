"""What a change is against: the year before, the period before, the year's beginning, or something else."""

from __future__ import annotations

from functools import cache

from extractor.facts import Change
from extractor.figures.governed import Governed
from extractor.figures.metrics import Metric
from extractor.figures.scene import Amount, Scene, Sentence, When, beginning, first_from
from extractor.figures.spans import months_of
from extractor.figures.words import Words, words_of
from extractor.patterns import lazy

__all__ = ["base_of", "bases_in", "change_of"]

_CONTEXTS: tuple[tuple[str, Change], ...] = (
    ("yoy", "yoy"),
    ("mom", "mom"),
    ("qoq", "qoq"),
    ("chain", "mom"),
    ("ytd", "ytd"),
    ("other", "other"),
)
_NAMES = tuple(context for context, _ in _CONTEXTS)
_YEAR = 12  # months
_ADJACENT: dict[int, Change] = {1: "mom", 3: "qoq"}  # what a change against the period before is, by its months
_OF_A_TIME = lazy(
    "[0-9当全单本上今去前][年月季][增减]|[较比]去年(?=[0-9]{1,2}月|[第一二三四上下])"
)  # 当月增长: no 月增
_TO_MORE = 16  # characters before an amount in which it is told to be one of more than before
_MORE = lazy(
    "(?P<base>同比|环比|按年|按月|按季|较上年|较去年|较上年同期|较去年同期)[多少][\u4e00-\u9fff]{1,4}(?:约|近|超|了)?\\Z"
)
_BECOMING = lazy("(?:[/、][+-]?[0-9.]{1,8}%)?[至到]")  # from a percentage to what something has become by it
_NEXT = 4  # characters from there to the amount
_COMPARING = Words({"较", "比", "与", "相比", "相较", "较于", "对比"})


def base_of(text: str, sentence: Sentence, start: int, end: int, period: str | None) -> Change | None:
    """Tell what a change is against by the words before its amount.

    Parameters
    ----------
    text : str
    sentence : Sentence
    start, end : int
        The stretch of the text before the amount.
    period : str or None
        The period that the change is told of.

    Returns
    -------
    {"yoy", "qoq", "mom", "ytd"} or None
        None where no word tells it.
    """
    told = bases_in(text, start, end, period)
    if told:
        return told[-1]
    for date in reversed(beginning(sentence.dates, start, end)):
        if _COMPARING.ending(text, start, date.start) and date.value:
            return _against(date, period)
    return None


def change_of(
    scene: Scene,
    sentence: Sentence,
    governed: Governed,
    amount: Amount,
    floor: int,
    metric: Metric | None,
    period: str | None,
    told_before: Change | None = None,
) -> Change | None:
    """Tell what an amount of change is against; nothing for a level.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    governed : Governed
        What governs the amount.
    amount : Amount
    floor : int
        Where the words before it begin.
    metric : Metric or None
        What has changed.
    period : str or None
        The period that the change is told of.
    told_before : Change or None
        What the change of what it is the extent of is against.
    """
    text = scene.text
    if governed.change == "quote":
        return "other"
    canonical = metric.canonical if metric else None
    if governed.change in (None, "base"):
        return _moved_by(scene, sentence, amount, floor, period) or ("other" if canonical == "复合增长率" else None)
    if governed.word and not amount.percent and text.startswith(("至", "到"), governed.word.end):
        return None  # 增长至5亿元
    told = base_of(text, sentence, max(floor, sentence.clause_at(amount.start)), amount.start, period)
    if told or (governed.change == "extent" and told_before):
        return told or told_before
    priced = governed.moves or canonical in ("价格", "市值")
    if priced and words_of("since_january").first_in(text, sentence.start, amount.start) >= 0:
        return "ytd"
    return base_of(text, sentence, floor, amount.start, period) or "other"


def bases_in(text: str, start: int, end: int, period: str | None) -> list[Change]:
    """Return what the words of a stretch of the text say that changes are against, in their order.

    Parameters
    ----------
    text : str
    start, end : int
    period : str or None
        The period that the changes are told of.
    """
    words = words_of(*_NAMES)
    if words.first_in(text, start, end) < 0:
        return []
    start = max((found.end() for found in _OF_A_TIME.finditer(text, start, end)), default=start)
    by_quarter = period is not None and ("Q" in period or "H" in period)
    told: dict[Change, None] = {}
    for word in words.find(text, start, end):
        context, change = _of_words()[word]
        change = "qoq" if context == "chain" and by_quarter else change
        told.pop(change, None)
        told[change] = None
    return list(told)


@cache
def _of_words() -> dict[str, tuple[str, Change]]:
    """Return the context of each word that tells a base, and what the change is."""
    return {word: (context, change) for context, change in _CONTEXTS for word in words_of(context)}


def _against(base: When, period: str | None) -> Change | None:
    """Compare two times: of one length, and a year apart or one right before the other."""
    before, told = months_of(base.value), months_of(period)
    if before is None or told is None:
        return "other"
    if base.mod == "END" and before[1] % _YEAR == _YEAR - 1 and told[0] // _YEAR == before[1] // _YEAR + 1:
        return "ytd"
    length = told[1] - told[0]
    if before[1] - before[0] != length:
        return "other"
    if before[0] + _YEAR == told[0]:
        return "yoy"
    return _ADJACENT.get(length + 1, "other") if before[1] + 1 == told[0] else "other"


def _moved_by(scene: Scene, sentence: Sentence, amount: Amount, floor: int, period: str | None) -> Change | None:
    """Tell what a change is against that no word of change tells: 同比多流入3亿元, 下调目标价5%至20元."""
    text = scene.text
    low = max(floor, amount.start - _TO_MORE)
    more = _MORE.search(text, low, amount.start)
    if more and (told := bases_in(text, low, more.end("base"), period)):
        return told[-1]
    to = _BECOMING.match(text, amount.end, sentence.end) if amount.percent else None
    later = first_from(sentence.amounts, to.end()) if to else None
    return "other" if to and later and not later.percent and later.start - to.end() < _NEXT else None
