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
        (_report(), 0, "SKIPPED"),
        ("ConnectionError: no route", 0, "ConnectionError: no route"),
        ("", 0, "NOT checked"),
        ("[]", 0, "NOT checked"),
    ],
)
def test_known_vulnerabilities_fail_and_unknown_ones_are_told(
    results: Any, report: str, status: int, told: str
) -> None:
    found, lines = results.judge_audit(report)
    assert (found, told in "\n".join(lines)) == (status, True), lines


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD License", "MPL-2.0 AND MIT", "Apache-2.0 OR GPL-3.0", "ISC License (ISCL)"]
)
def test_free_licences_pass(results: Any, licence: str) -> None:
    assert results.is_free(licence)


@pytest.mark.parametrize("licence", ["GPL-3.0", "Apache-2.0 AND GPL-3.0", "MIT; GPL-3.0", "UNKNOWN", "LIMITED", ""])
def test_other_licences_fail(results: Any, licence: str) -> None:
    assert not results.is_free(licence)
    assert results.judge_licences([{"Name": "a", "Version": "1", "License": licence}])[0] == 1
