"""Programmes and education. Programmes are every customer's to read; who applies, takes part and says what of a
build, and codes and cards, are her company's alone."""

from entitlements.programmes.models import Application
from entitlements.programmes.views.desk_applications import STEPS as DECISIONS
from entitlements.programmes.views.desk_education import STEPS as RECORDS
from entitlements.programmes.views.desk_programmes import STEPS
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import Thing, hers
from xtreme.isolation.rows import FORM, NOBODY, POSTS, Needs, Row, Task

RUNNING = staff_roles(Permission.RUN_PROGRAMMES)
RECORDING = staff_roles(Permission.RECORD_TRAINING)
PROGRAMME = {"number": "programme that she applied for"}
APPLICATION = {"number": "application"}
CUSTOMER = {"customer": "customer with cards"}

THINGS = {
    "programme that she applied for": hers(Application, "programme"),
    "application": hers(Application),
    "customer with cards": Thing(lambda between: between.other.number, "C-0"),
}
PUBLISHED = ("programme that she applied for",)

ROWS = (
    Row("programmes:programmes", Needs.CONTACT),
    Row("programmes:programme", Needs.CONTACT, FORM, PROGRAMME, sends={"interest": "-"}, shared=True),
    Row("programmes:interest", Needs.CONTACT, POSTS, sends={"products": "{product}"}),
    Row("programmes:withdraw", Needs.CONTACT, POSTS, PROGRAMME),
    Row("programmes:agreement", Needs.CONTACT, POSTS, PROGRAMME | {"version": ("1",)}),
    Row("programmes:feedback", Needs.CONTACT, POSTS, PROGRAMME, sends={"text": "-"}),
    Row("programmes:education", Needs.CONTACT),
    Row("programmes:desk", Needs.VENDOR),
    Row("programmes:new_programme", Needs.VENDOR, FORM, roles=RUNNING, writing=RUNNING),
    Row("programmes:desk_programme", Needs.VENDOR, things=PROGRAMME),
    Row("programmes:edit_programme", Needs.VENDOR, FORM, PROGRAMME, roles=RUNNING, writing=RUNNING),
    Row("programmes:desk_feedback", Needs.VENDOR, things=PROGRAMME, asks=("build=1",)),
    Row(
        "programmes:programme_step",
        Needs.VENDOR,
        POSTS,
        PROGRAMME | {"step": tuple(STEPS)},
        sends={"agreement": "-", "code": "-"},
        writing=RUNNING,
        on_page=True,
    ),
    Row("programmes:application", Needs.VENDOR, things=APPLICATION),
    Row(
        "programmes:application_step",
        Needs.VENDOR,
        POSTS,
        APPLICATION | {"step": tuple(DECISIONS)},
        sends={"reason": "-"},
        writing=RUNNING,
        on_page=True,
    ),
    Row("programmes:desk_education", Needs.VENDOR),
    Row("programmes:customer_education", Needs.VENDOR, things=CUSTOMER),
    Row(
        "programmes:education_step",
        Needs.VENDOR,
        POSTS,
        CUSTOMER | {"step": tuple(RECORDS)},
        sends={"agreement_number": "-", "units": "1", "note": "-"},
        writing=RECORDING,
        on_page=True,
    ),
    Row("programme-list", Needs.KEY, asks=("page_size=200",)),
    Row("programme-detail", Needs.KEY, things=PROGRAMME, shared=True),
    Row(
        "programme-application",
        Needs.KEY,
        POSTS,
        PROGRAMME,
        sends={"interest": "-"},
        writing=NOBODY,
        shared=True,
    ),
    Row("programme-withdrawal", Needs.KEY, POSTS, PROGRAMME, writing=NOBODY),
    Row(
        "programme-feedback",
        Needs.KEY,
        POSTS,
        PROGRAMME,
        sends={"build": "-", "severity": "3", "text": "-"},
        writing=NOBODY,
    ),
)

TASKS = (
    Task("entitlements.programmes.tasks.follow", "codes of the customer, each its own; to her managers"),
    Task("entitlements.programmes.tasks.tell", "of a programme that every customer reads, to her people"),
)
