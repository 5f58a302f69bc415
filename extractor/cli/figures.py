"""``extract figures``: whose, what, when and how much."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.cli.options import Parser, add_lexicon, document_id
from extractor.formats import encode
from extractor.reading import write_out

__all__ = ["run"]


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    parser = Parser(
        prog="extract figures",
        description="Tell whose each amount of an article is, of what, when, and what a change is against.",
    )
    parser.add_argument("article", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by the dateline)")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    parser.add_argument("--encoding", help="of the article (default: detected)")
    add_lexicon(parser)
    options = parser.parse_args(arguments)

    from extractor.figures.tables import figures_text  # noqa: PLC0415
    from extractor.pipeline import load, parse_date  # noqa: PLC0415
    from extractor.reading import read_article  # noqa: PLC0415

    date = None if options.date is None else parse_date(options.date)
    text, sha256 = read_article(options.article, options.encoding)
    name = document_id(options.article)
    facts = load(options.lexicon).extract(text, id=name, reference_date=date, sha256=sha256)
    write_out(encode(figures_text(facts, options.format)))
    return 0
