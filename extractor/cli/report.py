"""``extract report``: pages of HTML."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.cli.options import Parser, add_extractors, add_lexicon
from extractor.errors import OptionError
from extractor.formats import encode
from extractor.reading import write_out

__all__ = ["run"]


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    parser = Parser(
        prog="extract report",
        description="Write a page of HTML: an article with its facts, or with --summary the scores over many.",
    )
    parser.add_argument(
        "source", nargs="?", metavar="ARTICLE|FACTS", help="an article, or its facts in a .json or .jsonl file"
    )
    parser.add_argument("--gold", metavar="G", help="hand-labelled gold of the article: what is right, what is wrong")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by gold or dateline)")
    parser.add_argument("--article", metavar="A", help="the article of FACTS (default: the one beside them)")
    parser.add_argument("--encoding", help="of the article (default: detected)")
    parser.add_argument("--summary", nargs="+", metavar="GOLD", help="*.gold.json files, or folders of them")
    parser.add_argument("--facts", nargs="+", metavar="F", help="facts for --summary (default: extract them now)")
    parser.add_argument(
        "--split", choices=("dev", "test", "all"), default="all", help="the part for --summary, told by GOLD/split.tsv"
    )
    add_lexicon(parser)
    add_extractors(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    options = parser.parse_args(arguments)
    if (options.source is None) == (options.summary is None):
        raise OptionError("one thing to report is wanted", "give an article or its facts, or --summary GOLD")
    of_one, of_many = ("gold", "date", "article", "encoding"), ("facts",)
    for name in of_many if options.summary is None else of_one:
        if getattr(options, name) is not None:
            with_summary = "without" if options.summary is None else "with"
            raise OptionError(f"--{name} does nothing {with_summary} --summary", "leave it out")

    from extractor import report  # noqa: PLC0415
    from extractor.pipeline import load  # noqa: PLC0415

    pipeline = load(options.lexicon, options.extractors)

    if options.summary is not None:
        page = report.summary_report(options.summary, options.facts, options.split, pipeline)
    else:
        subject = report.read_subject(
            options.source,
            gold=options.gold,
            date=options.date,
            article=options.article,
            encoding=options.encoding,
            pipeline=pipeline,
        )
        page = report.article_report(subject)
    if options.output is None:
        write_out(encode(page))
    else:
        report.save(page, options.output)
    return 0
