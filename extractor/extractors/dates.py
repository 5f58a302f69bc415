"""Dates: neighbouring tokens of calendar time put together, ranges, and what only looks like a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from extractor.characters import HAN
from extractor.document import Document
from extractor.extractors.date_context import Evidence, refusal
from extractor.extractors.date_rules import RULES
from extractor.extractors.date_scan import tokens
from extractor.extractors.date_tokens import RANK, Token
from extractor.lexicon import table
from extractor.mentions import Mention
from extractor.patterns import lazy
from extractor.quantities import in_address
from extractor.segment import is_word
from extractor.surroundings import after, is_apart, word_at
from extractor.timex import Expression, Step, days_in_month, weeks_in_year

__all__ = ["RULES", "find"]

_CONNECTOR = lazy(r" ?(?:一直到|一直至|直至|直到|起至|[起始]?[至到]|[-–－~～ー]|—{1,2}|─{1,2}) ?")
# What brackets say about the first end of a range: 1月5日(含)至9日, 1月5日(T日)至7日.
_REMARK = lazy(r" ?\((?:含(?:[当本][日天]?)?|[TD](?: ?[+\-] ?[0-9]{1,3})? ?[日天]?)\)")
_BETWEEN, _BETWEEN_END = lazy(r" ?[和与] ?"), lazy("之?间(?!接)")
_SHORT_NUMERIC = lazy(r"([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9]|[-/.][0-9])[日号]?")
_WHOLE = lazy(r" ?(?:全年度?|整年|年度|度(?!假|过|量)|财年)(?!报告?期)")
# What may tell a finer part behind each part.
_FOLLOWERS = {
    "century": {"decade"},
    "decade": set(),
    "year": {"season", "half", "quarter", "holiday", "month", "week", "nth", "day", "same"},
    "season": set(),
    "half": {"same"},
    "quarter": {"same"},
    "holiday": {"nth", "day", "part", "clock"},
    "month": {"nth", "day", "same", "shift"},
    "week": set(),
    "nth": {"part", "clock"},
    "day": {"weekday", "part", "clock", "shift", "week"},
    "weekday": {"part", "clock"},
    "part": {"clock"},
    "clock": set(),
    "same": set(),
    "shift": {"part", "clock"},
}
_PLAIN = {""}
_FORM_RULES = (
    ("numeric", "numeric"),
    ("code", "code"),
    ("fiscal", "fiscal"),
    ("short", "short_year"),
    ("republic", "short_year"),
    ("first", "first_periods"),
)
_UNIT_RULES = (
    ("shift", "shift"),
    ("same", "same"),
    ("nth", "counted"),
    ("holiday", "holiday"),
    ("weekday", "weekday"),
    ("week", "week"),
)
_EVENT_BEFORE = lazy(rf"{HAN}(?<![在于将约近到至比较从自的和与是但而计料望他她它我你们])")
_COUNTED_DAY = lazy(r" ?\((?:申购日)?,?[TX] ?(?:[+\-] ?[0-9]{1,3})? ?日?\) ?")  # of an issue: 9月4日(T-3日)下午
_GLOSSES = ("year", "month", "day", "weekday")
_LIMIT_BEFORE = lazy(r"[于在将须需应至到] ?\Z")
_DUE_AFTER = after("due_after")
_MIDDLE_NAME_AFTER = after("middle_name_after", "")
_NUMBERED = lazy(r"[0-9一二三四五六七八九十]{1,3} ?[月日]")
_NUMBERED_MONTH = lazy(r" ?[0-9]{1,2} ?月(?!份?[额度])")
_LISTED = frozenset({"、", ",", ", ", "和", "及", "与"})
_DAY_PARTS = {"day", "weekday", "holiday", "part", "clock"}
_APPROX = lazy(r" ?(?:前后|左右|上下)")
_MODS = tuple(
    (lazy(" ?" + word), frozenset(units.split(" ")), mod, tuple(map(int, days.split(" "))) if days else None)
    for word, units, mod, days in table("calendar_mods", 4)
)
_MODS_FIRST = frozenset("初伊开底末年中上月下早前晚后 ")
_BEHIND_SUFFIXES = ("", "止", "起", "前", "后", "以", "至", "到")
_SUFFIXES_FIRST = _MODS_FIRST | frozenset("全整度财左")


class Point(NamedTuple):
    """One date, or one end of a range, put together from tokens."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    fields: dict[str, Any]

    @property
    def unit(self) -> str:
        """The finest unit told."""
        return self.tokens[-1].unit

    def expression(self) -> Expression:
        """Return what the tokens tell together."""
        fields = dict(self.fields)
        last = fields.pop("end", None)
        if last is not None:
            fields["end"] = Expression(**{"hour" if self.unit == "clock" else self.unit: last})
        return Expression(**fields)


