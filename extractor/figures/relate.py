"""From an article's facts to its figures: whose each amount is, of what, and when."""

from __future__ import annotations

from extractor.facts import Change
from extractor.figures.changes import base_of, bases_in, change_of
from extractor.figures.draft import Draft
from extractor.figures.governed import Governed
from extractor.figures.governing import FROM, govern
from extractor.figures.grid import Cell, Grid
from extractor.figures.lists import (
    expand,
    fitting,
    is_one,
    is_respective,
    is_unequal,
    item_list,
    metric_list,
    name_lists,
    period_lists,
    runs,
    shared_head,
    shares,
)
from extractor.figures.owners import Owners
from extractor.figures.parts import (
    growth_of,
    is_of_class,
    moving,
    named_part,
    of_part,
    of_same_part,
    share_of,
    without_subject,
)
from extractor.figures.phrases import Phrase, headed, metric_phrase
from extractor.figures.scene import Amount, Piece, Sentence, beginning, first_from, last_before
from extractor.figures.told import NO_PERIOD, Told
from extractor.figures.topics import nominal, surpassed
from extractor.figures.unlisted import becoming, counted
from extractor.figures.walk import Walk
from extractor.figures.words import without_ends, words_of
from extractor.patterns import lazy

__all__ = ["relate"]

_PARTS = lazy(r"其中|分[\w]{1,5}看|具体(?:来)?看|按[\w]{1,4}分")  # what begins the parts of what was told
_BECOMING = lazy("[升降涨跌调提增减滑缩扩放改变收转]\\w{0,6}\\Z")  # before what an amount has become
_NEAR = 12  # characters before an amount
_BACK = 2  # sentences back in which a list of names or periods may stand


def relate(walk: Walk) -> list[Draft]:
    """Tell what the amounts of an article say.

    Parameters
    ----------
    walk : Walk
        Through the article.

    Returns
    -------
    list of Draft
        In the order of the text; none for an amount of which nothing is known.
    """
    return _Reader(walk).read() if walk.scene.amounts else []


