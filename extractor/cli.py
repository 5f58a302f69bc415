"""The command ``extract``: reads options, calls one function, tells errors in one line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from extractor import __version__
from extractor.errors import ExtractorError, OptionError
from extractor.facts import FACT_TYPES, FactType, check_types
from extractor.formats import encode
from extractor.reading import write_out
from extractor.terminal import coloured, paint

if TYPE_CHECKING:
    from extractor.batch import Settings
    from extractor.facts import Facts

__all__ = ["main"]

_FAILED, _BAD_INPUT, _INTERRUPTED = 1, 2, 130

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
_HELP_STYLES = {
    r"^[a-z][a-z ]*:(?= |$)": "bold",
    r"#.*$": "dim",
    r"(?<![\w-])--?[a-zA-Z][\w-]*": "cyan",
    r"(?<=^  )extract(?: (?:batch|evaluate|gold|report|explain))?\b": "green",
}
_EXPLAIN_STYLES = {r"(?<=^  )fact\b": "green", r"(?<=^  )lost\b": "yellow", r"(?<=^  )refused\b": "red"}


_DESCRIBE = "---describe"  # an option that no other one abbreviates to


class _Described(Exception):  # noqa: N818 - no error
    """Carries the parser of a command to the one who asked for it."""


class _Describe(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise _Described(parser)


class _Completion(argparse.Action):
    """Write the completion script of a shell, and end."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: Any, *__: object) -> NoReturn:
        from extractor.completion import completion_script  # noqa: PLC0415 - once in a machine's life

        write_out(encode(completion_script(shell, dict(_parsers()))))
        parser.exit()


def _parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Tell the parser of each command: each makes its own, and hands it over when asked."""
    for name, command in {"": _extract, **_COMMANDS}.items():
        try:
            command([_DESCRIBE])
        except _Described as told:
            parser: argparse.ArgumentParser = told.args[0]
            yield name, parser
            for action in parser._actions:
                if isinstance(action, argparse._SubParsersAction):
                    yield from ((f"{name} {verb}", inner) for verb, inner in action.choices.items())


class _Parser(argparse.ArgumentParser):
    """A parser that tells errors in one line, with what to do next, and help in colours on a terminal."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.color = False  # Python 3.14 has colours of its own
        self.add_argument(_DESCRIBE, action=_Describe, nargs=0, help=argparse.SUPPRESS)

    def print_help(self, file: Any = None) -> None:
        stream = file or sys.stdout
        stream.write(paint(self.format_help(), _HELP_STYLES) if coloured(stream) else self.format_help())

    def error(self, message: str) -> NoReturn:
        raise OptionError(message, f"see {self.prog} --help")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _types(text: str) -> tuple[FactType, ...]:
    return check_types(_names(text))


def _parser(prog: str, description: str, epilog: str | None = None) -> _Parser:
    parser = _Parser(
        prog=prog, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--types", metavar="T,...", help=f"only facts of these types, of {', '.join(FACT_TYPES)} (default: all)"
    )
    return parser


def _add_lexicon(parser: _Parser) -> None:
    parser.add_argument(
        "--lexicon", metavar="FILE", help="table of organisations of your own: a name a line; see docs/lexicon.md"
    )


def _add_extractors(parser: _Parser) -> None:
    parser.add_argument(
        "--extractors",
        metavar="NAME,...",
        type=_names,
        help="fact types of your own, from installed packages; see docs/extending.md",
    )


def _extract(arguments: Sequence[str]) -> int:
    parser = _parser("extract", _HELP, _EXAMPLES)
    parser.usage = "extract ARTICLE... [options]\n       extract COMMAND ... [options]"
    parser.add_argument("articles", nargs="+", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="day of publication, for relative dates (default: told by the dateline)"
    )
    _add_lexicon(parser)
    _add_extractors(parser)
    parser.add_argument("--encoding", help="of the articles (default: detected among UTF-8, GB18030, Big5 and UTF-16)")
    parser.add_argument(
        "--completion",
        choices=("bash", "zsh", "fish"),
        action=_Completion,
        help="write a completion script for a shell",
    )
    parser.add_argument("--version", action="version", version=f"extract {__version__}")
    options = parser.parse_args(arguments)
    types = None if options.types is None else _names(options.types)

    from extractor.formats import facts_document, facts_line  # noqa: PLC0415 - not for --help
    from extractor.pipeline import load, parse_date  # noqa: PLC0415
    from extractor.reading import STDIN, read_article  # noqa: PLC0415

    date = None if options.date is None else parse_date(options.date)
    if options.articles.count(STDIN) > 1:
        raise OptionError("standard input is named twice", "give - once")
    # All articles are read before the first fact is written: a bad one leaves no half of a result.
    articles = [(path, *read_article(path, options.encoding)) for path in options.articles]
    pipeline = load(options.lexicon, options.extractors)
    write: Callable[[Facts], bytes] = facts_document if len(articles) == 1 else facts_line
    for path, text, sha256 in articles:
        name = "stdin" if path == STDIN else _document_id(path)
        facts = pipeline.extract(text, id=name, reference_date=date, types=types, sha256=sha256)
        write_out(write(facts))
    return 0


