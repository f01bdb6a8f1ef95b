"""A bucket of the tests' own, served on loopback, in place of the folder of files; and one that is away."""

import logging
import socket
from functools import cache
from pathlib import Path

import boto3
import pytest
from botocore import session
from moto.server import ThreadedMotoServer

from xtreme import environment

KEYS = {"aws_access_key_id": "files", "aws_secret_access_key": "slash/and+plus"}
REGION = "eu-north-1"


@pytest.fixture(scope="session")
def service():
    """host:port"""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield ":".join(map(str, server.get_host_and_port()))
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def services_read_once():
    """What S3 can do is megabytes of JSON, which each new storage of a test would read anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "create_loader", cache(session.create_loader))
        yield


@pytest.fixture
def bucket(service, settings):
    """What is kept is in the bucket. Its boto3 client, by which a test looks."""
    client = boto3.client("s3", endpoint_url=f"http://{service}", region_name=REGION, **KEYS)
    client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION})
    _keep_in(settings, service)
    yield client
    for key in keys(client):
        client.delete_object(Bucket="files", Key=key)
    client.delete_bucket(Bucket="files")


@pytest.fixture
def away(settings):
    """Nothing answers where the bucket was: call it, and it is so."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        yield lambda: _keep_in(settings, f"127.0.0.1:{closed.getsockname()[1]}")


def _keep_in(settings, service):
    url = f"s3://files:slash%2Fand%2Bplus@{service}/files?region={REGION}"
    settings.STORAGES = settings.STORAGES | {"default": environment.storage(url, Path("unused"))}


def keys(client):
    return [each["Key"] for each in client.list_objects_v2(Bucket="files").get("Contents", [])]
