"""spaCy: the components and the tokenizer do what spaCy's users expect of any component, and keep exact offsets."""

from __future__ import annotations

import itertools
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jieba
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.training import Example

from extractor import extract
from extractor.document import Document
from extractor.errors import OptionError
from extractor.gold import load_gold
from extractor.spacy_components import FactsComponent, install_extensions, reference_doc

ROOT = Path(__file__).parents[1]
TEXT = "人民幣10.0百萬(wàn)元，達(dá)晨投資了青禾集团(qīng)。 2025年上半年收入5740萬(wàn)元，增长3成，历时两个月。"
LABELS = {"money": "MONEY", "percent": "PERCENT", "date": "DATE", "duration": "DURATION", "org": "ORG"}
SINGLE = {
    "zh_money": "money",
    "zh_percent": "percent",
    "zh_dates": "date",
    "zh_durations": "duration",
    "zh_organizations": "org",
}
TOKENIZERS: dict[str, dict[str, Any]] = {
    "char": {},
    "jieba": {"segmenter": "jieba"},
    "ours": {"@tokenizers": "extractor_zh.v1"},
}
GOLD = sorted((ROOT / "gold").glob("*.gold.json"))


def pipeline(*names: str, tokenizer: str = "char", **config: Any) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": TOKENIZERS[tokenizer]}})
    for name in names:
        nlp.add_pipe(name, config=config)
    return nlp


def told(spans: Any) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


def in_new_process(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# ---- what a component writes


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_a_doc_carries_all_facts_with_raw_offsets(tokenizer: str) -> None:
    doc = pipeline("zh_facts", tokenizer=tokenizer)(TEXT)
    facts = extract(TEXT)
    assert doc.text == TEXT
    assert {fact.type for fact in facts} == set(LABELS)
    assert doc._.facts == facts
    assert [span._.fact for span in doc.spans["facts"]] == list(facts)
    for span, fact in zip(doc.spans["facts"], facts, strict=True):
        assert (span.start_char, span.end_char, span.text) == (fact.start, fact.end, fact.text)
        assert (span.label_, span.id_) == (LABELS[fact.type], fact.id)
    assert list(doc.ents) == list(doc.spans["facts"])
    assert [ent._.fact for ent in doc.ents] == list(facts)


@pytest.mark.parametrize(("name", "fact_type"), SINGLE.items())
def test_a_single_component_finds_its_type(name: str, fact_type: str) -> None:
    nlp = pipeline(name)
    doc = nlp(TEXT)
    assert {ent.label_ for ent in doc.ents} == {LABELS[fact_type]}
    assert doc._.facts == extract(TEXT, types=[fact_type])
    assert nlp.pipe_labels[name] == [LABELS[fact_type]]


def test_relations_are_left_out_where_they_are_not_wanted() -> None:
    doc, whole = pipeline("zh_facts", relations=False)(TEXT), pipeline("zh_facts")(TEXT)
    assert whole._.facts.figures
    assert doc._.facts == replace(whole._.facts, figures=(), events=())
    assert told(doc.ents) == told(whole.ents)


def test_single_components_together_give_what_the_one_gives() -> None:
    doc, whole = pipeline(*SINGLE)(TEXT), pipeline("zh_facts")(TEXT)
    assert whole._.facts.events  # which join several types, so that no single component can tell them
    assert doc._.facts == replace(whole._.facts, events=())
    assert told(doc.spans["facts"]) == told(whole.spans["facts"])
    assert told(doc.ents) == told(whole.ents)


def test_a_second_run_changes_nothing() -> None:
    nlp = pipeline("zh_facts")
    doc = nlp(TEXT)
    before = told(doc.spans["facts"]), told(doc.ents), doc._.facts
    doc = nlp(doc)
    assert (told(doc.spans["facts"]), told(doc.ents), doc._.facts) == before


def test_settings() -> None:
    doc = pipeline("zh_facts", labels={"org": "COMPANY"}, types=["org"], spans_key="names", annotate_ents=False)(TEXT)
    assert {span.label_ for span in doc.spans["names"]} == {"COMPANY"}
    assert "facts" not in doc.spans
    assert doc.ents == ()
    assert not pipeline("zh_facts", spans_key=None)(TEXT).spans


def test_spans_of_others_in_the_group_stay() -> None:
    nlp = pipeline("zh_money")
    doc = nlp.make_doc(TEXT)
    doc.spans["facts"] = [Span(doc, 0, 3, label="CURRENCY")]
    assert told(nlp(doc).spans["facts"])[0] == ("人民幣", "CURRENCY")


@pytest.mark.parametrize(
    "config", [{"types": ["price"]}, {"types": []}, {"labels": {"price": "PRICE"}}, {"reference_date": "soon"}]
)
def test_a_setting_that_means_nothing_is_told_at_once(config: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        pipeline("zh_facts", **config)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "没有。", "(wàn)", "![](x)", "\ufeff"])
@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_a_doc_without_facts(text: str, tokenizer: str) -> None:
    doc = pipeline("zh_facts", tokenizer=tokenizer)(text)
    assert doc.text == text
    assert len(doc._.facts) == len(doc.ents) == len(doc.spans["facts"]) == 0


