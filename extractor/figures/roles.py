"""The parts that organisations have in their clauses: who acts, speaks, is a source, an object, or only describes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Literal

from extractor.figures.scene import Org, Scene, Sentence, beginning
from extractor.figures.things import OWN_ACT, TRADED
from extractor.figures.words import OPENING, endings_of, tag, words_of
from extractor.patterns import lazy

__all__ = ["RATERS", "Role", "Roles"]

Role = Literal["subject", "speaker", "source", "object", "described"]
RATERS = frozenset({"broker", "bank", "rating", "investor"})
_VOICES = 2  # lines that a name begins with a colon behind it, to be that of an interviewer
_STUDENT = "(?:教授|研究员|分析师|经济学家|学者|专家|合伙人|研究部|策略师|统计师)"
_STUDENTS = lazy(
    rf"[\w·]{{0,10}}?{_STUDENT}[\w·]{{0,8}}?(?:认为|指|表示|称|说|料|估计|预计|预测|介绍)"
)  # behind whom they work for
_A_STUDENT = lazy(_STUDENT)
_LABEL = 4  # characters of what a line may begin with
_COLONS = (":", "︰")  # the second is that of columns, which some publishers write in lines
_GAP = 24  # characters of brackets between two names of a list
_VIEWPOINTS = frozenset("从对就以")  # before whom something is looked at: 从某某来看
_CLOSING = " \"'”’」』》】]"
_RATING = lazy("目标价|评级|预测|投资建议")
_VIEWED = lazy(r"[^,;:]{0,40}?(?:来看|来说|而言|来讲|看,)")  # 从某某的报表来看
_LONGEST_RELATION = 14  # characters between one who is related to another and him
_LONGEST_PREFIX = 2  # characters before an office: 副董事长
_BRACKETS = 40  # characters of what stands in brackets behind a name


class Roles:
    """Tells the part of each organisation, in the order of the text.

    Parameters
    ----------
    scene : Scene

    Attributes
    ----------
    known : dict of int to str
        The parts told so far, by where the mentions begin.
    topics : set of int
        Where those begin of whom what follows is told, whoever they are: 从某某的报表来看.
    voices : frozenset of str
        The names of those who ask in an interview.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.known: dict[int, Role] = {}
        self.topics = set[int]()
        self.voices = self._read_voices()

    @cached_property
    def _has_students(self) -> bool:
        """Whether an article has words for students of markets: asked once, not for each organisation."""
        return _A_STUDENT.search(self._scene.text) is not None

    def _read_voices(self) -> frozenset[str]:
        """Return the names of those who ask in an interview: line after line begins with one of them."""
        text = self._scene.text
        lines = Counter(
            org.name
            for org in self._scene.orgs
            if text.startswith(":", org.end) and "\n" in text[max(0, org.start - _LABEL) : org.start]
        )
        return frozenset(name for name, count in lines.items() if count >= _VOICES)

    def of(self, sentence: Sentence, org: Org, previous: Org | None) -> Role | None:
        """Tell what an organisation is in its clause; None for another form of the one before it."""
        text, start = self._scene.text, org.start
        while start > sentence.start and text[start - 1] in OPENING:
            start -= 1
        if previous and text[start - 1 : start] == "(" and previous.end >= start - 2:
            return None
        if text[start - 1 : start] == "(" and start - 1 > sentence.start and self._is_gloss(sentence, start - 1):
            return "described"
        if previous and (listed := self._listed(sentence, previous, start)):
            return listed
        if previous and previous.end == org.start and org.kind == "index" and org.name.endswith("股"):
            return None  # 某某美股: its shares
        told = None if org.kind in TRADED else self._by_words_behind(sentence, org)  # 螺纹钢报4,688元
        return told or self._by_words_before(sentence, org, previous, start)

    def _is_gloss(self, sentence: Sentence, opening: int) -> bool:
        """Tell whether what brackets begin with only explains the noun before them, which is not for someone."""
        before = self._scene.word_before(opening)
        if before.start < sentence.start or tag(before.text)[0] != "n":
            return False
        return not words_of("agents", "related", "party").ending(self._scene.text, sentence.start, opening)

    def _by_words_behind(self, sentence: Sentence, org: Org) -> Role | None:
        """Tell what an organisation is by what stands behind it: 某某公告, 某某数据显示, 某某旗下."""
        text, after = self._scene.text, org.end
        while after < sentence.end and text[after] in _CLOSING:
            after += 1
        if text.startswith("(", after):
            close = text.find(")", after, min(sentence.end, after + _BRACKETS))
            after = close + 1 if close >= 0 else after
        if org.kind in RATERS and text.startswith("】", org.end) and text.endswith("【", 0, org.start):
            return "source"
        if org.kind == "media" or org.name in self.voices or org.name.endswith(endings_of("source_names")):
            return "source"
        word = words_of("source_after").beginning(text, after, sentence.end)
        if word and not (word == "报" and text[after + 1 : after + 2].isdigit()):
            own = org.kind in ("company", None) and word in words_of("foresight")
            return "speaker" if own else "source"
        if org.kind == "person" and self._only_speaks(sentence, after):
            return "source"
        if self._has_students and _STUDENTS.match(text, after, sentence.end):
            return "source"
        if org.kind == "name" and words_of("announcing").beginning(text, after, sentence.end):
            return "speaker"
        if org.kind in ("group", "person", "name") and words_of("speech_after", "told_after").beginning(
            text, after, sentence.end
        ):
            return "source"
        if org.kind in RATERS and (text[after : after + 1] == ":" or self._rates(sentence, after)):
            return "source"
        if self._leads_to_another(sentence, org, after):
            return "described"
        speaks = text.startswith(_COLONS, after) or words_of("speech_after", "title").beginning(
            text, after, sentence.end
        )
        return "speaker" if speaks else None

    def _rates(self, sentence: Sentence, after: int) -> bool:
        """Tell whether one who rates stocks does so; 将 and 把 also begin what he does himself."""
        word = words_of("rating_after").beginning(self._scene.text, after, sentence.end)
        if word[-1:] not in "将把":
            return True
        return word != "" and _RATING.search(self._scene.text, after, sentence.clause_end(after)) is not None

    def _only_speaks(self, sentence: Sentence, after: int) -> bool:
        """Tell whether a person says what the clause behind him tells: 董事长某某在会上表示."""
        if self._scene.text.startswith(_COLONS, after):
            return True
        end = sentence.clause_end(after)
        return words_of("speech_after", "told_after").ending(self._scene.text, after, end) != ""

    def _by_words_before(self, sentence: Sentence, org: Org, previous: Org | None, start: int) -> Role:
        """Tell what an organisation is by what stands before it: 收购某某, 与某某."""
        text, clause = self._scene.text, sentence.clause_at(org.start)
        if text.startswith("对于", max(0, start - 2)):
            return "subject"  # 对于某某而言
        named = start
        while word := words_of("related").ending(text, clause, named):
            named -= len(word)
        if text[named - 1 : named] in _VIEWPOINTS and named > clause and _VIEWED.match(text, org.end, sentence.end):
            self.topics.add(org.start)
            return "subject"
        if words_of("causing").ending(text, clause, start):
            return "subject"  # 判令某某支付
        while word := words_of("related").ending(text, clause, start):
            start -= len(word)
        if text.endswith("据", clause, start) and text.startswith(",", org.end):
            return "source"  # 据某某,国内融资28起
        if words_of("object_before").ending(text, clause, start):
            return "object"
        if previous and previous.start >= clause and self.known.get(previous.start) == "object":
            return "object"  # the phrase that makes the one before it an object goes on
        before = self._scene.word_before(start)
        if before.start >= clause and before.text not in words_of("clause_verbs"):
            return "object" if tag(before.text) in ("v", "p") else "subject"
        return "subject"

    def _listed(self, sentence: Sentence, previous: Org, start: int) -> Role | None:
        """Give an item of a list the part of the one before it."""
        joint = words_of("joint").ending(self._scene.text, sentence.start, start)
        if joint and previous.end >= start - len(joint) - _GAP and "," not in self._scene.text[previous.end : start]:
            return self.known.get(previous.start)
        return None

    def _is_noun_of(self, start: int, end: int) -> bool:
        """Tell whether nothing but nouns stands between two names, the last one for who the other is: 第二大股东."""
        at = start
        if end - start > _LONGEST_RELATION or not words_of("related").ending(self._scene.text, start, end):
            return False
        while at < end:
            word = self._scene.word_from(at)
            if not word.text.isalnum() or tag(word.text)[0] not in "nmbafqx":
                return False
            at = word.end
        return True

    def _has_office(self, start: int, person: Org) -> bool:
        """Tell whether a person who acts himself has an office with the one named before: 某某董事长张伟持股5%."""
        text = self._scene.text
        office = words_of("offices", "callings").ending(text, start, person.start)
        near = person.start - start - len(office) <= _LONGEST_PREFIX
        return office != "" and near and OWN_ACT.match(text, person.end) is not None

    def _leads_to_another(self, sentence: Sentence, org: Org, after: int) -> bool:
        """Tell whether an organisation describes the one behind it (X旗下Y, X的供应商Y) or begins a list with 等."""
        text = self._scene.text
        end = sentence.clause_end(org.end)
        later = beginning(sentence.orgs, org.end + 1, end)
        at = after + (text[after : after + 1] == "的")
        word = words_of("relation_after").beginning(text, at, sentence.end)
        if word and beginning(later, at + len(word), at + len(word) + 1):
            return True
        if later and later[0].start > org.end and self._is_noun_of(org.end, later[0].start):
            return True
        if later and later[0].kind == "person" and self._has_office(org.end, later[0]):
            return True
        listed = later and text.startswith("、", after)
        return bool(listed) and text.startswith("等", later[-1].end)
