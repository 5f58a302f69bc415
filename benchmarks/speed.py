"""The pipeline's speed against jieba's, by stages, and its memory: ``python benchmarks/speed.py [--help]``.

What a busy machine does not change is told as ratios: each side is timed in turn, in processors' time, and the medians
are compared; ``--instructions`` counts those of a start by valgrind, which takes minutes and is exact. ``--save`` keeps
the ratios in ``ratios.json``, as each release does; ``--check`` fails where one is worse than there, by a tenth, of
instructions by a fiftieth. ``--articles`` takes a folder of texts in place of the corpus, which is dense with facts.
``--peers`` takes the interpreter of an environment that has jionlp and recognizers-text-suite.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from unittest.mock import patch

import batch
import jieba

from extractor import pipeline as stages
from extractor.extractors import extractor_for
from extractor.facts import FACT_TYPES
from extractor.pipeline import Pipeline, load
from extractor.reading import read_article

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
ARTICLE = str(CORPUS / "funding-round.txt")
RATIOS = HERE / "ratios.json"
# How much worse than at the last release a ratio may be.
WORSE = {"warm": 1.1, "five_types": 1.1, "cold": 1.1, "cold_instructions": 1.02}
COLD = {
    "extract": ("-m", "extractor.cli", ARTICLE),
    "jieba": ("-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()"),
}
# What `resource` tells begins with the peak of the process that started this one.
PEAK = """
import sys
from extractor.cli import main
main(sys.argv[1:])
print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024, file=sys.stderr)
"""
PEER = """
import json, logging, sys, time
texts = json.load(sys.stdin)
def jionlp():
    import jionlp
    logging.disable()
    return lambda text: (jionlp.ner.extract_money(text, with_parsing=True), jionlp.ner.extract_time(text))
def recognizers():
    from recognizers_date_time import recognize_datetime
    from recognizers_number_with_unit import recognize_currency
    return lambda text: (recognize_currency(text, "zh-cn"), recognize_datetime(text, "zh-cn"))
for make in (jionlp, recognizers):
    try:
        find = make()
    except ImportError as error:
        print(make.__name__, "is not installed:", error)
        continue
    find(texts[0])
    begin = time.process_time()
    for text in texts:
        find(text)
    print(make.__name__, time.process_time() - begin)
"""


def corpus(folder: Path = CORPUS) -> list[str]:
    """Return the articles of the corpus, or of another folder."""
    return [read_article(str(path))[0] for path in sorted(folder.glob("*.txt"))]


def article(kilobytes: int) -> str:
    """Return an article of a length in UTF-8, made of those of the corpus, each time with other figures."""
    parts, held, texts = list[str](), 0, corpus()
    for i in range(kilobytes):
        parts.append(texts[i % len(texts)].replace("1", str(i % 9 + 1)).replace("5", str(i // 9 % 9 + 1)))
        held += len(parts[-1].encode())
        if held >= 1000 * kilobytes:
            break
    return "\n\n".join(parts).encode()[: 1000 * kilobytes].decode("utf-8", "ignore")


def used(run: Callable[[], object]) -> float:
    """Return the seconds of a processor that something takes."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def to_json(pipeline: Pipeline, text: str, *, relations: bool = True) -> str:
    """Return the facts of an article as the command prints them."""
    return json.dumps(pipeline.extract(text, relations=relations).to_dict(), ensure_ascii=False)


def warm(folder: Path, times: int = 7) -> dict[str, float]:
    """Return the time of the pipeline in that of jieba.cut, with figures and events and without."""
    pipeline, texts = load(), corpus(folder)

    def five_types() -> None:
        for text in texts:
            to_json(pipeline, text, relations=False)

    sides: dict[str, Callable[[], object]] = {
        "jieba": lambda: [list(jieba.cut(text)) for text in texts],
        "warm": lambda: [to_json(pipeline, text) for text in texts],
        "five_types": five_types,
    }
    for side in sides.values():
        side()
    rounds = [{name: used(side) for name, side in sides.items()} for _ in range(times)]
    seconds = {name: median(found[name] for found in rounds) for name in sides}
    characters = sum(map(len, texts))
    told = ", ".join(f"{name} {1e6 * spent / characters:.1f}" for name, spent in seconds.items())
    print(f"{len(texts)} articles, {characters:,} characters; µs a character: {told}")
    return {name: round(seconds[name] / seconds["jieba"], 2) for name in ("warm", "five_types")}


