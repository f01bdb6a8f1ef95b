"""R5.3: liveness and readiness, without sign-in."""

import time
from functools import partial

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from xtreme import views
from xtreme.celery import app


def test_live_answers_without_a_database(client):
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_names_database_broker_and_migrations(client):
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "ok", "migrations": "ok", "status": "ok"}


@pytest.mark.django_db
def test_r5_3_it_is_not_ready_where_a_migration_has_not_been_applied(client):
    MigrationRecorder(connection).record_unapplied("tickets", "0002_walls")
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["migrations"]) == (503, "pending")


def test_migrations_are_found_as_django_finds_them():
    assert views._all_migrations() == MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()


@pytest.mark.django_db
def test_r5_2_it_stays_ready_without_the_broker(client, monkeypatch, tmp_path):
    nobody = partial(app.connection_for_write, f"redis+socket://{tmp_path}/nobody.sock")
    usual, _response = timed(client)
    monkeypatch.setattr(app, "connection_for_write", nobody)
    seconds, response = timed(client)
    assert (response.status_code, response.json()["broker"]) == (200, "down")
    assert seconds - usual < 1


def timed(client):
    """The seconds that the answer takes, and the answer."""
    begun = time.monotonic()
    response = client.get("/health/ready")
    return time.monotonic() - begun, response


@pytest.mark.django_db
def test_it_is_not_ready_without_its_database(client, monkeypatch):
    monkeypatch.setattr(views, "_database", lambda: "down")
    assert client.get("/health/ready").status_code == 503
