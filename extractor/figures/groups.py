"""Groups of which a part does or says something: 70%的受访者愿意付更多钱."""

from __future__ import annotations

from extractor.figures.governed import Governed
from extractor.figures.phrases import Phrase
from extractor.figures.scene import Amount, Piece, Scene, Sentence, beginning, covering
from extractor.figures.words import changes, tag, without_ends, words_of
from extractor.patterns import lazy

__all__ = ["part_of_group"]

_BRIDGE = lazy("(?:以上|左右|多)?的?")
_LONGEST_GROUP = 10
_LONGEST_PREDICATE = 30
_NOUNS = "nbjxzav"  # first letters of tags: of what may stand in the name of a group
_SAYING = "vdpcrzia"  # of what begins to say something of it
_PARTING = frozenset("中里当")  # behind a group: of its part something is said


def part_of_group(scene: Scene, sentence: Sentence, amount: Amount, low: int) -> Governed | None:
    """Read a share of a group by what the clause says of it.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    amount : Amount
    low : int
        Where the clause of the amount begins, or the words behind the amount before it.
    """
    bridge = _BRIDGE.match(scene.text, amount.end, sentence.end)
    if bridge is None or not scene.text[bridge.end() : bridge.end() + 1].isalnum():
        return None
    if not _is_free(scene, sentence, low, amount.start):
        return None
    end = sentence.clause_end(amount.end)
    end -= not scene.text[end - 1].isalnum()  # the full stop
    group = _group(scene, sentence, bridge.end(), end)
    if group is None:
        return None
    said = scene.piece(group.end, min(end, group.end + _LONGEST_PREDICATE))
    if len(said.text) < 2 or beginning(sentence.amounts, said.start, said.end):
        return None
    if said.text[0] in _PARTING or not _says_something(scene, said):
        return None
    return Governed(Phrase(said.text, (said,)), subject=group, by="agent")


def _is_free(scene: Scene, sentence: Sentence, low: int, offset: int) -> bool:
    """Tell whether nothing stands before a share in its clause that it may be a share of."""
    end = offset
    while end > low:
        date = covering(sentence.dates, end - 1)
        left = date.start if date else without_ends(scene.text, words_of("filler", "before_group"), low, end)
        if left == end:
            return not scene.text[low:end].strip(" \"“'‘")
        end = left
    return True


def _says_something(scene: Scene, said: Piece) -> bool:
    """Tell whether words behind a group have a verb and no word of change first: no 用户增长来自海外."""
    if changes().beginning(scene.text, said.start, said.end) or scene.text[said.start] == "的":
        return False
    at = said.start
    while at < said.end:
        word = scene.word_from(at)
        if tag(word.text)[0] in _SAYING:
            return True
        at = word.end
    return False


def _group(scene: Scene, sentence: Sentence, start: int, end: int) -> Piece | None:
    """Return the noun for people or those who act with which a stretch begins, the longest."""
    at, last = start, start
    while at < min(end, start + _LONGEST_GROUP):
        word = scene.word_from(at)
        named = covering(sentence.orgs, at)
        if not word.text.isalnum() or tag(word.text)[0] not in _NOUNS or (named and named.kind != "group"):
            break
        at = word.end
        last = at if words_of("agents", "people").ending(scene.text, start, at) else last
        if last == at and tag(scene.word_from(at).text)[0] in _SAYING:
            break
    return scene.piece(start, last) if last - start > 1 or scene.text[start:last] == "人" else None
