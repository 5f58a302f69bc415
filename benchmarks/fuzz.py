"""Fuzz the package, guided by coverage: ``python benchmarks/fuzz.py --minutes 60``, with the extra ``fuzz`` installed.

Each target of ``tests/fuzzing.py`` runs in a process of its own. What breaks a promise is written to the folder of
findings and told at the end; ``--replay FILE --target NAME`` throws it again. Exit status 1 where there is a finding.
"""

from __future__ import annotations

import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Of all the time, by how much there is behind a target.
SHARES = {"text": 0.3, "spliced": 0.2, "bytes": 0.1, "gold": 0.12, "lexicon": 0.1, "markup": 0.12, "rows": 0.06}
_LONGEST = 1500  # bytes of an input


def seeds(target: str, folder: Path) -> None:
    """Write what the fuzzer begins with: pieces of what people wrote."""
    pieces: list[bytes] = []
    if target in ("text", "bytes"):
        for path in sorted((ROOT / "corpus").glob("*.txt")):
            data = path.read_bytes()
            pieces += [b"\1" * (target == "text") + data[at : at + 900] for at in range(0, min(len(data), 3600), 900)]
    elif target == "spliced":
        pieces += [bytes([1, kind, 7 * kind, 40 * at, 29, 2, 5, at, 16]) for kind in range(6) for at in range(6)]
    elif target == "lexicon":
        for path in sorted((ROOT / "extractor" / "data" / "organizations").glob("*.tsv")):
            pieces += [path.read_bytes()[at : at + 400] for at in (0, 2000)]
    elif target == "gold":
        pieces += [
            b'{"id": "a", "reference_date": "2026-01-08", "facts": [{"type": "money", "start": 8, "end": 11, "text": '
            b'"3\xe4\xba\xbf\xe5\x85\x83", "value": "300000000", "currency": "CNY"}], "figures": [{"fact": "money-1", '
            b'"start": 8, "end": 11, "text": "3\xe4\xba\xbf\xe5\x85\x83", "subject": "x", "metric": null}]}',
            b'{"document": {"id": "a"}, "facts": []}\n{"document": {"id": "b"}, "facts": []}',
        ]
    elif target == "markup":
        pieces += [
            "青禾银行今日融资⟦3亿元|money|value=300000000;currency=CNY⟧，同比增长⟦5%|percent|5;up⟧。\n\\⟦注\\⟧明年|后年;\\还款。".encode(),
            "青禾银行今日融资3亿元，同比增长5%。\n\\⟦注\\⟧明年|后年;\\还款。".encode(),
        ]
    else:
        pieces += [b'{"id": 1, "text": "a\\ud800", "reference_date": "2026-01-08", "n": [1e3, null]}\n{']
    for number, piece in enumerate(pieces):
        (folder / f"{number:04}").write_bytes(piece)


def words(path: Path) -> None:
    """Write the words of the tables as a dictionary."""
    sys.path.insert(0, str(ROOT))
    from extractor.lexicon import DATA, read_rows  # noqa: PLC0415 - behind the path

    tokens = set('⟦ ⟧ | ; \\ { } [ ] " : null value= money percent date duration org \t \n \ud7ff'.split(" "))
    for name in glob.glob(os.path.join(DATA, "*.tsv")):
        tokens |= {row[0] for row in read_rows(name, 40) if len(row[0]) < 12}
    with open(path, "w", encoding="ascii") as file:
        for token in sorted(tokens - {""}):
            file.write('"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"\n')


def run_target(target: str, arguments: list[str]) -> None:
    """Fuzz one target, in this process."""
    import atheris  # noqa: PLC0415 - an extra

    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    with atheris.instrument_imports(include=["extractor"]):
        from fuzzing import TARGETS  # noqa: PLC0415 - instrumented
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    """Fuzz all targets one after the other, and tell runs and findings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--target", choices=SHARES)
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    parser.add_argument("--replay", type=Path)
    parser.add_argument("libfuzzer", nargs="*", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.replay or told.libfuzzer:
        run_target(told.target, [str(told.replay)] if told.replay else told.libfuzzer)
        return 0
    told.findings.mkdir(exist_ok=True)
    shares = {told.target: 1.0} if told.target else SHARES
    found = 0
    for target, share in shares.items():
        runs, seconds, findings = fuzz(target, told.minutes * 60 * share / sum(shares.values()), told.findings)
        found += len(findings)
        print(f"{target:8} {runs:>10} runs {seconds:>6.0f} s {len(findings)} findings", *findings, flush=True)
    return 1 if found else 0


def fuzz(target: str, seconds: float, findings: Path) -> tuple[int, float, list[str]]:
    """Fuzz one target for some seconds, going on behind each finding; return runs, seconds and files of findings."""
    runs, spent, kept = 0, 0.0, findings / target
    with tempfile.TemporaryDirectory() as work:
        corpus, dictionary = Path(work) / "corpus", Path(work) / "words"
        corpus.mkdir()
        seeds(target, corpus)
        words(dictionary)
        while seconds - spent >= 1:
            call = [sys.executable, __file__, "--target", target, "--", str(corpus), f"-dict={dictionary}"]
            call += [f"-max_total_time={int(seconds - spent)}", f"-max_len={_LONGEST}", "-timeout=10"]
            call += [f"-artifact_prefix={kept}-", "-print_final_stats=1", "-rss_limit_mb=2000"]
            begin = os.times().elapsed
            told = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
            spent += max(1.0, os.times().elapsed - begin)
            done = re.search(r"number_of_executed_units: ([0-9]+)", told.stderr)
            runs += int(done[1]) if done else 0
            if told.returncode:
                with open(f"{kept}.log", "a", encoding="utf-8") as log:
                    log.write(told.stdout[-4000:] + told.stderr[-4000:])
    return runs, spent, sorted(str(p) for p in findings.glob(f"{target}-*"))


if __name__ == "__main__":
    sys.exit(main())
