"""Events: who raised, bought, pledged, won, paid what, told by typed records with their evidence.

The layer stands on facts and figures and changes none of them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from extractor.events.masks import Masked, Mention, mask
from extractor.events.rules import PLANNING, REFUSED, REFUSING, RULES, EventRule
from extractor.facts import Evidence, Fact, Figure
from extractor.figures.scene import Org, Piece, Sentence, When
from extractor.figures.walk import Walk
from extractor.patterns import lazy

if TYPE_CHECKING:
    from extractor.event_values import Event, EventType

__all__ = ["JOINED", "find_events"]

JOINED = frozenset({"money", "percent", "date", "org"})  # the fact types that events join
# What stands in every sentence that tells of an event of a type; only then are its rules compiled and tried.
_CLUES: dict[EventType, re.Pattern[str]] = {
    "funding": lazy("掷|[融投注]资|[领跟参]投|加持|获投|投[来了]|跟进|[A-H+0-9]轮|天使"),
    "ipo": lazy("[递交]表|上市|挂牌|IPO|敲钟|首次公开|登[陆录]|招股|发[行售]价|定价|[募集筹]资|募集|筹集"),
    "buyback": lazy("回购|(?:购回|买入)[^。;!?\n]{0,40}占"),
    "pledge": lazy("质押"),
    "acquisition": lazy(
        r"收购|并购|吞并|买下|入主|卖给|出售给|转让给"
        r"|(?:以|作价|[出斥耗]资|用|代价)[^。;!?\n]{0,30}?(?:购买|受让|竞得|拿下)"
        r"|(?:购买|受让|购入|买入|取得)[^。;!?\n]{0,40}?股[权份]"
    ),
    "tender": lazy("[中夺]标|中选|成交|采购|招标|业主|供应商"),
    "shareholding": lazy("[增减]持|持股[^。;!?\n]{0,20}?(?:增|升|降|减|变)"),
    "penalty": lazy("罚|处以|开出"),
}
_A_PIECE = lazy("每[股份吨桶克台件][^,。]{0,8}$|单价[^,。]{0,4}$")
_BACK = 2  # sentences behind an event that may add to it
_BEFORE = 16  # characters before a trigger in which words may refuse it
_LISTS = frozenset({"investors"})
_SUBJECTS = {"funding": "company", "ipo": "company", "buyback": "company", "pledge": "holder", "acquisition": "buyer",
             "tender": "winner", "shareholding": "holder", "penalty": "party"}  # fmt: skip
_NEEDED = {
    "funding": ("amount", "round", "investors"),
    "ipo": ("exchange", "price", "amount"),
    "acquisition": ("target", "share"),
    "buyback": ("amount", "share"),
    "penalty": ("amount",),
    "tender": ("amount", "procurer"),
    "shareholding": ("share", "amount", "after"),
}
_TO_COME = frozenset({"ipo.filed", "ipo.offered", "buyback.bounded", "buyback.most"})  # rules of what is still to come
_SUMMING = frozenset({"buyback.progress"})  # rules that tell also of sums over several acts
_OF_FORMS = frozenset({"tender.procurer"})  # rules that add what a line of a form tells of all that the form tells
_LISTED = frozenset({"funding.first", "funding.second"})  # rules that tell of items of lists
_OF_LISTING = frozenset({"ipo.listed", "ipo.entered"})  # rules that tell the day of what others announce
_MERGED = 20  # events back with which one may be the same
_IDS = frozenset({"amount", "share", "after", "price"})


@dataclass(slots=True)
class _Draft:
    """An event while the article is read: its fields by name, and where each is told."""

    rule: EventRule
    sentence: int
    start: int
    parts: dict[str, Any] = field(default_factory=dict)
    places: list[tuple[str, int, int]] = field(default_factory=list)
    planned: bool = False

    def tell(self, name: str, value: Any, start: int, end: int) -> None:
        """Add a field, unless it is told already; lists grow."""
        if value is None:
            return
        if name in _LISTS:
            new = [v for v in value if v not in self.parts.get(name, ())]
            if not new:
                return
            self.parts[name] = (*self.parts.get(name, ()), *new)
        elif name in self.parts:
            return
        else:
            self.parts[name] = value
        self.places.append((name, start, end))

    def forget(self, name: str) -> None:
        """Drop a field, of which more is known now."""
        self.parts.pop(name, None)
        self.places = [place for place in self.places if place[0] != name]

    @property
    def subject(self) -> str | None:
        """Whose event it is."""
        return self.parts.get(_SUBJECTS[self.rule.type])


def find_events(walk: Walk, facts: Mapping[int, Fact], figures: Iterable[Figure]) -> Iterator[Event]:
    """Find the events of an article.

    Parameters
    ----------
    walk : Walk
        Through the article.
    facts : mapping of int to Fact
        By where they begin in the normalised text.
    figures : iterable of Figure
        What the amounts say, for whose events they are.

    Yields
    ------
    Event
        In the order of the text; one for all that tells of the same thing.
    """
    clues = {kind: clue for kind, clue in _CLUES.items() if clue.search(walk.scene.text)}
    if not clues:
        return
    drafts = _Reader(walk, facts, {figure.fact: figure for figure in figures}, clues).read()
    to_source = walk.scene.document.alignment.to_source
    for number, draft in enumerate(drafts, 1):
        evidence = tuple(Evidence(name, *to_source(start, end)) for name, start, end in draft.places)
        yield _event(f"event-{number}", draft, evidence)


def _event(id_: str, draft: _Draft, evidence: tuple[Evidence, ...]) -> Event:
    from extractor.event_values import EVENT_CLASSES, Event  # noqa: PLC0415 - most articles tell of none

    kind = EVENT_CLASSES[draft.rule.type]
    value = kind(**{f.name: draft.parts[f.name] for f in fields(kind) if f.name in draft.parts})
    return Event(id_, draft.rule.type, value, draft.planned, draft.rule.name, evidence)


class _Reader:
    """Reads an article from its beginning to its end."""

    def __init__(
        self,
        walk: Walk,
        facts: Mapping[int, Fact],
        figures: Mapping[str, Figure],
        clues: Mapping[EventType, re.Pattern[str]],
    ) -> None:
        self._walk = walk
        self._facts = facts
        self._values = {fact.id: fact.value for fact in facts.values()}
        self._figures = figures
        self._clues = clues
        self._found: list[_Draft] = []
        self._above: list[tuple[EventRule, re.Match[str], Masked]] = []  # lines of forms above all their events

    def read(self) -> list[_Draft]:
        """Return the events, each thing that happens once."""
        text = self._walk.scene.text
        for sentence in self._walk:
            if sentence.orgs or sentence.amounts:
                told = [kind for kind, clue in self._clues.items() if clue.search(text, sentence.start, sentence.end)]
                if told:
                    self._read_sentence(sentence, told)
        for draft in self._found:
            for rule, m, masked in self._above:
                if draft.rule.type == rule.type:
                    self._tell(draft, m, masked)
        kept: list[_Draft] = []
        for draft in self._found:
            if not _says_enough(draft):
                continue
            same = next((other for other in kept[-_MERGED:] if self._same(other, draft)), None)
            if same is None:
                kept.append(draft)
            else:
                if draft.rule.name in _OF_LISTING and "date" in draft.parts:
                    same.forget("date")
                _add(same, draft)
        return kept

    def _read_sentence(self, sentence: Sentence, told: Container[EventType]) -> None:
        masked = mask(self._walk.scene, sentence)
        begun: dict[tuple[str, int], _Draft] = {}
        for rule in RULES:
            if rule.type not in told:
                continue
            for m in rule.compiled.finditer(masked.text):
                if rule.adds:
                    self._add(rule, m, masked, sentence)
                    continue
                start = masked.offset(m.start("trigger"))
                draft = begun.get((rule.type, start))
                if draft is None:
                    draft = self._begin(rule, m, masked, sentence)
                    if draft is None:
                        continue
                    begun[rule.type, start] = draft
                    self._found.append(draft)
                draft.planned = draft.planned or rule.name in _TO_COME
                self._tell(draft, m, masked)
        for draft in begun.values():
            self._complete(draft, sentence)

    def _begin(self, rule: EventRule, m: re.Match[str], masked: Masked, sentence: Sentence) -> _Draft | None:
        """Begin an event, unless words before or behind it say that it does not happen."""
        at = m.start("trigger")
        before = (
            re.split("[,。;:]", masked.text[max(0, m.start() - _BEFORE) : m.start()])[-1] + masked.text[m.start() : at]
        )
        if rule.name not in _SUMMING | _LISTED and REFUSING.search(before):
            return None
        if REFUSED.match(masked.text, m.end("trigger")):
            return None
        exchange = masked.mentions.get(m.start("exchange")) if "exchange" in m.groupdict() else None
        if isinstance(exchange, Org) and exchange.kind != "exchange":
            return None
        start, end = masked.offset(at), masked.offset(m.end("trigger") - 1) + 1
        draft = _Draft(rule, sentence.index, start, places=[("trigger", start, end)])
        draft.planned = PLANNING.search(before) is not None
        if rule.type == "shareholding":
            draft.parts["direction"] = "up" if m["trigger"].startswith("增") else "down"
        if rule.type == "pledge":
            draft.parts["released"] = m["trigger"].startswith("解除")
        return draft

    def _add(self, rule: EventRule, m: re.Match[str], masked: Masked, sentence: Sentence) -> None:
        """Let what a rule tells be told of the last event of its type, if that is near; the line of a form of all."""
        start = masked.offset(m.start())
        for draft in reversed(self._found):
            if sentence.index - draft.sentence > _BACK and rule.name not in _OF_FORMS:
                return
            if draft.rule.type == rule.type and draft.start < start:
                self._tell(draft, m, masked)
                if rule.name not in _OF_FORMS:
                    return
        if rule.name in _OF_FORMS and not any(draft.rule.type == rule.type for draft in self._found):
            self._above.append((rule, m, masked))

    def _tell(self, draft: _Draft, m: re.Match[str], masked: Masked) -> None:
        for group, text in m.groupdict().items():
            if text is None or group == "trigger":
                continue
            name = "amount" if group == "amount2" else group
            first, last = m.span(group)
            mentions = [masked.mentions[at] for at in range(first, last) if at in masked.mentions]
            value: Any = text
            if name in _LISTS:
                for org in mentions:
                    if isinstance(org, Org):
                        draft.tell(name, (org.name,), org.start, org.end)
                continue
            if mentions:
                (mention,) = mentions
                if name == "amount" and self._is_price(masked, first):
                    continue
                value = self._value(mention)
            if name == "date" and draft.rule.type == "ipo":
                draft.forget(name)
            if name not in _IDS or mentions:
                end = mentions[-1].end if mentions else masked.offset(last - 1) + 1
                draft.tell(name, value, masked.offset(first), end)

    def _value(self, mention: Mention) -> str | None:
        """Return what a mention tells: a name, a day, else the id of its fact."""
        if isinstance(mention, Org):
            return mention.name
        return self._walk.periods.told(mention).placed if isinstance(mention, When) else self._facts[mention.start].id

    def _is_price(self, masked: Masked, at: int) -> bool:
        """Tell whether an amount is that of a piece: 每股不高于5元, 5元/股."""
        before = masked.text[max(0, at - _BEFORE) : at]
        return masked.text.startswith("/", at + 1) or _A_PIECE.search(before) is not None

    def _complete(self, draft: _Draft, sentence: Sentence) -> None:
        """Tell whose event it is and when, where its own words do not."""
        name = _SUBJECTS[draft.rule.type]
        if name not in draft.parts:
            piece = self._subject(draft, sentence)
            if piece and piece.text in draft.parts.get("investors", ()):
                piece = self._walk.subjects.carried()  # who is given money is whom the article speaks of
            others = {value for part, value in draft.parts.items() if part not in _IDS}
            if piece and piece.text not in others and piece.text not in draft.parts.get("investors", ()):
                draft.tell(name, piece.text, piece.start, piece.end)
        date = self._walk.periods.governing(sentence, draft.start) or self._walk.periods.announced(
            sentence, draft.start
        )
        value = self._walk.periods.told(date).placed if date else None
        if date and value and len(value) >= len("2024"):
            draft.tell("date", value, date.start, date.end)

    def _subject(self, draft: _Draft, sentence: Sentence) -> Piece | None:
        subjects = self._walk.subjects
        if draft.rule.type == "penalty":
            return subjects.paying(sentence, draft.start) or subjects.carried()
        near = subjects.nearest(sentence, draft.start, things=False, givers=draft.rule.type != "funding")
        if near is None:
            near = subjects.first_in_clause(sentence, draft.start) or subjects.carried()
        return near if near and not subjects.is_unnamed(near) else None

    def _same(self, one: _Draft, other: _Draft) -> bool:
        """Tell whether two events are one: nothing that both tell differs."""
        both = one.parts.keys() & other.parts.keys()
        if other.rule.name in _OF_LISTING:
            both -= {"date"}  # the day of what was announced before
        return one.rule.type == other.rule.type and all(
            self._agree(name, one.parts[name], other.parts[name]) for name in both
        )

    def _agree(self, name: str, one: Any, other: Any) -> bool:
        if name in _LISTS:
            return not set(one).isdisjoint(other)
        if name == "date":
            return bool(one.startswith(other) or other.startswith(one))
        return bool(self._values[one] == self._values[other] if name in _IDS else one == other)


def _says_enough(draft: _Draft) -> bool:
    """Tell whether it is known whose event it is, and what more its type asks for."""
    needed = _NEEDED.get(draft.rule.type, ())
    return draft.subject is not None and (not needed or any(name in draft.parts for name in needed))


def _add(one: _Draft, other: _Draft) -> None:
    """Add to an event what another says of the same."""
    listed = {name: iter(other.parts.get(name, ())) for name in _LISTS}
    for name, start, end in other.places:
        value = (next(listed[name]),) if name in _LISTS else other.parts.get(name)
        if value is not None:
            one.tell(name, value, start, end)
    one.planned = one.planned and other.planned