def test_other_spans_have_no_fact() -> None:
    doc = pipeline("zh_facts")(TEXT)
    assert doc[0:1]._.fact is None
    assert pipeline()(TEXT)._.facts is None
    assert pipeline()(TEXT)[0:3]._.fact is None
    assert Span(doc, 0, 2, label="X", span_id="percent-1")._.fact is None
    money = doc.ents[0]
    assert doc[money.start : money.end]._.fact == money._.fact


def test_a_doc_that_was_cut_out_of_another_has_no_facts_of_other_places() -> None:
    nlp = pipeline("zh_facts")
    doc = nlp("融资3亿元。估值9亿元。")
    part = doc[6:].as_doc(copy_user_data=True)
    assert told(part.ents) == [("9亿元", "MONEY")]
    assert part.ents[0]._.fact is None
    part.ents = [Span(part, 2, 5, label="MONEY", span_id="money-1")]
    assert part.ents[0]._.fact is None
    assert [ent._.fact.text for ent in nlp(part).ents] == ["9亿元"]


# ---- reference dates


def test_the_reference_date_is_the_docs_own_or_the_components() -> None:
    nlp = pipeline("zh_dates", reference_date="2025-06-01")
    doc = nlp("公司昨日公告。")
    assert doc.ents[0]._.fact.value.value == "2025-05-31"
    assert (doc._.facts.reference_date, doc._.facts.reference_date_source) == ("2025-06-01", "option")
    doc = nlp.make_doc("公司昨日公告。")
    doc.user_data["reference_date"] = "2024-03-01"
    assert nlp(doc).ents[0]._.fact.value.value == "2024-02-29"
    assert doc._.facts.reference_date_source == "row"


def test_a_reference_date_that_is_none_is_refused_or_handed_to_the_users_handler() -> None:
    nlp = pipeline("zh_dates")
    doc = nlp.make_doc("公司昨日公告。")
    doc.user_data["reference_date"] = "soon"
    with pytest.raises(OptionError):
        nlp(doc)
    seen = []
    nlp.set_error_handler(lambda name, proc, docs, error: seen.append((name, type(error))))
    assert len(list(nlp.pipe([doc, nlp.make_doc("昨日")]))) == 1
    assert seen == [("zh_dates", OptionError)]


# ---- tokens


def article_names() -> list[Path]:
    return sorted((ROOT / "corpus").glob("*.txt"))


