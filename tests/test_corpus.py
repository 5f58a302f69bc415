"""What stands beside articles and gold: kinds and the split."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from extractor.corpus import kinds, splits
from extractor.errors import GoldError


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
