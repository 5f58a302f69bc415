"""``extract evaluate``: scores against hand-labelled gold."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from extractor.cli.options import FAILED, Listed, Parser, add_extractors, add_lexicon, add_types
from extractor.errors import OptionError
from extractor.formats import encode
from extractor.reading import write_out

__all__ = ["run"]

_SCHEMES = ("strict", "exact", "partial", "type", "value")  # scoring has them too, and takes long to import


def _share(text: str) -> float:
    """Read a bar: nothing can reach one beyond 1."""
    try:
        bar = float(text)
    except ValueError:
        bar = -1.0
    if not 0 <= bar <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share from 0 to 1")
    return bar


def _parser() -> Parser:
    parser = Parser(prog="extract evaluate", description="Score against hand-labelled gold: precision, recall and F1.")
    add_types(parser)
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
        action=Listed,
        offered=_SCHEMES,
        help=f"what counts as right, of {', '.join(_SCHEMES)} (default: strict,value; in JSON all). "
        "value, or the first one where it is not among them, is what --baseline and --fail-under look at",
    )
    parser.add_argument(
        "--by", choices=("type", "document", "kind", "rule"), default="type", help="lines of the table (default: type)"
    )
    add_lexicon(parser)
    add_extractors(parser)
    parser.add_argument("--figures", action="store_true", help="score figures (whose, what, when) in place of facts")
    parser.add_argument(
        "--events", action="store_true", help="score events, by the table events.tsv beside the gold files"
    )
    parser.add_argument("--ci", action="store_true", help="tell 95%% confidence intervals, by bootstrap over documents")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="of the result (default: table)")
    parser.add_argument("--errors", action="store_true", help="list what was missed, spurious, wrong in span or value")
    parser.add_argument("--save", metavar="FILE", help="write what was found, for a later --baseline")
    parser.add_argument("--baseline", metavar="FILE", help="list gains and losses against what --save wrote before")
    parser.add_argument(
        "--fail-under", type=_share, metavar="F1", help="exit 1 if F1 over all types is less, for example 0.9"
    )
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit status."""
    options = _parser().parse_args(arguments)
    if options.figures or options.events:
        return _evaluate_relations(options)

    from extractor.comparison import compare, save_facts  # noqa: PLC0415
    from extractor.evaluation import evaluate  # noqa: PLC0415
    from extractor.pipeline import load  # noqa: PLC0415
    from extractor.results import DEFAULT_SCHEMES  # noqa: PLC0415
    from extractor.scoring import SCHEMES, check_schemes  # noqa: PLC0415

    chosen = None if options.scheme is None else check_schemes(s.strip() for s in options.scheme.split(","))
    judged = "value" if chosen is None or "value" in chosen else chosen[0]
    pipeline = load(options.lexicon, options.extractors)
    report = evaluate(options.gold, options.facts, options.types, options.split, pipeline)
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


def _evaluate_relations(options: argparse.Namespace) -> int:
    what = "figures" if options.figures else "events"
    names = ("types", "scheme", "save", "baseline", "ci", "events" if options.figures else "facts")
    given = [name for name in names if getattr(options, name)]
    if given:
        raise OptionError(f"--{given[0]} does not go with --{what}", "leave one of them out")

    from extractor.event_scoring import EventReport, evaluate_events  # noqa: PLC0415
    from extractor.figure_scoring import FigureReport, evaluate_figures  # noqa: PLC0415
    from extractor.pipeline import load  # noqa: PLC0415

    pipeline = load(options.lexicon, options.extractors)
    report: FigureReport | EventReport
    if options.figures:
        report = evaluate_figures(options.gold, options.split, pipeline, options.facts)
    else:
        report = evaluate_events(options.gold, options.split, pipeline)
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
    return FAILED
