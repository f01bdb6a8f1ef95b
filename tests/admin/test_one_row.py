"""Rules of which an installation has one set."""

import pytest
from django.contrib import admin as djangos
from django.urls import reverse

from subscriptions.administration.room import OneRowRoom
from subscriptions.models.one_row import OneRow

pytestmark = pytest.mark.django_db


def test_rules_of_which_there_is_one_set_offer_no_deletion(admin):
    rooms = {model: room for model, room in djangos.site._registry.items() if issubclass(model, OneRow)}
    assert len(rooms) > 10
    for model, room in rooms.items():
        assert isinstance(room, OneRowRoom), model
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        page = admin.get(reverse(f"{name}_changelist"), follow=True)
        assert page.status_code == 200
        assert reverse(f"{name}_delete", args=[1]) not in page.content.decode(), model
