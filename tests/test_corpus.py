"""The corpus is what its tables say; what stands beside articles and gold: kinds and the split."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import CORPUS, ENCODINGS, ROOT, corpus_text

from extractor.corpus import kinds, splits
from extractor.errors import GoldError
from extractor.lexicon import read_rows
from extractor.reading import read_article

# id, kind, script, encoding, published, licence
MANIFEST = list(read_rows(str(ROOT / "corpus" / "manifest.tsv"), 6))
# Signs that one script has and the other has not.
HANT, HANS = (
    "們國這個為來時說對會學開關於發點業無與車長風報經濟銀資億萬",
    "们国这个为来时说对会学开关于发点业无与车长风报经济银资亿万",
)
DAMAGE = {
    "blanks of HTML": r"&nbsp;|\u00a0",
    "tags": r"</?[a-z]+[^>]*>",
    "images": r"!\[\]\(",
    "characters that nobody sees": "[\u200b\ufeff\u00ad]",
    "full-width digits": "[０-９]",
    "readings": r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)",
    "beyond the BMP": "[\U00010000-\U0010ffff]",
    "look-alikes": r"[0-9.][lO]",
}


def test_kinds(tmp_path: Path) -> None:
    assert kinds(str(tmp_path)) == {}
    (tmp_path / "manifest.tsv").write_text("# id\tkind\tscript\ntea\tdrinks\thans\nrice\n", "utf-8")
    assert kinds(str(tmp_path)) == {"tea": "drinks"}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (None, "there is no .*split.tsv, which would tell dev from test"),
        ("tea\ttrain\n", "'tea' belongs to 'train'; choose from dev, test"),
        ("tea\n", "'tea' belongs to ''"),
        ("tea\tdev\ntea\ttest\n", "'tea' stands there twice"),
    ],
)
def test_a_bad_split_is_refused(tmp_path: Path, table: str | None, expected: str) -> None:
    if table is not None:
        (tmp_path / "split.tsv").write_text(table, "utf-8")
    with pytest.raises(GoldError, match=expected):
        splits(str(tmp_path))


def test_every_article_of_the_corpus_has_a_kind_and_a_part() -> None:
    parts = splits(str(ROOT / "gold"))
    assert parts.keys() == kinds(str(ROOT / "corpus")).keys() == CORPUS.keys()
    assert sum(part == "test" for part in parts.values()) == 12


def _count(text: str, signs: str) -> int:
    return sum(map(text.count, signs))


def test_the_manifest_tells_all_of_every_article() -> None:
    assert [row[0] for row in MANIFEST] == list(dict.fromkeys(row[0] for row in MANIFEST))
    assert {row[0] for row in MANIFEST} == CORPUS.keys()
    assert len(MANIFEST) >= 36
    for name, kind, script, encoding, published, licence in MANIFEST:
        assert kind
        assert licence == "MIT"
        raw, sha256 = read_article(str(CORPUS[name]))
        assert raw == corpus_text(name), f"{name} is read in another encoding than {encoding}"
        assert raw.encode(encoding) == CORPUS[name].read_bytes()
        assert 600 <= len(raw) <= 3000, name
        assert (script == "hant") == (_count(raw, HANT) > _count(raw, HANS)), name
        gold = json.loads((ROOT / "gold" / f"{name}.gold.json").read_bytes())
        assert gold["id"] == name
        assert gold["sha256"] == sha256
        assert gold["reference_date"] in (None, str(dt.date.fromisoformat(published)))


def test_the_readme_says_the_same_as_the_manifest() -> None:
    told = re.findall(
        r"^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "corpus" / "README.md").read_text("utf-8"), re.M
    )
    assert told == [
        (name, script, encoding, f"{len(corpus_text(name)):,}", published)
        for name, _, script, encoding, published, _ in MANIFEST
    ]


def test_some_articles_are_in_old_encodings() -> None:
    by_encoding = {encoding: name for name, encoding in ENCODINGS.items()}
    assert by_encoding.keys() == {"utf-8", "gb18030", "big5"}
    for encoding, lesser in (("gb18030", "gbk"), ("big5", "ascii")):
        name = by_encoding[encoding]
        with pytest.raises(UnicodeDecodeError):
            CORPUS[name].read_bytes().decode("utf-8")
        with pytest.raises(UnicodeEncodeError):
            corpus_text(name).encode(lesser)


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_corpus_has_damage_of_every_kind(kind: str) -> None:
    assert any(re.search(DAMAGE[kind], corpus_text(name)) for name in CORPUS)


def test_no_two_articles_share_a_sentence() -> None:
    articles = defaultdict(set)
    for name in CORPUS:
        for sentence in re.split("[。！？；\n]", corpus_text(name)):
            if len(plain := re.sub(r"\s", "", sentence)) >= 10:
                articles[plain].add(name)
    assert {sentence: names for sentence, names in articles.items() if len(names) > 1} == {}
