"""Dates: every construction, the look-alikes, and no dependence on today or on the machine's time zone."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import textwrap

import pytest
from calendar_cases import PIPELINE, Case, found, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts import Date
from extractor.pipeline import extract
from extractor.surroundings import words_in_context

CASES = read_cases("dates")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    assert found(case, "date") == case.expected


FORMS = ("{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1:02}.{2:02}", "{0} 年 {1} 月 {2} 日")


@given(day=st.dates(min_value=dt.date(1900, 1, 1)), form=st.sampled_from(FORMS))
def test_whole_date_round_trip(day: object, form: str) -> None:
    year, month, number = (int(x) for x in str(day).split("-"))
    if year > 2199:
        return
    written = form.format(year, month, number)
    (fact,) = PIPELINE.extract(f"公告({written})称", types=["date"])
    assert isinstance(fact.value, Date)
    assert (fact.text, fact.value.value, fact.value.basis) == (written, str(day), "explicit")


# A clock that tells a day long over, and one that nobody may ask; both in place before the package is read.
FAKE_CLOCK = """
import datetime, json, sys, types
strict = sys.argv[2] == "strict"
fake = types.ModuleType("datetime")
fake.__dict__.update(datetime.__dict__)

class date(datetime.date):
    @classmethod
    def today(cls):
        assert not strict, "asked for today"
        return cls(1999, 12, 31)

class moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        assert not strict, "asked for now"
        return cls(1999, 12, 31, 23, 59, tzinfo=tz)
    today = utcnow = now

fake.date, fake.datetime = date, moment
sys.modules["datetime"] = fake
sys.path.insert(0, sys.argv[1])
from calendar_cases import found, intervals, read_cases
told = [found(case, "date") for case in read_cases("dates")]
told += [found(case, "duration") for case in read_cases("durations")]
told += [intervals(case) for case in read_cases("intervals")]
print(json.dumps(told))
"""


@pytest.mark.parametrize("day", [None, "2026-01-08"])
@pytest.mark.parametrize("text", ["加权指数7月30日收高，44日收在24点。", "除息日订在9月，47日收高。"])
def test_a_day_that_no_month_has_ends_the_search_for_one(text: str, day: str | None) -> None:
    told = [fact.text for fact in extract(text, reference_date=day)]
    assert told in (["7月30日"], ["9月"])


@pytest.mark.parametrize(("day", "context"), [("今", "today_before"), ("明", "tomorrow_before")])
def test_every_word_behind_a_day_of_one_character_is_looked_at(day: str, context: str) -> None:
    for word in words_in_context(context):
        facts = PIPELINE.extract(f"央行{day}{word}", types=["date"]).facts
        assert [fact.text[0] for fact in facts] == [day], word


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("clock", ["strict", "moved"])
def test_in_a_process_that_knows_neither_today_nor_the_zone(zone: str, clock: str) -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    code = textwrap.dedent(FAKE_CLOCK)
    done = subprocess.run(
        [sys.executable, "-c", code, here, clock],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    cases = [*CASES, *read_cases("durations"), *read_cases("intervals")]
    assert [tuple(map(tuple, facts)) for facts in json.loads(done.stdout)] == [case.expected for case in cases]