def _document_id(path: str) -> str:
    """Name a document after its file; in UTF-8, whatever the locale made of the name's bytes."""
    return os.fsencode(os.path.splitext(os.path.basename(path))[0]).decode("utf-8", "replace")


def _figures(arguments: Sequence[str]) -> int:
    parser = _Parser(
        prog="extract figures",
        description="Tell whose each amount of an article is, of what, when, and what a change is against.",
    )
    parser.add_argument("article", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by the dateline)")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    parser.add_argument("--encoding", help="of the article (default: detected)")
    _add_lexicon(parser)
    options = parser.parse_args(arguments)

    from extractor.figures.tables import figures_text  # noqa: PLC0415
    from extractor.pipeline import load, parse_date  # noqa: PLC0415
    from extractor.reading import STDIN, read_article  # noqa: PLC0415

    date = None if options.date is None else parse_date(options.date)
    text, sha256 = read_article(options.article, options.encoding)
    name = "stdin" if options.article == STDIN else _document_id(options.article)
    facts = load(options.lexicon).extract(text, id=name, reference_date=date, sha256=sha256)
    write_out(encode(figures_text(facts, options.format)))
    return 0


def _batch_parser() -> _Parser:
    parser = _parser(
        "extract batch",
        "Extract the facts of many articles: folders of .txt, JSON Lines, CSV and Parquet, also in gzip or zstd. "
        "See docs/scale.md.",
    )
    parser.add_argument("sources", nargs="+", metavar="IN", help="files or folders; - is JSON Lines on standard input")
    parser.add_argument(
        "target", metavar="OUT", help="result, in order: .parquet, .duckdb, else JSON Lines; - is standard output"
    )
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication of rows that tell none")
    _add_lexicon(parser)
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
        "--max-bytes", type=int, default=1_000_000, metavar="N", help="longer articles fail (%(default)s)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--resume", action="store_true", help="go on where a run to the same OUT was stopped")
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="(default: %(default)s)")
    parser.add_argument("--master", metavar="URL", help="of Spark (default: told by its configuration)")
    return parser


def _batch_settings(options: argparse.Namespace) -> Settings:
    from extractor.batch import Settings  # noqa: PLC0415
    from extractor.batch.rows import Fields  # noqa: PLC0415
    from extractor.batch.sources import Reading  # noqa: PLC0415
    from extractor.pipeline import parse_date  # noqa: PLC0415

    if options.date is not None:
        parse_date(options.date)
    metadata = None if options.metadata is None else tuple(f for f in options.metadata.split(",") if f)
    if options.max_bytes < 1 or (options.workers is not None and options.workers < 1):
        raise OptionError("--max-bytes and --workers are 1 or more", "give a positive number")
    fields = Fields(options.id_field, options.text_field, options.date_field, metadata)
    return Settings(
        types=FACT_TYPES if options.types is None else _types(options.types),
        reference_date=options.date,
        lexicon=options.lexicon,
        reading=Reading(fields, options.input_format, options.encoding, options.max_bytes),
    )