@pytest.mark.parametrize("path", article_names(), ids=lambda path: path.stem)
def test_tokens_are_jiebas_words_of_the_normalised_text(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8", "replace")
    doc = pipeline(tokenizer="ours")(raw)
    assert doc.text == raw
    words = [token for token in doc if not token._.is_note]
    text = Document(raw).text
    assert "".join(token.norm_ + token.whitespace_ for token in words) == text
    # A blank is its token's whitespace, and words of one replaced stretch (&lt;&gt; is two of one) are one token.
    cuts, position = set(), 0
    for token in words:
        cuts |= {position, position + len(token.norm_)}
        position += len(token.norm_ + token.whitespace_)
    ends = list(itertools.accumulate(map(len, jieba.lcut(text))))
    assert cuts - {0, *ends} == set()
    assert len({0, *ends} - cuts) <= raw.count("&")


@given(st.text(st.sampled_from("万萬(wàn)（1.5％%元年 \u3000\n\r&amp;<br>![]*\u200b达達dá𠮷Ａ"), max_size=40))
def test_no_text_is_lost_in_tokens(text: str) -> None:
    doc = pipeline("zh_facts", tokenizer="ours", split_tokens=True)(text)
    assert doc.text == text
    assert [(s.start_char, s.end_char) for s in doc.spans["facts"]] == [(f.start, f.end) for f in doc._.facts]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("投資(zī)了", "投資 (zī)* 了"),
        ("達(dá)晨投資", "達(dá)晨 投資"),
        ("人民幣\u200b升值", "人民幣 \u200b* 升值"),
        ("![](http://a.cn/b.jpg)公司", "![](http://a.cn/b.jpg)* 公司"),
        ("收购AI公司", "收购 AI 公司"),
        ("公司(gōngsī)", "公司 (gōngsī)*"),
        ("净 利 缩 水 六 成", "净 利  * 缩 水  * 六 成"),
    ],
)
def test_what_normalisation_removed_is_a_token_or_part_of_one(text: str, tokens: str) -> None:
    doc = pipeline(tokenizer="ours")(text)
    assert " ".join(t.text + "*" * t._.is_note for t in doc) == tokens


@pytest.mark.parametrize(
    ("raw", "norm"),
    [("５０％", "50%"), ("達(dá)晨", "达晨"), ("AI", "AI"), ("&lt;", "<"), ("\u3000", " "), ("\r\n", "\n")],
)
def test_norm_is_the_normalised_form(raw: str, norm: str) -> None:
    doc = pipeline(tokenizer="ours")(raw)
    assert "".join(token.norm_ for token in doc) == norm


@pytest.mark.parametrize("tokenizer", ["jieba", "ours"])
@pytest.mark.parametrize("path", article_names()[:12], ids=lambda path: path.stem)
def test_spans_are_widened_to_tokens_or_tokens_split_at_spans(path: Path, tokenizer: str) -> None:
    raw = path.read_bytes().decode("utf-8", "replace")
    facts = list(extract(raw))
    wide = pipeline("zh_facts", tokenizer=tokenizer)(raw)
    assert [span._.fact for span in wide.spans["facts"]] == facts
    assert all(s.start_char <= f.start < f.end <= s.end_char for s, f in zip(wide.spans["facts"], facts, strict=True))
    exact = pipeline("zh_facts", tokenizer=tokenizer, split_tokens=True)(raw)
    assert exact.text == raw
    assert [span.text for span in exact.spans["facts"]] == [fact.text for fact in facts]
    assert [ent._.fact for ent in exact.ents] == facts


class Words:
    """A tokenizer whose words a test decides."""

    def __init__(self, vocab: Any, words: list[str]) -> None:
        self.vocab, self.words = vocab, words

    def __call__(self, text: str) -> Doc:
        assert "".join(self.words) == text
        return Doc(self.vocab, words=self.words, spaces=[False] * len(self.words))


def test_split_tokens_keeps_what_other_components_wrote() -> None:
    nlp = pipeline("zh_facts", split_tokens=True)
    nlp.tokenizer = Words(nlp.vocab, ["公司", "融資3億", "元後", "上市"])
    doc = nlp.make_doc("公司融資3億元後上市")
    doc.spans["mine"] = [Span(doc, 3, 4, label="EVENT", span_id="e1"), Span(doc, 1, 3, label="DEAL")]
    doc.set_ents([Span(doc, 3, 4, label="EVENT")])
    doc = nlp(doc)
    assert [(t.text, t.norm_) for t in doc][1:5] == [("融資", "融资"), ("3億", "3亿"), ("元", "元"), ("後", "后")]
    assert told(doc.spans["mine"]) == [("上市", "EVENT"), ("融資3億元後", "DEAL")]
    assert doc.spans["mine"][0].id_ == "e1"
    assert told(doc.ents) == [("3億元", "MONEY"), ("上市", "EVENT")]


