"""Two years side by side: one financial year, or two of each of which something is told."""

from __future__ import annotations

from extractor.patterns import lazy

__all__ = ["are_two"]

_OF_EACH = lazy(" ?(?:各?[自为]?分别|的?(?:归母|净利|营收|营业收入|收入|利润|业绩|EPS|PE|毛利))")
# A pair of values: 2025/2026年公司收入5.2/9.5亿元, 对应34.5/26.7倍2025/2026年市盈率.
_VALUES_AFTER = lazy(r"[^。;,，；0-9\n]{0,20}[0-9][0-9.]{0,9}%?/[0-9][0-9.]{0,9}(?![0-9./年月])")
_VALUES_BEFORE = lazy(r"[0-9][0-9.]{0,9}%?/[0-9][0-9.]{0,9}[%倍元][^。;,，；0-9\n]{0,10}\Z")
_REACH = 32  # characters before two years in which such a pair begins


def are_two(text: str, start: int, end: int) -> bool:
    """Tell whether what may be a financial year is two years: a pair of values is told of them.

    Parameters
    ----------
    text : str
    start, end : int
        Where they stand.
    """
    if _OF_EACH.match(text, end) or _VALUES_AFTER.match(text, end):
        return True
    return _VALUES_BEFORE.search(text, max(0, start - _REACH), start) is not None