def _batch(arguments: Sequence[str]) -> int:
    options = _batch_parser().parse_args(arguments)
    settings = _batch_settings(options)
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
        return _FAILED
    return 0


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _evaluate_parser() -> _Parser:
    parser = _parser("extract evaluate", "Score against hand-labelled gold: precision, recall and F1.")
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="*.gold.json files, or folders of them")
    parser.add_argument(
        "--facts", nargs="+", metavar="F", help="facts to score, JSON or JSON Lines (default: extract them now)"
    )
    parser.add_argument(
        "--split", choices=("dev", "test", "all"), default="all", help="the part to score, told by GOLD/split.tsv"
    )
    parser.add_argument(
        "--scheme",
        metavar="S,...",
        help="what counts as right, of strict, exact, partial, type, value (default: strict,value; in JSON all). "
        "value, or the first one where it is not among them, is what --baseline and --fail-under look at",
    )
    parser.add_argument(
        "--by", choices=("type", "document", "kind", "rule"), default="type", help="lines of the table (default: type)"
    )
    parser.add_argument("--figures", action="store_true", help="score figures (whose, what, when) in place of facts")
    parser.add_argument("--ci", action="store_true", help="tell 95%% confidence intervals, by bootstrap over documents")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="of the result (default: table)")
    parser.add_argument("--errors", action="store_true", help="list what was missed, spurious, wrong in span or value")
    parser.add_argument("--save", metavar="FILE", help="write what was found, for a later --baseline")
    parser.add_argument("--baseline", metavar="FILE", help="list gains and losses against what --save wrote before")
    parser.add_argument(
        "--fail-under", type=float, metavar="F1", help="exit 1 if F1 over all types is less, for example 0.9"
    )
    return parser


def _evaluate(arguments: Sequence[str]) -> int:
    options = _evaluate_parser().parse_args(arguments)
    if options.figures:
        return _evaluate_figures(options)

    from extractor.comparison import compare, save_facts  # noqa: PLC0415
    from extractor.evaluation import evaluate  # noqa: PLC0415
    from extractor.results import DEFAULT_SCHEMES  # noqa: PLC0415
    from extractor.scoring import SCHEMES, check_schemes  # noqa: PLC0415

    chosen = None if options.scheme is None else check_schemes(s.strip() for s in options.scheme.split(","))
    judged = "value" if chosen is None or "value" in chosen else chosen[0]
    types = None if options.types is None else _types(options.types)
    report = evaluate(options.gold, options.facts, types, options.split)
    compared = compare(report, options.baseline, judged) if options.baseline else None
    if options.save:
        save_facts(report, options.save)
    if options.format == "json":
        told = report.to_dict(errors=options.errors, schemes=chosen or tuple(SCHEMES), ci=options.ci)
        if compared:
            told["baseline"] = compared.to_dict(ci=options.ci)
        result = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    else:
        result = report.to_table(options.by, chosen or DEFAULT_SCHEMES, ci=options.ci)
        result += report.to_errors_text() if options.errors else ""
        result += compared.to_text(ci=options.ci) if compared else ""
    write_out(encode(result))
    return _judge(report.f1(scheme=judged), options.fail_under)


def _evaluate_figures(options: argparse.Namespace) -> int:
    given = [name for name in ("facts", "types", "scheme", "save", "baseline", "ci") if getattr(options, name)]
    if given:
        raise OptionError(f"--{given[0]} does not go with --figures", "leave one of them out")

    from extractor.figure_scoring import evaluate_figures  # noqa: PLC0415

    report = evaluate_figures(options.gold, options.split)
    if options.format == "json":
        result = json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n"
    else:
        result = report.to_table() + (report.to_errors_text() if options.errors else "")
    write_out(encode(result))
    return _judge(report.score().f1, options.fail_under)


def _judge(reached: float | None, bar: float | None) -> int:
    """Return the exit status of a score, and tell where it falls short."""
    if bar is None or (reached is not None and reached >= bar):
        return 0
    reason = "undefined, since there is nothing to score" if reached is None else f"{reached:.4f}"
    print(f"extract: F1 is {reason}; the bar is {bar}", file=sys.stderr)
    return _FAILED


