"""What the rooms beside the core add to an incident in the API, as tickets.parts does for its pages. What a list
needs of it is read for all of its incidents at once."""

from typing import NamedTuple

from django.db.models import Prefetch
from rest_framework import serializers


class Addition(NamedTuple):
    """A field of an incident, and what it is read from."""

    name: str
    field: type[serializers.Field]
    read: Prefetch


of_incident: list[Addition] = []
