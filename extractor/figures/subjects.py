"""Subjects: whose an amount is, carried over clauses and sentences until another is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from extractor.figures.cast import ASIDES, BYSTANDERS, LASTING, Cast
from extractor.figures.roles import RATERS
from extractor.figures.scene import Org, Piece, Scene, Sentence, beginning, covering, last_before
from extractor.figures.things import PASSING, TRADED
from extractor.figures.words import OPENING, endings_of, tag, words_of
from extractor.patterns import any_of, lazy

__all__ = ["Subjects"]

_OF_STOCK = frozenset({"media", "exchange", "person", "group", "name"})  # who tell of companies, or of themselves
_FORM_LINE = lazy(r"[^\W_]{2,10}:[^\n。]{1,80}(?:\n|\Z)")
_COUNTED_BY = lazy(r"(?:根)?据(?!公司|本)[\w·]{2,12}?(?:统计|数据|监测|测算|口径)")  # 据万得统计
_TELLING = (
    "预计",
    "料",
    "预测",
    "估计",
    "上调",
    "下调",
    "给予",
    "维持",
    "使",
    "令",
    "其中",
    "因此",
    "目前",
    "截至目前",
    "同时",
)
_TELLING_WORD = lazy(any_of(_TELLING))
_ORDERED = lazy("(?:责令|要求|对|没收|决定对)其")  # whom a penalty is put on by a pronoun
_STANDS_FOR = {"该行": "bank", "该基金": "product"}
_GLOSS = lazy(r"\([^()]{0,20}\)")  # a code or another name in brackets


class Subjects:
    """Remembers whom the article speaks of.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._cast = Cast(scene)
        self._roles = self._cast.roles.known
        self._topic: Piece | None = None
        self._read = 0  # where what has been read ends
        self._in_form = False  # whether the paragraph is a line of a form: 中标金额:3亿元

    def is_unnamed(self, piece: Piece) -> bool:
        """Tell whether a subject is a company that the article does not name."""
        return self._cast.unnamed is not None and piece.text == self._cast.unnamed.text

    def begin(self) -> None:
        """Forget what was read, to read the article from its beginning."""
        self._topic = None

    def enter(self, sentence: Sentence, *, paragraph: bool) -> None:
        """Begin a sentence: a paragraph speaks of the article's main subject until it names another."""
        self._read = sentence.end
        if paragraph:
            self._in_form = _FORM_LINE.match(self._scene.text, sentence.start) is not None
        if paragraph and not self._in_form:
            self._topic = self._cast.main

    def _subjects_in(self, sentence: Sentence, start: int, end: int, *, things: bool) -> Iterator[Org]:
        """Find the subjects in a stretch of the text; ``things`` says whether indices and commodities may be."""
        return (o for o in self._cast.of_role(sentence, start, end, "subject") if things or o.kind not in TRADED)

    def local(self, sentence: Sentence, start: int, end: int, *, things: bool, givers: bool = True) -> Piece | None:
        """Return the subject that a stretch of a clause names; ``givers`` as for :meth:`nearest`."""
        found = self._subjects_in(sentence, start, end, things=things)
        first = next((org for org in found if givers or org.kind not in ASIDES), None)
        return self._together(sentence, first, end) if first else None

    def _together(self, sentence: Sentence, first: Org, end: int) -> Piece:
        """Return those who do something together as one: 甲银行、乙银行及丙银行合计持股."""
        names, last = [first.name], first
        for org in beginning(sentence.orgs, first.end, end):
            if self._roles.get(org.start) is None:
                last = org  # another form of its name
                continue
            between = self._scene.text[last.end : org.start]
            between = _GLOSS.sub("", between)
            if between not in words_of("joint") or self._roles[org.start] != self._roles[first.start]:
                break
            names.append(org.name)
            last = org
        return Piece("、".join(names), first.start, last.end) if len(names) > 1 else first.piece

    @cached_property
    def government(self) -> Piece | None:
        """The government of which an article speaks that is about no company."""
        orgs = (org for sentence in self._scene.sentences for org in sentence.orgs)
        return next((org.piece for org in orgs if org.kind == "government"), None) if self._cast.main is None else None

    def rated(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return whose stock a target is set for before an offset: no broker's, unless the article is about him."""
        orgs = beginning(sentence.orgs, sentence.start, offset)
        if orgs and orgs[-1].end == offset and orgs[-1].kind not in BYSTANDERS | PASSING:
            return orgs[-1].piece  # 某券商把某金控目标价调至50元
        stocks = [o for o in orgs if o.kind not in BYSTANDERS | PASSING and self._roles.get(o.start) != "source"]
        if stocks and stocks[-1].kind not in RATERS:
            company = self._cast.company_in(stocks[-1].end, offset)  # 参考同行某某,给予公司目标价50元
            return (company and self._cast.company(None)) or stocks[-1].piece
        return self._cast.main

    def nearest(
        self, sentence: Sentence, offset: int, *, things: bool, givers: bool = True, together: bool = False
    ) -> Piece | None:
        """Return the subject of the nearest clause of a sentence before an offset that has one.

        Parameters
        ----------
        sentence : Sentence
        offset : int
        things : bool
            Whether indices and commodities may be.
        givers : bool
            Whether those may be who are spoken of in passing, such as investors.
        together : bool
            Whether those who do something together are one.
        """
        end = offset
        for start in reversed(sentence.clauses[: bisect_right(sentence.clauses, offset)]):
            found = next(self._subjects_in(sentence, start, end, things=things), None)
            if found and found.kind not in BYSTANDERS and (givers or found.kind not in ASIDES):
                return self._together(sentence, found, end) if together else found.piece
            pronoun = self._pronoun(sentence, start, end)
            if pronoun in words_of("party") and pronoun in self._cast.parties:
                return self._cast.parties[pronoun]
            if pronoun in words_of("pronoun_person") and (person := self._last_person(start)):
                if not self._only_says(sentence, pronoun, start):
                    return person
                pronoun = ""  # 他指出,营收增长3%: what he tells of is another's
            if pronoun in words_of("pronoun_main") and (company := self._cast.company(self._topic)):
                return company
            if pronoun in _STANDS_FOR and (named := self._last_of(_STANDS_FOR[pronoun], start)):
                return named
            if pronoun == "后者" and (latter := self._latter(sentence, start)):
                return latter
            if pronoun == "其" and (told := self._told_before(sentence, start)):
                return told
            if pronoun and (self._topic or self._cast.main):
                return self.carried()
            found = next(self._cast.of_role(sentence, start, end, "speaker"), None)
            if found and found.kind not in BYSTANDERS:
                return found.piece
            end = start
        return None

    def _only_says(self, sentence: Sentence, pronoun: str, start: int) -> bool:
        """Tell whether a clause tells of someone only that he says something."""
        text = self._scene.text
        at = text.find(pronoun, start) + len(pronoun)
        end = sentence.clause_end(start)
        while word := words_of("saying_before").beginning(text, at, end):
            at += len(word)
        return words_of("speech_after", "told_after", "source_after").beginning(text, at, end) != ""

    def _pronoun(self, sentence: Sentence, start: int, end: int) -> str:
        """Return the pronoun with which a clause begins, or its part behind a date or behind a word of telling."""
        text, at = self._scene.text, start
        while at < end and text[at] in OPENING:
            at += 1
        date = covering(sentence.dates, at)
        found = words_of("pronoun").beginning(text, date.end if date else at, end)
        if found:
            return found
        for word in _TELLING if _TELLING_WORD.search(text, start, end) else ():
            told = text.rfind(word, start, end)
            found = found or (told >= 0 and words_of("pronoun").beginning(text, told + len(word), end)) or ""
        return found or ("公司" if self._cast.company_in(start, end) else "")

    def _last_of(self, kind: str, offset: int) -> Piece | None:
        """Return what was named last of a kind before an offset, for which 该行 or 该基金 stands."""
        named = self._by_kind[kind]
        at = bisect_left(named, offset, key=itemgetter(0))
        return named[at - 1].piece if at else None

    @cached_property
    def _by_kind(self) -> dict[str, list[Org]]:
        """What pronouns may stand for, by its kind."""
        orgs = [org for sentence in self._scene.sentences for org in sentence.orgs]
        return {kind: [org for org in orgs if org.kind == kind] for kind in _STANDS_FOR.values()}

    def _told_before(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the one of whom the clause before tells, for whom 其 stands."""
        end = offset
        for start in reversed(sentence.clauses[: bisect_left(sentence.clauses, offset)]):
            found = self._cast.of_role(sentence, start, end, "subject", "speaker")
            told = next((org.piece for org in found if org.kind not in BYSTANDERS | TRADED), None)
            if told:
                return told
            end = start
        return None

    def _latter(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return what was named last before a clause, for which 后者 stands: 签下某某,后者的年薪."""
        org, end = last_before(sentence.orgs, offset), offset - 1
        if org and org.end == end:
            return org.piece
        word = self._scene.word_before(end)
        if word.start > sentence.start and tag(word.text)[0] in "nx":
            return word
        return org.piece if org else None

    def called(self, party: str) -> Piece | None:
        """Return the party of a lawsuit or a deal that is called so."""
        return self._cast.parties.get(party)

    def is_person(self, piece: Piece) -> bool:
        """Tell whether a subject is a person."""
        return piece.text in self._person_names

    @cached_property
    def _person_names(self) -> frozenset[str]:
        return frozenset(person.name for person in self._cast.persons)

    def _last_person(self, offset: int) -> Piece | None:
        """Return the person that was named last before an offset, for whom 他 stands."""
        at = bisect_left(self._cast.persons, offset, key=itemgetter(0))
        return self._cast.persons[at - 1].piece if at else None

    def carried(self) -> Piece | None:
        """Return the subject that the article has been speaking of; what it named once ends with its sentence."""
        if self._in_form and self._topic:
            return self._topic
        passing = self._topic is not None and self._cast.counts[self._topic.text] < LASTING
        main = self._cast.main if self._cast.main and self._is_known(self._cast.main) else None
        unnamed = (
            self._cast.unnamed
            if self._cast.says_company and self._cast.unnamed and self._cast.unnamed.start < self._read
            else None
        )
        return main if self._cast.dominates and passing else self._topic or main or unnamed

    def is_passing(self, piece: Piece) -> bool:
        """Tell whether an article is not about a subject that it has been speaking of."""
        return not self._cast.is_main(piece.text)

    def _is_known(self, main: Piece) -> bool:
        """Tell whether an article has named its main subject already, or speaks of it from end to end."""
        return main.start < self._read or self._cast.counts[main.text] > LASTING

    def first_in_clause(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the first organisation before an offset in its clause that is no bystander, whatever its part."""
        orgs = beginning(sentence.orgs, sentence.clause_at(offset), offset)
        return next((org.piece for org in orgs if org.kind not in BYSTANDERS | PASSING), None)

    def paying(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return whom a penalty before or behind an offset is put on: the object of the one that puts it."""
        if self._cast.main and (
            self._pronoun(sentence, sentence.clause_at(offset), offset) in words_of("pronoun_main")
            or _ORDERED.search(self._scene.text, sentence.start, offset)
        ):
            return self._cast.main
        orgs = [
            org
            for org in sentence.orgs
            if org.kind not in BYSTANDERS
            and not org.name.endswith(endings_of("authority_names"))
            and self._roles.get(org.start) != "source"
            and self._scene.text[org.start - 1 : org.start] not in ("被", "遭")  # who puts it
        ]
        before = [o for o in orgs if o.start < offset]
        return (before or orgs)[-1 if before else 0].piece if orgs else None

    @property
    def is_about_company(self) -> bool:
        """Whether an article is about an organisation."""
        return self._cast.main is not None

    def only_tells(self, org: Org) -> bool:
        """Tell whether an organisation is only the source of what is told."""
        return org.kind in BYSTANDERS and self._roles.get(org.start) == "source"

    def tells_of_others(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is told by those who study markets, and so of no company that it does not name."""
        sources = (
            o for o in self._cast.of_role(sentence, sentence.start, sentence.end, "source") if o.kind not in RATERS
        )
        if any(
            o.kind not in _OF_STOCK and o.name not in self._cast.roles.voices and not self._cast.is_main(o.name)
            for o in sources
        ):
            return True
        text = self._scene.text
        studied = words_of("studied").first_in(text, sentence.start, sentence.end) >= 0
        return studied or _COUNTED_BY.match(text, sentence.start, sentence.end) is not None

    def official(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the last public body that acts in a sentence before an offset, for what such bodies set."""
        orgs = list(self._cast.of_role(sentence, sentence.start, offset, "subject", "speaker"))
        return next((org.piece for org in reversed(orgs) if org.kind in BYSTANDERS), None)

    def speak_of(self, piece: Piece) -> None:
        """Take an organisation for whom the article speaks of from here on."""
        self._topic = piece

    @cached_property
    def _topics(self) -> dict[int, Piece]:
        """Whom each sentence leaves the article speaking of, by its index."""
        topics = {}
        for sentence in self._scene.sentences:
            told = [org for org in sentence.orgs if self._may_last(sentence, org)]
            for role in ("subject", "speaker"):
                org = next((org for org in told if self._roles.get(org.start) == role), None)
                if org:
                    topics[sentence.index] = org.piece
                    break
        return topics

    def _may_last(self, sentence: Sentence, org: Org) -> bool:
        """Tell whether an article may go on to speak of an organisation."""
        if org.start in self._cast.roles.topics:
            return True
        if org.kind in BYSTANDERS | PASSING or self._cast.company_in(sentence.clause_at(org.start), org.start):
            return False
        return org.name not in self._cast.aside or self._cast.is_main(org.name)

    def leave(self, sentence: Sentence) -> None:
        """Remember whom a sentence speaks of."""
        topic = self._topics.get(sentence.index)
        if topic is None and self._cast.company_in(sentence.start, sentence.end):
            topic = self._cast.company(self._topic)
        self._topic = topic or self._topic

    @property
    def about_one(self) -> bool:
        """Whether an article has spoken of its main subject, of whose shares and parts it may tell."""
        return self._cast.main is not None and self._is_known(self._cast.main)
