"""The check of dependencies fails on what is known to be bad, and says aloud what it could not check."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import pytest
from conftest import ROOT

SCRIPT = ROOT / ".ci" / "audit_results.py"
if not SCRIPT.exists():
    pytest.skip("no .ci in a source distribution", allow_module_level=True)


@pytest.fixture(scope="module")
def results() -> Any:
    spec = importlib.util.spec_from_file_location("audit_results", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {
    "name": "resolvelib",
    "version": "1",
    "vulns": [{"id": "X-1", "fix_versions": ["2"], "description": "timed out"}],
}
UNKNOWN = {"name": "c", "skip_reason": "not found on PyPI and could not be audited: c (1)"}


@pytest.mark.parametrize(
    ("report", "status", "told"),
    [
        (_report(GOOD), 0, "1 packages checked, 0 known"),
        (_report(GOOD, BAD), 1, "resolvelib 1: X-1, mended in 2"),
        (_report(BAD, UNKNOWN), 1, "SKIPPED: 1 packages were NOT checked"),
        (_report(GOOD, UNKNOWN), 0, "SKIPPED: 1 packages were NOT checked"),
        (_report(), 1, "no package was read"),
        ("ConnectionError: no route", 0, "SKIPPED"),
        ("requests.exceptions.ProxyError: Max retries exceeded", 0, "ProxyError: Max retries exceeded"),
        ("ERROR: Could not connect to PyPI's vulnerability feed\n", 0, "Could not connect"),
        ("usage: pip-audit [-h]\npip-audit: error: unrecognized arguments: --nonsense\n", 1, "--nonsense"),
        ("ERROR: requirement file contains invalid specifier at line 1", 1, "pip-audit failed"),
        ("", 1, "NOT checked"),
        ("[]", 1, "NOT checked"),
    ],
)
def test_known_vulnerabilities_fail_and_unknown_ones_are_told(
    results: Any, report: str, status: int, told: str
) -> None:
    found, lines = results.judge_audit(report)
    assert (found, told in "\n".join(lines)) == (status, True), lines


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "MIT License",
        "BSD License",
        "BSD-3-Clause",
        "3-Clause BSD License",
        "0BSD",
        "MPL-2.0 AND MIT",
        "Mozilla Public License 2.0 (MPL 2.0)",
        "Apache-2.0 OR GPL-3.0",
        "(MIT OR GPL-3.0) AND (Apache-2.0)",
        "Apache License, Version 2.0",
        "Apache Software License; BSD License",
        "ISC License (ISCL)",
        "PSF-2.0",
        "Python Software Foundation License",
        "The Unlicense (Unlicense)",
        "CC0 1.0 Universal (CC0 1.0)",
    ],
)
def test_free_licences_pass(results: Any, licence: str) -> None:
    assert results.is_free(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0",
        "Apache-2.0 AND GPL-3.0",
        "MIT; GPL-3.0",
        "Proprietary (not MIT)",
        "MIT (not for sale)",
        "no MIT",
        "MIT with Commons Clause",
        "GPL-3.0 (MIT)",
        "UNKNOWN",
        "LIMITED",
        "",
    ],
)
def test_other_licences_fail(results: Any, licence: str) -> None:
    assert not results.is_free(licence)
    assert results.judge_licences([{"Name": "a", "Version": "1", "License": licence}])[0] == 1