def test_two_facts_in_one_token_share_a_span_but_no_entity() -> None:
    nlp = pipeline("zh_facts")
    nlp.tokenizer = Words(nlp.vocab, ["融资3亿元2024年", "完成"])
    doc = nlp("融资3亿元2024年完成")
    assert [span._.fact.text for span in doc.spans["facts"]] == ["3亿元", "2024年"]
    assert told(doc.ents) == [("融资3亿元2024年", "MONEY")]


# ---- beside other components


def test_entities_of_earlier_components_stay_unless_told_otherwise() -> None:
    for overwrite, expected in ((False, "PRODUCT"), (True, "ORG")):
        nlp = pipeline()
        nlp.add_pipe("entity_ruler").add_patterns([{"label": "PRODUCT", "pattern": "青禾银行一号"}])
        nlp.add_pipe("zh_facts", config={"overwrite_ents": overwrite})
        doc = nlp("青禾银行一号募集3亿元，青禾银行一号。")
        assert doc.ents[0].label_ == expected
        assert "MONEY" in {ent.label_ for ent in doc.ents}
        assert len(doc.spans["facts"]) == len(doc._.facts)


def test_blocked_tokens_stay_blocked() -> None:
    nlp = pipeline("zh_money")
    doc = nlp.make_doc("融资3亿元")
    doc.set_ents([], blocked=[doc[2:5]], default="missing")
    assert nlp(doc).ents == ()
    assert [token.ent_iob for token in doc] == [0, 0, 3, 3, 3]


def test_an_entity_ruler_behind_ours() -> None:
    nlp = pipeline("zh_facts")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ACT", "pattern": "融资"}, {"label": "N", "pattern": "3"}])
    assert told(nlp("青禾银行融资3亿元").ents) == [("青禾银行", "ORG"), ("融资", "ACT"), ("3亿元", "MONEY")]


def test_behind_a_matcher() -> None:
    nlp = pipeline("zh_facts", tokenizer="ours")
    matcher = Matcher(nlp.vocab)
    matcher.add("ACT", [[{"NORM": "融资"}]])
    doc = nlp.make_doc("青禾银行融資3億元")
    matches = matcher(doc, as_spans=True)
    doc.spans["acts"] = matches
    doc = nlp(doc)
    assert told(doc.spans["acts"]) == [("融資", "ACT")]
    matcher.add("PAID", [[{"_": {"is_note": True}, "OP": "*"}, {"ENT_TYPE": "MONEY", "OP": "+"}]], greedy="LONGEST")
    assert [doc[a:b].text for key, a, b in matcher(doc) if nlp.vocab.strings[key] == "PAID"] == ["3億元"]


@pytest.mark.parametrize("tokenizer", ["char", "ours"])
def test_before_an_ner_of_the_users(tokenizer: str) -> None:
    nlp = pipeline("zh_facts", tokenizer=tokenizer)
    ner = nlp.add_pipe("ner")
    text = "王明说青禾银行融资3亿元"
    reference = nlp.make_doc(text)
    reference.ents = [reference.char_span(0, 2, label="PERSON")]
    nlp.initialize(lambda: [Example(nlp.make_doc(text), reference)])
    assert ner.labels == ("PERSON",)
    ours = [("青禾银行", "ORG"), ("3亿元", "MONEY")]
    doc = nlp(text)
    assert [ent for ent in told(doc.ents) if ent[1] != "PERSON"] == ours
    optimizer = nlp.resume_training()
    for _ in range(30):
        nlp.update([Example(nlp.make_doc(text), reference)], sgd=optimizer, losses={})
    assert told(nlp(text).ents) == [("王明", "PERSON"), *ours]


