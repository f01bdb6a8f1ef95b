"""STORAGE_URL: where files are kept, and what pages may then show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from xtreme import environment

FOLDER = Path("/srv/files")


def options(url):
    return environment.storage(url, FOLDER)["OPTIONS"]


def test_unset_files_are_in_the_folder():
    assert environment.storage("", FOLDER) == {
        "BACKEND": "subscriptions.folder.Folder",
        "OPTIONS": {"location": FOLDER},
    }
    assert environment.storage_origins(environment.storage("", FOLDER)) == []


def test_a_service_of_ones_own_is_named_with_host_and_keys():
    found = options("s3://KEY:se%2Fcret@s3.example.com:9000/support-files?region=eu-1")
    assert found["endpoint_url"] == "https://s3.example.com:9000"
    assert (found["access_key"], found["secret_key"]) == ("KEY", "se/cret")
    assert (found["bucket_name"], found["region_name"]) == ("support-files", "eu-1")
    assert found["addressing_style"] == "path"


def test_tls_is_left_out_on_this_machine_or_where_it_says_so():
    assert options("s3://k:s@127.0.0.1:9000/b")["endpoint_url"] == "http://127.0.0.1:9000"
    assert options("s3://k:s@minio:9000/b?tls=0")["endpoint_url"] == "http://minio:9000"
    assert options("s3://k:s@minio:9000/b")["endpoint_url"] == "https://minio:9000"


def test_amazons_own_has_a_region_and_may_have_the_keys_of_the_machines_role():
    kept = environment.storage("s3:///support-files?region=eu-north-1", FOLDER)
    assert kept["OPTIONS"]["access_key"] is None
    assert kept["OPTIONS"]["endpoint_url"] == "https://s3.eu-north-1.amazonaws.com"
    assert environment.storage_origins(kept) == ["https://support-files.s3.eu-north-1.amazonaws.com"]


@pytest.mark.parametrize(
    "url",
    [
        "http://k:s@host/bucket",
        "s3://k:s@host/",
        "s3:///bucket",
        "s3://k:s@host/a/b",
        "s3://k:s@host/b?regoin=x",
        "/srv/files",
    ],
)
def test_what_cannot_be_meant_does_not_start(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        environment.storage(url, FOLDER)


def test_signed_addresses_lead_where_the_content_policy_says_and_nowhere_else():
    """Only videos may come from the bucket; pictures come from us."""
    say = "from xtreme.settings import SECURE_CSP as csp; [print(n, *csp[n]) for n in csp]"
    url = "s3://k:s@files.example.com/b?region=eu-1"
    found = subprocess.run(
        [sys.executable, "-c", say],
        env=os.environ | {"STORAGE_URL": url, "LIVE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    named = [line for line in found.stdout.splitlines() if "files.example.com" in line]
    assert named == ["media-src 'self' https://files.example.com"]
