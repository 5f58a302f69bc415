"""Subjects: whose an amount is, carried over clauses and sentences until another is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from operator import itemgetter

from extractor.figures.roles import RATERS, Role, Roles
from extractor.figures.scene import Org, Piece, Scene, Sentence, beginning, covering, last_before
from extractor.figures.things import PASSING, TRADED
from extractor.figures.words import OPENING, endings_of, words_of
from extractor.patterns import any_of, lazy
from extractor.segment import tag

__all__ = ["Subjects"]

# Kinds of organisation of whom no article is that does not name them in its headline or again and again.
_ASIDES = frozenset(
    {"broker", "investor", "fund", "international", "association", "institute", "university", "agency", "party"}
)
# Kinds of organisation that tell of others, judge others or trade others' shares.
_BYSTANDERS = frozenset(
    {"media", "exchange", "regulator", "ministry", "agency", "court", "lawfirm", "rating", "auditor"}
)
_OF_STOCK = frozenset({"media", "exchange", "person", "group", "name"})  # who tell of companies, or of themselves
_DOMINATING = 1.5  # times that an article names its main subject more often than any other
_SHARE = 5  # the part of all names that are its own, at the least: one of so many, half as many if it comes late
_EARLY = 3  # sentences at the beginning of an article that say whom it is about
_FORM_LINE = lazy(r"[^\W_]{2,10}:[^\n。]{1,80}(?:\n|\Z)")
_LASTING = 3  # times that an organisation is named, twice as a subject, to be spoken of beyond a sentence
# 青禾银行股份有限公司(以下简称"公司"或"青禾银行")
_DEFINITION = lazy(r"\([^()]{0,30}简称[^()]{0,30}[\"“'‘「](?:本|上市)?公司[\"”'’」][^()]{0,30}\)")
_PARTY = lazy("[\"“'‘「](标的公司|目标公司|标的企业)[\"”'’」]")
_COMPANY = lazy(r"(?:[,.。;:!?\n]|^)(?:本|该)?(?:公司|集团)(?![\u4e00-\u9fff]{0,12}有限)")
_AT_WORK = "年月日度期末内来后前时对为由因使令称示计断料认见从给与和向被将把是但而且则"  # behind which 公司 stands for one, as at the beginning of words
_STANDING = lazy(rf"(?:(?<![\u4e00-\u9fff])|(?<=[{_AT_WORK}]))(?:本|该)?公司(?!有限|章程|法)")
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
_BRACKETS = 40  # characters of what stands in brackets behind a name


def _is_person(name: str) -> bool:
    """Tell whether a name ends with that of a person: 创始人刘畅."""
    return any(tag(name[-length:]).startswith("nr") for length in (3, 2) if length <= len(name))


class Subjects:
    """Remembers whom the article speaks of.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        roles = Roles(scene)
        self._roles, self._voices, self._framed = roles.known, roles.voices, roles.topics
        self._main: Piece | None = None
        self._topic: Piece | None = None
        self._read = 0  # where what has been read ends
        self._counts = Counter[str]()
        self._dominates = False
        self._mentions = 0  # of all organisations, those as subjects twice
        self._first: dict[str, Piece] = {}  # where each is named first
        self._aside = frozenset[str]()  # names of those who are spoken of only in passing
        self._persons: list[Org] = []
        self._parties: dict[str, Piece] = {}  # who is called 被告, 标的公司 and the like
        self._others = frozenset[str]()  # who is told of beside 公司, and so is not it
        self._acting = Counter[str]()  # how often each is a subject or a speaker
        self._in_form = False  # whether the paragraph is a line of a form: 中标金额:3亿元
        self._read_roles(roles)

    def begin(self) -> None:
        """Forget what was read, to read the article from its beginning."""
        self._topic = None

    def _read_roles(self, roles: Roles) -> None:
        counts = self._counts
        first = self._first
        self._aside = frozenset(o.name for s in self._scene.sentences for o in s.orgs if o.kind in _ASIDES)
        for sentence in self._scene.sentences:
            for i, org in enumerate(sentence.orgs):
                role = roles.of(sentence, org, sentence.orgs[i - 1] if i else None)
                if role is not None:
                    self._roles[org.start] = role
                if party := self._called(sentence, org):
                    self._parties.setdefault(party, org.piece)
                if org.kind == "person" or (org.kind == "name" and _is_person(org.name)):
                    self._persons.append(org)
                if org.kind != "person":
                    self._mentions += 2 if role in ("subject", "speaker") else 1
                if org.kind not in _BYSTANDERS | PASSING and role != "source":
                    first.setdefault(org.name, org.piece)
                    counts[org.name] += 2 if role in ("subject", "speaker") else 1
                    self._acting[org.name] += role in ("subject", "speaker")
        self._others = frozenset(self._beside())
        if counts:
            self._main = self._defined() or self._titled(counts) or self._leading(first)
            second = max((count for name, count in counts.items() if self._main and name != self._main.text), default=0)
            self._dominates = self._main is not None and counts[self._main.text] >= _DOMINATING * second
        self._main = self._main or self._repeated()

    def _beside(self) -> Iterator[str]:
        """Yield the names that stand behind 公司 in a clause, of which it tells them to be others: 公司客户包括甲、乙."""
        text = self._scene.text
        for sentence in self._scene.sentences:
            for org in sentence.orgs:
                company = _STANDING.search(text, sentence.clause_at(org.start), org.start)
                if company and "(" not in text[company.end() : org.start] and org.start > company.end():
                    yield org.name

    @cached_property
    def _unnamed(self) -> Piece | None:
        """The company of which an article tells that names it nowhere: its first 公司."""
        found = _STANDING.search(self._scene.text) if self._main is None else None
        return Piece("公司", *found.span()) if found else None

    def is_unnamed(self, piece: Piece) -> bool:
        """Tell whether a subject is a company that the article does not name."""
        return self._unnamed is not None and piece.text == self._unnamed.text

    def _repeated(self) -> Piece | None:
        """Return the name that nobody lists of which an article is that names no organisation."""
        names = [org for sentence in self._scene.sentences for org in sentence.orgs if org.kind == "name"]
        counts = Counter(org.name for org in names)
        best = max(counts.values(), default=0)
        leads = best >= max(_LASTING, *self._counts.values(), 0)
        return next((org.piece for org in names if counts[org.name] == best), None) if leads else None

    def _called(self, sentence: Sentence, org: Org) -> str:
        """Return as which party an article names an organisation: 被告某某, 某某(以下简称"标的公司")."""
        text = self._scene.text
        party = words_of("party").ending(text, sentence.start, org.start)
        if party or not text.startswith("(", org.end):
            return party
        close = text.find(")", org.end, min(sentence.end, org.end + _BRACKETS))
        defined = _PARTY.search(text, org.end, close) if close >= 0 else None
        return defined[1] if defined else ""

    def _leading(self, first: dict[str, Piece]) -> Piece | None:
        """Return the organisation that is named most, if that is more than once in passing."""
        counts = self._counts
        counts = Counter({n: c for n, c in counts.items() if n not in self._others and self._acting[n]})
        best = max(counts.values(), default=0)
        name = next((name for name in first if counts[name] == best), None) if best else None
        if name is None:
            return None
        if name in self._aside:
            early = self._scene.sentence_at(first[name].start).index < _EARLY
            return first[name] if early and 2 * best >= counts.total() else None
        places = max(Counter(p.text for s in self._scene.sentences for p in s.places).values(), default=0)
        early = self._scene.sentence_at(first[name].start).index < _EARLY
        if not early and self._acting[name] == 1 and _STANDING.search(self._scene.text, 0, first[name].start):
            return None  # 公司 is told of before whom the article names once
        leads = self._mentions <= best * (_SHARE if early else _SHARE / 2) and best > places
        return first[name] if leads or self._says_company else None

    @cached_property
    def _says_company(self) -> bool:
        """Tell whether clause after clause begins with 公司 or the like, so that the article is about one."""
        return len(list(islice(_COMPANY.finditer(self._scene.text), _LASTING))) == _LASTING

    def _defined(self) -> Piece | None:
        """Return the organisation of which the article says that it calls it 公司."""
        text = self._scene.text
        for m in islice(_DEFINITION.finditer(text), 1):
            inside = self._scene.orgs_in(m.start(), m.end())
            named = inside[0] if inside else last_before(self._scene.orgs, m.start())
            return named.piece if named else None
        return None

    def _lasts(self, count: int) -> bool:
        """Tell whether an article that names an organisation so often goes on to speak of it."""
        return count >= _LASTING or self._counts.total() <= count * _SHARE or self._says_company

    def _titled(self, counts: Counter[str]) -> Piece | None:
        """Return the subject of the headline, if the article goes on to speak of it."""
        for sentence in self._scene.sentences[:1]:
            for org in self._of_role(sentence, sentence.start, sentence.end, "subject", "speaker"):
                lasts = org.kind == "product" or self._lasts(counts[org.name])
                if org.kind not in _BYSTANDERS | PASSING and lasts:
                    return org.piece
        return None

    def enter(self, sentence: Sentence, *, paragraph: bool) -> None:
        """Begin a sentence: a paragraph speaks of the article's main subject until it names another."""
        self._read = sentence.end
        if paragraph:
            self._in_form = _FORM_LINE.match(self._scene.text, sentence.start) is not None
        if paragraph and not self._in_form:
            self._topic = self._main

    def _of_role(self, sentence: Sentence, start: int, end: int, *roles: Role) -> Iterator[Org]:
        for org in beginning(sentence.orgs, start, end):
            if self._roles.get(org.start) in roles:
                yield org

    def _subjects_in(self, sentence: Sentence, start: int, end: int, *, things: bool) -> Iterator[Org]:
        """Find the subjects in a stretch of the text; ``things`` says whether indices and commodities may be."""
        return (o for o in self._of_role(sentence, start, end, "subject") if things or o.kind not in TRADED)

    def local(self, sentence: Sentence, start: int, end: int, *, things: bool, givers: bool = True) -> Piece | None:
        """Return the subject that a stretch of a clause names; ``givers`` as for :meth:`nearest`."""
        found = self._subjects_in(sentence, start, end, things=things)
        first = next((org for org in found if givers or org.kind not in _ASIDES), None)
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
        return next((org.piece for org in orgs if org.kind == "government"), None) if self._main is None else None

    def rated(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return whose stock a target is set for before an offset: no broker's, unless the article is about him."""
        orgs = beginning(sentence.orgs, sentence.start, offset)
        if orgs and orgs[-1].end == offset and orgs[-1].kind not in _BYSTANDERS | PASSING:
            return orgs[-1].piece  # 某券商把某金控目标价调至50元
        stocks = [o for o in orgs if o.kind not in _BYSTANDERS | PASSING and self._roles.get(o.start) != "source"]
        if stocks and stocks[-1].kind not in RATERS:
            return stocks[-1].piece
        return self._main

    def shortened(self, text: str) -> Piece | None:
        """Return the organisation of which words are the beginning of the name, or the short form that nobody told.

        Parameters
        ----------
        text : str
            The words before a metric.
        """
        if len(text) < 2 or not self._counts:
            return None
        return next((piece for name, piece in self._first.items() if name.startswith(text) and name != text), None)

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
            if found and found.kind not in _BYSTANDERS and (givers or found.kind not in _ASIDES):
                return self._together(sentence, found, end) if together else found.piece
            pronoun = self._pronoun(sentence, start, end)
            if pronoun in words_of("party") and pronoun in self._parties:
                return self._parties[pronoun]
            if pronoun in words_of("pronoun_person") and (person := self._last_person(start)):
                if not self._only_says(sentence, pronoun, start):
                    return person
                pronoun = ""  # 他指出,营收增长3%: what he tells of is another's
            if pronoun in words_of("pronoun_main") and (company := self._company()):
                return company
            if pronoun in _STANDS_FOR and (named := self._last_of(_STANDS_FOR[pronoun], start)):
                return named
            if pronoun == "后者" and (latter := self._latter(sentence, start)):
                return latter
            if pronoun == "其" and (told := self._told_before(sentence, start)):
                return told
            if pronoun and (self._topic or self._main):
                return self.carried()
            found = next(self._of_role(sentence, start, end, "speaker"), None)
            if found and found.kind not in _BYSTANDERS:
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

    def _company(self) -> Piece | None:
        """Return whom 公司 stands for where an article tells it, whoever it has spoken of in between."""
        if self._main:
            return self._topic if self._topic and self._is_another_story(self._topic.text) else self._main
        return None if self._may_be_company(self._topic) else self._unnamed

    def _may_be_company(self, topic: Piece | None) -> bool:
        """Tell whether 公司 may stand for whom an article speaks of that is about no one it names."""
        if topic is None or topic.text in self._others:
            return False
        return not self._says_company or self._counts[topic.text] >= _LASTING

    def _is_another_story(self, name: str) -> bool:
        """Tell whether an article tells of an organisation, as often as by the way, apart from whom it is about."""
        apart = not self._says_company and self._counts[name] >= _LASTING
        return apart and name not in self._with_main and name not in self._others

    @cached_property
    def _with_main(self) -> frozenset[str]:
        """The names that stand with that of whom the article is about in one paragraph."""
        together = set[str]()
        names = set[str]()
        for sentence in self._scene.sentences:
            if sentence.start == 0 or self._scene.text[sentence.start - 1] == "\n":
                together |= names if self._main and self._main.text in names else set()
                names = set()
            names |= {org.name for org in sentence.orgs}
        return frozenset(together | (names if self._main and self._main.text in names else set()))

    def _pronoun(self, sentence: Sentence, start: int, end: int) -> str:
        """Return the pronoun with which a clause begins, or its part behind a date or behind a word of telling."""
        text, at = self._scene.text, start
        while at < end and text[at] in OPENING:
            at += 1
        date = covering(sentence.dates, at)
        found = words_of("pronoun").beginning(text, date.end if date else at, end)
        if found:
            return found
        for word in _TELLING:
            told = text.rfind(word, start, end)
            found = found or (told >= 0 and words_of("pronoun").beginning(text, told + len(word), end)) or ""
        return found or ("公司" if _STANDING.search(text, start, end) else "")

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
            found = self._of_role(sentence, start, end, "subject", "speaker")
            told = next((org.piece for org in found if org.kind not in _BYSTANDERS | TRADED), None)
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

    def earning(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the person that was named last in the paragraph, and no organisation after him, for what he earns."""
        named = list(self._subjects_in(sentence, sentence.start, offset, things=False))
        if named and named[-1].kind == "name":
            return named[-1].piece
        person = self._last_person(offset)
        start = self._scene.text.rfind("\n", 0, sentence.start) + 1
        if person is None or person.start < start or self._roles.get(person.start) != "subject":
            return None
        between = self._of_role(sentence, person.end, offset, "subject")
        return person if all(org.kind in PASSING | _BYSTANDERS for org in between) else None

    def called(self, party: str) -> Piece | None:
        """Return the party of a lawsuit or a deal that is called so."""
        return self._parties.get(party)

    def is_person(self, piece: Piece) -> bool:
        """Tell whether a subject is a person."""
        return piece.text in self._person_names

    @cached_property
    def _person_names(self) -> frozenset[str]:
        return frozenset(person.name for person in self._persons)

    def _last_person(self, offset: int) -> Piece | None:
        """Return the person that was named last before an offset, for whom 他 stands."""
        at = bisect_left(self._persons, offset, key=itemgetter(0))
        return self._persons[at - 1].piece if at else None

    def carried(self) -> Piece | None:
        """Return the subject that the article has been speaking of; what it named once ends with its sentence."""
        if self._in_form and self._topic:
            return self._topic
        passing = self._topic is not None and self._counts[self._topic.text] < _LASTING
        main = self._main if self._main and self._is_known(self._main) else None
        unnamed = self._unnamed if self._says_company and self._unnamed and self._unnamed.start < self._read else None
        return main if self._dominates and passing else self._topic or main or unnamed

    def is_passing(self, piece: Piece) -> bool:
        """Tell whether an article is not about a subject that it has been speaking of."""
        return not self._is_main(piece.text)

    def _is_known(self, main: Piece) -> bool:
        """Tell whether an article has named its main subject already, or speaks of it from end to end."""
        return main.start < self._read or self._counts[main.text] > _LASTING

    def first_in_clause(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the first organisation before an offset in its clause that is no bystander, whatever its part."""
        orgs = beginning(sentence.orgs, sentence.clause_at(offset), offset)
        return next((org.piece for org in orgs if org.kind not in _BYSTANDERS | PASSING), None)

    def paying(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return whom a penalty before or behind an offset is put on: the object of the one that puts it."""
        if self._main and (
            self._pronoun(sentence, sentence.clause_at(offset), offset) in words_of("pronoun_main")
            or _ORDERED.search(self._scene.text, sentence.start, offset)
        ):
            return self._main
        orgs = [
            org
            for org in sentence.orgs
            if org.kind not in _BYSTANDERS
            and not org.name.endswith(endings_of("authority_names"))
            and self._roles.get(org.start) != "source"
        ]
        before = [o for o in orgs if o.start < offset]
        return (before or orgs)[-1 if before else 0].piece if orgs else None

    def only_tells(self, org: Org) -> bool:
        """Tell whether an organisation is only the source of what is told."""
        return org.kind in _BYSTANDERS and self._roles.get(org.start) == "source"

    def tells_of_others(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is told by those who study markets, and so of no company that it does not name."""
        sources = (o for o in self._of_role(sentence, sentence.start, sentence.end, "source") if o.kind not in RATERS)
        if any(o.kind not in _OF_STOCK and o.name not in self._voices and not self._is_main(o.name) for o in sources):
            return True
        text = self._scene.text
        studied = words_of("studied").first_in(text, sentence.start, sentence.end) >= 0
        return studied or _COUNTED_BY.match(text, sentence.start, sentence.end) is not None

    def official(self, sentence: Sentence, offset: int) -> Piece | None:
        """Return the last public body that acts in a sentence before an offset, for what such bodies set."""
        orgs = list(self._of_role(sentence, sentence.start, offset, "subject", "speaker"))
        return next((org.piece for org in reversed(orgs) if org.kind in _BYSTANDERS), None)

    def speak_of(self, piece: Piece) -> None:
        """Take an organisation for whom the article speaks of from here on."""
        self._topic = piece

    @cached_property
    def _topics(self) -> dict[int, Piece]:
        """Whom each sentence leaves the article speaking of, by its index."""
        topics = {}
        for sentence in self._scene.sentences:
            told = [org for org in sentence.orgs if self._may_last(org)]
            for role in ("subject", "speaker"):
                org = next((org for org in told if self._roles.get(org.start) == role), None)
                if org:
                    topics[sentence.index] = org.piece
                    break
        return topics

    def _may_last(self, org: Org) -> bool:
        """Tell whether an article may go on to speak of an organisation."""
        if org.start in self._framed:
            return True
        lasts = org.kind not in _BYSTANDERS | PASSING
        return lasts and (org.name not in self._aside or self._is_main(org.name))

    def leave(self, sentence: Sentence) -> None:
        """Remember whom a sentence speaks of."""
        topic = self._topics.get(sentence.index)
        if topic is None and _STANDING.search(self._scene.text, sentence.start, sentence.end):
            topic = self._company()
        self._topic = topic or self._topic

    @property
    def about_one(self) -> bool:
        """Whether an article has spoken of its main subject, of whose shares and parts it may tell."""
        return self._main is not None and self._is_known(self._main)

    def _is_main(self, name: str) -> bool:
        return self._main is not None and self._main.text == name
