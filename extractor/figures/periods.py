"""Periods: the date that governs an amount, and the one that the article reports on."""

from __future__ import annotations

import re
from functools import cached_property

from extractor.figures.acts import BEGINNING, LATELY, OF_STATES, SPEECH_REACH, Acts, is_base, is_recent
from extractor.figures.metrics import Metric
from extractor.figures.phrases import Phrase
from extractor.figures.scene import Scene, Sentence, When, beginning, first_from, last_before, lying
from extractor.figures.spans import (
    DAY,
    YEAR,
    first_half,
    is_day,
    is_part,
    last_day,
    months_of,
    months_up_to,
    shortest,
    years_before,
)
from extractor.figures.told import NO_PERIOD, Told
from extractor.figures.words import Words, words_of
from extractor.patterns import lazy

__all__ = ["Periods"]

_REPORT = Words(["报告", "业绩", "财报", "年报", "季报", "快报", "决算", "数据", "预告", "利润分配", "预算"])
_YEARS = lazy("P([2-9])Y")
_SPAN = lazy("[0-9]{4}/[0-9]{4}")  # several years, of a history or a forecast
_LONG_YEARS = ("赛季", "财年", "年度")  # that begin in one year and end in the next
_PART = Words({"其中", "单"})  # a part of the period that is reported on
_OF_DAYS = frozenset({"价格", "涨", "市值"})  # metrics that are told day by day
_DIVIDEND = lazy("[息利红现]")  # in what is paid out to shareholders, of the year or half whose profit it is
_FORETOLD = frozenset({"目标价"})  # of a time that nobody tells
_LEADING = 4  # characters before a date at the beginning of a clause
_STOP = 4  # characters behind a day between which and it 止 stands, before the months up to it
_MONTHS_OF = {"年度": 12, "全年": 12, "财年": 12, "财政年度": 12, "中期": 6, "半年": 6, "上半年": 6, "季度": 3}
_ACCOUNTED = lazy("止的?(" + "|".join(_MONTHS_OF) + ")")
# Behind a year: accounts of its first half; no 中期票据
_INTERIM = lazy("中期(?:业绩|报告|财报|净利|纯利|溢利|盈利|利润|收入|收益|营收|营业额|股息|派息|分红)")
_NEAR = 80  # characters between a time and an earlier one with which it is compared
_AN_ACT = 2  # characters behind a date that make its clause one of an act
_MARKET = lazy("(?:股市|[港A美台日]股|大[市盘]|两市|[沪恒道纳]指)[^,。;]{0,14}?[涨跌升走开收挫扬弹荡落高低]")
_CLOSE = lazy(
    "(?:[港A股]股|大市|[沪恒]指|恒生指数|上证指数)[^,。;]{0,10}?(?:收市|收盘|收报|[高低]收|收[涨跌升]|全日|半日)"
)
_OFFERING = lazy("(?:早上|上午|[早晚])?(?:起|开始|至[^,;]{1,12}?)(?:正式|公开)?(?:招股|发售|认购|申购)")
_HEAD = 60  # characters of a line of an article's head, at most
_OUTLOOK = 8  # characters around a date in which words of a forecast are of it
_WITHIN = lazy("期间|之间|内|之内|这段时间")  # behind a stretch of time
_AHEAD = lazy("[以之]?[内后]|间|期间")  # behind a length of time that is to come
_COMING = Words(["未来", "今后", "接下来", "往后", "此后"])  # before it
_OWN = 3  # characters between a date and the amount that it alone belongs to