def find(document: Document) -> Iterator[Mention[Expression]]:
    """Find dates, unplaced, and look-alikes.

    Parameters
    ----------
    document : Document

    Yields
    ------
    Mention of Expression
        In the order of the text; refused ones without a value.
    """
    text = document.text
    found = _outside_addresses(document)
    evidence = Evidence(text, found)
    i, told, set_end = 0, False, len(text)
    while i < len(found):
        first, following = _point(text, found, i)
        whole, following = _range(text, found, first, following)
        points = (first,) if whole is None else (first, whole)
        start, end = first.start, points[-1].end
        refused = refusal(text, tuple(p.tokens for p in points), start, end, evidence) or _impossible(text, points)
        if not told and text[start] == "同" and text[start + 1] != "期":
            refused = "date.same_as_other"  # in a headline: at one and the same day
        if refused == "date.set":
            set_end = end
        elif not refused and points[0].tokens[0].unit in ("part", "clock") and text[set_end:start] in _LISTED:
            refused, set_end = "date.set", end  # 每日9:30-11:30、13:00-15:00
        if refused:
            yield Mention(start, end, refused, None)
            # A look-alike may hold a date: what follows its first token is read afresh.
            i = following if refused in ("date.impossible", "date.set") else i + 1
            continue
        expression = first.expression()
        if whole is not None:
            expression = expression._replace(end=whole.expression())
        if (
            expression.shift
            and first.tokens[0].unit == "shift"
            and _EVENT_BEFORE.search(text, max(0, start - 1), start)
        ):
            expression = expression._replace(shift=replace(expression.shift, event=expression.shift.count > 0))
        yield Mention(start, end, _rule(points), expression)
        i, told = following, True


def _outside_addresses(document: Document) -> list[Token]:
    found = tokens(document.text)
    return [t for t in found if not in_address(document, t.start)] if document.addresses else list(found)


def _point(text: str, found: list[Token], i: int) -> tuple[Point, int]:
    """Put together the date that begins with a token: each further one tells a finer part."""
    first = found[i]
    if first.unit == "shift":
        first = _as_year(text, found, i) or _as_calendar(text, first, None)
    parts, fields, end = [first], dict(first.fields), first.end
    i += 1
    end = _suffixes(text, end, parts[-1], fields)
    while i < len(found):
        gloss = _gloss(text, end, found, i)
        if gloss is not None:
            at, bracket_end, told = gloss
            if _goes_on(text, bracket_end, parts, found[at : at + 1]) or _mod(text, bracket_end, parts[-1]):
                if told != Expression() and not told.lunar:  # 26日(农历腊月二十七)14时
                    fields["gloss"] = told
                end = _suffixes(text, bracket_end, parts[-1], fields)
                i = at
                continue
            break
        token = found[i]
        if token.unit == "shift":
            token = _as_calendar(text, token, parts[-1] if text[end : token.start] in ("", " ") else None)
        if "mod" in fields or not _joins(text, end, parts, token):
            break
        parts.append(token)
        fields |= token.fields
        i += 1
        end = _suffixes(text, token.end, token, fields)
    return Point(first.start, end, tuple(parts), fields), i


def _goes_on(text: str, end: int, parts: list[Token], following: list[Token]) -> bool:
    """Tell whether a date goes on behind brackets, by a finer part or as a range: 6月11日(星期三)至13日."""
    if not following:
        return False
    joint = _CONNECTOR.match(text, end)
    return _joins(text, end, parts, following[0]) or (joint is not None and joint.end() == following[0].start)


def _as_calendar(text: str, token: Token, before: Token | None) -> Token:
    """Read 3日前 and 3月前 as a day and a month where another part stands before them or a limit is set."""
    shift = token.fields.get("shift")
    named = _NUMBERED.match(text, token.start)
    if shift is None or named is None:
        return token
    unit = "month" if named.group()[-1] == "月" else "day"
    number = abs(int(shift.count))
    told = before is not None and before.rank < RANK[unit] and before.unit != "quarter"
    limit = unit == "month" and (
        shift.count > 0
        or _LIMIT_BEFORE.search(text, max(0, token.start - 2), token.start)
        or _DUE_AFTER.match(text, token.end)
    )
    if not (told or limit) or number > (12 if unit == "month" else 31):
        return token
    return Token(token.start, named.end(), unit, {unit: number})


