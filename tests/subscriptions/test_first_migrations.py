"""The tables of a room are made together: only their own historic models are rendered."""

from django.db import models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from subscriptions.first_migrations import Together

KEY = ("id", models.AutoField(primary_key=True))


def pointing_to(model):
    return ("above", models.ForeignKey(model, models.CASCADE))


def test_what_is_rendered_already_stays_and_gets_its_other_end_of_the_relation():
    state = ProjectState()
    Together([CreateModel("Shelf", [KEY])]).state_forwards("store", state)
    shelf = state.apps.get_model("store", "shelf")
    Together(
        [
            CreateModel("Box", [KEY, pointing_to("store.Shelf")]),
            CreateModel("Lid", [KEY, pointing_to("store.Box")]),
        ]
    ).state_forwards("store", state)
    assert state.apps.get_model("store", "shelf") is shelf
    box, lid = (state.apps.get_model("store", name) for name in ("box", "lid"))
    assert box._meta.get_field("above").related_model is shelf
    assert [relation.related_model for relation in shelf._meta.related_objects] == [box]
    assert [relation.related_model for relation in box._meta.related_objects] == [lid]
