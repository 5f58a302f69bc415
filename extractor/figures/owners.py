"""Whose an amount is: by what it measures, by the words before it, or by whom the article speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator

from extractor.figures.economies import Economies
from extractor.figures.governed import Governed
from extractor.figures.metrics import tail_metrics
from extractor.figures.names import LABEL, without_office
from extractor.figures.phrases import Phrase, names_a_field
from extractor.figures.scene import Amount, Piece, Scene, Sentence, beginning, covering, first_from, last_before
from extractor.figures.subjects import Subjects
from extractor.figures.things import PASSING
from extractor.figures.topics import (
    acting_place,
    bare,
    bearer,
    counted_group,
    of_kind,
    offered,
    sized,
    sold,
    surpassed,
    termed,
)
from extractor.figures.words import OPENING, tag, words_of
from extractor.patterns import lazy

__all__ = ["Owners"]

_OPENING = OPENING + "("
_LONGEST_NAME = 14
_WHERE = frozenset("在于对从向")  # before what only tells where something is: 在转会市场的投入
_HEADING = frozenset({"commodity", "good", "index", "currency", "product"})
_HOLDER_IS = lazy("(?:股东|控制人|控股人|实控人|出资人)[为是]\\Z")
_BORNE = lazy("(?:均|全部)?由(?P<who>\\w{2,4})(?:负担|承担|支付)")  # 受理费2万元由被告负担
_RANKING = frozenset("最第首")
_EACH = lazy("每[名位个户家人只]")
_AGED = lazy("[0-9]{1,3}岁的?")
_COUNTED = lazy("(?:[一二两三四五六七八九十几数]{1,3}|[0-9]{1,4})[家名位个支对群些艘辆台只座所间](?!月)(?=[\\w])")
_ACTS, _ANY = ("verb",), ("verb", "deal", "noun")  # parts of speech of metrics behind a noun phrase
_BEFORE_NOUNS = (_EACH, _AGED, _COUNTED)
_AMONG = frozenset("中里内之的")  # 员工中研发占比: of no employees
_BY = lazy("[由被遭](?P<who>[\\w()]{2,24}?)(?:再?以|作价|出价|出资)[^,;]{0,8}\\Z")
_PASSIVE = lazy("[被遭](?P<who>\\w{2,16}?)[约近逾超]?\\Z")  # 被两家外资12亿元收购
_OF_PLACES = frozenset(
    {"GDP", "经济增长率", "通胀率", "博彩收入", "进出口", "价格指数", "货币"}
)  # metrics of economies
_OF_COMPANIES = frozenset(
    {"营业收入", "归母净利润", "扣非净利润", "净利润", "利润", "亏损", "投资收益", "成本费用", "现金流", "每股收益",
     "毛利率", "净资产收益率", "监管指标", "股息", "分派", "资产", "负债", "注册资本", "市值", "融资轮次", "估值",
     "募资", "募集资金"}
)  # fmt: skip
_OF_BOTH = frozenset({"进出口", "货币"})  # those of them that companies have too
_OF_ECONOMIES = frozenset(
    {"增速", "规模", "预算", "财政收入", "财政支出", "税费", "运营指标", "投资额", "产销量", "销售额", "贷款", "负债"}
)
_OF_GOVERNMENTS = frozenset({"预算", "财政收入", "财政支出", "税费"})
_OF_FUNDED = frozenset({"融资轮次", "估值"})  # metrics of those who are given money, not of those who give it
_OF_WHAT_IS_TOLD = frozenset({"增速", "复合增长率", "占比", "市场份额"})
_OF_STOCKS = frozenset({"目标价"})
_BASES = ("yoy", "mom", "qoq", "chain")  # contexts of words for what a change is against
_NOUN_TAGS = frozenset("nxjlze")  # first letters of tags: of what may end a name
_TRADED = frozenset({"价格", "涨", "合同金额", "回购", "运营指标"})  # metrics of indices and commodities


def _is_of_goods(governed: Governed) -> bool:
    """Tell whether goods and markets may have what is measured: an extent, turnover, a rate that the table lacks."""
    phrase = governed.phrase
    if phrase is None:
        return False
    extent = governed.by == "extent" and phrase.pieces[0] == governed.word
    return extent or phrase.text.startswith("成交") or phrase.metric == tail_metrics()["率"]


def _no_name(text: str) -> bool:
    """Tell whether words before a metric name nothing: 按年, 每名, what is left of 他们."""
    begins = words_of(*_BASES).beginning(text, 0, len(text))
    return bool(begins) or text.startswith(("每", "者", "们"))


class Owners:
    """Tells whose each amount of an article is, which is read from its beginning to its end.

    Parameters
    ----------
    scene : Scene
    subjects : Subjects
        Whom the article speaks of.
    """

    def __init__(self, scene: Scene, subjects: Subjects) -> None:
        self._scene = scene
        self._subjects = subjects
        self._told: tuple[int, int, Piece | None] = (-1, 0, None)  # the last amount: its sentence, end and owner
        self._led: Piece | None = None  # the noun phrase that a clause of the paragraph has begun with
        self._heading: Piece | None = None  # what the paragraph is about by its first word: PTA:现货报价5945元
        self._economies = Economies(scene)

    def enter(self, sentence: Sentence) -> None:
        """Begin a paragraph."""
        self._led = None
        first = first_from(sentence.orgs, sentence.start)
        headed = first is not None and first.kind in _HEADING and first.start == sentence.start
        self._heading = first.piece if first and headed and self._scene.text.startswith(":", first.end) else None
        self._economies.enter()

    def leave(self, sentence: Sentence) -> None:
        """End a sentence."""
        self._economies.leave(sentence)

    def of(self, sentence: Sentence, amount: Amount, governed: Governed, floor: int) -> Piece | None:
        """Return whose an amount is.

        Parameters
        ----------
        sentence : Sentence
        amount : Amount
        governed : Governed
            What governs it.
        floor : int
            Where the words that may tell it begin.
        """
        if governed.change == "quote":
            return self._quoted(sentence, amount)
        thing, phrase = governed.subject, governed.phrase
        if thing and (self._only_where(thing) or _no_name(thing.text)):
            governed = governed._replace(subject=None)
        canonical = phrase.metric.canonical if phrase and phrase.metric else None
        told = next((found for found in self._by_metric(sentence, amount, governed, canonical) if found), None)
        told = told or self._by_words_before(sentence, amount, governed, canonical, floor)
        if phrase:
            self._told = (sentence.index, amount.end, told)
        return told

    def _only_where(self, thing: Piece) -> bool:
        """Tell whether words only say where something is: 在转会市场的投入."""
        if _WHERE.isdisjoint(self._scene.text[max(0, thing.start - _LONGEST_NAME) : thing.start]):
            return False
        before = self._scene.word_before(thing.start)
        return any(self._scene.text[max(0, at - 1)] in _WHERE for at in (thing.start, before.start))

    def _by_metric(
        self, sentence: Sentence, amount: Amount, governed: Governed, canonical: str | None
    ) -> Iterator[Piece | None]:
        """Yield what an amount may be of by its metric, or the words that belong to it, the surest first."""
        phrase, thing = governed.phrase, governed.subject
        if canonical in ("罚", "罚款") or (phrase and phrase.text.endswith("罚单")):
            yield self._subjects.paying(sentence, amount.start) or self._subjects.carried()
        if bracketed := self._before_brackets(sentence, amount):
            yield bracketed
        if phrase and words_of("personal").ending(phrase.text, 0, len(phrase.text)):
            yield self._paid(phrase)
        if phrase and phrase.metric and governed.by != "right" and (described := bearer(self._scene, sentence, amount)):
            yield described
        yield self._bearing(sentence, amount)
        yield self._agent(sentence, amount, governed)
        yield surpassed(self._scene, sentence, amount)
        yield sized(self._scene, sentence, amount, governed)
        here = thing is not None and self._is_here(sentence, amount, thing.text)
        whole = self._whole_of(sentence, amount, governed)
        acts = thing is not None and tag(thing.text) in ("v", "vn")
        if thing and not here and not acts and whole is None and names_a_field(thing.text, phrase):
            yield thing
        yield self._economies.begins(sentence, phrase.start) if phrase else None
        if phrase and words_of("policy_rates").ending(phrase.text, 0, len(phrase.text)):
            yield self._subjects.official(sentence, amount.start)
        yield self._contributing(sentence, amount)
        if phrase and words_of("of_economies").ending(phrase.text, 0, len(phrase.text)):
            yield None if self._told_of_company(sentence, amount) else self._economies.of(sentence, amount.start)
        if canonical in _OF_PLACES and not (canonical in _OF_BOTH and self._trading(sentence, amount)):
            yield self._economies.of(sentence, amount.start) or thing
        if thing and words_of("actors").ending(thing.text, 0, len(thing.text)):
            yield thing
        if thing and governed.by in ("named", "agent", "unit"):
            index, _, told = self._told
            yield told if thing.text == "人" and index == sentence.index and told else thing
        if phrase and canonical in _OF_STOCKS:
            yield self._rated(sentence, phrase, thing)
        if canonical == "持股" and (holder := self._named_holder(sentence, amount.start)):
            yield holder

    def _is_here(self, sentence: Sentence, amount: Amount, field: str) -> bool:
        """Tell whether the words for a field are no more than where someone does what is told: 全球销量, 市场价."""
        if field in words_of("field_start"):
            return self._subjects.about_one
        start = sentence.clause_at(amount.start)
        acts = self._subjects.local(sentence, start, amount.start, things=False)
        return field in words_of("field_end") and acts is not None

    def _named_holder(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the shareholder whom the clause before names: 第一大股东为某某集团,持股51%."""
        end = sentence.clause_at(offset) - 1
        before = last_before(sentence.orgs, end)
        named = before and before.end == end and _HOLDER_IS.search(self._scene.text, sentence.start, before.start)
        return before.piece if before and named else None

    def _rated(self, sentence: Sentence, phrase: Phrase, thing: Piece | None) -> Piece | None:
        """Return whose stock a target is set for: 把某某目标价调至50元."""
        if thing and self._scene.text[thing.start - 1] in "把将":
            return thing
        stock = self._subjects.rated(sentence, phrase.start)
        if stock:
            self._subjects.speak_of(stock)
        return stock

    def _paid(self, phrase: Phrase) -> Piece | None:
        """Return the noun for someone before what he earns: 外援年薪."""
        modifier = phrase.modifier
        return modifier if modifier and words_of("agents").ending(modifier.text, 0, len(modifier.text)) else None

    def _agent(self, sentence: Sentence, amount: Amount, governed: Governed) -> Piece | None:
        """Return by whom something is done for a price: 由某公司以3亿元竞得."""
        start, text = sentence.clause_at(amount.start), self._scene.text
        at = max(text.rfind(sign, start, amount.start) for sign in "由被遭") if governed.phrase else -1
        by = _BY.match(text, at, amount.start) if at >= 0 else None
        if at >= 0 and by is None and governed.by in ("right", "price", "behind"):
            by = _PASSIVE.match(text, at, amount.start)
        if by is None:
            return None
        org = covering(sentence.orgs, by.start("who"))
        return org.piece if org else Piece(by["who"], *by.span("who"))

    def _bearing(self, sentence: Sentence, amount: Amount) -> Piece | None:
        """Return the party behind an amount that bears it: 受理费2万元由被告负担."""
        borne = _BORNE.match(self._scene.text, amount.end, sentence.end)
        return self._subjects.called(borne["who"]) if borne else None

    def _contributing(self, sentence: Sentence, amount: Amount) -> Piece | None:
        """Return what has told its amount last where a clause tells how much it gives to a whole: 影响CPI."""
        index, _, told = self._told
        if index != sentence.index:
            return None
        start = sentence.clause_at(amount.start)
        return told if words_of("contributing").beginning(self._scene.text, start, amount.start) else None

    def _told_of_company(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether a clause tells of a company, for whom the investment of an economy is none."""
        start = sentence.clause_at(amount.start)
        local = self._subjects.local(sentence, start, amount.start, things=False)
        company = self._subjects.is_about_company
        return local is not None and company

    def _trading(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether a company trades with other countries, or borrows, and not a place."""
        start = sentence.clause_at(amount.start)
        local = self._subjects.local(sentence, start, amount.start, things=False)
        return local is not None or bool(words_of("pronoun_main").beginning(self._scene.text, start, amount.start))

    def _by_words_before(
        self, sentence: Sentence, amount: Amount, governed: Governed, canonical: str | None, floor: int
    ) -> Piece | None:
        """Return whom the clause speaks of, else the sentence, else the article."""
        thing, phrase, givers = governed.subject, governed.phrase, canonical not in _OF_FUNDED
        if governed.by in ("price", "right") and (goods := sold(self._scene, sentence, amount, governed)):
            return goods
        traded = governed.moves or canonical in _TRADED or _is_of_goods(governed)
        start = max(floor, sentence.clause_at(amount.start))
        end = phrase.start if phrase and self._is_holding(governed) else amount.start
        local = self._subjects.local(sentence, start, end, things=traded, givers=givers)
        if local or (local := self._whole_of(sentence, amount, governed)):
            return local
        if kind := of_kind(self._scene, sentence, amount.start):
            return kind
        if thing is None and (going_on := self._going_on(sentence, amount, canonical)):
            return going_on
        extends = governed.moves or governed.by in ("extent", "share")
        part = governed.by == "share" and self._subjects.about_one
        if thing and extends and not part and thing.text not in words_of("no_subject"):
            return thing
        if canonical in _OF_GOVERNMENTS and self._subjects.government:
            return self._subjects.government
        givers = givers and canonical not in ("募资", "募集资金")
        if topic := self._topic(sentence, amount, governed, canonical):
            return topic
        near = self._subjects.nearest(
            sentence, amount.start, things=traded or bool(self._heading), givers=givers, together=True
        )
        if near or self._heading:
            return near or self._heading
        if canonical not in _OF_COMPANIES | _TRADED and (person := self._person_told_of(sentence)):
            return person
        if self._subjects.tells_of_others(sentence):
            return self._of_no_one(sentence, amount, governed, canonical) or self._subjects.carried()
        carried = self._subjects.carried()
        if carried and self._subjects.is_passing(carried) and canonical not in _OF_COMPANIES:
            carried = self._first_phrase(sentence, sentence.clause_at(amount.start), amount.start) or carried
        carried = carried or self._of_no_one(sentence, amount, governed, canonical)
        near = None if carried else self._subjects.nearest(sentence, amount.start, things=True)
        told = carried or near or self._subjects.government or self._economies.spoken_of
        return told or self._leading(sentence, sentence.clause_at(amount.start), _ANY)

    def _whole_of(self, sentence: Sentence, amount: Amount, governed: Governed) -> Piece | None:
        """Return the organisation of whose whole a part of it is told: 北美市场占某某营收的三成."""
        phrase = governed.phrase
        if governed.by != "share" or phrase is None or not phrase.text.startswith("占"):
            return None
        if self._is_holding(governed) and (holder := self._holder(sentence, phrase.start)):
            return holder
        orgs = beginning(sentence.orgs, phrase.start, amount.start)
        return orgs[0].piece if orgs and orgs[0].kind not in PASSING else None

    @staticmethod
    def _is_holding(governed: Governed) -> bool:
        """Tell whether a share is one of those that someone holds: 占某某总股本的5%."""
        told = governed.phrase.text if governed.by == "share" and governed.phrase else ""
        return words_of("holdings").ending(told, 0, len(told)) != ""

    def _holder(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return who holds in a clause before what a share is told of: 甲持有某某股份3亿股,占某某总股本的5%."""
        if sentence.clause_at(offset) == sentence.start:
            return None
        near = self._subjects.nearest(sentence, sentence.clause_at(offset), things=False, together=True)
        return near or counted_group(self._scene, sentence) or self._leading(sentence, sentence.clause_at(offset))

    def _topic(self, sentence: Sentence, amount: Amount, governed: Governed, canonical: str | None) -> Piece | None:
        """Return what the clause of an amount, or the one before it, is about where that is no organisation."""
        told = governed.phrase.text if governed.phrase else ""
        asked = words_of("asking").ending(told, 0, len(told)) or governed.by == "unit"
        if asked and (good := offered(self._scene, sentence, amount.start)):
            return good
        if words_of("terms").ending(told, 0, len(told)) and (what := termed(self._scene, sentence, amount.start)):
            return what
        alone = amount.percent and self._subjects.about_one  # 员工300人,研发占比60%: of the company
        if acting := self._acting(sentence, amount.start, alone=alone) or counted_group(self._scene, sentence):
            return acting
        if canonical in _OF_COMPANIES:
            return None
        if topic := bare(self._scene, sentence, amount.start):
            return topic
        place = acting_place(self._scene, sentence, amount.start)
        return self._economies.named(place) if place else None

    def _going_on(self, sentence: Sentence, amount: Amount, canonical: str | None) -> Piece | None:
        """Return whose growth or share the sentence goes on to tell: that of what it has told last."""
        index, end, told = self._told
        if index != sentence.index or canonical not in _OF_WHAT_IS_TOLD:
            return None
        return None if beginning(sentence.orgs, end, amount.start) else told

    def _person_told_of(self, sentence: Sentence) -> Piece | None:
        """Return the person whose amounts the sentence before told last, of whom the paragraph goes on to tell."""
        index, _, told = self._told
        goes_on = index == sentence.index - 1 and self._scene.text[max(0, sentence.start - 1)] != "\n"
        return told if goes_on and told and self._subjects.is_person(told) else None

    def _acting(self, sentence: Sentence, offset: int, *, alone: bool) -> Piece | None:
        """Return the noun for someone who acts with which the nearest clause begins that has a subject, or its own."""
        end, text = offset, self._scene.text
        if words_of("agents", "actors").first_in(text, sentence.clause_at(end) if alone else sentence.start, end) < 0:
            return None
        for start in reversed(sentence.clauses[: bisect_right(sentence.clauses, offset)]):
            led = self._acting_in(sentence, start, end)
            named = self._subjects.local(sentence, start, end, things=False)
            if led or named or alone or words_of("pronoun").beginning(text, start, end):
                return led
            end = start
        return None

    def _acting_in(self, sentence: Sentence, start: int, end: int) -> Piece | None:
        """Return the noun for someone who acts with which a clause begins: 女单冠军获得."""
        led = self._first_phrase(sentence, start, end)
        if led is None or led.text in words_of("pronoun") or self._scene.text[led.end] in _AMONG:
            return None
        return led if words_of("agents", "actors").ending(led.text, 0, len(led.text)) else None

    def _of_no_one(self, sentence: Sentence, amount: Amount, governed: Governed, canonical: str | None) -> Piece | None:
        """Return what an amount is of in an article about no company."""
        places = [place for place in sentence.places if place.start < amount.start and not self._ranks(place)]
        place = places[-1] if places else None
        if place and canonical in _OF_ECONOMIES:
            return self._economies.named(place)
        thing = self._owning(governed)
        if thing:
            return thing
        led = self._leading(sentence, amount.start)
        if led:
            self._led = led
        if canonical == "利率" and (official := self._subjects.official(sentence, amount.start)):
            return official
        return self._led or (self._economies.spoken_of if canonical in _OF_ECONOMIES else None)

    def _ranks(self, place: Piece) -> bool:
        """Tell whether a place is only that among which something is the first: 全球最大的市场."""
        return self._scene.text[place.end : place.end + 1] in _RANKING

    def _owning(self, governed: Governed) -> Piece | None:
        """Return the words before a metric where they may name whose it is: no 累计, no 扶持 of 扶持资金."""
        thing = self._without_extent(governed.subject) if governed.subject else None
        if thing and "的" in thing.text:  # 余额宝的七日年化收益率
            thing = self._scene.piece(thing.start, thing.start + thing.text.index("的"))
        if thing is None or len(thing.text) < 2 or thing.text in words_of("no_subject"):
            return None
        if words_of(*_BASES, "no_owner").beginning(thing.text, 0, len(thing.text)):
            return None
        last = tag(self._scene.word_before(thing.end).text)
        return thing if last[0] in _NOUN_TAGS and last != "vn" else None

    def _without_extent(self, thing: Piece) -> Piece:
        """Take off the words behind a name that tell to how much of it a metric goes: 首期, 单个."""
        end = thing.end
        while word := words_of("no_subject", "of_each").ending(self._scene.text, thing.start, end):
            end -= len(word)
        return self._scene.piece(thing.start, end) if end > thing.start else thing

    def _leading(self, sentence: Sentence, offset: int, parts: Collection[str] = _ACTS) -> Piece | None:
        """Return the noun phrase that begins the nearest clause before an offset, as names do that nobody knows."""
        end = offset
        for start in reversed(sentence.clauses[: bisect_right(sentence.clauses, offset)]):
            phrase = self._first_phrase(sentence, start, end, parts)
            if phrase:
                return phrase
            end = start
        return None

    def _first_phrase(self, sentence: Sentence, start: int, end: int, parts: Collection[str] = _ACTS) -> Piece | None:
        """Return the noun phrase that a clause begins with, before none but some sorts of metrics."""
        scene, at = self._scene, start
        while at < end and scene.text[at] in _OPENING:
            label = LABEL.match(scene.text, at, end)
            at = label.end() if label else at + 1
        each = next((m for p in _BEFORE_NOUNS if (m := p.match(scene.text, at, end))), None)
        at = each.end() if each else at
        date = covering(sentence.dates, at)
        first = at = date.end if date else at
        while at < end and not covering(sentence.dates, at) and not covering(sentence.hits, at):
            word = scene.word_from(at)
            if not word.text.isalnum() or word.text in words_of("outside"):
                break
            if tag(word.text)[0] not in "nxjlbzs":
                if not words_of("agents").ending(scene.text, word.end, min(word.end + 1, end)):
                    break
                word = scene.piece(at, word.end + 1)  # 快递员, whose first word is a verb
            at = word.end
        if at > first and tag(scene.word_from(first).text) == "x" and tag(scene.text[first])[0] in "vdpcru":
            return None  # 也要省, no word
        behind = covering(sentence.hits, at)
        told = covering(sentence.orgs, first)
        if (told and self._subjects.only_tells(told)) or words_of("speech_after", "told_after").beginning(
            scene.text, at, end
        ):
            return None
        if words_of(*_BASES, "no_owner").beginning(scene.text, first, at):
            return None
        if (
            not 2 <= at - first <= _LONGEST_NAME
            or at >= end
            or (behind and behind.metric.part not in parts and behind.metric.canonical != "持股")
        ):
            return None
        if words_of("no_topic").ending(scene.text, first, at):
            return None
        return None if scene.text[first:at] in words_of("no_subject") else without_office(scene, first, at)

    def _before_brackets(self, sentence: Sentence, amount: Amount) -> Piece | None:
        """Return the name of which brackets behind it tell an amount: 股东为青禾集团(持股70%)和青禾银行(持股30%)."""
        scene = self._scene
        opening = scene.text.rfind("(", sentence.start, amount.start)
        if opening < 0 or ")" in scene.text[opening : amount.start] or "," in scene.text[opening : amount.start]:
            return None
        before = last_before(sentence.orgs, opening)
        return before.piece if before and before.end == opening else None

    def _quoted(self, sentence: Sentence, amount: Amount) -> Piece | None:
        """Return the organisation whose stock a quote in brackets is of."""
        before = last_before(sentence.orgs, amount.start)
        return before.piece if before else None
