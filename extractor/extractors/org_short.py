"""What organisations are called in short, and the one name for all forms of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from extractor.extractors.org_shape import is_coined, shape
from extractor.extractors.org_vocabulary import (
    LEVELS,
    LONGEST_PERSON,
    business_nouns,
    generic_words,
    is_person,
    is_place,
    longest_suffix,
    place_length,
    stops,
    suffixes,
)
from extractor.extractors.org_words import Words
from extractor.finder import count
from extractor.segment import is_word
from extractor.segment import words as cut

__all__ = ["article_names", "bare_core", "is_legal", "nicknames", "short_forms"]

_FULL_SHORT_FORM = 4
_MANAGED, _ASSETS, _ENTERPRISES = ("管理", "服务", "运营"), "资产", "企业管理"
_MOST_WORDS, _OF_STATE = 6, "投发控"
_ANY_TRADE = ("", "科技", "技术", "集团", "公司")
_FACTORY = "厂"  # which short forms keep: 锦泰厂


@lru_cache(maxsize=1 << 14)
def short_forms(name: str) -> tuple[str, ...]:
    """Derive the forms in which an article goes on to name an organisation.

    The legal form goes first, then the place before and the line of business behind: 北京某某科技有限公司 is 某某科技
    or 某某 then. What remains counts only if it is no word of the language.
    """
    forms = tuple(_short_forms(name))
    return forms if name[-1] != _FACTORY else (*forms, *(form + _FACTORY for form in forms))


def _short_forms(name: str) -> Iterator[str]:
    if name.isascii():
        first = name.split(" ", maxsplit=1)[0].rstrip(",")
        if first != name and len(first) >= _FULL_SHORT_FORM and first[0].isupper():
            yield first
        return
    core = _without_form(name)
    position = _place_end(core)
    yield from _abbreviated(core, core[position:], name)
    if is_legal(name) and _has_place_for_core(core[:position], core[position:]):
        yield core[position:]
    for form in dict.fromkeys((core, core[position:])):
        yield from _if_name(form, name)
        bare = form
        while ending := _line_of_business(bare):
            bare = bare[: -len(ending)]
            yield from _if_name(bare, name)


def bare_core(name: str) -> str:
    """Return a full name without place, lines of business and legal form: 自如 of 上海自如企业管理有限公司."""
    core = _without_form(name)
    bare = core[_place_end(core) :]
    while ending := _line_of_business(bare):
        bare = bare[: -len(ending)]
    return bare


def _without_form(name: str) -> str:
    """Return a name without its legal form, and the words for a company before it."""
    core = name
    suffix = longest_suffix(core)
    while suffix and suffix.strength in ("legal", "body") and suffix.kind in ("company", "investor", "fund"):
        core = core[: len(core) - len(suffix.word)].removesuffix("(集团)")
        suffix = longest_suffix(core)
    return core


def _place_end(core: str) -> int:
    """Tell how long the places are that a name begins with."""
    position = 0
    while position < len(core) - 2:  # the longest place at the front, of two characters or more
        length = place_length(core[position:])
        rest = core[position + length :]
        if not length or len(rest) < 2 or rest in suffixes() or rest in business_nouns():
            break
        if position and _bare(rest) < 2:
            break  # 瑞安心 of 苏州瑞安心医疗科技: no second place
        position += length
    return position


def _has_place_for_core(place: str, form: str) -> bool:
    """Whether a second place is the core before a line of business: 苏州|长江纺织, but not 江苏|苏州纺织."""
    ending = _line_of_business(form)
    return bool(place and ending) and place not in generic_words("province") and is_place(form[: -len(ending)])


def _bare(form: str) -> int:
    """Count the characters of a form before its lines of business."""
    while (suffix := longest_suffix(form)) and suffix.strength in ("trade", "vague"):
        form = form[: -len(suffix.word)]
    return len(form)


def _abbreviated(core: str, form: str, name: str) -> Iterator[str]:
    """Yield forms that leave out what stands in the middle of a name without its legal form, and without its place.

    A coinage and the last trade (岱恒重工 of 岱恒船舶重工), or two words by their first characters behind a coinage or,
    where there is none, a place (岚悦城发 of 岚悦城市发展, 昆山交投 of 昆山市交通投资). Behind a place only those that
    end in 投, 发 or 控 name one company: 昆山文旅 may be a trade.
    """
    parts = cut(form)
    length = next((n for n in (1, 2) if len(parts) > n and is_coined(tuple(parts[:n]))), 0)
    coinage, trade = "".join(parts[:length]), longest_suffix(form)
    if coinage and trade and trade.strength in ("trade", "vague") and coinage + trade.word != form:
        yield from _if_name(coinage + trade.word, name)
    place = place_length(core)
    head = coinage or core[:place].rstrip(LEVELS)
    words = parts[length:] if coinage else cut(core[place:])
    for first, second in combinations((word[0] for word in words[:_MOST_WORDS]), 2):
        short = first + second
        if head and (short in business_nouns() or short in suffixes()) and (coinage or second in _OF_STATE):
            yield head + short


def _line_of_business(form: str) -> str:
    """Return the word for a business, or for the managing of one (投资|管理), that a form ends in."""
    if form.endswith(_MANAGED) and (form[:-2].endswith(_ASSETS) or longest_suffix(form[:-2])):
        return form[-2:]
    for managed in (_ASSETS, _ENTERPRISES):
        if form.endswith(managed) and len(form) >= len(managed) + 2:
            return managed
    trade = longest_suffix(form)
    if trade and trade.strength in ("trade", "vague"):
        return trade.word if len(form) >= len(trade.word) + 2 else ""
    nouns = business_nouns()
    return next((form[-n:] for n in (4, 3, 2) if len(form) >= n + 2 and form[-n:] in nouns), "")


def nicknames(teams: Iterable[str]) -> dict[str, str]:
    """Derive the forms without their place in which an article goes on to name teams: 岚城海鸥 is 海鸥 or 海鸥队 then.

    Parameters
    ----------
    teams : iterable of str

    Returns
    -------
    dict of str to str
        Each form to its team's name.
    """
    forms: dict[str, str] = {}
    for team in teams:
        place = place_length(team[:-2])
        if place and not team.endswith("队"):
            forms |= {team[place:]: team, f"{team[place:]}队": team}
    return forms


def _if_name(form: str, name: str) -> Iterator[str]:
    if form == name or len(form) < 2 or is_word(form) or form in suffixes() or form in business_nouns():
        return
    ending = _line_of_business(form)  # which the segmenter may cut: 鼎|阳光|伏
    parts = (*cut(form[: len(form) - len(ending)]), *((ending,) if ending else ()))
    if len(parts) > 1 and all(part in suffixes() or part in stops("trade") for part in parts):
        return  # 发展|投资
    business = longest_suffix(form) or (len(parts) > 1 and parts[-1] in business_nouns())
    least = -0.1 if business else -0.3 if len(form) < _FULL_SHORT_FORM else 0.0
    if shape(parts, form) > least or (len(form) == LONGEST_PERSON and is_person(form) and is_coined((form,))):
        yield form


def article_names(
    names: dict[str, str], aliases: dict[str, tuple[str, bool]], entries: dict[str, str], words: Words
) -> dict[str, str]:
    """Choose one name for all forms of an organisation.

    Parameters
    ----------
    names : dict of str to str
        Sure names.
    aliases : dict of str to (str, bool)
        Declared forms to the name that declared them, and whether the form stands for the name from there on.
    entries : dict of str to str
        Forms of the gazetteer to the usual name of their organisation.
    words : Words

    Returns
    -------
    dict of str to str
        Each form to its organisation's name: a declared short form for a full name, else the usual name if the article
        has it, else the fuller form that is no legal name.
    """
    canonical: dict[str, str] = {}
    for short, (full, goes_on) in aliases.items():
        # A Latin form in brackets is not the name of an organisation that has a Chinese one.
        chosen = canonical.get(full, full if short.isascii() > full.isascii() or not goes_on else short)
        canonical.setdefault(full, chosen)
        canonical[short] = chosen
    groups: dict[str, list[str]] = {}
    for form, usual in entries.items():
        groups.setdefault(usual, []).append(form)
    for usual, forms in groups.items():
        if len(forms) == 1 and f"{forms[0]}集团" in names and forms[0] != usual:
            continue  # 海尔 is 海尔集团 where the article has that, else 海尔智家
        told = next((canonical[form] for form in forms if form in canonical), None)
        bare = [form for form in forms if form.removesuffix("公司") not in set(forms) - {form}]  # 腾讯 for 腾讯公司
        chosen = told or (usual if usual in forms else max(bare, key=_fullness))
        for form in forms:
            canonical.setdefault(form, chosen)
    for form in entries:
        if form not in canonical:
            canonical[form] = canonical.setdefault(f"{form}集团", f"{form}集团")
    apart = _shared_by_houses(names)
    used = count({*names, *(short for name in names for short in short_forms(name))}, words.text)
    for name in sorted(names, key=lambda name: (_is_called(name), len(name))):
        for short in short_forms(name):
            alone = used[short] - (used[name] if short in name else 0)  # where it is no part of the whole name
            if short not in apart and (short in names or alone > 0):
                told = name
                if _is_called(name) or (is_legal(name) and _is_of_any_trade(canonical.get(short, short), short)):
                    told = canonical.get(short, short)
                elif is_legal(name):
                    told = short
                chosen = canonical.get(name, told)
                canonical.setdefault(name, chosen)
                canonical.setdefault(short, chosen)
    return canonical


def _shared_by_houses(names: Iterable[str]) -> frozenset[str]:
    """Return the short forms that legal names of different houses have in common, so that they tell none of them.

    They differ by their place (深圳恒舟物流, 上海恒舟物流) or their trade (南京澜栖电子, 南京澜栖软件).
    """
    places: dict[str, set[str]] = {}
    trades: dict[str, set[str]] = {}
    for name in names:
        suffix = longest_suffix(name)
        if suffix is None or suffix.strength != "legal":
            continue
        length = place_length(name)
        for short in short_forms(name):
            trades.setdefault(short, set()).add(name[length : -len(suffix.word)])
            if length:
                places.setdefault(short, set()).add(name[:length].rstrip(LEVELS))
    return frozenset(
        short for short, told in trades.items() if len(places.get(short, ())) > 1 or not _is_one_trade(told)
    )


def _is_one_trade(bodies: set[str]) -> bool:
    """Tell whether names without place and legal form tell one trade, some in fewer words: 链湃, 链湃科技."""
    longest = max(bodies, key=len)
    return all(longest.startswith(body) for body in bodies)


def is_legal(name: str) -> bool:
    """Whether a name ends in a legal form."""
    suffix = longest_suffix(name)
    return suffix is not None and suffix.strength == "legal"


def _is_called(name: str) -> bool:
    """Whether a name is a coinage and a bare 公司, which do not belong together: 德晟公司 for 德晟建设工程有限公司."""
    return name.endswith("公司") and is_coined(tuple(cut(name[:-2])))


def _is_of_any_trade(name: str, short: str) -> bool:
    """Whether a name says no more of its trade than its short form, so that a legal name may have the trade in full."""
    return name.removeprefix(short) in _ANY_TRADE


def _fullness(name: str) -> tuple[bool, bool, int]:
    """Rank forms: no legal name before one, Chinese before Latin, longer before shorter."""
    return not is_legal(name), not name.isascii(), len(name)
