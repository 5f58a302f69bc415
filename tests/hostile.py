"""Texts that nobody writes: what a parser stumbles over, at any length."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

__all__ = ["HOSTILE"]


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _nested(left: str, right: str) -> Callable[[int], str]:
    both = len(left) + len(right)
    return lambda length: (left * (length // both) + right * (length // both)).ljust(length)


def _code_points(*ranges: tuple[int, int]) -> Callable[[int], str]:
    codes = [chr(code) for first, last in ranges for code in range(first, last)]
    return lambda length: "".join(itertools.islice(itertools.cycle(codes), length))


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "one letter": _repeat("a"),
    "one character": _repeat("中"),
    "digits": _repeat("7"),
    "Chinese digits": _repeat("一二三四五六七八九〇"),
    "magnitudes": _repeat("万亿"),
    "points and commas": _repeat("1,1.1"),
    "open brackets": _repeat("("),
    "nested brackets": _nested("(", ")"),
    "nested brackets, Chinese": _nested("（【《“", "”》】）"),
    "nested square brackets": _nested("[", "](http://a.cn)"),
    "nested tags": _nested("<b>", "</b>"),
    "open tags": _repeat("<a href='"),
    "open comments": _repeat("<!--"),
    "open scripts": _repeat("<script>"),
    "scripts": _nested("<script>", "</script>"),
    "entities": _repeat("&#0;&amp;&nosuch;&"),
    "open readings": _repeat("中(zhōng"),
    "readings": _repeat("中(zhōng)"),
    "mixed scripts": _repeat("汉漢аα가ก1Ａ"),
    "lone surrogates": _code_points((0xD800, 0xE000)),
    "surrogates in numbers": _repeat("3\udc00亿\ud800元"),
    "private use": _code_points((0xE000, 0xE400), (0xF0000, 0xF0100)),
    "unassigned": _code_points((0x0378, 0x037A), (0x2FE0, 0x2FF0), (0xE1000, 0xE1100)),
    "bidi controls": _repeat("\u202e3\u2066亿\u2069元\u202c"),
    "invisible characters": _repeat("\u200b\u200d\ufeff\xad"),
    "NULs": _repeat("\x00"),
    "NULs in numbers": _repeat("3\x00亿\x00元"),
    "controls": _code_points((0, 32), (0x7F, 0xA0)),
    "emoji": _repeat("👨‍👩‍👧‍👦🏳️‍🌈👍🏽"),
    "combining marks": _repeat("a\u0301\u0301\u0301"),
    "line ends": _repeat("\r\n\x0b\x0c\u2028\u2029\x85"),
    "full lines": _repeat("青禾科技，昨日公布年报\n"),
    "cut numbers": _repeat("青禾科技全年营业收入达到人民币12\n0,\n"),
    "spaces": _repeat(" \u3000\xa0\t"),
    "table bars": _repeat("|1|"),
    "facts": _repeat("3亿元，5%，"),
    "dates": _repeat("2024年3月5日、"),
    "relative dates": _repeat("去年同期，次日，"),
    "lengths of time": _repeat("三年半、"),
    "organisations": _repeat("青禾银行、"),
    "declared names": _repeat("杭州青禾科技有限公司(以下简称“青禾”)"),
    "figures": _repeat("青禾银行2023年营收3亿元，增长5%，"),
    "lists": _repeat("2022年、2023年营收分别为3亿元和4亿元。"),
    "one sentence of figures": _repeat("营收3亿元占5%"),
    "events": _repeat("青禾银行完成3亿元B轮融资，拟回购5%股份。"),
    "datelines": _repeat("2024-06-18 08:30\n"),
}