def _as_year(text: str, found: list[Token], i: int) -> Token | None:
    """Read 三年后 before a month as the year that it is in."""
    shift = found[i].fields.get("shift")
    if shift is None or shift.unit != "year" or shift.count != int(shift.count) or i + 1 == len(found):
        return None
    follows = found[i + 1].unit == "month" and text[found[i].end : found[i + 1].start] in ("", " ", "的")
    return found[i]._replace(unit="year", fields={"year": Step("near", int(shift.count))}) if follows else None


def _joins(text: str, end: int, parts: list[Token], token: Token) -> bool:
    """Tell whether a token goes on with the date that the ones before it tell."""
    last, gap = parts[-1], text[end : token.start]
    if token.start < end or token.unit not in _FOLLOWERS[last.unit] or (last.form == "bare" and last.unit != "year"):
        return False
    if ("end" in last.fields or last.form in ("fiscal", "first")) and token.unit != "same":
        return False  # 24-26年|4月
    if last.form == "numeric":
        if gap not in ("", " ", "T", "-") or (gap in ("T", "-") and token.unit != "clock"):
            return False
    elif gap not in ("", " ", "的", "的 ", " 的"):
        return False
    if token.unit == "day":
        relative = isinstance(token.fields["day"], Step)
        return last.unit == "year" if token.top >= 0 else relative == (last.unit != "month")
    if token.unit == "week" and last.unit == "day":  # 6月3日当周
        return bool(token.fields["week"] == Step("told", 0))
    if token.unit == "weekday":  # 6月3日星期二; in a header, 6月3日 星期二 tells the day twice
        return "week" not in token.fields and not (gap and last.unit == "day")
    if token.unit == "part":
        return token.top < 0  # 今晚 behind another part of a date begins a date of its own
    return last.unit == "shift" or token.first_rank > last.rank


def _suffixes(text: str, end: int, token: Token, fields: dict[str, Any]) -> int:
    """Take in what a part may end with: 全年, 底, 上旬, 前后."""
    if text[end : end + 1] not in _SUFFIXES_FIRST:
        return end
    if token.unit == "year" and (m := _WHOLE.match(text, end)):
        end = m.end()
    found = _mod(text, end, token)
    if found:
        end, fields["mod"], fields["days"] = found
    if token.rank < RANK["clock"] and (m := _APPROX.match(text, end)):
        fields.setdefault("mod", "APPROX")
        end = m.end()
    return end


def _mod(text: str, end: int, token: Token) -> tuple[int, str, tuple[int, ...] | None] | None:
    if text[end : end + 1] not in _MODS_FIRST or (token.form in ("bare", "first") and token.unit != "year"):
        return None
    for pattern, units, mod, days in _MODS:
        if token.unit in units and (m := pattern.match(text, end)) and _is_suffix(text, m.end()):
            return m.end(), mod, days
    if token.unit in ("year", "month") and not token.form and _is_middle(text, end):
        return end + 1, "MID", None
    return None


def _is_suffix(text: str, end: int) -> bool:
    """Tell whether a suffix begins no other word: 年底|部署, 年底止, not 年|底部."""
    return text[end : end + 1] in _BEHIND_SUFFIXES or is_apart(text, end)


def _is_middle(text: str, position: int) -> bool:
    """Tell whether a 中 belongs to the year before it: 年中|公司, not 年|中国 and 年|中标."""
    if text[position : position + 1] != "中" or _MIDDLE_NAME_AFTER.match(text, position + 1):
        return False
    following = word_at(text, position + 1)
    return len(following) > 1 and is_word(following)


def _gloss(text: str, end: int, found: list[Token], i: int) -> tuple[int, int, Expression] | None:
    """Read a date in brackets that tells the date before it a second time: the token behind it, its end, itself."""
    if counted := _COUNTED_DAY.match(text, end):
        while i < len(found) and found[i].start < counted.end():
            i += 1
        return (i, counted.end(), Expression()) if i < len(found) else None
    if text[end : found[i].start] not in ("(", " ("):
        return None
    fields: dict[str, Any] = {}
    at = found[i].start
    while i < len(found) and found[i].start == at and found[i].unit in _GLOSSES:
        fields |= found[i].fields
        at = found[i].end
        i += 1
    if not fields or text[at : at + 1] != ")":
        return None
    after = at + 2 if text[at + 1 : at + 2] == " " else at + 1
    return i, after, Expression(**fields)


