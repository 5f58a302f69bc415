"""A page: template, style and script of the package in one file that needs no network and no script."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache
from string import Template

from extractor.errors import OptionError
from extractor.formats import encode
from extractor.lexicon import DATA
from extractor.report.elements import Html, escape

__all__ = ["asset", "page", "save"]


@cache
def asset(name: str) -> str:
    """Read a file of ``extractor/data/report``.

    Parameters
    ----------
    name : str
        ``page.html``, ``style.css`` or ``script.js``.
    """
    with open(os.path.join(DATA, "report", name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(title: str, body: Html) -> str:
    """Write a page.

    Parameters
    ----------
    title : str
    body : Html

    Returns
    -------
    str
        HTML whose policy lets only the package's own style and script run, and nothing be loaded.
    """
    style, script = asset("style.css"), asset("script.js")
    return Template(asset("page.html")).substitute(
        title=escape(title),
        style=style,
        script=script,
        style_hash=_digest(style),
        script_hash=_digest(script),
        body=body,
    )


def save(html: str, path: str) -> None:
    """Write a page to a file in UTF-8.

    Parameters
    ----------
    html : str
    path : str

    Raises
    ------
    OptionError
        The file cannot be written.
    """
    try:
        with open(path, "wb") as file:
            file.write(encode(html))
    except OSError as error:
        raise OptionError(
            f"cannot write {path}: {error.strerror}", "name a file in a folder that can be written"
        ) from None
