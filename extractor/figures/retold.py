"""What is told of an amount in short and in full elsewhere: by the headline, and by the changes of one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.figures.draft import Draft
from extractor.figures.scene import Scene
from extractor.figures.spans import is_day
from extractor.patterns import lazy

__all__ = ["in_full"]

_ROUNDED = Decimal("0.02")  # of a number by which a headline may round it: 近98亿元 of 97.89亿元
_NEAR = 20  # characters before an amount in which a base is told of
_HEADLINE = 80  # characters that a line has at most that may be one
_COMPARED = lazy("[较比超]|高[于出]|低于|[按较]周|连续|累计")  # what tells of another base


def in_full(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Add to figures what the article tells of them elsewhere.

    Parameters
    ----------
    scene : Scene
    drafts : sequence of Draft
        In the order of the text.
    """
    return _with_headline(scene, list(_in_series(scene, drafts)))


def _in_series(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield figures, changes that tell no base on the year before like others of the same time: 同比增长5%...下降3%."""
    periods: set[str] = set()  # that a change on the year before has been told of
    metrics: set[str] = set()  # those of the sentence
    end = 0
    for draft in drafts:
        start, period, metric, change = draft.amount.start, draft.period.value, draft.metric, draft.change
        if "。" in scene.text[end:start]:
            metrics.clear()
        if metric and metric.metric and metric.metric.part == "noun" and period and not is_day(period):
            in_series = period in periods or metric.text in metrics
            unsaid = change == "other" and draft.amount.percent
            if in_series and unsaid and not _COMPARED.search(scene.text, max(end, start - _NEAR), start):
                change = "yoy"
            elif change == "yoy":
                periods.add(period)
                metrics.add(metric.text)
        end = draft.amount.end
        yield draft._replace(change=change)


def _with_headline(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the amounts of the headline the time and the base that the article tells of the same ones."""
    start = scene.sentences[0].start if scene.sentences else 0
    end = scene.text.find("\n", start)
    if not (drafts and start <= drafts[0].amount.start < end <= start + _HEADLINE):
        return list(drafts)
    body = [draft for draft in drafts if draft.amount.start >= end]
    return [_told_again(draft, body) if draft.amount.start < end else draft for draft in drafts]


def _told_again(short: Draft, body: Sequence[Draft]) -> Draft:
    """Add to what a headline tells what the first like it in the article does, where it has no date of its own."""
    full = next((draft for draft in body if _is_same(short, draft)), None)
    if full is None:
        return short
    own = short.period.date is not None and short.period.date.start < short.amount.start
    period = short.period if own and short.period.value else full.period
    change = full.change if full.change and short.change in (None, "other") else short.change
    period = period if period.value else short.period
    return short._replace(period=period, change=change, subject=short.subject or full.subject)


def _is_same(short: Draft, full: Draft) -> bool:
    """Tell whether two amounts are one, the first perhaps rounded, of which the same is measured."""
    a, b = short.amount, full.amount
    if a.percent != b.percent or a.number is None or b.number is None or not _alike(short, full):
        return False
    return a.number == b.number if a.percent else abs(a.number - b.number) <= _ROUNDED * abs(a.number)


def _alike(short: Draft, full: Draft) -> bool:
    """Tell whether the same may be measured: of one row of the table of metrics, of one word, or no words tell it."""
    if short.metric is None or full.metric is None:
        return True
    known, told = short.metric.metric, full.metric.metric
    if known is not None and told is not None and known.canonical == told.canonical:
        return True
    return bool(set(short.metric.text) & set(full.metric.text))
