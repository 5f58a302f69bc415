"""``extract gold``: labels made by hand, and exchanged with other tools."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.cli.options import BAD_INPUT, Parser, add_extractors
from extractor.errors import ExtractorError
from extractor.formats import encode
from extractor.reading import write_out
from extractor.terminal import tell_error

__all__ = ["run"]

_FORMATS = ("brat", "doccano", "label-studio", "docbin")


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    parser = Parser(
        prog="extract gold",
        description="Label articles by hand, and exchange the labels with other tools; see docs/labelling.md.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    mark = verbs.add_parser("mark", help="write an article with its labels as inline markup, to be edited")
    mark.add_argument("article", metavar="ARTICLE")
    mark.add_argument("--gold", metavar="G", help="labels to begin with: a gold file or a facts file (default: none)")
    compiled = verbs.add_parser("compile", help="check marked text and write it as gold")
    compiled.add_argument("marked", metavar="MARKED")
    compiled.add_argument("article", metavar="ARTICLE")
    compiled.add_argument("--date", metavar="YYYY-MM-DD", help="reference date, where the article does not tell it")
    check = verbs.add_parser("check", help="list everything in gold files that is wrong")
    check.add_argument("gold", nargs="+", metavar="GOLD", help="*.gold.json files, or folders of them")
    export = verbs.add_parser("export", help="write gold in the format of another tool")
    export.add_argument("--to", required=True, choices=_FORMATS)
    export.add_argument(
        "--offsets",
        choices=("utf-16", "code-point"),
        default="utf-16",
        help="what Label Studio counts: UTF-16 units (default), code points in its later versions",
    )
    export.add_argument("gold", nargs="+", metavar="GOLD")
    export.add_argument("target", metavar="OUT", help="a file; for brat a folder")
    back = verbs.add_parser("import", help="read labels made in another tool, and write them as gold")
    back.add_argument("--from", dest="source_format", required=True, choices=_FORMATS)
    back.add_argument("source", metavar="IN")
    back.add_argument("article", metavar="ARTICLE")
    back.add_argument("--date", metavar="YYYY-MM-DD", help="reference date, where the article does not tell it")
    for verb in (mark, compiled, check, export, back):
        add_extractors(verb)
    options = parser.parse_args(arguments)

    from extractor import labelling  # noqa: PLC0415
    from extractor.pipeline import load  # noqa: PLC0415

    types = load(extractors=options.extractors).types
    wrong: Sequence[ExtractorError] = ()
    if options.verb == "mark":
        write_out(encode(labelling.mark_article(options.article, options.gold, types)))
    elif options.verb == "check":
        wrong = labelling.check_gold(options.gold, types)
    elif options.verb == "export":
        labelling.export_gold(options.gold, options.to, options.target, options.offsets, types=types)
    elif options.verb == "import":
        source_format, source = options.source_format, options.source
        write_out(encode(labelling.import_gold(source_format, source, options.article, options.date, types)))
    else:
        wrong = labelling.marked_violations(options.marked, options.article, types)
        if not wrong:
            write_out(encode(labelling.compile_article(options.marked, options.article, options.date, types)))
    for error in wrong:
        tell_error(error)
    return BAD_INPUT if wrong else 0
