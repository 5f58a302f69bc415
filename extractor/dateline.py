"""The day of publication, where the article tells it in its head or foot."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from extractor.mentions import Mention
from extractor.timex import Expression

__all__ = ["dateline"]

_HEAD = 400  # characters in which a dateline is looked for
_BEFORE = re.compile(
    r"(?:^|\n|[|丨｜]|来源[:：][^\n]{0,20}|时间[:：]|日期[:：]|发布于|发表于|更新[:：于]?|[（(【\[])\s{0,4}\Z"
)
_AFTER = re.compile(
    r"\s{0,4}(?:$|\n|[|丨｜）)】\]]|来源|作者|编辑|记者|字号|阅读|[\u4e00-\u9fff]{2,8}(?:网|社|报|财经)(?:讯|电)?)"
)


def dateline(dates: Sequence[Mention[Any]], text: str) -> dt.date | None:
    """Find the day of publication.

    Parameters
    ----------
    dates : sequence of Mention
        The article's dates, unplaced, in order.
    text : str

    Returns
    -------
    datetime.date or None
        A whole day that stands by itself on a line of the head, or beside the source's name.
    """
    for mention in dates:
        if mention.start > _HEAD:
            break
        e = mention.value
        if not isinstance(e, Expression) or e.end is not None or e.lunar:
            continue
        if (
            isinstance(e.year, int)
            and isinstance(e.month, int)
            and isinstance(e.day, int)
            and _stands_apart(mention, text)
        ):
            try:
                return dt.date(e.year, e.month, e.day)
            except ValueError:
                continue
    return None


def _stands_apart(mention: Mention[Any], text: str) -> bool:
    return bool(_BEFORE.search(text, max(0, mention.start - 30), mention.start) and _AFTER.match(text, mention.end))