def _gold(arguments: Sequence[str]) -> int:
    parser = _Parser(
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
    export.add_argument("gold", nargs="+", metavar="GOLD")
    export.add_argument("target", metavar="OUT", help="a file; for brat a folder")
    back = verbs.add_parser("import", help="read labels made in another tool, and write them as gold")
    back.add_argument("--from", dest="source_format", required=True, choices=_FORMATS)
    back.add_argument("source", metavar="IN")
    back.add_argument("article", metavar="ARTICLE")
    back.add_argument("--date", metavar="YYYY-MM-DD", help="reference date, where the article does not tell it")
    options = parser.parse_args(arguments)

    from extractor import labelling  # noqa: PLC0415

    wrong: Sequence[ExtractorError] = ()
    if options.verb == "mark":
        write_out(encode(labelling.mark_article(options.article, options.gold)))
    elif options.verb == "check":
        wrong = labelling.check_gold(options.gold)
    elif options.verb == "export":
        labelling.export_gold(options.gold, options.to, options.target)
    elif options.verb == "import":
        write_out(encode(labelling.import_gold(options.source_format, options.source, options.article, options.date)))
    else:
        wrong = labelling.marked_violations(options.marked, options.article)
        if not wrong:
            write_out(encode(labelling.compile_article(options.marked, options.article, options.date)))
    for error in wrong:
        _tell(error)
    return _BAD_INPUT if wrong else 0


def _report(arguments: Sequence[str]) -> int:
    parser = _Parser(
        prog="extract report",
        description="Write a page of HTML: an article with its facts, or with --summary the scores over many.",
    )
    parser.add_argument("source", nargs="?", metavar="ARTICLE|FACTS", help="an article, or its facts in a .json file")
    parser.add_argument("--gold", metavar="G", help="hand-labelled gold of the article: what is right, what is wrong")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by gold or dateline)")
    parser.add_argument("--article", metavar="A", help="the article of FACTS (default: the one beside them)")
    parser.add_argument("--encoding", help="of the article (default: detected)")
    parser.add_argument("--summary", nargs="+", metavar="GOLD", help="*.gold.json files, or folders of them")
    parser.add_argument("--facts", nargs="+", metavar="F", help="facts for --summary (default: extract them now)")
    parser.add_argument(
        "--split", choices=("dev", "test", "all"), default="all", help="the part for --summary, told by GOLD/split.tsv"
    )
    _add_lexicon(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    options = parser.parse_args(arguments)
    if (options.source is None) == (options.summary is None):
        raise OptionError("one thing to report is wanted", "give an article or its facts, or --summary GOLD")

    from extractor import report  # noqa: PLC0415

    if options.summary is not None:
        page = report.summary_report(options.summary, options.facts, options.split)
    else:
        subject = report.read_subject(
            options.source,
            gold=options.gold,
            date=options.date,
            article=options.article,
            encoding=options.encoding,
            lexicon=options.lexicon,
        )
        page = report.article_report(subject)
    if options.output is None:
        write_out(encode(page))
    else:
        report.save(page, options.output)
    return 0


def _explain(arguments: Sequence[str]) -> int:
    parser = _Parser(
        prog="extract explain", description="Tell which rules looked at a place of an article, and what decided."
    )
    parser.add_argument("article", metavar="ARTICLE", help="a plain-text file; - is standard input")
    parser.add_argument("--at", type=int, metavar="OFFSET", help="the place, in characters from 0")
    parser.add_argument("--text", metavar="T", help="the place, by what stands there; every occurrence is explained")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="day of publication (default: told by the dateline)")
    _add_lexicon(parser)
    _add_extractors(parser)
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
        write_out(encode(paint(text, _EXPLAIN_STYLES) if coloured(sys.stdout) else text))
    return 0


_FORMATS = ("brat", "doccano", "label-studio", "docbin")
_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "batch": _batch,
    "figures": _figures,
    "evaluate": _evaluate,
    "gold": _gold,
    "report": _report,
    "explain": _explain,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, or None
        Without the program's name; None: from ``sys.argv``.

    Returns
    -------
    int
        Exit status: 0; 1 where a result falls short (failed rows, a score below its bar); 2 for bad input or
        options, told in one line on standard error; 130 when interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    command: Callable[[Sequence[str]], int] = _extract
    if given and given[0] in _COMMANDS:
        command = _COMMANDS[given.pop(0)]
    try:
        return command(given)
    except ExtractorError as error:
        _tell(error)
        return _BAD_INPUT
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away, as `head` does. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13


def _tell(error: ExtractorError) -> None:
    head = "extract: error:"
    print(paint(head, {".+": "red"}) if coloured(sys.stderr) else head, _one_line(error), file=sys.stderr)


def _one_line(error: Any) -> str:
    text = " ".join(str(error).split())
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


if __name__ == "__main__":
    sys.exit(main())