class _Reader:
    """Reads an article from its beginning to its end."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._scene, self._subjects, self._periods = walk.scene, walk.subjects, walk.periods
        self._names: tuple[int, list[list[Piece]]] = (-1, [])  # lists of them before the sentence that asked last
        self._singles: tuple[int, list[Piece]] = (-1, [])  # the subjects of single amounts in a sentence
        self._floor = 0  # where the words that may govern the next amount begin
        self._levels: dict[bool, Draft] = {}  # the last percentage and the last money told of levels in a paragraph
        self._parts = (-1, 0)  # the sentence that asked last, and where it begins to tell of parts
        self._last: Draft | None = None  # what a paragraph has told last of a whole
        self._owners = Owners(self._scene, self._subjects)
        self._grid = Grid(self._scene)
        self._sentence: list[Draft] = []  # what the sentence has said of levels
        self._was_base = False  # whether the last run was what a change is against
        self._aligned: tuple[int, list[Told]] = (0, [])  # the last sentence whose list of periods told a run's

    def read(self) -> list[Draft]:
        found: list[Draft] = []
        for sentence in self._walk:
            before: list[Draft] = []
            if "\n" in self._scene.text[max(0, sentence.start - 1) : sentence.start]:
                self._levels, self._last = {}, None
                self._owners.enter(sentence)
            self._floor, self._sentence = sentence.start, []
            cells = self._grid.read(sentence) if self._in_table(sentence) else {}
            if cells:
                found += self._read_row(sentence, cells)
                continue
            for run in runs(self._scene, sentence):
                told = self._read_run(sentence, run, before)
                found += [self._as_former(sentence, draft) for draft in told]
                before = before if before and self._was_base else told
                self._floor = self._floor if self._was_base else run[-1].end
                self._sentence += [d for d in told if d.metric and d.change is None]
                if told and told[-1].metric and not self._of_parts(sentence, run[0].start):
                    self._last = told[-1]
                self._levels |= {d.amount.percent: d for d in before if d.metric and d.change is None}
            self._owners.leave(sentence)
        return [draft for draft in found if draft.says_something]

    def _in_table(self, sentence: Sentence) -> bool:
        """Tell whether a sentence may be the row of a table: nothing but blanks stands before an amount of it."""
        first = sentence.amounts[0].start if sentence.amounts else 0
        return first > sentence.start and self._scene.text[first - 1] in " \t|"

    def _read_row(self, sentence: Sentence, cells: dict[int, Cell]) -> list[Draft]:
        """Read the row of a table whose columns have names."""
        found = []
        for amount in sentence.amounts:
            cell = cells.get(amount.start)
            if cell is None or cell.metric is None:
                continue
            period = self._periods.told(cell.date) if cell.date else None
            period = period or self._periods.of(sentence, amount.start, cell.metric)
            subject = cell.subject or self._subjects.carried()
            change = None
            if cell.changed:
                change = base_of(self._scene.text, sentence, cell.changed.start, cell.changed.end, period.value)
            found.append(Draft(amount, subject, cell.metric, period, change))
        return found

    def _governed(self, sentence: Sentence, amount: Amount, floor: int) -> Governed:
        """Read what governs an amount; what is no noun is no subject."""
        governed = govern(self._scene, sentence, amount, floor)
        if governed.subject is None or governed.by == "agent":
            return governed
        return governed._replace(subject=nominal(self._scene, governed.subject, acts=governed.acts))

    def _read_run(self, sentence: Sentence, run: list[Amount], before: list[Draft]) -> list[Draft]:
        """Read a run of amounts; ``before`` is what the run before it in the sentence says."""
        first = run[0]
        floor = self._floor
        governed = self._governed(sentence, first, floor)
        self._was_base = governed.change == "base"
        if governed.change == "base" and before and len(run) == 1:
            return self._base(sentence, first, before)
        if len(run) > 1 and (governed.by in ("left", "named") or not (governed.phrase or governed.change)):
            last = govern(self._scene, sentence, run[-1], first.end)
            governed = last if last.by == "right" else governed  # 分别持有某公司8%、5%的股权
        if governed.change in ("repeated", "named"):
            if governed.by == "named":
                governed = self._named(sentence, governed, run, before)
            else:
                before = self._like(governed, run, before)
                governed, before = _elided(governed, run, before)
            governed = governed if governed.phrase or before else self._headed(sentence, first)
            if governed.by in ("repeated", "equal"):
                new = self._periods.newly_told(sentence, floor, first.start) if governed.by == "repeated" else None
                return [d._replace(period=new) if new else self._unbound(sentence, d) for d in before]
        if governed.phrase and governed.phrase.text == "占" and before and before[-1].amount.percent:
            governed = governed._replace(phrase=before[-1].metric)  # 持股40%,甲公司占20%
        part = self._part_changed(sentence, governed, first, floor) if len(run) == 1 else []
        if part:
            return part
        inherited = self._inherited(sentence, governed, run, before)
        if inherited:
            return self._go_on(sentence, governed, run, inherited, floor)
        if governed.phrase is None and len(run) > 1 and not governed.change:
            governed = self._told_before(sentence, governed, first)
        if governed.phrase is None and not governed.change and not first.percent:
            governed = becoming(self._scene, sentence, first, floor) or governed
        if governed.phrase is None and governed.change == "changed" and governed.subject is None:
            governed = governed._replace(phrase=counted(self._scene, sentence, first, floor))
        told = self._metrics(sentence, governed, run)
        subjects = self._run_subjects(sentence, run, governed, floor)
        if governed.by == "share" and governed.subject and governed.subject not in subjects:
            told = [of_part(phrase, governed.subject) for phrase in told]
        told = self._with_parts(governed, run, told)
        each = len({phrase.text for phrase in told if phrase}) == len(run)  # metrics of their own, so of one period
        periods = self._run_periods(sentence, run, told[0], floor, moves=governed.moves, each=each)
        subjects, periods = (subjects, periods) if each else self._certain(sentence, run, subjects, periods)
        if governed.change == "quote" or governed.by == "distance" or is_of_class(self._scene, first):
            periods = [NO_PERIOD] * len(run)  # 青禾股份(12.30,0.15,1.23%), 较现价有20%的空间, 持股5%以上股东
        drafts = [
            Draft(
                amount, subject, without_subject(sentence, metric, subject), period, quoted=governed.change == "quote"
            )
            for amount, subject, metric, period in zip(run, subjects, told, periods, strict=True)
        ]
        changes = [self._change(sentence, governed, floor, d) for d in drafts]
        drafts = [self._of_report(d._replace(change=c)) if c else d for d, c in zip(drafts, changes, strict=True)]
        return [self._as_whole(sentence, draft) for draft in drafts]

    def _certain(
        self, sentence: Sentence, run: list[Amount], subjects: list[Piece | None], periods: list[Told]
    ) -> tuple[list[Piece | None], list[Told]]:
        """Leave out whose and when amounts are where neither names nor periods are as many: which is whose is open."""
        if len({*periods}) == len(run) or not is_unequal(self._scene, sentence, run, subjects[0]):
            return subjects, periods
        return [None] * len(run), [NO_PERIOD] * len(run) if NO_PERIOD in periods else periods

    def _like(self, governed: Governed, run: list[Amount], before: list[Draft]) -> list[Draft]:
        """Return what the sentence told last in the unit of a run that tells nothing: 采购3亿元,占9%,不超过5亿元."""
        first, told = run[0], before[-1] if before else None
        if told is None or told.amount.percent == first.percent or governed.by == "equal" or len(run) > 1:
            return before
        same = [draft for draft in self._sentence if draft.amount.percent == first.percent]
        return same[-1:] if same else before

    def _as_former(self, sentence: Sentence, draft: Draft) -> Draft:
        """Leave what an amount was before without the time of what it has become: 由120元调高至200元."""
        text, start = self._scene.text, draft.amount.start
        low = max(sentence.start, start - 2 * _NEAR)
        if text.find("由", low, start) < 0 and text.find("从", low, start) < 0:
            return draft
        core = without_ends(text, words_of("filler"), max(sentence.start, start - _NEAR), start)
        later = first_from(sentence.amounts, draft.amount.end)
        if not FROM.search(text, max(sentence.start, core - _NEAR), core) or later is None:
            return draft
        if words_of("supposed").first_in(text, sentence.start, start) >= 0:
            return draft  # 把三季度均价预测从125美元上调至140美元: both are of that time
        return draft._replace(period=NO_PERIOD) if _BECOMING.search(text, draft.amount.end, later.start) else draft

    def _unbound(self, sentence: Sentence, draft: Draft) -> Draft:
        """Leave the time of an amount before to that alone: 由2021年的180元升至192元."""
        date = draft.period.date
        if date is None or not self._periods.is_bound(sentence, date, draft.amount.start):
            return draft
        period = self._periods.of(sentence, draft.amount.start, draft.metric)
        return draft._replace(period=period if period.value else self._periods.after(draft.period))

    def _of_report(self, draft: Draft) -> Draft:
        """Let a change on the year or the period before be told of what the article reports on, like what it is of."""
        if draft.period.value or draft.change not in ("yoy", "mom", "qoq"):
            return draft
        return draft._replace(period=self._periods.reported())

    def _as_whole(self, sentence: Sentence, draft: Draft) -> Draft:
        """Let the change of a part be told of the time and against the base of the whole's: 其中食品价格下降3%."""
        whole = self._last
        if draft.change != "other" or whole is None or not self._of_parts(sentence, draft.amount.start):
            return draft
        period = draft.period if draft.period.value else whole.period
        return draft._replace(period=period, change=whole.change or draft.change)

    def _named(self, sentence: Sentence, governed: Governed, run: list[Amount], before: list[Draft]) -> Governed:
        """Read a clause in which a name or a time is all that is new: the metric told before goes on."""
        first = run[0]
        same = before and before[-1].amount.percent == first.percent
        old = before[-1] if same else self._levels.get(first.percent)
        changed = before[-1] if before and before[-1].change and not first.percent else None
        if changed and changed.metric and changed.metric.metric and changed.metric.metric.unit != "percent":
            old = changed  # 净利润增长5%,去年同期为3亿元
        orgs = beginning(sentence.orgs, self._floor, first.start)
        part = governed.subject if self._of_parts(sentence, first.start) else None
        if part and old and old.metric and old.metric.metric and not orgs:
            return named_part(old.metric, part, old.subject, governed)
        dated = bool(beginning(sentence.dates, self._floor, first.start))
        if old is None and dated:
            return self._told_before(sentence, Governed(None), first, listed=False)
        if old is None or not (same or orgs or dated):
            return Governed(None)
        return Governed(old.metric, subject=governed.subject if governed.subject or orgs else old.subject, by="named")

    def _headed(self, sentence: Sentence, first: Amount) -> Governed:
        """Read the metric of the heading over a sentence that tells only when an amount was."""
        phrase = headed(self._scene, sentence) if beginning(sentence.dates, sentence.start, first.start) else None
        fits = phrase and phrase.metric and phrase.metric.unit in ("any", "percent" if first.percent else "money")
        return Governed(phrase, by="named") if fits else Governed(None)

    def _of_parts(self, sentence: Sentence, offset: int) -> bool:
        """Tell whether a sentence tells before an offset that it goes into the parts of what was told."""
        index, at = self._parts
        if index != sentence.index:
            start, text = sentence.start, self._scene.text
            goes_on = index == sentence.index - 1 and ";" in text[max(0, start - 2) : start]
            found = _PARTS.search(text, start, sentence.end)  # 其中食品价格下降3%;非食品价格上涨1%
            at = min(at if goes_on else sentence.end, found.start() if found else sentence.end)
            self._parts = (sentence.index, at)
        return at < offset

    def _part_changed(self, sentence: Sentence, governed: Governed, amount: Amount, floor: int) -> list[Draft]:
        """Read the change of a part of what was told before: 其中城市下降0.3%."""
        old, part = self._last, governed.subject
        moved = governed.phrase is None and governed.change == "changed"
        if not (moved and part and old and old.metric and old.metric.metric):
            return []
        if sentence.hits_in(part.start, part.end) or not self._of_parts(sentence, amount.start):
            return []
        period = self._periods.newly_told(sentence, floor, amount.start) or old.period
        draft = old._replace(amount=amount, subject=part, period=period)
        return [draft._replace(change=self._part_base(sentence, governed, floor, draft))]

    def _part_base(self, sentence: Sentence, governed: Governed, floor: int, draft: Draft) -> Change | None:
        """Return what the change of a part is against: what the whole's was, where no word tells another base."""
        told = self._change(sentence, governed, floor, draft)
        return self._last.change or told if told == "other" and self._last else told

    def _base(self, sentence: Sentence, amount: Amount, before: list[Draft]) -> list[Draft]:
        """Read what a change is against: the level of what is told before, at another time."""
        date = last_before(sentence.dates, amount.start)
        period = self._periods.told(date) if date else NO_PERIOD
        return [before[-1]._replace(amount=amount, period=period, change=None)]

    def _go_on(
        self, sentence: Sentence, governed: Governed, run: list[Amount], old: list[Draft], floor: int
    ) -> list[Draft]:
        """Let amounts say what others before them say, of another time where they tell one."""
        period = self._periods.newly_told(sentence, floor, run[0].start)
        start = max(floor, sentence.clause_at(run[0].start))
        local = self._subjects.local(sentence, start, run[0].start, things=False) if len(run) == 1 else None
        local = surpassed(self._scene, sentence, run[0]) or local
        old = [d._replace(subject=local) for d in old] if local else old
        drafts = [d._replace(amount=a, period=period or d.period) for a, d in zip(run, old, strict=True)]
        if governed.by == "growth":
            drafts = [d._replace(metric=growth_of(d.metric, governed.word)) for d in drafts]
        changes = [self._change(sentence, governed, floor, d) for d in drafts]
        bases = bases_in(self._scene.text, floor, run[0].start, drafts[0].period.value) if len(run) > 1 else []
        if len(bases) == len(run):
            changes = list(bases)  # 同比、环比分别增长3%、5%
        return [d._replace(change=change) for d, change in zip(drafts, changes, strict=True)]

    def _change(self, sentence: Sentence, governed: Governed, floor: int, draft: Draft) -> Change | None:
        period, metric = draft.period.value, draft.metric.metric if draft.metric else None
        return change_of(self._scene, sentence, governed, draft.amount, floor, metric, period, draft.change)

    def _told_before(self, sentence: Sentence, governed: Governed, first: Amount, *, listed: bool = True) -> Governed:
        """Read the metric of an earlier clause for a list that tells none: 毛利率逐年提高，分别为31%、35%."""
        hits = sentence.hits_in(sentence.start, first.start)
        if not hits or (listed and not is_respective(self._scene, sentence, first.start)):
            return governed
        if hits[-1].metric.unit not in ("any", "percent" if first.percent else "money"):
            return governed
        return Governed(metric_phrase(self._scene, sentence, hits[-1]), by="before")

    def _inherited(
        self, sentence: Sentence, governed: Governed, run: list[Amount], before: list[Draft]
    ) -> list[Draft] | None:
        """Return what the amounts of change of a clause without a metric are changes of."""
        if not before and not governed.subject and self._periods.newly_told(sentence, self._floor, run[0].start):
            before = [*self._levels.values()][-1:]  # 上半年产值5亿元。分季度看,二季度增长5%
        if governed.change not in ("changed", "extent") or not before or not before[-1].metric:
            return None
        own = governed.by == "extent" and (governed.phrase is None or governed.phrase.pieces[0] == governed.word)
        if not (own or (governed.change == "changed" and governed.phrase is None)) or governed.subject:
            return None
        metric = before[-1].metric.metric
        quoted = metric is not None and metric.canonical in ("价格", "市值") and governed.moves
        if quoted and not bases_in(self._scene.text, self._floor, run[0].start, None):  # no 均价为20元,环比上涨2%
            return None  # 收报20元，升2%: not the price but the movement is told
        if own and metric is not None and metric.kind == "share":
            before = self._wholes(run) or before
        if len(before) == len(run):
            moved = governed.moves and self._subjects.local(sentence, self._floor, run[0].start, things=True)
            return None if moved else before
        if len(self._sentence) >= len(run) > 1 and is_respective(self._scene, sentence, run[0].start):
            return self._sentence[-len(run) :]  # 甲3亿元,乙2亿元,分别增长5%和6%
        return before[-1:] * len(run) if len(before) == 1 or len(run) == 1 else None

    def _wholes(self, run: list[Amount]) -> list[Draft]:
        """Return the sums of which a run tells how they grew, behind shares: 收入3亿元,占比40%,增速5%."""
        points = any("点" in self._scene.text[amount.start : amount.end] for amount in run)
        sums = [] if points else [draft for draft in self._sentence if not draft.amount.percent]
        return sums[-len(run) :] if len(sums) >= len(run) else []

    def _metrics(self, sentence: Sentence, governed: Governed, run: list[Amount]) -> list[Phrase | None]:
        phrase = governed.phrase
        if phrase is None and governed.change == "changed":
            phrase = moving(self._scene, governed)
        if phrase is None or len(run) == 1 or governed.by == "right":
            return [phrase] * len(run)
        if governed.by == "share":
            return list(shares(self._scene, sentence, phrase, len(run))) or [phrase] * len(run)
        told = metric_list(self._scene, sentence, phrase)
        if len(told) == len(run):
            return list(told)
        if len(told) > 1:
            return [None] * len(run)
        return list(shared_head(self._scene, sentence, phrase, len(run))) or [phrase] * len(run)

    def _with_parts(self, governed: Governed, run: list[Amount], told: list[Phrase | None]) -> list[Phrase | None]:
        """Put before what is measured of a part what the sentence has told last of it: 费用3亿元,占营收的5%."""
        if not self._sentence or governed.by == "named":
            return told
        sums = [draft for draft in self._sentence if draft.metric and not draft.amount.percent][-len(run) :]
        if len(sums) < len(run):
            return told
        if governed.by == "share" and governed.subject is None:
            return [phrase and share_of(draft.metric, phrase) for draft, phrase in zip(sums, told, strict=True)]
        return [phrase and of_same_part(draft.metric, phrase) for draft, phrase in zip(sums, told, strict=True)]

    def _run_periods(
        self, sentence: Sentence, run: list[Amount], phrase: Phrase | None, floor: int, *, moves: bool, each: bool
    ) -> list[Told]:
        """Return the period of each amount of a run; what a shorter list of periods does not reach has none."""
        if len(run) > 1 and not each:
            lists = period_lists(self._scene, sentence, floor, run[0].start)
            told: list[Told] = []
            if lists:
                told = [self._periods.told(date) for date in lists[-1]]
            else:
                date = self._periods.governing(sentence, run[0].start)
                spread = date and not is_one(self._scene, date, run[0].start)
                years = expand(self._periods.told(date).value) if date and spread else []
                years = years or self._periods.years(sentence, run[0].start)
                told = [Told(year, date) for year in years] if len(years) == len(run) else []
            if not told and self._goes_on(sentence, run[0]):
                index, carried = self._aligned
                told = carried if len(carried) == len(run) and sentence.index - index <= _BACK else []
            if told:
                told = [*told, *[NO_PERIOD] * len(run)][: len(run)] if len(told) <= len(run) else [NO_PERIOD] * len(run)
                self._aligned = (sentence.index, told)
                return told
        period = self._periods.of(sentence, run[0].start, phrase, moves=moves)
        index, carried = self._aligned
        if len(run) == 1 and period.value and period not in carried:
            # 2022年、2023年分别为3亿元、4亿元,今年上半年为5亿元
            self._aligned = (sentence.index, [*carried, period] if index == sentence.index else [period])
        return [period] * len(run)

    def _goes_on(self, sentence: Sentence, first: Amount) -> bool:
        """Tell whether a list without periods of its own is told of those of the list before."""
        text, (index, carried) = self._scene.text, self._aligned
        before = last_before(sentence.amounts, first.start)
        low = before.end if before else sentence.start
        for date in beginning(sentence.dates, low, first.start):
            if date.value and text[date.start : date.end] not in words_of("same_periods"):
                return False
        same = words_of("same_periods").first_in(text, low, first.start) >= 0
        return same or is_respective(self._scene, sentence, first.start) or (bool(carried) and index == sentence.index)

    def _run_subjects(
        self, sentence: Sentence, run: list[Amount], governed: Governed, floor: int
    ) -> list[Piece | None]:
        target = governed.phrase is not None and governed.phrase.text.endswith("目标价")  # of brokers, no subjects
        if len(run) > 1 and not target and is_respective(self._scene, sentence, run[0].start):
            names = fitting(list(name_lists(self._scene, floor, run[0].start)), len(run))
            periods = period_lists(self._scene, sentence, floor, run[0].start)
            if names and periods and names[-1].end <= periods[-1][0].start:
                names = None  # 给甲、乙供货,2022年、2023年收入分别为: the nearer list aligns
            if names is None and words_of("listed_before").first_in(self._scene.text, floor, run[0].start) >= 0:
                names = fitting(self._earlier_names(sentence), len(run))
                if names:
                    self._aligned = (sentence.index, self._listed_at(names[0], len(run)))
            index, singles = self._singles
            own = beginning(sentence.orgs, floor, run[0].start)
            if names is None and index == sentence.index and len(singles) == len(run) and not own:
                names = singles
            if names:
                self._singles = (sentence.index, names)  # 营收分别为3亿元和2亿元,净利润分别为
                return list(names)
        subject = self._owners.of(sentence, run[0], governed, floor)
        if subject and len(run) == 1:  # 甲公司3亿元、乙公司2亿元,每股收益分别为5元、4元
            index, singles = self._singles
            self._singles = (
                sentence.index,
                [*(p for p in singles if index == sentence.index and p != subject), subject],
            )
        items = item_list(self._scene, sentence, subject, len(run)) if subject and subject == governed.subject else []
        return list(items) or [subject] * len(run)

    def _earlier_names(self, sentence: Sentence) -> list[list[Piece]]:
        """Return the lists of names in the sentences before one."""
        index, lists = self._names
        if index != sentence.index:
            first = self._scene.sentences[max(0, sentence.index - _BACK)]
            lists = list(name_lists(self._scene, first.start, sentence.start))
            self._names = (sentence.index, lists)
        return lists

    def _listed_at(self, name: Piece, length: int) -> list[Told]:
        """Return the period in which names were listed, for what is told of each of them behind."""
        sentence = self._scene.sentence_at(name.start)
        date = self._periods.governing(sentence, name.start)
        return [self._periods.told(date)] * length if date else [NO_PERIOD] * length


def _elided(governed: Governed, run: list[Amount], before: list[Draft]) -> tuple[Governed, list[Draft]]:
    """Read a clause that tells no metric: the one before it goes on, with a new name if there is one."""
    if governed.by == "resulting" and before and len(run) in (1, len(before)):
        told = zip(run, before[-len(run) :], strict=True)
        return governed._replace(by="repeated"), [draft._replace(amount=amount, change=None) for amount, draft in told]
    same = before and (before[-1].amount.percent == run[0].percent or governed.by == "equal")
    if not same:
        return Governed(None), before
    old = before if len(before) == len(run) else before[-1:] * len(run)
    return governed, [draft._replace(amount=amount) for amount, draft in zip(run, old, strict=True)]
