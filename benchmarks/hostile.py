"""Time and memory of hostile articles at n, 2n and 4n: ``python benchmarks/hostile.py --chars 100000``.

Each is read in a process of its own. ``--kind`` chooses some; with ``--once`` each has ``--chars`` alone, as for a
million facts; with ``--refused`` each is a file of so many characters that the command is to refuse.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import HOSTILE  # noqa: E402 - behind the path

_LIMIT = 3600  # seconds


def measure(kind: str, chars: int) -> None:
    """Extract from one article; print facts, seconds and megabytes, of which the text alone."""
    from extractor.pipeline import load  # noqa: PLC0415 - in the process that is measured

    pipeline = load()
    pipeline.extract("预热3亿元")
    text = HOSTILE[kind](chars)
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    facts = pipeline.extract(text)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([len(facts), seconds, (peak - before) / 1024, peak / 1024]))


def run(kind: str, chars: int) -> list[float]:
    """Measure in a process of its own."""
    call = [sys.executable, __file__, "--measure", kind, "--chars", str(chars)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=_LIMIT, check=False)
    if done.returncode:
        raise SystemExit(f"{kind} at {chars}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def refuse(kind: str, chars: int) -> str:
    """Give the command a file; return what it says, its exit status, seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        piece = HOSTILE[kind](1_000_000).encode("utf-8", "surrogatepass")
        with open(path, "wb") as file:
            for _ in range(chars // 1_000_000):
                file.write(piece)
        call = [sys.executable, "-m", "extractor.cli", str(path)]
        with open(Path(folder) / "told", "w+b") as told:
            begin = time.monotonic()
            process = subprocess.Popen(call, stdout=told, stderr=told, env={**os.environ, "PYTHONPATH": str(ROOT)})
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begin
            told.seek(0)
            said = told.read(200).decode(errors="replace").replace(folder, "").strip()
    return f"{os.waitstatus_to_exitcode(status):>5}{seconds:>8.2f} s{used.ru_maxrss / 1024:>7.0f} MB  {said}"


def main() -> None:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chars", type=int, default=100_000)
    parser.add_argument("--kind", choices=HOSTILE, action="append")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--refused", action="store_true")
    parser.add_argument("--measure", choices=HOSTILE, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.measure:
        measure(told.measure, told.chars)
        return
    if told.refused:
        for kind in told.kind or HOSTILE:
            print(f"{kind:26}{refuse(kind, told.chars)}", flush=True)
        return
    lengths = [told.chars] if told.once else [told.chars, 2 * told.chars, 4 * told.chars]
    print(f"{'':26}" + "".join(f"{f'{n:,}':>13}" for n in lengths) + f"{'last / first':>14}{'facts':>10}{'peak MB':>9}")
    for kind in told.kind or HOSTILE:
        results = [run(kind, length) for length in lengths]
        seconds = [f"{result[1]:>11.2f} s" for result in results]
        growth = results[-1][1] / max(results[0][1], 0.001)
        print(f"{kind:26}{''.join(seconds)}{growth:>14.1f}{results[-1][0]:>10}{results[-1][3]:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
