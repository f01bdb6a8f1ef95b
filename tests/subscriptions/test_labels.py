"""A label is the one that Django finds (subscriptions.labels)."""

import pytest
from django.db import models
from django.utils.translation import override

from subscriptions.labels import Labelled
from tickets.models import Incident


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("status", ["new", "waiting_customer", "", "unknown"])
def test_a_label_is_what_django_says(status, language):
    incident = Incident(status=status)
    field = Incident._meta.get_field("status")
    with override(language):
        label = incident.get_status_display()
        assert label == models.Model._get_FIELD_display(incident, field)
        assert type(label) is str


def test_a_label_is_looked_up_alone(monkeypatch):
    asked = []
    monkeypatch.setattr("django.db.models.base.make_hashable", lambda value: asked.append(value) or value)
    assert issubclass(Incident, Labelled)
    assert Incident(status="closed").get_status_display() == "closed"
    assert asked == []
