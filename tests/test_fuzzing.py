"""No bytes break a promise: what hypothesis finds in seconds, and what longer runs of ``benchmarks/fuzz.py`` found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from conftest import CORPUS
from fuzzing import ARTICLE, TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st
from splices import NUMBERS, PLACES, SENTENCES, broken

CASES = Path(__file__).parent / "cases"
_ANY = st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass"))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_SPAN = {"start": st.integers(-1, 12) | _JSON, "end": st.integers(0, 30) | _JSON, "text": st.text(max_size=3) | _JSON}
_TYPES = st.sampled_from(["money", "percent", "date", "duration", "org", "x"]) | _JSON
_FACT = st.fixed_dictionaries(
    {"type": _TYPES, **_SPAN}, optional=dict.fromkeys(("value", "currency", "low", "name", "rule", "optional"), _JSON)
)
_FIGURE = st.fixed_dictionaries(
    _SPAN, optional={"fact": _JSON, **dict.fromkeys(("subject", "metric", "period", "change"), _JSON)}
)
_GOLD = st.fixed_dictionaries(
    {"facts": st.lists(_FACT | _JSON, max_size=3) | _JSON},
    optional={
        "figures": st.lists(_FIGURE | _JSON, max_size=3),
        "id": _JSON,
        "reference_date": _JSON,
        "document": _JSON,
    },
)
_PIECES = st.sampled_from(
    "一 3 百 万 亿 元 % 成 年 月 日 时 上 下 半 去年 同期 占 至 - ~ . , 、 ， 。 ( ) （ ） [ ] < > & ; \n \t \0 \ud800 "
    "\u200b 公司 青禾银行 旗下 收购 营收 融资 分别为 增长 约 多 以上 港 US$ HK$ 2024 12:30 (wàn) <b> &nbsp;".split(" ")
)
# Facts of all cases, joined anyhow: 24-26年的4月9日 broke a promise that pieces of words did not find.
_TOLD = re.findall("⟦(.*?)⟧", "".join(path.read_text("utf-8") for path in sorted(CASES.glob("*.tsv"))))
_JOINTS = "至 到 - 、 和 ( ) , 。 的 较 后 前 同期 全年 内 起".split(" ")
_FACTS = st.lists(st.tuples(st.sampled_from(_TOLD), st.sampled_from(_JOINTS)).map("".join), max_size=6)
_LINES = st.lists(st.sampled_from([*"甲乙公?!|,\t#", "company", "bank", "\n", "\r", "\ufeff", " "]), max_size=30)
_MARKS = st.lists(st.sampled_from([*"⟦⟧|;\\=\r\n", *ARTICLE, "money", "value=3", "percent"]), max_size=30)


def _joined(pieces: list[str]) -> bytes:
    return "".join(pieces).encode("utf-8", "surrogatepass")


MADE = {
    "text": _ANY | (st.lists(_PIECES, max_size=40) | _FACTS).map(_joined).map(b"\1".__add__),
    "spliced": st.binary(min_size=5, max_size=25),
    "bytes": _ANY,
    "gold": _ANY | _GOLD.map(lambda told: json.dumps(told).encode()),
    "lexicon": _ANY | _LINES.map(_joined),
    "markup": _ANY | _MARKS.map(_joined),
    "rows": _ANY | _JSON.map(lambda told: json.dumps(told).encode()),
}


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.data())
def test_breaks_no_promise(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(MADE[target]))


FOUND = {
    "the bounds of an open number": ("text", "\1融资13億多元".encode()),
    "a name with half a character": ("text", "\1华能国际(下称“华\ud800”)".encode("utf-8", "surrogatepass")),
    "a share without its whole": ("text", "\1三者合计占60%。".encode()),
    "a dateline of the day before the first one": ("text", b"\2" + b"18-Jun-2024"),
    "a century that begins with no year": ("text", "\1公元1世纪建成".encode()),
    "a type of several lines": ("markup", ARTICLE.replace("3亿元", "⟦3亿元|mon\ney|CNY⟧").encode()),
    "a figure whose fact is a list": ("gold", b'{"facts": [], "figures": [{"fact": [1]}]}'),
    "a figure whose span is none": (
        "gold",
        b'{"facts": [], "figures": [{"start": [0], "end": {}, "text": "", "subject": null, "metric": null,'
        b' "period": null, "change": null}]}',
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_breaks_no_promise_any_more(name: str) -> None:
    target, data = FOUND[name]
    TARGETS[target](data)


@pytest.mark.parametrize("date", [b"\0", b"\1"])
@pytest.mark.parametrize("place", PLACES)
def test_no_number_in_a_place_of_the_calendar_breaks_a_promise(place: str, date: bytes) -> None:
    told = (place.replace("{}", number) for number in NUMBERS)
    TARGETS["text"](date + "\n".join(f"加权指数7月30日收高,{day},{day}收低" for day in told).encode())


# An article that ended in 某某领投霁云, and a blank in 改革 委员会, each broke a promise of the rules for names.
@pytest.mark.parametrize("part", range(8))
def test_no_case_cut_or_broken_breaks_a_promise(part: int) -> None:
    draw = Random(part)
    for sentence in 4 * SENTENCES[part::8]:
        TARGETS["text"](b"\0" + broken(sentence, draw).encode())


@settings(max_examples=20)
@given(data=st.data())
def test_pieces_of_articles_break_no_promise(data: st.DataObject) -> None:
    raw = CORPUS[data.draw(st.sampled_from(sorted(CORPUS)))].read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    at, drop = data.draw(st.integers(0, 300)), data.draw(st.integers(0, 9))
    piece = raw[start : start + 300]
    TARGETS["text"](b"\1" + piece[:at] + piece[at + drop :])