def test_extensions_of_the_users_are_never_replaced() -> None:
    code = (
        "import spacy\nfrom spacy.tokens import Span\nSpan.set_extension('fact', default='mine')\n"
        "nlp = spacy.blank('zh')\nassert nlp('公司')[0:1]._.fact == 'mine'\n"
        "try:\n    nlp.add_pipe('zh_facts')\nexcept ValueError as error:\n    print('E090' in str(error))"
    )
    assert in_new_process(code) == "True\n"


# ---- storing and processes


def same(doc: Doc) -> bool:
    facts = list(extract(TEXT))
    return (
        doc.text == TEXT
        and doc._.facts == extract(TEXT)
        and [span._.fact for span in doc.spans["facts"]] == facts
        and [ent._.fact for ent in doc.ents] == facts
        and sum(token._.is_note for token in doc) == 1
        and "萬(wàn)" not in "".join(token.norm_ for token in doc)
    )


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline("zh_facts", tokenizer="ours", split_tokens=True)


def test_docs_survive_bytes_pickle_and_docbin(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    assert same(doc)
    assert same(doc.copy())
    assert same(Doc(nlp.vocab).from_bytes(doc.to_bytes()))
    assert same(pickle.loads(pickle.dumps(doc)))
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "news.spacy")
    (read,) = DocBin().from_disk(tmp_path / "news.spacy").get_docs(spacy.blank("zh").vocab)
    assert same(read)


def test_a_docbin_is_read_in_another_process(nlp: Language, tmp_path: Path) -> None:
    DocBin(docs=[nlp(TEXT)], store_user_data=True).to_disk(tmp_path / "news.spacy")
    code = (
        "import sys, spacy\nfrom spacy.tokens import DocBin\n"
        "from extractor.spacy_components import install_extensions\ninstall_extensions()\n"
        "(doc,) = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('zh').vocab)\n"
        "print(doc._.facts.to_json(), len([s for s in doc.spans['facts'] if s._.fact]), sep='\\n')"
    )
    facts, spans = in_new_process(code, str(tmp_path / "news.spacy")).splitlines()
    assert facts == extract(TEXT).to_json()
    assert int(spans) == len(extract(TEXT))


def test_every_value_survives() -> None:
    nlp = pipeline("zh_facts", reference_date="2025-06-01")
    for path in article_names():
        raw = path.read_bytes().decode("utf-8", "replace")
        doc = nlp(raw)
        assert doc._.facts == extract(raw, reference_date="2025-06-01")
        assert doc._.facts.to_json() == doc.user_data["zh_facts"]


def test_processes(nlp: Language) -> None:
    assert all(map(same, nlp.pipe([TEXT] * 5, n_process=2, batch_size=2)))
    docs = [nlp.make_doc(TEXT) for _ in range(3)]
    docs[0].user_data["reference_date"] = "2025-06-01"
    dates = [doc._.facts.reference_date for doc in nlp.pipe(docs, n_process=2, batch_size=1)]
    assert dates == ["2025-06-01", None, None]


