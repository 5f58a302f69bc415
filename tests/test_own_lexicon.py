"""A user's own table of organisations: found, flagged, blocked, refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.errors import LexiconError
from extractor.gazetteer import load_gazetteer
from extractor.pipeline import Pipeline, load

TEXT = "周一，岚汀坊发布公告。红杉林里有鹿。他吃了一个柚果。柚果完成B轮融资。"


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    (tmp_path / "my.tsv").write_text("# mine\n岚汀坊\tcompany\tLanting\n?柚果\n!红杉\n", "utf-8")
    return load(str(tmp_path / "my.tsv"))


def _names(pipeline: Pipeline, text: str) -> list[tuple[int, str]]:
    return [(fact.start, fact.text) for fact in pipeline.extract(text, types=["org"])]


def test_names_of_ones_own_are_found(pipeline: Pipeline) -> None:
    assert (3, "岚汀坊") in _names(pipeline, TEXT)
    assert _names(pipeline, "他去了Lanting。") == [(3, "Lanting")]


def test_a_flagged_name_needs_context(pipeline: Pipeline) -> None:
    assert _names(pipeline, "他吃了一个柚果。") == []
    assert _names(pipeline, "柚果完成B轮融资。") == [(0, "柚果")]


def test_a_blocked_name_is_none(pipeline: Pipeline) -> None:
    assert "红杉" in [text for _, text in _names(load(), "红杉领投，腾讯跟投。")]
    assert [text for _, text in _names(pipeline, "红杉领投，腾讯跟投。")] == ["腾讯"]


def test_a_blocked_name_hides_what_stands_in_it_and_has_no_company_behind_it(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_text("!红杉林\n!华为\n", "utf-8")
    pipeline = load(str(tmp_path / "my.tsv"))
    assert _names(pipeline, "红杉林很美。") == []
    assert _names(pipeline, "红杉领投。红杉林很美。") == [(0, "红杉")]
    assert _names(pipeline, "红杉中国领投。") == [(0, "红杉中国")]
    assert _names(pipeline, "华为公司裁员。华为裁员。") == []
    assert _names(pipeline, "华为技术有限公司裁员。") == [(0, "华为技术有限公司")]


def test_explain_tells_what_is_blocked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.tsv").write_text("!华为\n", "utf-8")
    (tmp_path / "a.txt").write_text("华为裁员。", "utf-8")
    assert main(["explain", str(tmp_path / "a.txt"), "--text", "华为", "--lexicon", str(tmp_path / "my.tsv")]) == 0
    assert "org.blocked" in capfd.readouterr().out


def test_the_packages_names_stay(pipeline: Pipeline) -> None:
    assert _names(pipeline, "腾讯发布公告。") == [(0, "腾讯")]


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("嵐汀坊\n", "write it as '岚汀坊'"),
        ("岚汀\tcompany\t\t\t\tmore\n", "line 1: 6 columns"),
        ("\tcompany\n", "line 1"),
        ("name\tkind\n", "'kind' is no kind"),
        ("岚汀坊\tstartup\n", "'startup' is no kind"),
        ("岚汀坊,company\n", "separate columns with a tab"),
        ("岚汀坊, company\n", "separate columns with a tab"),
        ("岚汀坊;company;Lanting\n", "separate columns with a tab"),
        ("岚汀坊；company\n", "separate columns with a tab"),
        ("岚汀坊，岚汀\n", "separate columns with a tab"),
        ("岚汀坊|岚汀\n", "separate columns with a tab"),
        ("岚汀坊 company\n", "separate columns with a tab"),
        ("岚汀坊\tcompany\t岚汀;汀岚\n", "separate columns with a tab"),
        ("600519\n", "a name has a letter"),
        ("岚汀坊\n?\n", "a name has a letter"),
        ("!\n", "a name has a letter"),
        ("岚汀坊\tcompany\t?|汀岚\n", "a name has a letter"),
        ("?!岚汀坊\n", "has a mark more"),
        ("!!岚汀坊\n", "has a mark more"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, table: str, what: str) -> None:
    (tmp_path / "my.tsv").write_text(table, "utf-8")
    with pytest.raises(LexiconError, match=what):
        load_gazetteer(str(tmp_path / "my.tsv"))


def test_byte_order_mark_line_ends_and_spaces_around_names_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_bytes("\ufeff 岚汀坊 \tcompany\t Lanting Co, Ltd \r\n".encode())
    pipeline = load(str(tmp_path / "my.tsv"))
    assert _names(pipeline, "他去了岚汀坊。") == [(3, "岚汀坊")]
    assert _names(pipeline, "他去了Lanting Co, Ltd。") == [(3, "Lanting Co, Ltd")]


def test_a_form_of_two_rows_goes_to_the_first_with_its_mark(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\tbank\t?柚果|鑫汀\n柚果\n鑫汀\n沐果\n?沐果\n", "utf-8")
    table = load_gazetteer(str(tmp_path / "my.tsv"))
    told = [(known[0].kind, known[1]) for form in ("柚果", "鑫汀", "沐果") if (known := table.get(form))]
    assert told == [("bank", False), ("bank", True), ("company", True)]


def test_names_of_one_character_are_found(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_text("鑫\n岚汀\n岚汀坊\n", "utf-8")
    found = load_gazetteer(str(tmp_path / "my.tsv")).find("岚汀坊、鑫")
    assert [(hit.start, hit.end) for hit in found] == [(0, 3), (4, 5)]


def test_a_pickled_table_finds_what_it_found(tmp_path: Path) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n?柚果\n!红杉\n", "utf-8")
    table = load_gazetteer(str(tmp_path / "my.tsv"))
    assert pickle.loads(pickle.dumps(table)).find(TEXT) == table.find(TEXT)


def test_the_command_takes_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n", "utf-8")
    (tmp_path / "a.txt").write_text("他去了岚汀坊。", "utf-8")
    assert main([str(tmp_path / "a.txt"), "--lexicon", str(tmp_path / "my.tsv")]) == 0
    assert "岚汀坊" in capfd.readouterr().out
    assert main([str(tmp_path / "a.txt"), "--lexicon", str(tmp_path / "none.tsv")]) == 2
    assert "cannot read the table" in capfd.readouterr().err


def test_explain_takes_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n", "utf-8")
    (tmp_path / "a.txt").write_text("他去了岚汀坊。", "utf-8")
    place = ["explain", str(tmp_path / "a.txt"), "--text", "岚汀坊"]
    assert main([*place, "--lexicon", str(tmp_path / "my.tsv")]) == 0
    assert "org-1" in capfd.readouterr().out
    assert main(place) == 0
    assert "org-1" not in capfd.readouterr().out


def test_report_takes_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.tsv").write_text("岚汀坊\n", "utf-8")
    (tmp_path / "a.txt").write_text("他去了岚汀坊。", "utf-8")
    assert main(["report", str(tmp_path / "a.txt"), "--lexicon", str(tmp_path / "my.tsv")]) == 0
    assert 'id="r-0"' in capfd.readouterr().out
    assert main(["report", str(tmp_path / "a.txt")]) == 0
    assert 'id="r-0"' not in capfd.readouterr().out
