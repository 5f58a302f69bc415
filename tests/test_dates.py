"""Dates: every construction, the look-alikes, and no dependence on today or on the machine's time zone."""

from __future__ import annotations

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

CASES = read_cases("dates")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_case(case: Case) -> None:
    assert found(case, "date") == case.expected


FORMS = ("{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1:02}.{2:02}", "{0} 年 {1} 月 {2} 日")


@given(day=st.dates(min_value=__import__("datetime").date(1900, 1, 1)), form=st.sampled_from(FORMS))
def test_whole_date_round_trip(day: object, form: str) -> None:
    year, month, number = (int(x) for x in str(day).split("-"))
    if year > 2199:
        return
    written = form.format(year, month, number)
    (fact,) = PIPELINE.extract(f"公告({written})称", types=["date"])
    assert isinstance(fact.value, Date)
    assert (fact.text, fact.value.value, fact.value.basis) == (written, str(day), "explicit")


FAKE_CLOCK = """
import datetime, json, sys, types
fake = types.ModuleType("datetime")
fake.__dict__.update(datetime.__dict__)

class date(datetime.date):
    @classmethod
    def today(cls):
        raise AssertionError("asked for today")

class moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        raise AssertionError("asked for now")
    today = utcnow = now

fake.date, fake.datetime = date, moment
sys.modules["datetime"] = fake
sys.path.insert(0, sys.argv[1])
from calendar_cases import found, read_cases
print(json.dumps([found(case, "date") for case in read_cases("dates")]))
"""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_knows_neither_today_nor_the_zone(zone: str) -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    code = textwrap.dedent(FAKE_CLOCK)
    done = subprocess.run(
        [sys.executable, "-c", code, here], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert [tuple(map(tuple, facts)) for facts in json.loads(done.stdout)] == [case.expected for case in CASES]
