"""Articles made of the sentences of the project's cases: all types of facts, told in every way that is tested."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from damage import converter

__all__ = ["generated"]

_FILES = ("money", "percent", "dates", "durations", "organizations", "figures", "events")
_PARAGRAPHS = 6
_SENTENCES = 4  # of a paragraph
# Tells the place, without which an article in Traditional script may be from anywhere that its amounts name.
_OPENING = "北京消息，沪指与深成指低开高走，上海、深圳的公司领涨。"
# Sentences that are changed already (script, width, notes, marks of ASCII, several lines) say little on a change.
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.%，、：；。“”（）《》+\-]{8,80}")


@cache
def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in _FILES:
        lines = (Path(__file__).parent / "cases" / f"{name}.tsv").read_text("utf-8").split("\n")
        sentences = (re.sub("[⟦⟧]", "", line.partition("\t")[0]).rstrip("。") for line in lines if line[:1] != "#")
        found[name] = [s for s in sentences if _PLAIN.fullmatch(s) and converter("t2s").convert(s) == s]
    return found


def generated(seed: int) -> str:
    """Compose an article.

    Parameters
    ----------
    seed : int

    Returns
    -------
    str
        Paragraphs of sentences of different kinds.
    """
    random = Random(seed)
    paragraphs = (
        "".join(random.choice(_sentences()[kind]) + "。" for kind in random.sample(_FILES, _SENTENCES))
        for _ in range(_PARAGRAPHS)
    )
    return "\n".join((_OPENING, *paragraphs)) + "\n"
