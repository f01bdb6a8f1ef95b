"""Calling the REST API as the holder of a key, at an instant."""

import time_machine

from subscriptions.models import ApiToken


def read(client, person, address, at):
    return _called(client.get, person, address, at)


def send(client, person, address, at, **said):
    return _called(client.post, person, address, at, data=said, content_type="application/json")


def _called(method, person, address, at, **options):
    with time_machine.travel(at, tick=False):
        key = ApiToken.issue(person, "script")
        return method(f"/api/v1/{address}", headers={"Authorization": f"Token {key}"}, **options)
