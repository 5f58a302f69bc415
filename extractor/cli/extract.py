"""``extract ARTICLE...``: the facts of articles."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from extractor import __version__
from extractor.cli.options import Parser, add_extractors, add_lexicon, add_relations, add_types, document_id
from extractor.errors import OptionError
from extractor.formats import encode
from extractor.reading import write_out

if TYPE_CHECKING:
    from extractor.facts import Facts

__all__ = ["run"]

_HELP = """\
Extract money, percentages, dates, durations and organisations from Chinese news.

Every fact is normalised and grounded: text == article[start:end], to the character.
"""
_EXAMPLES = """\
commands:
  extract ARTICLE...         facts of one article as JSON, of several as JSON Lines (this page)
  extract figures ARTICLE    whose, what, when, how much: a table of the amounts
  extract batch IN... OUT    facts of many articles: folders, JSON Lines, CSV, Parquet
  extract evaluate GOLD...   score against hand-labelled gold
  extract gold VERB ...      label by hand: mark, compile, check, export, import
  extract report ARTICLE     HTML page of an article and its facts, or of scores over gold
  extract explain ARTICLE    why a place of an article is a fact, or is none
  Each has a --help of its own. A file that is called like a command is read as ./batch.

examples:
  extract article.txt > facts.json
  extract article.txt --date 2026-01-08 --types money,org   # day of publication; two types
  curl -s https://example.org/news.txt | extract - > facts.json
  extract big5.txt --encoding big5hkscs
  extract news/*.txt > facts.jsonl                          # an object a line
  extract batch articles.jsonl facts.jsonl
  extract evaluate gold/ --errors                           # what is wrong, with its sentence
  extract explain article.txt --at 1910                     # which rules looked, and why
  extract --completion bash >> ~/.bashrc                    # press Tab from now on
"""


class _Completion(argparse.Action):
    """Write the completion script of a shell, and end."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: Any, *__: object) -> None:
        from extractor.cli.commands import parsers  # noqa: PLC0415 - once in a machine's life
        from extractor.completion import completion_script  # noqa: PLC0415

        write_out(encode(completion_script(shell, dict(parsers()))))
        parser.exit()


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    parser = Parser(
        prog="extract",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    add_types(parser)
    parser.usage = "extract ARTICLE... [options]\n       extract COMMAND ... [options]"
    parser.add_argument("articles", nargs="+", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="day of publication, for relative dates (default: told by the dateline)"
    )
    add_relations(parser)
    add_lexicon(parser)
    add_extractors(parser)
    parser.add_argument("--encoding", help="of the articles (default: detected among UTF-8, GB18030, Big5 and UTF-16)")
    parser.add_argument(
        "--max-bytes", type=int, default=10_000_000, metavar="N", help="longer articles are refused (%(default)s)"
    )
    parser.add_argument(
        "--completion",
        choices=("bash", "zsh", "fish"),
        action=_Completion,
        help="write a completion script for a shell",
    )
    parser.add_argument("--version", action="version", version=f"extract {__version__}")
    options = parser.parse_args(arguments)

    if len(options.articles) == 1:
        gc.disable()  # the process ends before there is anything to collect
    from extractor.formats import facts_document, facts_line  # noqa: PLC0415 - not for --help
    from extractor.pipeline import load  # noqa: PLC0415
    from extractor.reading import STDIN, read_article  # noqa: PLC0415
    from extractor.segment import for_one_text  # noqa: PLC0415

    if options.articles.count(STDIN) > 1:
        raise OptionError("standard input is named twice", "give - once")
    if options.max_bytes < 1:
        raise OptionError("--max-bytes is 1 or more", "give a positive number")
    # All articles are read before the first fact is written: a bad one leaves no half of a result.
    articles = [(path, *read_article(path, options.encoding, options.max_bytes)) for path in options.articles]
    pipeline = load(options.lexicon, options.extractors)
    write: Callable[[Facts], bytes] = facts_document if len(articles) == 1 else facts_line
    with for_one_text(sum(len(text) for _, text, _ in articles)):
        for path, text, sha256 in articles:
            facts = pipeline.extract(
                text,
                id=document_id(path),
                reference_date=options.date,
                types=options.types,
                relations=options.relations,
                sha256=sha256,
            )
            write_out(write(facts))
    return 0
