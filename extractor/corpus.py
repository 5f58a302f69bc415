"""What is told of the articles of a corpus beside them: their kinds in a manifest, their split beside the gold."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, get_args

from extractor.errors import GoldError
from extractor.lexicon import read_rows

__all__ = ["MANIFEST", "SPLIT_FILE", "Split", "kinds", "splits"]

MANIFEST, SPLIT_FILE = "manifest.tsv", "split.tsv"

Split = Literal["dev", "test"]

_COLUMNS = 32  # whatever else the manifest of somebody's corpus tells


def kinds(folder: str) -> Mapping[str, str]:
    """Return the kinds of articles that ``manifest.tsv`` tells.

    Parameters
    ----------
    folder : str
        Where the articles are.

    Returns
    -------
    mapping of str to str
        From the id of an article (first column) to its kind (second column); empty where there is no manifest.

    Raises
    ------
    LexiconError
        The manifest cannot be read.
    """
    path = os.path.join(folder, MANIFEST)
    if not os.path.isfile(path):
        return {}
    return {row[0]: row[1] for row in read_rows(path, _COLUMNS) if row[1]}


def splits(folder: str) -> dict[str, Split]:
    """Return the split that ``split.tsv`` fixes: rules are written on dev, figures are told of test.

    Parameters
    ----------
    folder : str
        Where the gold files are.

    Returns
    -------
    dict of str to {"dev", "test"}
        From the id of a document (first column) to its part (second column).

    Raises
    ------
    GoldError
        There is no such file, an id stands in it twice, or a part is neither dev nor test.
    LexiconError
        It cannot be read.
    """
    path = os.path.join(folder, SPLIT_FILE)
    if not os.path.isfile(path):
        raise GoldError(
            f"there is no {path}, which would tell dev from test",
            'write it with a line ID<tab>dev or ID<tab>test for each document, or take split="all"',
        )
    parts: dict[str, Split] = {}
    for id_, name in read_rows(path, 2):
        part = next((known for known in _PARTS if known == name), None)
        if part is None:
            raise GoldError(f"{path}: {id_!r} belongs to {name!r}", f"choose from {', '.join(_PARTS)}")
        if id_ in parts:
            raise GoldError(f"{path}: the document {id_!r} stands there twice", "keep one of the two lines")
        parts[id_] = part
    return parts


_PARTS: tuple[Split, ...] = get_args(Split)
