"""Names that nobody lists: what a clause begins with and then tells something of is its subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from extractor.figures.metrics import tails
from extractor.figures.scene import Org, Piece, Scene, Sentence, covering
from extractor.figures.things import introduced
from extractor.figures.words import OPENING, Words, tag, words_of
from extractor.patterns import lazy

__all__ = ["LABEL", "add_names", "without_office"]

_OPENING = OPENING + "("
LABEL = lazy("【[^【】]{1,12}】")  # before what is spoken: 【配音】
_LONGEST = 12
_REPEATED = 2  # times that an article has a name at the least which it speaks of in other places too
_OF_PERSONS = frozenset({"nr", "nrt", "nrfg", "nt"})  # tags of what is a name whatever stands behind it
# Of what may be one: words that the dictionary lacks, names of other things, Latin words.
_OF_NAMES = _OF_PERSONS | {"x", "nz", "eng"}
_NOT_FIRST = "vdpcru"  # of what a word that the dictionary lacks is no name with
_NUMBERS = frozenset("一二三四五六七八九十首历各每某")  # with which no name begins: 一增一减, 首期
_SIDES = tuple("上下中内里后前时间者则却也均都仍就才")  # with which no name ends that the dictionary lacks: 账上
_SAYING = "vdpc"  # first letters of tags: of words that tell something of what stands before them


def add_names(scene: Scene) -> None:
    """Put names beside the organisations that clauses with amounts begin with.

    Parameters
    ----------
    scene : Scene
        Whose sentences are changed.
    """
    names, wholes = set[str](), _by_beginning(scene)
    _add_mentions(scene, _mentions(scene.text, introduced(scene.text)), "person")
    for sentence in scene.sentences:
        if not sentence.amounts:
            continue
        ends = [*(start - 1 for start in sentence.clauses[1:]), sentence.end]
        found = [
            name
            for start, end in zip(sentence.clauses, ends, strict=True)
            if (name := _name(scene, sentence, start, end))
        ]
        if found:
            sentence.orgs = sorted([*sentence.orgs, *(_known(wholes, name) for name in found)])
            names.update(name.text for name in found)
    mentions = _mentions(scene.text, names)
    counts = Counter(mention.text for mention in mentions)
    _add_mentions(scene, (mention for mention in mentions if counts[mention.text] >= _REPEATED), "name")


def _mentions(text: str, names: Collection[str]) -> list[Piece]:
    """Return where a text has names, the longest at each place; however many they are, it is read once a character."""
    words, found = Words(names), list[Piece]()
    for first in {name[0] for name in names}:
        at = text.find(first)
        while at >= 0:
            name = words.beginning(text, at, len(text))
            end = at + len(name)
            if name:
                found.append(Piece(name, at, end))
            at = text.find(first, max(end, at + 1))
    return found


def _add_mentions(scene: Scene, mentions: Iterable[Piece], kind: str) -> None:
    """Put mentions of names that an article repeats or introduces beside the organisations."""
    found: dict[int, list[Org]] = {}  # by the index of their sentences
    for name, start, end in mentions:
        sentence = scene.sentence_at(start)
        if not _taken(sentence, start):
            found.setdefault(sentence.index, []).append(Org(start, end, name, kind))
    for index, orgs in found.items():
        scene.sentences[index].orgs = sorted([*scene.sentences[index].orgs, *orgs])


def _by_beginning(scene: Scene) -> dict[str, Org]:
    """Return the organisation that an article tells first of those whose names begin with some characters."""
    firsts: dict[str, Org] = {}
    for org in scene.orgs:
        firsts.setdefault(org.name, org)
    wholes: dict[str, Org] = {}
    for name, org in firsts.items():
        for length in range(1, min(len(name), _LONGEST) + 1):
            wholes.setdefault(name[:length], org)
    return wholes


def _known(wholes: Mapping[str, Org], name: Piece) -> Org:
    """Return a name as an organisation: the one whose name it begins, else one of its own."""
    whole = wholes.get(name.text)
    return Org(name.start, name.end, whole.name, whole.kind) if whole else Org(*name[1:], name.text, "name")


def _name(scene: Scene, sentence: Sentence, start: int, end: int) -> Piece | None:
    """Return the name with which a clause begins."""
    at = _begin(scene, sentence, start, end)
    first, tags = at, list[str]()
    while at < min(end, first + _LONGEST):
        word = scene.word_from(at)
        kind = tag(word.text)
        if kind[0] not in "nxjlz" and kind != "eng":
            break
        if not word.text.isalnum() or word.end > end or word.text in words_of("outside") or _taken(sentence, at):
            break
        tags.append(kind)
        at = word.end
    if not 2 <= at - first <= _LONGEST or at >= end:
        return None
    return without_office(scene, first, at) if _is_name(scene, sentence, first, at, tags) else None


def without_office(scene: Scene, start: int, end: int) -> Piece:
    """Return a name without the office of the person before it: 商会副主席何世杰.

    Parameters
    ----------
    scene : Scene
    start, end : int
    """
    name = scene.word_before(end)
    known = words_of("offices", "callings").ending(scene.text, start, name.start)
    person = tag(name.text) in _OF_PERSONS | {"x"}
    return name if known and person and name.start > start else scene.piece(start, end)


def _begin(scene: Scene, sentence: Sentence, start: int, end: int) -> int:
    """Return where a clause begins behind marks, conjunctions and dates."""
    at = start
    while at < end:
        date = covering(sentence.dates, at)
        word = words_of("before_subject").beginning(scene.text, at, end)
        if date:
            at = date.end
        elif word:
            at += len(word)
        elif scene.text[at] in _OPENING:
            label = LABEL.match(scene.text, at, end)
            at = label.end() if label else at + 1
        else:
            break
    return at


def _taken(sentence: Sentence, at: int) -> bool:
    """Tell whether something known stands at an offset."""
    named = covering(sentence.orgs, at) or covering(sentence.dates, at)
    return bool(named or covering(sentence.hits, at) or covering(sentence.amounts, at))


def _has_object(scene: Scene, sentence: Sentence, offset: int) -> bool:
    """Tell whether a verb that ends at an offset is one of its clause: no 矫正器销售更为亮眼."""
    end = sentence.clause_end(offset)
    if offset >= end or any(offset <= m[0] < end for m in (*sentence.amounts, *sentence.orgs)):
        return True
    return tag(scene.word_from(offset).text)[0] not in "da"


def _is_name(scene: Scene, sentence: Sentence, first: int, at: int, tags: list[str]) -> bool:
    """Tell whether nouns at the beginning of a clause are a name of which it tells something."""
    text = scene.text
    if text[first] in _NUMBERS or words_of("yoy", "mom", "qoq", "chain", "ytd", "other").beginning(text, first, at):
        return False
    if words_of("no_name").ending(text, first, at) or tails().ending(text, first, at):
        return False
    if tags[-1] in _OF_PERSONS and len(tags) == 1:
        return True
    if "x" in tags and (tag(text[first])[0] in _NOT_FIRST or text[first:at].endswith(_SIDES)):
        return False  # 共派, 账上
    if covering(sentence.dates, at):
        return True  # 虎牙第三季度收入
    if not any(kind in _OF_NAMES for kind in tags):
        return False
    hit = covering(sentence.hits, at)
    if hit:
        return hit.metric.part == "verb" and _has_object(scene, sentence, hit.end)
    behind = scene.word_from(at)
    if behind.text in words_of("sales") and not _has_object(scene, sentence, behind.end):
        return False
    return tag(behind.text)[0] in _SAYING
