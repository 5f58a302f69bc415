"""Judge what pip-licenses and pip-audit told of the packages: ``python3 audit_results.py licences|audit FILE``.

Exit status 1 where a licence is not free or a vulnerability is known; what could not be checked is told on stderr.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

# Licences that let anyone use, change and pass on, in any product: a name or SPDX, with a version and a short form.
_FREE = re.compile(
    r"""(?:the\ )?
    (?:MIT(?:-0)?|(?:(?:[23]-clause|new|modified|simplified)\ )?0?BSD(?:-[0-4]-clause)?|Apache(?:\ Software)?|ISC|ISCL
    |Python\ Software\ Foundation|PSF|Mozilla\ Public|MPL|Unlicense|CNRI(?:-Python)?|zlib|CC0)
    (?:\ licen[cs]e)?(?:,?[ -]v?(?:ersion\ )?[0-9.]+)?(?:\ universal)?(?:\ \([A-Z0-9-]+(?:\ [0-9.]+)?\))?""",
    re.IGNORECASE | re.VERBOSE,
)
# What pip-audit and its libraries say of an index that they cannot reach.
_NO_NETWORK = re.compile(
    r"ConnectionError|ProxyError|SSLError|Timeout|timed out|Max retries|Name or service not known|Could not connect"
)


def is_free(licence: str) -> bool:
    """Tell whether all the licences that must be kept together are free, of those to choose from one."""
    flat = re.sub(r"(?<![^ (])\(|\)(?![^ )])", "", licence) if re.search(r"\bOR\b|\bAND\b", licence) else licence
    return all(
        any(_FREE.fullmatch(choice.strip()) for choice in re.split(r"\bOR\b", part))
        for part in re.split(r";|\bAND\b", flat)
    )


def judge_licences(rows: list[dict[str, str]]) -> tuple[int, list[str]]:
    """Return exit status and lines to tell."""
    bad = [row for row in rows if not is_free(row["License"])]
    lines = [f"licence of {row['Name']} {row['Version']}: {row['License']}" for row in bad]
    if not rows:
        return 1, ["no package has a licence: nothing was read"]
    return int(bool(bad)), [*lines, f"{len(rows)} packages, {len(rows) - len(bad)} under free licences"]


def judge_audit(report: str) -> tuple[int, list[str]]:
    """Return exit status and lines to tell; a report that is no JSON is the error of a run that broke off.

    Only an index that could not be reached is passed over: a run that broke off otherwise would never check anything.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        told = report.rstrip().split("\n")[-3:]
        if _NO_NETWORK.search(report):
            return 0, ["SKIPPED: known vulnerabilities were NOT checked, as no index could be reached:", *told]
        return 1, ["known vulnerabilities were NOT checked, as pip-audit failed:", *told]
    if not packages:
        return 1, ["known vulnerabilities were NOT checked: no package was read"]
    lines = [
        f"{p['name']} {p['version']}: {v['id']}, mended in {', '.join(v['fix_versions']) or 'no version'}"
        for p in packages
        for v in p.get("vulns", ())
    ]
    unknown = [p["name"] for p in packages if "skip_reason" in p]
    checked = f"{len(packages) - len(unknown)} packages checked, {len(lines)} known vulnerabilities"
    if unknown:
        checked += f"\nSKIPPED: {len(unknown)} packages were NOT checked, as the index here tells none: "
        checked += ", ".join(unknown[:3]) + (", ..." if len(unknown) > 3 else "")
    return int(bool(lines)), [*lines, checked]


def main() -> int:
    """Judge the file of one tool."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    text = path.read_text("utf-8")
    status, lines = judge_licences(list(csv.DictReader(text.splitlines()))) if kind == "licences" else judge_audit(text)
    print("\n".join(lines), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