class Periods:
    """Remembers which period the article reports on.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._acts = Acts(scene)
        self._tells_stops = "止" in scene.text  # 截至9月30日止六个月
        self._last_dates: dict[int, When | None] = {}  # that reach over the semicolon behind a sentence, by its index
        self.begin()

    def begin(self) -> None:
        """Forget what was read, to read the article from its beginning."""
        self.reporting = NO_PERIOD
        self._day = NO_PERIOD  # of the market that a paragraph tells of
        self._session = NO_PERIOD  # the day whose market the article tells of: that of an index
        self._published = NO_PERIOD  # the day that a line of the article's head tells
        self._running: Told | None = None  # told last of what is reported
        for sentence in self._scene.sentences[:BEGINNING]:  # they tell what the article reports on
            self.leave(sentence)
            if self.reporting.value:
                break

    @cached_property
    def _tells_of_markets(self) -> bool:
        """Whether an article tells of a market's day: asked once, not for each sentence."""
        text = self._scene.text
        return _MARKET.search(text) is not None or _CLOSE.search(text) is not None

    def governing(self, sentence: Sentence, offset: int) -> When | None:
        """Return the date before an offset that an amount is about: no base, and not the day of the news."""
        date = self._own_date(sentence, offset)
        passed = []
        earlier = self._scene.continued(sentence)
        while date is None and earlier:
            if earlier.index not in self._last_dates:
                passed.append(earlier.index)
                date = self._own_date(earlier, earlier.end, framing=True)
                earlier = self._scene.continued(earlier)
            else:
                date, earlier = self._last_dates[earlier.index], None
        self._last_dates.update(dict.fromkeys(passed, date))
        return date

    def _own_date(self, sentence: Sentence, offset: int, *, framing: bool = False) -> When | None:
        """Return the date of a sentence itself that governs an amount; ``framing``: also in the sentence behind it."""
        text = self._scene.text
        for date in reversed(lying(sentence.dates, sentence.start, offset)):
            if words_of("base_before", "compared").ending(text, sentence.start, date.start):
                continue
            if words_of("base_after").beginning(text, date.end, sentence.end):
                continue
            if framing and date != sentence.dates[0] and self._is_foretold(sentence, date):
                continue  # 1至8月为3亿元,预计全年为5亿元
            if self.is_bound(sentence, date, offset) or self._is_over(sentence, date, offset):
                continue
            end = sentence.clause_end(date.end)
            if self._is_past(date) and end < offset and beginning(sentence.amounts, date.end, end):
                continue  # 上月为3亿元;环比增长5%
            if self._reaches(sentence, date, offset) and not self._is_news(sentence, date):
                return None if framing and not self._frames(sentence, date) else date
        return None

    def _is_of_another(self, sentence: Sentence, date: When, clause: int) -> bool:
        """Tell whether a date has an amount of its own in an earlier clause: 2023年营收3亿元，估值10亿元."""
        end = sentence.clause_end(date.end)
        reported = any(hit.metric.part == "noun" for hit in sentence.hits_in(date.end, end))
        own = reported and beginning(sentence.amounts, date.end, end)
        daily = DAY.fullmatch(date.value or "")
        return bool(own) and not daily and date.end <= clause and date.start > sentence.start + _LEADING

    def _is_reported(self, sentence: Sentence, date: When) -> bool:
        """Tell whether a part of a year has an amount of its own in its clause, of what is reported."""
        value = date.known or ""
        if self._scene.text.startswith("以来", date.end):
            return False  # 今年以来涨10%,市值增3亿元
        own = beginning(sentence.amounts, date.end, sentence.clause_end(date.end))
        return bool(own) and ("Q" in value or "H" in value or len(value) == YEAR)

    def _frames(self, sentence: Sentence, date: When) -> bool:
        """Tell whether a date begins its clause, or stands behind the name that does, as what frames the rest does."""
        text, clause = self._scene.text, sentence.clause_at(date.start)
        org = last_before(sentence.orgs, date.start)
        named = org is not None and org.end == date.start
        leads = named or date.start - clause <= _LEADING or date.end >= sentence.clause_end(date.start)
        return leads and not text.endswith("同期", date.start, date.end)

    def _is_past(self, date: When) -> bool:
        """Tell whether a date is told of beside what is compared with it: 上月, 去年同期."""
        text = self._scene.text
        return text[date.start : date.end] in words_of("past") or text.endswith("同期", date.start, date.end)

    def is_bound(self, sentence: Sentence, date: When, offset: int) -> bool:
        """Tell whether a date belongs to an amount before this one and to that alone: 由2021年的180元升至192元."""
        text, own = self._scene.text, first_from(sentence.amounts, date.end)
        if own is None or own.start >= offset:
            return False
        return text[date.start - 1] in "由从" or (text.startswith("的", date.end) and own.start <= date.end + _OWN)

    def _is_over(self, sentence: Sentence, date: When, offset: int) -> bool:
        """Tell whether what is told behind a date holds at another time, or the date is only of its clause's act."""
        text, end = self._scene.text, sentence.clause_end(date.end)
        if words_of("reach_end").first_in(text, date.end, offset) >= 0:
            return True
        if any(text.startswith("前", past.end) for past in lying(sentence.durations, date.end, offset)):
            return True  # 今年为3亿元,一年前为2亿元
        if end < offset and words_of("fixed").ending(text, sentence.clause_at(date.start), date.start):
            return True
        if end < offset and words_of("repeated").first_in(text, sentence.clause_at(offset), offset) >= 0:
            return True  # 2024年投产,每年收入3亿元
        if end >= offset or end - date.end < _AN_ACT or beginning(sentence.amounts, date.end, end):
            return False
        if words_of("share_acts").first_in(text, date.end, end) >= 0:
            return False  # 于8月15日将股份质押给某银行,占总股本的3%
        if "/" in (date.value or "") and _WITHIN.match(text, date.end):
            return False  # 自3月1日至9月30日期间,以3亿元回购
        if not is_day(date.value or "") and words_of("reported").ending(text, date.end, end):
            return False  # 在2023年的一项调查中指出,成本上升5%
        return bool(words_of("clause_bound").ending(text, sentence.clause_at(date.start), date.start))

    def _reaches(self, sentence: Sentence, date: When, offset: int) -> bool:
        """Tell whether a date is about other clauses than its own: not one inside a clause that has amounts itself."""
        clause = sentence.clause_at(date.start)
        if date.start - clause <= _LEADING or sentence.clause_at(offset) == clause:
            return True
        named = last_before(sentence.orgs, date.start), last_before(sentence.dates, date.start)
        adjacent = any(mention is not None and mention.end == date.start for mention in named)
        own = beginning(sentence.amounts, date.end, sentence.clause_end(date.end))
        return adjacent or not own or sentence.dates[0].end >= date.start

    def _is_news(self, sentence: Sentence, date: When) -> bool:
        text, value = self._scene.text, date.known
        after = date.end + (text[date.end : date.end + 1] in (" ", ",", ")"))
        word = words_of("news_after").beginning(text, after, sentence.end)
        if word and not (word == "获" and value and not is_day(value)):  # 前10月获利3亿元
            return True
        if value is not None and not is_day(value):
            return False
        amount = first_from(sentence.amounts, after)
        limit = min(after + SPEECH_REACH, sentence.end, amount.start if amount else sentence.end)
        if any(text.find(word, after, limit) >= 0 for word in ("表示", "透露", "指出", "会上")):
            return True
        org = next(iter(beginning(sentence.orgs, after, limit)), None)
        return org is not None and bool(words_of("speech_after", "news_after").beginning(text, org.end, sentence.end))

    def announced(self, sentence: Sentence, offset: int) -> When | None:
        """Return the day of the news before an offset, which is that of what it announces."""
        days = (date for date in reversed(lying(sentence.dates, sentence.start, offset)) if is_day(date.value or ""))
        day = next(days, None)
        return day if day and not words_of("base_after").beginning(self._scene.text, day.end, sentence.end) else None

    def told(self, date: When) -> Told:
        """Return the period that a date tells."""
        return Told(self._accounts_of(date) or date.known, date)

    def enter(self, sentence: Sentence, *, paragraph: bool) -> None:
        """Begin a sentence; a paragraph tells its day anew, and a report of a market's close that of its head."""
        if self._tells_of_markets and sentence.index < BEGINNING and not self._session.value:
            if _CLOSE.search(self._scene.text, sentence.start, sentence.end) and not sentence.dates:
                self._day = self._session = self._published
            elif not sentence.amounts and len(sentence.dates) == 1 and sentence.end - sentence.start < _HEAD:
                date = sentence.dates[0]
                self._published = self.told(date) if is_day(date.known or "") else self._published
        if paragraph:
            self._day = self._session
            if self._running and is_part(self._running.value, self.reporting.value):
                self._running = None  # a month or a quarter of the year that the article reports on

    def _note_session(self, sentence: Sentence) -> None:
        """Remember the day of a market that a sentence without amounts tells of: 港股周三低开低走."""
        day = next((date for date in sentence.dates if is_day(date.known or "") and "/" not in str(date.value)), None)
        if day and _MARKET.search(self._scene.text, sentence.start, sentence.end):
            self._day = self._session = self.told(day)

    def _note_frame(self, sentence: Sentence) -> None:
        """Remember the time with which a sentence without amounts begins, of which the next may tell amounts."""
        date = sentence.dates[0]
        if date.start - sentence.start <= _LEADING and self._frames(sentence, date):
            self._noted(self.told(date), carries=True)

    def _note_day(self, sentence: Sentence, value: str | None, date: When) -> None:
        if value is not None and DAY.match(value) and not self._is_past(date):
            self._day = Told(value, date)
            if any(org.kind == "index" for org in sentence.orgs):
                self._session = self._day

    def of(self, sentence: Sentence, offset: int, phrase: Phrase | None, *, moves: bool = False) -> Told:
        """Return the period of an amount.

        Parameters
        ----------
        sentence : Sentence
        offset : int
            Where the amount begins.
        phrase : Phrase or None
            What is measured.
        moves : bool
            Whether a movement of prices is: it is about the day that the paragraph tells of.
        """
        metric = phrase.metric if phrase else None
        if metric is not None and metric.canonical in _FORETOLD:
            return NO_PERIOD
        paid_out = phrase is not None and metric is not None and _is_paid_out(phrase.text, metric)
        carries = paid_out or (metric is not None and metric.part == "noun")
        clause = sentence.clause_at(offset)
        date = self.governing(sentence, offset)
        if date and date.end < sentence.start and words_of("reach_end").first_in(self._scene.text, clause, offset) >= 0:
            return NO_PERIOD
        if (
            date
            and metric
            and metric.part == "deal"
            and metric.kind in ("level", "share")
            and self._is_of_another(sentence, date, clause)
        ):
            date = None
        of_days = moves or (metric is not None and metric.canonical in _OF_DAYS)
        if date is not None and of_days and date.end < clause and self._is_reported(sentence, date):
            date = None  # 首季收入3亿元,股价跌5%
        if date is not None:
            value = date.known
            daily = value is not None and is_day(value)
            if daily and not carries and _OFFERING.match(self._scene.text, date.end, sentence.end):
                return NO_PERIOD  # 今日起招股,招股价8.8元: on offer from then on
            if not (carries and metric and metric.kind == "flow" and daily and (paid_out or date.end < clause)):
                self._note_day(sentence, value, date)
                return self._noted(self.told(date), carries=carries)
        if words_of("repeated").first_in(self._scene.text, clause, offset) >= 0:
            return NO_PERIOD
        if of_days or self._is_traded(sentence, clause, offset, phrase):
            return self._on_day(sentence, offset, phrase)
        if words_of("timeless", "reach_end").first_in(self._scene.text, clause, offset) >= 0:
            return NO_PERIOD
        if self._is_ahead(sentence, clause, offset):
            return NO_PERIOD
        if phrase and (accounted := self._accounted(sentence, offset)):
            return accounted
        lately = self._lately(sentence, offset) if carries else None
        if lately:
            return lately
        if not carries:
            return self._of_deal(sentence, offset, phrase)
        reported = self.reported()
        return self._near(sentence) if metric and metric.kind == "share" else reported

    def _of_deal(self, sentence: Sentence, offset: int, phrase: Phrase | None) -> Told:
        """Return the day of the act that an amount belongs to; a rate goes on with the time told just before."""
        metric = phrase.metric if phrase else None
        if phrase and metric and phrase.text.startswith("占"):
            metric = metric._replace(kind="share")
        acted = self._acted(sentence, offset, metric)
        if acted.value or metric is None or metric.kind != "rate" or metric.part != "deal":
            return acted
        return NO_PERIOD if metric.canonical in OF_STATES else self._just(sentence)

    def _is_ahead(self, sentence: Sentence, clause: int, offset: int) -> bool:
        """Tell whether a length of time that is to come stands before an amount: 三年内将达5亿元."""
        text = self._scene.text
        for span in lying(sentence.durations, sentence.start, offset):
            if LATELY.ending(text, sentence.start, span.start):
                continue
            behind = _AHEAD.match(text, span.end)
            end = behind.end() if behind else span.end
            if (behind or _COMING.ending(text, sentence.start, span.start)) and (
                span.start >= clause or text.startswith(",", end)
            ):
                return True
        return False

    def _is_traded(self, sentence: Sentence, clause: int, offset: int, phrase: Phrase | None) -> bool:
        """Tell whether what a market's day is told of is traded: 成交额, but no sum over several days."""
        if phrase is None or not self._day.value or is_recent(self._scene, sentence, clause, offset):
            return False
        return bool(words_of("traded").ending(phrase.text, 0, len(phrase.text)))

    def _on_day(self, sentence: Sentence, offset: int, phrase: Phrase | None) -> Told:
        """Return the day of a price, or of the act that has it; an average has the time of what is reported."""
        if self._day.value:
            return self._day
        return self._near(sentence) if phrase and "均" in phrase.text else self._acted(sentence, offset, None)

    def _acted(self, sentence: Sentence, offset: int, metric: Metric | None) -> Told:
        """Return the day of the act that an amount belongs to."""
        date = self._acts.day(sentence, offset, metric)
        return self.told(date) if date else NO_PERIOD

    def _accounted(self, sentence: Sentence, offset: int) -> Told | None:
        """Read 报告期内 as the period that the article reports on, 报告期末 as its last day."""
        text, reporting = self._scene.text, self.reporting
        if words_of("that_time").first_in(text, sentence.start, offset) >= 0:
            low = self._scene.sentences[max(0, sentence.index - 1)].start
            return next(
                (self.told(date) for date in reversed(lying(self._scene.dates, low, offset)) if date.known), None
            )
        inside = words_of("period_inside").last_in(text, sentence.start, offset)
        end = words_of("period_end").last_in(text, sentence.start, offset)
        if reporting.value is None or max(inside, end) < 0:
            return None
        return Told(last_day(reporting.value), reporting.date) if end >= inside else reporting

    def _is_far(self, sentence: Sentence, told: Told) -> bool:
        """Tell whether a period was told in another paragraph, from which no share of a whole takes one."""
        return told.date is not None and self._scene.text.find("\n", told.date.end, sentence.start) >= 0

    def _near(self, sentence: Sentence) -> Told:
        """Return the period that is reported on, if this paragraph tells it."""
        told = self.reported()
        return NO_PERIOD if self._is_far(sentence, told) else told

    def _just(self, sentence: Sentence) -> Told:
        """Return the period that is reported on, if this sentence tells it, or the one before in its paragraph."""
        told = self._near(sentence)
        low = self._scene.sentences[max(0, sentence.index - 1)].start
        return told if told.date and told.date.start >= low else NO_PERIOD

    def after(self, former: Told) -> Told:
        """Return the period that is reported on of what was something else at an earlier time."""
        reported = self.reported()
        before, now = months_of(former.value), months_of(reported.value)
        return reported if before and now and before[1] <= now[1] and before != now else NO_PERIOD

    def reported(self) -> Told:
        """Return the period that is reported on, which a change on a year or a quarter before is told of."""
        return self._running or self.reporting

    def _noted(self, told: Told, *, carries: bool) -> Told:
        """Remember the period that what is reported has been told of last."""
        if not (carries and told.date and told.value) or is_day(told.value) or self._is_history(told.date, told.value):
            return told
        start, end = told.date.start, told.date.end
        earlier = self._running
        base = (
            self._is_past(told.date)
            or self._scene.text.startswith("的", end)
            or self._scene.text.endswith("由", 0, start)
        )
        back = earlier and earlier.date and told.value < (earlier.value or "") and start - earlier.date.start < _NEAR
        if not (base or back):  # 2023年营收3亿元,2022年为2亿元: the article goes on with 2023
            self._running = told
        return told

    def newly_told(self, sentence: Sentence, start: int, end: int) -> Told | None:
        """Return the period that a stretch of a sentence tells for what goes on with the metric before it."""
        if not beginning(sentence.dates, start, end):
            return None
        date = self._own_date(sentence, end)
        return self.told(date) if date and date.start >= start and date.value else None

    def _lately(self, sentence: Sentence, offset: int) -> Told | None:
        """Read 近三年 as the years up to the one that is reported on."""
        years = self.years(sentence, offset)
        return Told(f"{years[0]}/{years[-1]}", self.reporting.date) if years else None

    def years(self, sentence: Sentence, offset: int) -> list[str]:
        """Return the years that a length of time before an offset counts back from the one reported on."""
        for duration in reversed(lying(sentence.durations, sentence.start, offset)):
            value = duration.value
            length = _YEARS.fullmatch(value or "")
            if length and LATELY.ending(self._scene.text, sentence.start, duration.start):
                return years_before(self.reporting.value, int(length[1]))
        return []

    def _accounts_of(self, date: When) -> str | None:
        """Read 截至2020年9月30日止六个月 as the months that it names, 2024年中期业绩 as the first half's."""
        if not date.known:
            return None
        text = self._scene.text
        if _INTERIM.match(text, date.end):
            return first_half(date.known)
        stop = text.find("止", date.end, date.end + _STOP) if self._tells_stops else -1
        if stop < 0:
            return None
        behind = next(iter(beginning(self._scene.durations, date.end, date.end + _STOP)), None)
        length = re.fullmatch("P([0-9]{1,2})M", str(behind.value)) if behind else None
        if length:
            return months_up_to(date.known, int(length[1]))
        named = _ACCOUNTED.match(text, stop)
        return named and shortest(months_up_to(date.known, _MONTHS_OF[named[1]]))

    def _is_history(self, date: When, value: str) -> bool:
        """Tell whether several years are a history or a forecast: no season, no financial year."""
        return bool(_SPAN.fullmatch(value)) and not self._scene.text.endswith(_LONG_YEARS, date.start, date.end)

    def _is_foretold(self, sentence: Sentence, date: When) -> bool:
        """Tell whether what is expected is told of a date: 展望2025年, 2025年公司计划."""
        text, low = self._scene.text, max(sentence.start, date.start - _OUTLOOK)
        high = min(sentence.end, date.end + _OUTLOOK)
        words = words_of("foresight", "to_come")
        return words.first_in(text, low, date.start) >= 0 or words.first_in(text, date.end, high) >= 0

    def leave(self, sentence: Sentence) -> None:
        """Remember the period that a sentence reports on, and the day whose market it tells of."""
        text = self._scene.text
        if sentence.dates and not sentence.amounts:
            if self._tells_of_markets:
                self._note_session(sentence)
            self._note_frame(sentence)
        for date in sentence.dates:
            value = date.known
            if is_base(text, sentence, date) or self._is_past(date):
                continue
            if text.endswith(("由", "从"), 0, date.start) and self.is_bound(sentence, date, sentence.end):
                continue  # 毛利率由2023年的35%降至31%: not the time of what it has become
            if accounted := self._accounts_of(date):
                self.reporting = Told(accounted, date)
                continue
            if value is None or is_day(value) or len(value) < YEAR or self._is_history(date, value):
                continue
            start = date.start - text.endswith(",", sentence.start, date.start)  # 其中,第三季度
            if _PART.ending(text, sentence.start, start) or (self.reporting.value or "") > value:
                continue
            inside = date.start > sentence.start + _LEADING and is_part(value, self.reporting.value)
            if inside or self._is_foretold(sentence, date):
                continue  # 分季度看,公司四季度营收3亿元
            if (
                any(hit.metric.part != "verb" for hit in sentence.hits)
                or _REPORT.first_in(text, date.end, min(sentence.end, date.end + 12)) >= 0
            ):
                self.reporting = Told(value, date)


def _is_paid_out(text: str, metric: Metric) -> bool:
    """Tell whether profit is paid out to shareholders: 末期股息, 派现; no 派发消费券."""
    return metric.canonical == "股息" or (metric.canonical == "分派" and _DIVIDEND.search(text) is not None)
