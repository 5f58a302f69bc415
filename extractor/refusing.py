"""What is no fact, named by the rule that says what it is instead: for those who ask, and never looked at otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from extractor.document import Document
from extractor.mentions import Mention
from extractor.numerals import NUMERAL_CHARACTERS
from extractor.patterns import lazy

__all__ = ["CODES", "COUNT", "LABEL", "PHONE", "STOCK_CODE", "YEAR", "LookAlikes", "Sources"]

YEAR = "(?:1[0-9]|20)[0-9]{2}"
COUNT = rf"(?:[0-9]{{1,8}}|[{NUMERAL_CHARACTERS}]{{1,6}})"
LABEL = "(?:编号|文号|案号|证号|单号|合同号|批号|票号|邮编|账号|号码|身份证号|车牌)[码为是: ]{0,3}"
CODES = (
    rf"[〔\[(【]{YEAR}[〕\])】] ?[^\W_A-Za-z]{{0,12}}第?[0-9]{{1,8}}(?:-[0-9]{{1,4}})? ?号"
    rf"|{LABEL}[A-Za-z0-9][A-Za-z0-9\-]{{3,30}}"
)
PHONE = (
    r"(?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4})(?![0-9])"
    r"|(?:电话|热线|手机|传真|致电|拨打|QQ)[号码为是: ]{0,3}[0-9][0-9\- ]{4,20}"
)
STOCK_CODE = (
    r"(?:代码|代号)[为是: ]{0,3}[0-9]{4,6}|(?<![0-9])[0-9]{4,6}\.(?:S[HZSI]|BJ|HK|TW|T)(?![A-Za-z])"
    r"|(?<=[\u4e00-\u9fffA-Z] )(?:00|30|60|68|83|87)[0-9]{4}(?![0-9.])"
    r"|\((?:00|30|60|68|83|87)[0-9]{4}\)|\((?:港股|美股|沪市?|深市?|SH|SZ|HK|SEHK|台股)[:. ]{0,2}[0-9]{4,6}\)"
)


Sources = tuple[tuple[str, str], ...]


class LookAlikes:
    """What looks like a fact of a type and is none: :class:`Mention` without a value, by the rule that says what it is.

    Parameters
    ----------
    fact_type : str
    sources : callable
        Returns the rules, without the type in their names, each with the pattern of what it looks for. They take in
        this order, and are compiled when somebody asks.
    allows : callable or None
        Tells of a document, a rule and a span whether the rule takes it; None: always.
    """

    def __init__(
        self,
        fact_type: str,
        sources: Callable[[], Sources],
        allows: Callable[[Document, str, int, int], bool] | None = None,
    ) -> None:
        self._type, self._sources, self._allows = fact_type, sources, allows

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(f"{self._type}.{name}", lazy(source)) for name, source in self._sources()]

    def __call__(self, document: Document, decided: Iterable[tuple[int, int]]) -> Iterator[Mention[Any]]:
        """Yield the look-alikes of an article.

        Parameters
        ----------
        document : Document
        decided : iterable of (int, int)
            Spans of the normalised text of which the extractor itself has spoken.

        Yields
        ------
        Mention
            In the order of the rules.
        """
        text, allows = document.text, self._allows
        free = bytearray(b"\1") * len(text)
        for start, end in decided:
            free[start:end] = bytes(end - start)
        for rule, pattern in self._patterns:
            for m in pattern.finditer(text):
                start, end = m.span()
                if all(free[start:end]) and (allows is None or allows(document, rule, start, end)):
                    free[start:end] = bytes(end - start)
                    yield Mention(start, end, rule, None)
