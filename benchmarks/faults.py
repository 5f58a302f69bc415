"""Kill a batch at random moments and resume it, again and again: ``python benchmarks/faults.py --rounds 20``.

All processes of the run are killed at once, with SIGKILL, at a moment drawn from the time that a whole run takes. A run
that came to its end is compared with one that nothing disturbed, byte by byte, and the next round begins anew. Exit
status 1 where a byte differs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from test_batch_runs import write_articles  # noqa: E402 - behind the path

ENDINGS = ("", ".errors.jsonl")


def start(folder: Path, out: str, workers: int) -> subprocess.Popen[bytes]:
    """Begin a batch, or go on with it, in a session of its own."""
    call = [sys.executable, "-m", "extractor.cli", "batch", "in", out, "--workers", str(workers), "--resume"]
    return subprocess.Popen(
        call,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def main() -> int:
    """Tell the kills, the parts that outlived them, and how many results came out whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=9)
    told = parser.parse_args()
    draw, kills, kept, whole, damaged = random.Random(told.seed), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "in", told.articles)
        begin = time.monotonic()
        start(folder, "right", told.workers).wait()
        limit = time.monotonic() - begin
        while kills < told.rounds:
            process = start(folder, "out", told.workers)
            time.sleep(draw.uniform(0, limit))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
                parts = len(list(folder.glob("out.parts/part-*")))
                kept += parts
                print(f"killed {kills:>3}: {parts} parts", flush=True)
            else:
                whole += 1
                same = all((folder / f"out{e}").read_bytes() == (folder / f"right{e}").read_bytes() for e in ENDINGS)
                damaged += not same
                print("finished, the same" if same else "finished, DAMAGED", flush=True)
                for path in folder.glob("out*"):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        start(folder, "out", told.workers).wait()
        damaged += any((folder / f"out{e}").read_bytes() != (folder / f"right{e}").read_bytes() for e in ENDINGS)
    print(f"{kills} kills, {kept} parts outlived them, {whole + 1} results came to their end, {damaged} damaged")
    return 1 if damaged else 0


if __name__ == "__main__":
    sys.exit(main())