def cold(times: int = 9) -> float:
    """Return the time of ``extract ARTICLE`` from cold in that of jieba's start."""
    seconds: dict[str, list[float]] = {name: [] for name in COLD}
    for _ in range(times):
        for name, arguments in COLD.items():
            before = os.times()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            after = os.times()
            spent = after.children_user + after.children_system - before.children_user - before.children_system
            seconds[name].append(spent)
    ours, theirs = median(seconds["extract"]), median(seconds["jieba"])
    print(f"from cold: {ours:.2f} s; jieba.initialize() {theirs:.2f} s")
    return ours / theirs


def instructions() -> float:
    """Return the instructions of ``extract ARTICLE`` from cold in those of jieba's start."""
    counted = {}
    for name, arguments in COLD.items():
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, *arguments]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stderr
        counted[name] = int(told.rsplit("Collected : ", 1)[1].split()[0])
    print("instructions from cold:", ", ".join(f"{name} {n // 1_000_000:,} million" for name, n in counted.items()))
    return counted["extract"] / counted["jieba"]


def shares(pipeline: Pipeline, text: str) -> None:
    """Print what an article costs, and how much of it each stage."""
    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            begin = time.process_time()
            result = function(*arguments)
            spent[name] = time.process_time() - begin
            return result

        return run

    document = pipeline.document(text)
    spent["normalise"] = used(lambda: pipeline.document(text))
    spent["segment"] = used(lambda: document.words)
    for fact_type in FACT_TYPES:
        spent[fact_type] = used(lambda t=fact_type: list(extractor_for(t).find(document)))  # type: ignore[misc]
    with patch.object(stages, "_relations", timed("relations", stages._relations)):
        whole = used(lambda: to_json(pipeline, text))
    spent["place and write"] = whole - sum(spent.values())
    told = "  ".join(f"{name} {seconds / whole:.0%}" for name, seconds in spent.items())
    print(f"{len(text.encode()) // 1000:6} kB {1e6 * whole / len(text):6.1f} µs a character: {told}")


def peaks() -> None:
    """Print the peak memory of the command and of a batch's worker."""
    run = [sys.executable, "-c", PEAK, ARTICLE]
    command = subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        batch.write_articles(source, 300)
        print(f"peak memory: the command {int(command)} MB, a worker {batch.memory(source, 'out.jsonl')} MB")


def peers(python: str) -> None:
    """Print how much longer others take for amounts of money and times, than the pipeline for all that it finds."""
    pipeline, texts = load(), corpus()
    to_json(pipeline, texts[0])
    ours = used(lambda: [to_json(pipeline, text) for text in texts])
    told = subprocess.run([python, "-c", PEER], input=json.dumps(texts), check=True, capture_output=True, text=True)
    for line in told.stdout.splitlines():
        name, _, rest = line.partition(" ")
        known = rest.replace(".", "").isdecimal()
        print(f"{name}: {float(rest) / ours:.1f} times as long" if known else line)


def main() -> None:
    """Print the table, and compare with the last release where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="10,100,1000,10000", help="of articles, in kB")
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--articles", type=Path, default=CORPUS, metavar="FOLDER")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(HERE.parent)
    jieba.setLogLevel(60)
    ratios = {**warm(options.articles), "cold": round(cold(), 2)}
    if options.instructions:
        ratios["cold_instructions"] = round(instructions(), 3)
    print(f"in jieba's time: {ratios}")
    if options.save:
        RATIOS.write_text(json.dumps(ratios) + "\n")
    if options.check:
        last = json.loads(RATIOS.read_text())
        worse = {name: last[name] for name in ratios.keys() & last.keys() if ratios[name] > WORSE[name] * last[name]}
        sys.exit(f"slower than the last release, which has {worse}" if worse else 0)
    pipeline = load()
    for size in map(int, options.sizes.split(",")):
        shares(pipeline, article(size))
    peaks()
    if options.peers:
        peers(options.peers)


if __name__ == "__main__":
    main()
