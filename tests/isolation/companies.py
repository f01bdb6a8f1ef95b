"""A company with everything that a customer can have, for whoever must not see it; and a mark in all its texts."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from entitlements.models import Service, SpecialTerms
from entitlements.renewal.requests import ask as ask_for_upgrade
from entitlements.special_events import requesting
from entitlements.special_events.requesting import Wish
from notifications import alerts
from notifications.webhooks import managing
from subscriptions.models import (
    AdvisorAssignment,
    Customer,
    InstalledSystem,
    Membership,
    SubscriptionEntry,
    User,
)
from subscriptions.tenancy import walled_models
from tests import factories as make
from tests.mailbox.conftest import letter
from tests.tickets.moments import moment
from tickets import attachments, correspondence, followers
from tickets.mailbox.taking import take_in
from tickets.models import Incident
from xtreme.isolation.marks import text_fields

WEDNESDAY, TEN = moment("2026-11-25 09:00 +01:00"), moment("2026-11-25 10:00 +01:00")
BEGINS, ENDS = moment("2026-07-01 00:00 +02:00"), moment("2027-07-01 00:00 +02:00")
SATURDAY = date(2026, 12, 12)
MARK = "hemmelig7f3a"  # in every text of the marked company
WORD = "kanariefugl"  # beside it, to look for


@dataclass
class Company:
    customer: Customer
    contact: User
    manager: User
    leaving: User
    incident: Incident


def company(code, *, marked=False, tier="XTE"):
    """A customer covered for the product `code`, with people and one of each thing."""
    said = f" {WORD} {MARK}" if marked else ""
    part = MARK if marked else f"of{code.lower()}"
    product = make.product(code)
    customer = make.customer(name=f"Company {code}{said}", city=f"Aalborg{said}", industry=f"Wind{said}")
    make.line(customer, product, tier, BEGINS, ENDS)
    people = {
        name: make.contact(
            customer,
            role,
            name=f"{name} {code}" if name == "Leaving" else f"{name} {code}{said}",  # she may read her own
            email=f"{name.lower()}@{code.lower() if name == 'Leaving' else part}.example",
            phone="+45 20 00 00 01",
        )
        for name, role in (("Leaving", "contact"), ("Contact", "contact"), ("Manager", "manager"))
    }
    made = Company(customer, people["Contact"], people["Manager"], people["Leaving"], None)
    _records(made, product, said)
    made.incident = _incident(made, product, said)
    _told(made, product, said)
    _asked(made, product, said)
    take_in(letter(f"It stopped.{said}", sender=made.contact.email, subject=f"Stops{said}"), TEN)
    return made


def mark_all_texts(customer):
    """The mark, also in the texts that no form and no verb wrote. Gives the tables in which texts of hers stand
    without it."""
    unmarked = []
    for model in walled_models():
        column = "customer_id" if any(f.name == "customer" for f in model._meta.fields) else "id"
        rows = model.objects.filter(**{column: customer.pk})
        for field in text_fields(model):
            for row in rows.exclude(**{f"{field.name}__contains": MARK}):
                _mark(row, field)
        if text_fields(model) and rows.exists() and not _marked(model, column, customer):
            unmarked.append(model._meta.db_table)
    return unmarked


def _mark(row, field):
    text = f"{getattr(row, field.attname)} {MARK}"
    if field.unique or (field.max_length and len(text) > field.max_length):
        return
    with connection.cursor() as cursor:
        cursor.execute("savepoint marking")
        try:
            cursor.execute(
                f"update {row._meta.db_table} set {field.column} = %s where {row._meta.pk.column} = %s",
                [text, row.pk],
            )
        except Exception:  # what the database never lets anybody change
            cursor.execute("rollback to savepoint marking")
        cursor.execute("release savepoint marking")


def _marked(model, column, customer):
    with connection.cursor() as cursor:
        cursor.execute(
            f"select exists (select from {model._meta.db_table} as row where {column} = %s and row::text like %s)",
            [customer.pk, f"%{MARK}%"],
        )
        return cursor.fetchone()[0]


def _records(made, product, said):
    AdvisorAssignment.objects.create(
        customer=made.customer, advisor=make.staff("advisor"), starts_on=date(2020, 1, 1)
    )
    InstalledSystem.objects.create(
        customer=made.customer,
        product=product,
        version=make.version(product),
        site=f"Esbjerg{said}",
        modified="",
    )
    SpecialTerms.objects.create(
        customer=made.customer,
        service=Service.objects.get(code="how_to"),
        starts_at=BEGINS,
        ends_at=ENDS,
        reason=f"Agreed{said}",
        approved_by=make.staff("account_owner"),
    )
    SubscriptionEntry.objects.create(
        customer=made.customer,
        subscription=made.customer.subscriptions.get(),
        kind="corrected",
        at=BEGINS,
        reason=f"By hand{said}",
        facts={"lines": [f"LGF{said}"], "tier": "Elite", "first": "2026-07-01", "last": "2027-06-30"},
    )
    if not said:  # it opens nothing: pages of its own holder fail on it
        return
    Authenticator.objects.create(
        user=made.contact, type=Authenticator.Type.WEBAUTHN, data={"name": f"Key{said}", "credential": {}}
    )


def _incident(made, product, said):
    found = make.incident(
        made.customer,
        product,
        at=WEDNESDAY,
        contact=made.contact,
        title=f"Posting stops{said}",
        description=f"It stops.{said}",
    )
    agent = make.staff("agent")
    answered = correspondence.reply(found, agent, f"We look.{said}", at=TEN)
    attachments.attach(answered, [SimpleUploadedFile(f"log{said}.txt", f"lines{said}".encode())])
    correspondence.note(found, agent, f"Odd.{said}", at=TEN)
    followers.follow(found, made.manager)
    return found


def _told(made, product, said):
    alerts.register(made.contact, made.customer, product, at=WEDNESDAY)
    alert = make.alert(product, title=f"Lock stays {product.code}", symptom="Stops", action="Install")
    alerts.publish(alert, make.staff("publisher"), TEN)
    alerts.acknowledge(alert, made.contact, made.customer, TEN)
    hook = managing.add(
        made.customer,
        made.manager,
        f"https://hooks.{made.manager.email.split('@')[1]}/in",
        description=f"Ours{said}",
        at=WEDNESDAY,
    )
    managing.send_test(hook, made.manager)


def _asked(made, product, said):
    ask_for_upgrade(
        made.customer, make.product("VDL"), make.tier("XTE"), f"We grow.{said}", made.contact, WEDNESDAY
    )
    requesting.ask(
        Wish(
            customer=made.customer,
            contact=made.contact,
            day=SATURDAY,
            products=[product],
            purpose="upgrade",
            english_contact=Membership.objects.get(user=made.contact),
            text=f"Two versions{said}",
        ),
        WEDNESDAY,
    )
