"""``extract batch``: the facts of many articles."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.cli.options import FAILED, Parser, add_extractors, add_lexicon, add_relations, add_types
from extractor.errors import OptionError
from extractor.facts import choose_types
from extractor.reading import BATCH_MAX_BYTES

if TYPE_CHECKING:
    from extractor.batch import Settings

__all__ = ["run"]


def _parser() -> Parser:
    parser = Parser(
        prog="extract batch",
        description="Extract the facts of many articles: folders of .txt, JSON Lines, CSV and Parquet, also in gzip "
        "or zstd. See docs/scale.md.",
    )
    add_types(parser)
    parser.add_argument("sources", nargs="+", metavar="IN", help="files or folders; - is JSON Lines on standard input")
    parser.add_argument(
        "target", metavar="OUT", help="result, in order: .parquet, .duckdb, else JSON Lines; - is standard output"
    )
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication of rows that tell none")
    add_relations(parser)
    add_lexicon(parser)
    add_extractors(parser)
    parser.add_argument("--format", choices=("jsonl", "parquet", "duckdb"), help="of OUT (default: told by its suffix)")
    parser.add_argument(
        "--input-format", choices=("jsonl", "csv", "parquet", "txt"), help="of IN (default: told by their suffixes)"
    )
    parser.add_argument("--encoding", help="of text and CSV files (default: detected; of CSV UTF-8)")
    parser.add_argument("--id-field", default="id", metavar="F", help="field of the id (default: id)")
    parser.add_argument("--text-field", default="text", metavar="F", help="field of the text (default: text)")
    parser.add_argument("--date-field", default="reference_date", metavar="F", help="field of the day of publication")
    parser.add_argument(
        "--metadata", metavar="F,...", help="further fields carried into the result (default: all; '' for none)"
    )
    parser.add_argument(
        "--max-bytes", type=int, default=BATCH_MAX_BYTES, metavar="N", help="longer articles fail (%(default)s)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--resume", action="store_true", help="go on where a run to the same OUT was stopped")
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="(default: %(default)s)")
    parser.add_argument("--master", metavar="URL", help="of Spark (default: told by its configuration)")
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    from extractor.batch import Settings  # noqa: PLC0415
    from extractor.batch.items import Reading  # noqa: PLC0415
    from extractor.batch.rows import Fields  # noqa: PLC0415
    from extractor.pipeline import load, parse_date  # noqa: PLC0415

    if options.date is not None:
        parse_date(options.date)
    metadata = None if options.metadata is None else tuple(f for f in options.metadata.split(",") if f)
    if options.max_bytes < 1 or (options.workers is not None and options.workers < 1):
        raise OptionError("--max-bytes and --workers are 1 or more", "give a positive number")
    fields = Fields(options.id_field, options.text_field, options.date_field, metadata)
    return Settings(
        types=choose_types(options.types, load(extractors=options.extractors).types),
        relations=options.relations,
        reference_date=options.date,
        lexicon=options.lexicon,
        extractors=tuple(options.extractors or ()),
        reading=Reading(fields, options.input_format, options.encoding, options.max_bytes),
    )


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    settings = _settings(options)
    if options.engine == "spark":
        from extractor.batch.spark import run_spark  # noqa: PLC0415

        if options.resume or options.workers or options.format not in (None, "parquet"):
            raise OptionError("Spark has its own workers, retries and Parquet", "leave such options out")
        summary = run_spark(options.sources, options.target, settings, options.master)
    else:
        from extractor.batch import run_batch  # noqa: PLC0415

        if options.master is not None:
            raise OptionError("--master is for Spark", "add --engine spark")
        try:
            summary = run_batch(
                options.sources,
                options.target,
                settings,
                format=options.format,
                workers=options.workers or _cores(),
                resume=options.resume,
            )
        except KeyboardInterrupt:
            if os.path.isdir(f"{os.path.realpath(options.target)}.parts"):
                print("extract: interrupted; what is finished is kept, go on with --resume", file=sys.stderr)
            raise
    if summary.failed:
        what = f"{summary.failed} of {summary.done + summary.failed} rows failed"
        print(f"extract: {what}; see {summary.errors}", file=sys.stderr)
        return FAILED
    return 0


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