def _range(text: str, found: list[Token], first: Point, i: int) -> tuple[Point | None, int]:
    """Read the second end of a range, if a connector and a date of the same kind follow."""
    if "end" in first.fields and first.tokens[-1].form != "fiscal":
        return None, i
    remark = _REMARK.match(text, first.end)
    first_end = remark.end() if remark else first.end
    m = _CONNECTOR.match(text, first_end)
    between = None if m else _BETWEEN.match(text, first_end)
    at = m or between
    if at is None:
        return None, i
    if first.tokens[-1].form == "numeric" and (short := _SHORT_NUMERIC.match(text, at.end())):
        fields = {"month": int(short[1]), "day": int(short[2])}
        token = Token(short.start(), short.end(), "day", fields, "numeric", RANK["month"])
        while i < len(found) and found[i].start < token.end:
            i += 1
        return Point(token.start, token.end, (token,), fields), i
    while i < len(found) and found[i].start < at.end():  # T+2日
        i += 1
    if i >= len(found) or found[i].start != at.end():
        return None, i
    second, following = _point(text, found, i)
    if "end" in first.fields:  # 2025/26至2027/28年度
        if m is None or second.tokens[-1].form != "fiscal" or "end" not in second.fields:
            return None, i
        del first.fields["end"]
        fields = {"year": second.fields["end"]}
        return Point(second.start, second.end, second.tokens, fields), following
    if between and not _BETWEEN_END.match(text, second.end):
        return None, i
    from_to = text[first.start - 1 : first.start] in ("从", "自") and m is not None
    return (second, following) if _alike(first, second) or (from_to and second.unit in _DAY_PARTS) else (None, i)


def _alike(first: Point, second: Point) -> bool:
    a, b = (
        ("day" if p.unit == "nth" and p.fields["nth"].unit in ("day", "weekday") else p.unit) for p in (first, second)
    )
    if "end" in second.fields or "shift" in second.fields or "same" in second.fields:
        return False
    if b == "weekday" and a == "day" and "week" not in second.fields and isinstance(first.fields["day"], int):
        return False  # 1月5日-周四: a day told twice
    if a in _DAY_PARTS and b in _DAY_PARTS:
        return True
    if a == "year" and "mod" in first.fields and b in ("month", "day"):  # 年初至3月
        return True
    if b == "year" and "mod" in second.fields and a in ("month", "day"):  # 2012年4月至2017年底
        return True
    years = [isinstance(p.fields.get("year"), int | Step) for p in (first, second)]
    if all(years) and {a, b} <= {"year", "half", "quarter", "month", "holiday"}:  # 2019年至2021年上半年
        return True
    return a == b or ({a, b} <= {"month", "day"} and first.tokens[0].first_rank < RANK["month"])


def _impossible(text: str, points: tuple[Point, ...]) -> str:
    """Name the rule that refuses a day or month that no calendar has."""
    if points[-1].unit == "year" and _NUMBERED_MONTH.match(text, points[-1].end):  # 2025年|13月
        return "date.impossible"
    year = month = None
    for p in points:
        year, month = p.fields.get("year", year), p.fields.get("month", month)
        day, week = p.fields.get("day"), p.fields.get("week")
        if isinstance(week, int) and not 1 <= week <= (weeks_in_year(year) if isinstance(year, int) else 53):
            return "date.impossible"
        if isinstance(month, int) and not 1 <= month <= 12:
            return "date.impossible"
        if not isinstance(day, int) or p.fields.get("lunar"):
            continue
        longest = days_in_month(year if isinstance(year, int) else None, month) if isinstance(month, int) else 31
        if not 1 <= day <= longest:
            return "date.impossible"
    return ""


def _rule(points: tuple[Point, ...]) -> str:
    """Name the rule that a date goes by: its most telling part."""
    if len(points) > 1:
        return "date.range"
    told = points[0].tokens
    forms, units = {t.form for t in told}, {t.unit for t in told}
    rule = next((r for form, r in _FORM_RULES if form in forms), "") if forms != _PLAIN else ""
    rule = rule or next((r for unit, r in _UNIT_RULES if unit in units), "")
    if rule:
        return f"date.{rule}"
    if any(isinstance(v, Step) for t in told for v in t.fields.values()):
        return "date.relative"
    if "bare" in forms:
        return "date.listed"
    if "year" in units or "decade" in units or "century" in units:
        return "date.absolute"
    return "date.clock" if units <= {"clock", "part"} else "date.partial"
