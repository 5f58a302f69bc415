"""The Python API: documented by examples that run, shared by threads, pickled, open to extractors of one's own."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import pickle
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count, islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import CORPUS, ROOT, Command, corpus_text

import extractor
from extractor.document import Document
from extractor.errors import InputError, InvariantError, LexiconError, MissingPackageError, OptionError
from extractor.facts import Facts, Money
from extractor.mentions import Mention, Rule
from extractor.pipeline import Pipeline, extract, load

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "extractor").rglob("*.py"))
]
PUBLIC = [name for name in extractor.__all__ if name != "__version__"]
# What pages of the manual import or name beside them.
DOCUMENTED = sorted(
    {
        f"{module}.{name.strip()}"
        for page in (ROOT / "docs").glob("*.md")
        for text in [page.read_text("utf-8")]
        for module, told in [
            *re.findall(r"from (extractor\.[\w.]+) import ([\w, ]+)", text),
            *re.findall(r"`(extractor\.\w+)\.(\w+)\(", text),
        ]
        for name in told.split(",")
        if module != "extractor.cli" and not name.strip().isupper()
    }
)
NO_PANDAS = importlib.util.find_spec("pandas") is None


# ---- docstrings


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # some read gold/
    loaded = importlib.import_module(module)
    for test in doctest.DocTestFinder(exclude_empty=True).find(loaded):
        if test.examples and not (NO_PANDAS and test.name.endswith("to_pandas")):
            told: list[str] = []
            doctest.DocTestRunner().run(test, out=told.append)
            assert not told, "".join(told)


RETURNS_NOTHING = {"Extractor.find"}  # what it is to return stands in the protocol
_MEMBERS = (property, cached_property, classmethod)


def _documented(owner: Any, name: str) -> Iterator[tuple[str, Any]]:
    """A public thing and, of a class, its public methods."""
    yield name, owner
    if inspect.isclass(owner) and not issubclass(owner, Exception):
        for key, member in vars(owner).items():
            if not key.startswith("_") and (inspect.isfunction(member) or isinstance(member, _MEMBERS)):
                yield f"{name}.{key}", getattr(member, "__func__", member)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_and_its_methods_have_examples(name: str) -> None:
    without = [p for p, thing in _documented(getattr(extractor, name), name) if "Examples\n" not in _doc(thing)]
    assert without == []


@pytest.mark.parametrize("name", DOCUMENTED)
def test_what_the_manual_names_has_an_example(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert "Examples\n" in _doc(getattr(importlib.import_module(module), attribute))


def _doc(thing: Any) -> str:
    return inspect.getdoc(thing) or ""


@pytest.mark.parametrize("name", PUBLIC)
def test_every_parameter_of_a_public_name_is_documented(name: str) -> None:
    """In the manner of numpydoc: ``name : type`` under ``Parameters``."""
    for path, thing in _documented(getattr(extractor, name), name):
        text = inspect.getdoc(thing) or ""
        assert text, path
        if inspect.isfunction(thing):
            wanted = set(inspect.signature(thing).parameters) - {"self", "cls"}
            told = set(re.findall(r"\w+", " ".join(_fields(text))))
            assert wanted <= told, path
            if inspect.signature(thing).return_annotation != "None":
                assert re.search(r"^(Returns|Yields)$", text, re.M) or path in RETURNS_NOTHING, path


def _fields(text: str) -> list[str]:
    """The lines of a docstring that name something: ``a, b : type``, or a type's or a parameter's bare name."""
    return re.findall(r"^[\w, ]+(?= :|$)", text, re.M)


def test_public_names_are_what_they_are_called() -> None:
    for name in PUBLIC:
        assert getattr(extractor, name).__name__ == name
    assert set(extractor.__all__) <= set(dir(extractor))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        extractor.nothing  # noqa: B018


# ---- many articles


def test_pipe_gives_what_extract_gives_in_order() -> None:
    texts = [corpus_text(name) for name in list(CORPUS)[:4]]
    piped = list(load().pipe(texts))
    assert [facts.facts for facts in piped] == [extract(text).facts for text in texts]
    assert [facts.id for facts in piped] == ["1", "2", "3", "4"]


def test_pipe_takes_rows_as_the_batch_does() -> None:
    rows = [{"id": 7, "text": "昨日", "reference_date": "2025-06-01"}, {"text": "昨日"}, "昨日"]
    facts = list(load().pipe(rows, reference_date="2024-03-01"))
    told = [(f.id, f.reference_date, f.reference_date_source, f.facts[0].value.value) for f in facts]  # type: ignore[union-attr]
    assert told == [
        ("7", "2025-06-01", "row", "2025-05-31"),
        ("2", "2024-03-01", "option", "2024-02-29"),
        ("3", "2024-03-01", "option", "2024-02-29"),
    ]


def test_pipe_waits_until_it_is_asked_but_not_with_errors() -> None:
    endless = load().pipe(f"增长{n}%" for n in count())
    assert [facts.facts[0].text for facts in islice(endless, 2)] == ["0%", "1%"]
    with pytest.raises(OptionError, match="fact type"):
        load().pipe([], types=["price"])


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ("融资3亿元", "pipe takes many articles, not one str; give a list of texts"),
        (b"", "not one bytes"),
        ({"text": "融资3亿元"}, "not one dict"),
        (None, "not one NoneType"),
    ],
)
def test_pipe_takes_no_single_text(texts: Any, told: str) -> None:
    with pytest.raises(OptionError, match=told):
        load().pipe(texts)


def test_pipe_takes_a_column_of_a_table_but_no_table() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"id": ["a", "b"], "text": ["融资3亿元", "增长5%"]})
    assert [len(facts) for facts in load().pipe(table["text"])] == [1, 1]
    assert [facts.id for facts in load().pipe(table.to_dict("records"))] == ["a", "b"]
    with pytest.raises(OptionError, match=r"not a table; give table\[.text.\]"):
        load().pipe(table)


# ---- wrong arguments say what to do


@pytest.mark.parametrize("given", [b"\xe5", None, 5, float("nan"), ["增长5%"]])
def test_what_is_no_text_is_told(given: Any) -> None:
    told = "has no text; give a str" if given is None else f"is {type(given).__name__}, not text; (give|decode)"
    for call in (extract, load().extract, load().document, lambda text: load().explain(text, at=0)):
        with pytest.raises(InputError, match=f"the article {told}"):
            call(given)
    for item in (given, {"text": given}):
        with pytest.raises(InputError, match=f"article 2 {told}"):
            list(load().pipe(["甲", item]))
    with pytest.raises(InputError, match="article 1 has no text"):
        list(load().pipe([{"id": "a"}]))


@pytest.mark.parametrize("given", ["money", 5, ["mony"], [None], []])
def test_what_are_no_types_is_told(given: Any) -> None:
    with pytest.raises(OptionError, match=r"give a list|choose from money, percent"):
        extract("增长5%", types=given)


@pytest.mark.parametrize("given", ["2026/01/08", "", "昨天", 20260108, 1.5, True])
def test_what_is_no_date_is_told(given: Any) -> None:
    with pytest.raises(OptionError, match=r"is no date; (write it as YYYY-MM-DD|give a datetime.date)"):
        extract("昨日", reference_date=given)


def test_dates_of_pandas_are_dates_but_where_they_are_missing() -> None:
    pandas = pytest.importorskip("pandas")
    (fact,) = extract("昨日", reference_date=pandas.Timestamp("2026-01-08"))
    assert fact.value.value == "2026-01-07"  # type: ignore[union-attr]
    with pytest.raises(OptionError, match=r"NaT is no date; .* None where it is not known"):
        extract("昨日", reference_date=pandas.NaT)


def test_a_lexicon_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"cannot read the table .*: No such file or directory; check the path"):
        load(tmp_path / "none.tsv")
    (tmp_path / "my.tsv").write_bytes("岚汀坊".encode("gb18030"))
    with pytest.raises(LexiconError, match=r"is not UTF-8: .*; save it as UTF-8"):
        load(tmp_path / "my.tsv")


# ---- threads and processes


def test_threads_share_a_pipeline(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n", "utf-8")
    texts = [corpus_text(name) for name in CORPUS][:8] * 3
    expected = [load().extract(text) for text in texts[:8]] * 3
    fresh = load(str(tmp_path / "my.tsv"))  # whose automaton no text has made yet
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(fresh.extract, texts)) == expected
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("used", [False, True])
def test_a_pipeline_is_pickled(tmp_path: Path, used: bool) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n", "utf-8")
    for pipeline in (load(), load(str(tmp_path / "my.tsv")), load(extractors={"stock": Stocks()})):
        text = "他去了岚汀坊，贵州茅台(600519)涨5%"
        if used:
            list(pipeline.pipe([text, text]))
        copy = pickle.loads(pickle.dumps(pipeline))
        assert copy.extract(text) == pipeline.extract(text)
    facts = extract("净利润3亿元，增长5%")
    assert pickle.loads(pickle.dumps(facts)) == facts


# ---- tables


def test_a_table_has_a_row_a_fact() -> None:
    pandas = pytest.importorskip("pandas")
    facts = load().extract(corpus_text("model-ipo"), id="model-ipo")
    table = facts.to_pandas()
    assert table["id"].tolist() == [fact.id for fact in facts]
    assert set(table["document"]) == {"model-ipo"}
    for fact, (_, row) in zip(facts, table.iterrows(), strict=True):
        for key, told in fact.to_dict().items():
            found = row[key]
            assert (str(found) if isinstance(found, Decimal) else found) == told, (fact, key)
    amounts = table[table.type == "money"]["value"].dropna()
    assert all(isinstance(amount, Decimal) for amount in amounts)
    assert pandas.to_numeric(amounts).sum() > 0


def test_tables_can_be_joined() -> None:
    pandas = pytest.importorskip("pandas")
    one, none = extract("增长5%").to_pandas(), extract("没有").to_pandas()
    assert list(one.columns) == list(none.columns)
    assert len(pandas.concat([one, none, one])) == 2
    assert (none["start"].dtype, one["start"].dtype) == ("int64", "int64")


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPackageError, match=re.escape("pip install '.[pandas]'")):
        extract("增长5%").to_pandas()
    with pytest.raises(ImportError):
        extract("增长5%").to_pandas()


# ---- extractors of one's own


@dataclass(frozen=True)
class Stock:
    code: str

    def to_dict(self) -> dict[str, Any]:
        return {"code": self.code}


class Stocks:
    """Stock codes in brackets."""

    RULES = (Rule("stock.code", ("贵州茅台(⟦600519⟧)上涨",), ("邮编600519",)),)

    def find(self, document: Document) -> Iterator[Mention[Stock]]:
        for m in re.finditer(r"(?<=\()[036][0-9]{5}(?=\))", document.text):
            yield Mention(*m.span(), "stock.code", Stock(m[0]))


TEXT = "貴州茅台（６０05\u200b１９）漲5%。"


def test_a_type_of_ones_own_stands_beside_the_others() -> None:
    pipeline = load(extractors={"stock": Stocks()})
    facts = pipeline.extract(TEXT)
    (stock,) = [fact for fact in facts if fact.type == "stock"]
    assert (stock.id, stock.rule, stock.value) == ("stock-1", "stock.code", Stock("600519"))
    assert stock.text == TEXT[stock.start : stock.end] == "６０05\u200b１９"
    assert [fact for fact in facts if fact.type != "stock"] == list(extract(TEXT))
    assert json.loads(facts.to_json())["facts"][1]["code"] == "600519"
    assert pipeline.extract(TEXT, types=["stock"]).facts == (stock,)
    assert pipeline.types[-1] == "stock"
    with pytest.raises(OptionError, match="org, stock"):
        pipeline.extract(TEXT, types=["price"])


def test_a_type_of_ones_own_is_explained() -> None:
    pipeline = load(extractors={"stock": Stocks()})
    (place,) = pipeline.explain(TEXT, text="600519")
    (decision,) = [d for d in place.decisions if d.type == "stock"]
    assert (decision.verdict, decision.id) == ("fact", "stock-1")
    assert decision.reasons[0] == "value: code 600519"
    assert "贵州茅台(⟦600519⟧)上涨" in decision.reasons[1]
    (other,) = pipeline.explain(TEXT, text="5%")
    assert "stock" in other.silent


def test_a_type_of_ones_own_in_a_table() -> None:
    pytest.importorskip("pandas")
    table = load(extractors={"stock": Stocks()}).extract(TEXT).to_pandas()
    assert table["code"].dropna().tolist() == ["600519"]


class Broken:
    RULES = ()

    def find(self, document: Document) -> Iterator[Mention[Money]]:
        yield Mention(0, 99, "broken", Money(None))


def test_a_span_outside_of_the_text_is_told_with_its_extractor() -> None:
    with pytest.raises(InvariantError, match="the extractor 'broken' gave the span 0:99"):
        load(extractors={"broken": Broken()}).extract("甲")


@pytest.mark.parametrize(
    ("name", "own", "what"),
    [("money", Stocks(), "cannot name"), ("a-b", Stocks(), "cannot name"), ("stock", object(), "has no RULES")],
)
def test_what_is_no_extractor_is_refused(name: str, own: Any, what: str) -> None:
    with pytest.raises(OptionError, match=what):
        Pipeline(extractors={name: own})


def test_an_installed_extractor_is_loaded_by_name(package: Path) -> None:
    pipeline = load(extractors=["stock"])
    found: Facts = pipeline.extract(TEXT, types=["stock"])
    assert [fact.value.code for fact in found] == ["600519"]
    assert isinstance(sys.modules["zh_stocks"], ModuleType)
    assert pickle.loads(pickle.dumps(pipeline)).extract(TEXT, types=["stock"]) == found
    assert extract(TEXT).facts == tuple(f for f in pipeline.extract(TEXT) if f.type != "stock")
    with pytest.raises(OptionError, match=r"no extractor 'phone' is installed; .*stock"):
        load(extractors=["phone"])


def test_the_command_takes_an_installed_extractor(package: Path, command: Command) -> None:
    where = f"{ROOT}:{package}"
    arguments = ("-", "--extractors", "stock")
    done = command(*arguments, "--types", "stock", stdin=TEXT.encode(), PYTHONPATH=where)
    assert json.loads(done.stdout)["facts"][0]["code"] == "600519"
    done = command("explain", *arguments, "--text", "600519", stdin=TEXT.encode(), PYTHONPATH=where)
    assert b"stock-1" in done.stdout
    done = command("-", "--extractors", "phone", stdin=TEXT.encode(), PYTHONPATH=where)
    assert done.returncode == 2
    assert b"no extractor 'phone' is installed" in done.stderr


@pytest.mark.parametrize("name", ["text", "note"])
def test_what_is_frozen_says_so(name: str) -> None:
    facts = extractor.extract("青禾银行2025年融资3亿元，增长5%，历时3年。")
    (place,) = extractor.load().explain("成都三成受访者", at=2)
    values = [fact.value for fact in facts]
    assert len({type(value) for value in values}) == 5
    frozen = [facts, facts.facts[0], *values, *facts.entities, *facts.figures, *facts.events]
    for one in (*frozen, extractor.Fields(text="a"), extractor.Rule("a.b", ("c",), ()), place, place.decisions[0]):
        with pytest.raises(FrozenInstanceError, match=f"^{type(one).__name__} is frozen: '{name}' cannot be set$"):
            setattr(one, name, "b")
        with pytest.raises(FrozenInstanceError, match=f"^{type(one).__name__} is frozen: '{name}' cannot be deleted$"):
            delattr(one, name)
        assert pickle.loads(pickle.dumps(one)) == one
