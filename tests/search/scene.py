"""What a reader finds of incidents."""

from tickets import search
from tickets.models import Incident, Words


def found(words, reader):
    return search.newest(Incident.objects.visible_to(reader), Words(words, internal=reader.is_staff), 50)