def test_pipelines_survive(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert same(spacy.load(tmp_path / "pipeline")(TEXT))
    assert same(pickle.loads(pickle.dumps(nlp))(TEXT))
    other = pipeline("zh_facts", tokenizer="ours", split_tokens=True).from_bytes(nlp.to_bytes())
    assert same(other(TEXT))
    assert same(spacy.util.load_model_from_config(nlp.config)(TEXT))
    code = (
        "import sys, spacy\nnlp = spacy.load(sys.argv[1])\ndoc = nlp(sys.argv[2])\n"
        "print(type(nlp.tokenizer).__name__, len(doc.spans['facts']))"
    )
    told_there = in_new_process(code, str(tmp_path / "pipeline"), TEXT)
    assert told_there == f"NormalizedTokenizer {len(extract(TEXT))}\n"


def test_a_component_made_by_hand_for_any_language() -> None:
    nlp = spacy.blank("xx")
    doc = FactsComponent(nlp, types=["money"])(nlp.make_doc("融资3亿元"))
    assert [span._.fact.text for span in doc.spans["facts"]] == ["3亿元"]
    install_extensions()  # again, which changes nothing
    assert Token.get_extension("is_note") == (False, None, None, None)


# ---- displaCy and scores


def test_displacy(nlp: Language) -> None:
    doc = nlp(TEXT)
    html = displacy.render(doc, style="ent", page=True, jupyter=False)
    assert all(label in html for label in LABELS.values())
    assert "#d6cbf0" in html
    html = displacy.render(doc, style="span", options={"spans_key": "facts"}, jupyter=False)
    assert all(label in html for label in LABELS.values())


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_evaluate_against_gold(tokenizer: str) -> None:
    nlp = pipeline("zh_facts", tokenizer=tokenizer)
    references = [reference_doc(pipeline(), load_gold(str(path))) for path in GOLD]
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in references])
    for label in LABELS.values():
        assert scores["spans_facts_per_type"][label]["f"] > 0.6, label
    assert scores["spans_facts_f"] > 0.8
    assert scores["ents_f"] > 0.8


def test_evaluate_counts() -> None:
    nlp = pipeline("zh_facts")
    doc = nlp.make_doc("融资3亿元，增长5%，亏损2亿元")
    doc.spans["facts"] = [
        Span(doc, 2, 5, label="MONEY"),
        Span(doc, 8, 10, label="PERCENT"),
        Span(doc, 0, 2, label="ORG"),
    ]
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc)])
    assert scores["spans_facts_per_type"]["MONEY"] == {"p": 0.5, "r": 1.0, "f": pytest.approx(2 / 3)}
    assert scores["spans_facts_per_type"]["PERCENT"]["f"] == 1.0
    assert scores["spans_facts_per_type"]["ORG"]["f"] == 0.0
    assert scores["ents_f"] is None
    silent = pipeline("zh_facts", scorer=None).evaluate([Example(nlp.make_doc(doc.text), doc)])
    assert "spans_facts_f" not in silent


def test_what_nlp_predicts_scores_full_against_itself(nlp: Language) -> None:
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), nlp(TEXT))])
    assert scores["spans_facts_f"] == scores["ents_f"] == 1.0


def test_optional_labels_count_for_nothing() -> None:
    nlp = pipeline("zh_facts")
    golds = [load_gold(str(path)) for path in GOLD]
    gold = next(gold for gold in golds if any(label.optional for label in gold.facts))
    doc = reference_doc(nlp, gold)
    assert len(doc.spans["facts"]) == sum(not label.optional for label in gold.facts)
    assert any(token.ent_iob == 0 for token in doc)


def test_spacy_evaluate(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    DocBin(docs=[nlp(TEXT)], store_user_data=True).to_disk(tmp_path / "gold.spacy")
    command = ["evaluate", "pipeline", "gold.spacy", "--spans-key", "facts", "--output", "scores.json"]
    subprocess.run([sys.executable, "-m", "spacy", *command], cwd=tmp_path, check=True, capture_output=True)
    scores = json.loads((tmp_path / "scores.json").read_text())
    assert scores["spans_facts_f"] == 1.0
    assert set(scores["spans_facts_per_type"]) == set(LABELS.values())


# ---- what others pay


def test_a_pipeline_without_ours_loads_nothing_of_ours() -> None:
    code = (
        "import sys, spacy\nspacy.blank('en')\n"
        "ours = {'extractor', 'jieba', 'rjieba', 'opencc', 'ahocorasick_rs'}\n"
        "print(*(m for m in sys.modules if m.split('.')[0] in ours))"
        "\nfrom spacy.tokens import Doc, Span\nprint(Doc.has_extension('facts'), Span.has_extension('fact'))"
    )
    loaded, known = in_new_process(code).splitlines()
    assert all(name == "extractor" or name.startswith("extractor.spacy_components") for name in loaded.split())
    assert known == "False False"
