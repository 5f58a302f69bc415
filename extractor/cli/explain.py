"""``extract explain``: why a place of an article is a fact, or is none."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from extractor.cli.options import Parser, add_extractors, add_lexicon
from extractor.formats import encode
from extractor.reading import write_out
from extractor.terminal import coloured, paint

__all__ = ["run"]

_STYLES = {r"(?<=^  )fact\b": "green", r"(?<=^  )lost\b": "yellow", r"(?<=^  )refused\b": "red"}


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    parser = Parser(
        prog="extract explain", description="Tell which rules looked at a place of an article, and what decided."
    )
    parser.add_argument("article", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument("--at", type=int, metavar="OFFSET", help="the place, in characters from 0")
    parser.add_argument("--text", metavar="T", help="the place, by what stands there; every occurrence is explained")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by the dateline)")
    add_lexicon(parser)
    add_extractors(parser)
    parser.add_argument("--encoding", help="of the article (default: detected)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the result (default: text)")
    options = parser.parse_args(arguments)

    from extractor.explain import explanation_dict, explanation_text  # noqa: PLC0415
    from extractor.pipeline import load  # noqa: PLC0415
    from extractor.reading import read_article  # noqa: PLC0415

    raw, _ = read_article(options.article, options.encoding)
    pipeline = load(options.lexicon, options.extractors)
    told = pipeline.explain(raw, at=options.at, text=options.text, reference_date=options.date)
    if options.format == "json":
        write_out(encode(json.dumps(explanation_dict(told), ensure_ascii=False, indent=1) + "\n"))
    else:
        text = explanation_text(told)
        write_out(encode(paint(text, _STYLES) if coloured(sys.stdout) else text))
    return 0
