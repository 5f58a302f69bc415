"""Whom an article tells of, how often, whom it is about, and whom it calls 公司."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from operator import attrgetter

from extractor.figures.roles import Role, Roles
from extractor.figures.scene import Org, Piece, Scene, Sentence, beginning, last_before
from extractor.figures.things import PASSING
from extractor.figures.words import tag, words_of
from extractor.patterns import lazy

__all__ = ["ASIDES", "BYSTANDERS", "LASTING", "Cast"]

# Kinds of organisation of whom no article is that does not name them in its headline or again and again.
ASIDES = frozenset(
    {"broker", "investor", "fund", "international", "association", "institute", "university", "agency", "party"}
)
# Kinds of organisation that tell of others, judge others or trade others' shares.
BYSTANDERS = frozenset(
    {"media", "exchange", "regulator", "ministry", "agency", "court", "lawfirm", "rating", "auditor"}
)
LASTING = 3  # times that an organisation is named, twice as a subject, to be spoken of beyond a sentence
_DOMINATING = 1.5  # times that an article names its main subject more often than any other
_SHARE = 5  # the part of all names that are its own, at the least: one of so many, half as many if it comes late
_EARLY = 3  # sentences at the beginning of an article that say whom it is about
_BRACKETS = 40  # characters of what stands in brackets behind a name
# 青禾银行股份有限公司(以下简称"公司"或"青禾银行")
_DEFINITION = lazy(r"\([^()]{0,30}简称[^()]{0,30}[\"“'‘「](?:本|上市)?公司[\"”'’」][^()]{0,30}\)")
_PARTY = lazy("[\"“'‘「](标的公司|目标公司|标的企业)[\"”'’」]")
_CLAUSE_OF_COMPANY = lazy(r"(?:[,.。;:!?\n]|^)(?:本|该)?(?:公司|集团)(?![\u4e00-\u9fff]{0,12}有限)")
# What may stand before 公司 in a clause where it stands for one, and is no part of its name or kind: no 保险公司
_BEFORE = "年月日度期末内来后前时对为由因使令称示计断料认见从给予与和向被将把是但而且则"
_COMPANY = lazy(rf"公司(?!有限|章程|法)(?:(?<![\u4e00-\u9fff]公司)|(?<=[{_BEFORE}该]公司)|(?<=本公司)(?<!日本公司))")


def _is_person(name: str) -> bool:
    """Tell whether a name ends with that of a person: 创始人刘畅."""
    return any(tag(name[-length:]).startswith("nr") for length in (3, 2) if length <= len(name))


class Cast:
    """Those of whom an article tells.

    Parameters
    ----------
    scene : Scene

    Attributes
    ----------
    roles : Roles
        The part of each mention.
    counts : Counter of str
        How often each is named of whom an article may be, twice as a subject or a speaker.
    first : dict of str to Piece
        Where each of them is named first.
    aside : frozenset of str
        Names of those who are spoken of only in passing.
    persons : list of Org
    parties : dict of str to Piece
        Who is called 被告, 标的公司 and the like.
    main : Piece or None
        Whom the article is about.
    dominates : bool
        Whether it names him much more often than any other.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.roles = Roles(scene)
        self.counts = Counter[str]()
        self.first: dict[str, Piece] = {}
        self.persons: list[Org] = []
        self.parties: dict[str, Piece] = {}
        self._mentions = 0  # of all organisations, those as subjects twice
        self._acting = Counter[str]()  # how often each is a subject or a speaker
        self.aside = frozenset(o.name for s in scene.sentences for o in s.orgs if o.kind in ASIDES)
        for sentence in scene.sentences:
            for previous, org in zip([None, *sentence.orgs], sentence.orgs, strict=False):
                self._add(sentence, org, previous)
        self.main = self._defined() or self._titled() or self._leading() if self.counts else None
        second = max((count for name, count in self.counts.items() if not self.is_main(name)), default=0)
        self.dominates = self.main is not None and self.counts[self.main.text] >= _DOMINATING * second
        self.main = self.main or self._repeated()

    def _add(self, sentence: Sentence, org: Org, previous: Org | None) -> None:
        role = self.roles.of(sentence, org, previous)
        acts = role in ("subject", "speaker")
        if role is not None:
            self.roles.known[org.start] = role
        if party := self._called(sentence, org):
            self.parties.setdefault(party, org.piece)
        if org.kind == "person" or (org.kind == "name" and _is_person(org.name)):
            self.persons.append(org)
        if org.kind != "person":
            self._mentions += 2 if acts else 1
        if org.kind not in BYSTANDERS | PASSING and role != "source":
            self.first.setdefault(org.name, org.piece)
            self.counts[org.name] += 2 if acts else 1
            self._acting[org.name] += acts

    def _called(self, sentence: Sentence, org: Org) -> str:
        """Return as which party an article names an organisation: 被告某某, 某某(以下简称"标的公司")."""
        text = self._scene.text
        party = words_of("party").ending(text, sentence.start, org.start)
        if party or not text.startswith("(", org.end):
            return party
        close = text.find(")", org.end, min(sentence.end, org.end + _BRACKETS))
        defined = _PARTY.search(text, org.end, close) if close >= 0 else None
        return defined[1] if defined else ""

    def of_role(self, sentence: Sentence, start: int, end: int, *roles: Role) -> Iterator[Org]:
        """Find the mentions in a stretch of a sentence that have one of some parts."""
        return (org for org in beginning(sentence.orgs, start, end) if self.roles.known.get(org.start) in roles)

    def is_main(self, name: str) -> bool:
        """Tell whether an article is about someone."""
        return self.main is not None and self.main.text == name

    def _defined(self) -> Piece | None:
        """Return the organisation of which the article says that it calls it 公司."""
        text = self._scene.text
        for m in islice(_DEFINITION.finditer(text), 1):
            inside = self._scene.orgs_in(m.start(), m.end())
            named = inside[0] if inside else last_before(self._scene.orgs, m.start())
            return named.piece if named else None
        return None

    def _titled(self) -> Piece | None:
        """Return the subject of the headline, if the article goes on to speak of it."""
        for sentence in self._scene.sentences[:1]:
            for org in self.of_role(sentence, sentence.start, sentence.end, "subject", "speaker"):
                lasts = org.kind == "product" or self._lasts(self.counts[org.name])
                if org.kind not in BYSTANDERS | PASSING and lasts:
                    return org.piece
        return None

    def _lasts(self, count: int) -> bool:
        """Tell whether an article that names an organisation so often goes on to speak of it."""
        return count >= LASTING or self.counts.total() <= count * _SHARE or self.says_company

    def _leading(self) -> Piece | None:
        """Return the organisation that is named most, if that is more than once in passing."""
        said = self.company_in(0, len(self._scene.text))
        counts = {n: c for n, c in self.counts.items() if n not in self._others and (self._acting[n] or not said)}
        best = max(counts.values(), default=0)
        name = next((name for name in self.first if counts.get(name) == best), None)
        if name is None:
            return None
        first = self.first[name]
        early = self._scene.sentence_at(first.start).index < _EARLY
        if name in self.aside:
            return first if early and 2 * best >= sum(counts.values()) else None
        if not early and self._acting[name] == 1 and self.company_in(0, first.start):
            return None  # 公司 is told of before whom the article names once
        places = max(Counter(p.text for s in self._scene.sentences for p in s.places).values(), default=0)
        leads = self._mentions <= best * (_SHARE if early else _SHARE / 2) and best > places
        return first if leads or self.says_company else None

    def _repeated(self) -> Piece | None:
        """Return the name that nobody lists of which an article is that names no organisation."""
        names = [org for sentence in self._scene.sentences for org in sentence.orgs if org.kind == "name"]
        counts = Counter(org.name for org in names)
        best = max(counts.values(), default=0)
        leads = best >= max(LASTING, *self.counts.values(), 0)
        return next((org.piece for org in names if counts[org.name] == best), None) if leads else None

    @cached_property
    def says_company(self) -> bool:
        """Whether clause after clause begins with 公司 or the like, so that the article is about one."""
        return len(list(islice(_CLAUSE_OF_COMPANY.finditer(self._scene.text), LASTING))) == LASTING

    @cached_property
    def _companies(self) -> list[Piece]:
        """Where 公司 stands for one."""
        return [Piece("公司", *found.span()) for found in _COMPANY.finditer(self._scene.text)]

    def company_in(self, start: int, end: int) -> Piece | None:
        """Return the first 公司 in a stretch of the text that stands for one."""
        companies = self._companies
        if not companies or companies[-1].start < start or companies[0].end > end:
            return None
        company = companies[bisect_left(companies, start, key=attrgetter("start"))]
        return company if company.end <= end else None

    @cached_property
    def _others(self) -> frozenset[str]:
        """The names of those of whom a clause tells behind 公司, so that they are others: 公司客户包括甲、乙."""
        others = set[str]()
        for sentence in self._scene.sentences:
            for org in sentence.orgs if self.company_in(sentence.start, sentence.end) else ():
                company = self.company_in(sentence.clause_at(org.start), org.start)
                if company and "(" not in self._scene.text[company.end : org.start]:
                    others.add(org.name)
        return frozenset(others)

    @cached_property
    def unnamed(self) -> Piece | None:
        """The company of which an article tells that names it nowhere: its first 公司."""
        return self.company_in(0, len(self._scene.text)) if self.main is None else None

    def company(self, topic: Piece | None) -> Piece | None:
        """Return whom 公司 stands for, whoever an article has spoken of in between; None for the one it speaks of.

        Parameters
        ----------
        topic : Piece or None
            Whom it speaks of.
        """
        lasts = topic is not None and topic.text not in self._others and self.counts[topic.text] >= LASTING
        if self.main is None:
            known = topic is not None and topic.text not in self._others
            return None if (lasts if self.says_company else known) else self.unnamed
        apart = topic is not None and not self.says_company and lasts and topic.text not in self._with_main
        return topic if apart else self.main

    @cached_property
    def _with_main(self) -> frozenset[str]:
        """The names that stand in one paragraph with that of whom the article is about."""
        together, names = set[str](), set[str]()
        for sentence in self._scene.sentences:
            if "\n" in self._scene.text[max(0, sentence.start - 1) : sentence.start]:
                names = set()
            names |= {org.name for org in sentence.orgs}
            together |= names if any(self.is_main(name) for name in names) else set()
        return frozenset(together)
