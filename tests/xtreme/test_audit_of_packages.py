"""Known holes of what the product depends on are asked for (docs/security.md, "Dependencies")."""

import os
import subprocess

import pytest

from scripts import audit


def test_what_is_asked_about_is_what_the_product_runs_on():
    names = {each.partition("==")[0] for each in audit.locked()}
    assert {"django", "psycopg-binary", "python3-saml", "boto3", "kombu"} <= names
    assert names.isdisjoint({"pytest", "playwright", "mypy", "pip-audit", "xtreme-support"})


@pytest.mark.parametrize(
    ("code", "stdout", "stderr", "expected"),
    [
        (0, "", "No known vulnerabilities found", 0),
        (1, "django 6.1.0 CVE-1", "Found 1 known vulnerability in 1 package", 1),
        (1, "django CVE-1\nredis could not be audited", "Found 2 known vulnerabilities in 1 package", 1),
        (0, "redis: could not be audited", "No known vulnerabilities found", os.EX_TEMPFAIL),
        (1, "", "ConnectionError: Max retries exceeded", os.EX_TEMPFAIL),
    ],
)
def test_a_hole_fails_and_an_index_that_does_not_answer_is_said(monkeypatch, code, stdout, stderr, expected):
    done = subprocess.CompletedProcess([], code, stdout, stderr)
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)
    assert audit.main() == expected


def test_an_index_that_is_silent_is_not_waited_for(monkeypatch):
    def silent(command, **options):
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(audit.subprocess, "run", silent)
    assert audit.main() == os.EX_TEMPFAIL
