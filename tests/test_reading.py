"""Every encoding of Chinese is told apart, and what is no text is refused in words."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import CORPUS, ENCODINGS, corpus_text
from damage import converter

from extractor.errors import ExtractorError, InputError, OptionError
from extractor.reading import decode, read_article

LEGACY = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def _encoded(text: str, encoding: str) -> bytes:
    """Encode a text as a writer of that encoding has it: Big5 holds Traditional script only."""
    if encoding == "big5hkscs":
        text = converter("s2hk").convert(text)
    return text.encode(encoding, "replace")


@pytest.mark.parametrize("encoding", ["utf-8", *LEGACY])
def test_detects_the_encoding(article: str, encoding: str) -> None:
    data = _encoded(article, encoding)
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("name", CORPUS)
def test_detects_the_encoding_that_a_file_has(name: str) -> None:
    assert read_article(str(CORPUS[name]))[0] == corpus_text(name)
    assert read_article(str(CORPUS[name]), ENCODINGS[name])[0] == corpus_text(name)


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("length", [40, 80, 200])
def test_detects_the_encoding_of_a_short_text(article: str, encoding: str, length: int) -> None:
    for start in range(0, min(len(article) - length, 1000), length):
        text = article[start : start + length]
        if sum("\u4e00" <= c <= "\u9fff" for c in text) >= length // 2:
            data = _encoded(text, encoding)
            assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("encoding", BOMS)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(article: str, encoding: str) -> None:
    assert decode(BOMS[encoding] + article.encode(encoding)) == article


def test_a_byte_order_mark_of_utf_32() -> None:
    assert decode("甲".encode("utf-32")) == "甲"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf_8", "utf-16", "utf-8-sig"])
def test_a_named_encoding_drops_its_mark(encoding: str) -> None:
    data = "甲乙".encode("utf-16") if encoding == "utf-16" else codecs.BOM_UTF8 + "甲乙".encode()
    assert decode(data, encoding) == "甲乙"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_mark_is_no_text_in_any_named_encoding(encoding: str) -> None:
    assert decode("\ufeff甲乙".encode(encoding), encoding) == "甲乙"


def test_a_named_encoding_is_not_doubted() -> None:
    assert decode("甲".encode("gbk"), "big5") == "甲".encode("gbk").decode("big5")
    assert decode(b"\xe9", "latin-1") == "é"


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


def test_text_without_any_chinese_is_text() -> None:
    assert decode(b"Revenue rose 5%.\n") == "Revenue rose 5%.\n"
    assert decode("Café".encode()) == "Café"


@pytest.mark.parametrize("name", CORPUS)
def test_a_cut_file_is_read_right_or_refused(name: str) -> None:
    """Never as noise: a character cut in two is an error, whatever else its bytes might mean."""
    article = corpus_text(name)
    for encoding in ("utf-8", *LEGACY):
        data = _encoded(article, encoding)
        text = data.decode(encoding)
        for length in range(400, 412):
            with suppress(InputError):
                assert text.startswith(decode(data[:length]))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (gzip.compress("甲".encode() * 50), "a gzip file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (bytes(range(32)) * 20, "looks like a binary file"),
        (b"\x00" * 500, "looks like a binary file"),
        (bytes(range(256)) * 8, "no text in UTF-8, GB18030, Big5 or UTF-16"),
        ("营收增长".encode()[:-1], "no text in UTF-8, GB18030, Big5 or UTF-16"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode(data)
    assert caught.value.hint


def test_refuses_an_office_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "甲" * 100)
    with pytest.raises(InputError, match="a zip or Office file"):
        decode(file.getvalue())


def test_refuses_bytes_that_are_none_of_the_named_encoding() -> None:
    with pytest.raises(InputError, match=r"no text in utf-8: .* at byte 0"):
        decode("甲".encode("gbk"), "utf-8")


@pytest.mark.parametrize("encoding", ["klingon", "", "rot13", "hex", "base64", "zlib"])
def test_refuses_what_is_no_encoding(encoding: str) -> None:
    with pytest.raises(OptionError, match="no encoding"):
        decode("甲".encode(), encoding)


def test_refuses_a_codec_that_decodes_nothing() -> None:
    with pytest.raises(ExtractorError):
        decode(b"a", "undefined")


def test_reads_a_file_and_its_digest(tmp_path: Path) -> None:
    data = codecs.BOM_UTF8 + "营收\r\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert read_article(str(tmp_path / "a.txt")) == ("营收\r\n", hashlib.sha256(data).hexdigest())


def test_a_file_of_a_mark_alone_is_an_article_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF8)
    assert read_article(str(tmp_path / "a.txt"))[0] == ""


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("empty.txt", "is empty"),
        ("folder", "cannot read .*: Is a directory"),
        ("none.txt", "cannot read .*: No such file"),
        ("a.pdf", "a PDF file"),
        ("long" * 100, "cannot read .*: File name too long"),
    ],
)
def test_names_the_file_that_it_cannot_read(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(InputError, match=what) as caught:
        read_article(str(tmp_path / name))
    assert name in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_names_the_file_that_it_may_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(InputError, match=r"cannot read .*a\.txt: Permission denied"):
        read_article(str(tmp_path / "a.txt"))
