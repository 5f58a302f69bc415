"""``extract explain``: what the rules said of a place, and what decided between them."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import pairwise

import pytest
from conftest import CORPUS, Command, corpus_text

from extractor.errors import OptionError
from extractor.explain import Decision, Explanation, explanation_dict, explanation_text
from extractor.extractors.organizations import SURE
from extractor.facts import FACT_TYPES
from extractor.pipeline import extract, load

explain = load().explain

YUAN = "沐禾电器昨日跌至三元，董事长说三元锂电池的收入是5740万。"
NAMED = "杭州汀岚科技有限公司成立。汀岚主营软件。"


def only(raw: str, text: str, date: str | None = None) -> Explanation:
    (explanation,) = explain(raw, text=text, reference_date=date)
    return explanation


def decision(explanation: Explanation, verdict: str) -> Decision:
    (found,) = [d for d in explanation.decisions if d.verdict == verdict]
    return found


def test_tells_the_rule_that_won() -> None:
    won = decision(only(YUAN, "5740万"), "fact")
    assert (won.type, won.rule, won.id, won.text) == ("money", "money.governed", "money-2", "5740万")
    assert "value: 57,400,000 CNY" in won.reasons
    assert any(reason.startswith("the rule finds: ") for reason in won.reasons)


def test_tells_the_rule_that_refused_and_what_it_means() -> None:
    first, second = explain(YUAN, text="三元")
    assert decision(first, "fact").rule == "money.currency_amount"
    refused = decision(second, "refused")
    assert (refused.type, refused.rule, refused.id) == ("money", "money.word", None)
    assert any("三元" in reason and reason.startswith("the rule refuses: ") for reason in refused.reasons)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("对控制有限公司的说明。", "read back from 有限公司 over nothing, as far as 控制, which ends names"),
        (
            "由腾讯旗下昆山沐澄科技有限公司承办。",
            "over 腾讯旗下昆山沐澄科技, as far as 由, which ends names; taken off as none of the name: 腾讯旗下",
        ),
        ("昆山沐澄科技有限公司成立。", "read back from 有限公司 over 昆山沐澄科技, as far as the text begins"),
    ],
)
def test_tells_how_far_back_a_name_was_read(raw: str, told: str) -> None:
    explanation = only(raw, "有限公司")
    (organization,) = [d for d in explanation.decisions if d.type == "org"]
    assert organization.reasons[-1].endswith(told)


REFUSED = [
    ("全厂员工1200人", "1200人", "money.count"),
    ("發行新股9500萬股", "9500萬股", "money.count"),
    ("App注册用户400万", "400万", "money.count"),
    ("矿石320吨", "320吨", "money.count"),
    ("厂房5000平方米", "5000平方米", "money.count"),
    ("700亿参数的模型", "700亿参数", "money.count"),
    ("东岭股份（603999.SH）", "603999", "money.stock_code"),
    ("東嶺控股(HK$01999)", "01999", "money.stock_code"),
    ("电话021-55501234", "55501234", "money.phone"),
    ("工信〔2022〕37号文", "〔2022〕37号", "money.document_number"),
    ("新手机汀岚X70", "X70", "money.model_name"),
    ("2023年计划", "2023", "money.year"),
    ("元旦放假", "元旦", "money.word"),
    ("元宇宙展会", "元宇宙", "money.word"),
    ("亿邦动力报道", "亿邦动力", "money.magnitude_word"),
    ("万科公告", "万科", "money.magnitude_word"),
    ("千亿级产业", "千亿级", "money.size_class"),
    ("千亿元级产业", "千亿元", "money.unit_heading"),
    ("美元走强", "美元", "money.currency_alone"),
    ("定个3000万的小目标", "3000万", "money.ungoverned"),
]


@pytest.mark.parametrize(("raw", "text", "rule"), REFUSED)
def test_names_the_rule_that_takes_a_number_for_no_money(raw: str, text: str, rule: str) -> None:
    told = [(d.verdict, d.rule) for d in only(raw, text).decisions if d.type == "money"]
    assert told == [("refused", rule)]


@pytest.mark.parametrize("name", ["model-ipo", "hongkong-business"])
def test_no_number_is_refused_that_is_money(name: str) -> None:
    raw = corpus_text(name)
    taken = [(d.start, d.end) for d in _decisions(raw) if d.type == "money"]
    assert all(end <= start for (_, end), (start, _) in pairwise(sorted(taken)))
    digits = {m.start() for m in re.finditer("[0-9]+", raw)}
    assert {d for d in digits if any(start <= d < end for start, end in taken)} == digits


def test_tells_what_overlapped_and_lost() -> None:
    lost = [d for name in CORPUS for d in _decisions(corpus_text(name)) if d.verdict == "lost"]
    for loser in lost:
        assert loser.id is None
        assert any(reason.startswith("overlaps ") for reason in loser.reasons)


def _decisions(raw: str) -> list[Decision]:
    """All decisions of an article, from a place that covers all of it."""
    return list(only(raw, raw).decisions)


@pytest.mark.parametrize("name", ["model-ipo", "earnings"])
def test_every_fact_is_explained_once(name: str) -> None:
    raw = corpus_text(name)
    facts = {(f.id, f.start, f.end, f.text, f.rule) for f in extract(raw)}
    told = [(d.id, d.start, d.end, d.text, d.rule) for d in _decisions(raw) if d.verdict == "fact"]
    assert len(told) == len(facts)
    assert set(told) == facts


def test_tells_the_clues_of_a_name_and_their_total() -> None:
    evidence = next(e for e in only(NAMED, "汀岚主营").names if e.name == "杭州汀岚科技有限公司")
    assert evidence.total >= SURE
    assert ("org.legal_form", evidence.total) in evidence.clues
    assert "汀岚" in evidence.forms


def test_tells_why_a_string_is_no_name() -> None:
    explanation = only("大模型完成升级。", "大模型")
    (evidence,) = explanation.names
    assert evidence.total < SURE
    assert evidence.clues
    assert [(d.verdict, d.rule) for d in explanation.decisions] == [("refused", "org.generic")]
    assert "org" not in explanation.silent


def test_clues_add_up_to_what_the_extractor_does() -> None:
    for name in ("funding-round", "hongkong-business"):
        raw = corpus_text(name)
        found = {f.normalized for f in extract(raw, types=["org"])}
        for evidence in only(raw, raw).names:
            if evidence.name in found:
                continue
            # What is sure and not found stands inside a longer name, or the user blocks it.
            assert evidence.total < SURE or any(evidence.name in longer for longer in found), evidence


def test_tells_what_anchored_a_date() -> None:
    won = decision(only("公司2019年成立，次年投产。", "次年"), "fact")
    assert "value: 2020" in won.reasons
    assert any(reason.startswith("anchor: date-1 ⟦2019年⟧ at 2:7") for reason in won.reasons)
    won = decision(only("公司今日挂牌。", "今日", "2026-01-08"), "fact")
    assert "day of publication: 2026-01-08, by the option" in won.reasons


def test_tells_what_told_the_currency() -> None:
    assert "currency: told at the amount itself" in decision(only("售价5港元。", "5港元"), "fact").reasons
    shared = only("每股收益0.46、0.50元。", "0.46")
    assert "currency: told by a neighbour in its list or range" in decision(shared, "fact").reasons
    context = decision(only("营收3亿港元，净利润2000万。", "2000万"), "fact")
    assert any(reason.startswith("currency: told by the article") for reason in context.reasons)
    assert "amounts that tell theirs: HKD 1" in context.reasons


@pytest.mark.parametrize(
    ("raw", "text", "rule", "span"),
    [
        ("2024年3月至5月营收增长。", "5", "money.date", "5"),
        ("截至30日收盘。", "30", "money.date", "30"),
        ("项目在5日内完成。", "5", "money.count", "5"),
        ("智谱(02513，2倍杠杆)", "2倍", "percent.multiple", "2倍"),
        ("杠杆为12，200倍", "12，200倍", "percent.multiple", "12，200倍"),
        ("净值1.5倍", "5倍", "percent.multiple", "1.5倍"),
    ],
)
def test_tells_numbers_for_what_they_are(raw: str, text: str, rule: str, span: str) -> None:
    told = {d.rule: d.text for d in only(raw, text).decisions if d.verdict == "refused"}
    assert told[rule] == span


def test_finds_a_text_in_another_script_or_with_readings() -> None:
    raw = "資本人民幣10.0百萬(wàn)元。"
    explanation = only(raw, "10.0百万元")
    assert raw[explanation.start : explanation.end] == "10.0百萬(wàn)元"
    assert decision(explanation, "fact").type == "money"


def test_an_offset_in_a_reading_tells_the_fact_around_it() -> None:
    raw = "資本人民幣10.0百萬(wàn)元。"
    (explanation,) = explain(raw, at=raw.index("wàn"))
    assert explanation.removed
    assert decision(explanation, "fact").text == "人民幣10.0百萬(wàn)元"
    assert "normalisation takes this out" in explanation_text([explanation])


def test_every_offset_can_be_asked_for() -> None:
    raw = "![]()來(lái)&nbsp;\U0001f600今日涨3%\r\n"
    for at in range(len(raw)):
        (explanation,) = explain(raw, at=at)
        assert (explanation.start, explanation.text) == (at, raw[at])
        assert set(explanation.silent) <= set(FACT_TYPES)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"at": -1}, "outside"),
        ({"at": len(YUAN)}, "outside"),
        ({"text": "没有的话"}, "not in the article"),
        ({"text": ""}, "not in the article"),
        ({}, "one place is wanted"),
        ({"at": 1, "text": "三元"}, "one place is wanted"),
        ({"at": 1, "reference_date": "gestern"}, "no date"),
    ],
)
def test_refuses_a_place_that_is_none(asked: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        explain(YUAN, **asked)  # type: ignore[arg-type]


def test_text_is_aligned() -> None:
    raw = "昨日收于三元，2019年成立。"
    facts = [line for line in explanation_text([only(raw, raw)]).splitlines() if line.startswith("  fact")]
    assert len(facts) == 3
    assert len({_columns(line[: line.rindex("  ") + 2]) for line in facts}) == 1


def _columns(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def test_json_tells_all_that_the_text_tells() -> None:
    told = explanation_dict(explain(YUAN, text="三元"))
    assert (told["schema"], told["sure"]) == ("explain/1", SURE)
    assert json.loads(json.dumps(told)) == told
    assert [d["verdict"] for place in told["places"] for d in place["decisions"]] == ["fact", "refused"]
    assert told["places"][0]["sentence"].startswith("沐禾电器昨日跌至⟦三元⟧")


def test_the_command(command: Command) -> None:
    result = command("explain", "-", "--text", "三元", stdin=YUAN.encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert "money.word" in result.stdout.decode()
    result = command("explain", CORPUS["model-ipo"], "--at", "0", "--format", "json", "--date", "2026-01-08")
    assert json.loads(result.stdout)["places"][0]["start"] == 0
    refused = command("explain", "-", "--at", "999", stdin=YUAN.encode())
    assert refused.returncode == 2
    assert b"offset 999 is outside" in refused.stderr
