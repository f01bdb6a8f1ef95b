"""A company with everything that a customer can have, for whoever must not see it; and a mark in all its texts."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from subscriptions.encryption import EncryptedTextField
from subscriptions.models import Customer, Product, User
from subscriptions.tenancy import walled_models
from tests import factories as make
from tests.isolation import beside
from tests.isolation.moments import BEGINS, ENDS, TEN, WEDNESDAY
from tests.isolation.planting import plant_everything
from tickets import attachments, correspondence, followers
from tickets.models import Incident
from xtreme.isolation.marks import text_fields

MARK = "hemmelig7f3a"  # in every text of the marked company
WORD = "kanariefugl"  # beside it, to look for


@dataclass
class Company:
    """`said` ends each of its texts. `keeper` has a passkey, with which she signs in nowhere in these tests."""

    product: Product
    customer: Customer
    contact: User
    manager: User
    leaving: User
    keeper: User
    said: str
    domain: str
    incident: Incident | None = None


def company(code, *, marked=False, tier="XTE"):
    """A customer covered for the product `code`, with people and one of each thing."""
    said = f" {WORD} {MARK}" if marked else ""
    domain = f"{MARK}.example" if marked else f"of{code.lower()}.example"
    product = make.product(code)
    customer = make.customer(name=f"Company {code}{said}", city=f"Aalborg{said}", industry=f"Wind{said}")
    make.line(customer, product, tier, BEGINS, ENDS)

    def person(name, role="contact", said=said, domain=domain):
        email = f"{name.lower()}@{domain}"
        return make.contact(customer, role, name=f"{name} {code}{said}", email=email, phone="+45 20 00 00 01")

    made = Company(
        product,
        customer,
        leaving=person("Leaving", said="", domain=f"{code.lower()}.example"),  # she may read her own name
        keeper=person("Keeper"),
        contact=person("Contact"),
        manager=person("Manager", "manager"),
        said=said,
        domain=domain,
    )
    made.incident = _incident(made)
    plant_everything(made)
    beside.plant(made)
    return made


def _incident(made):
    """One with messages of both sides, a file, a note and a follower: every room may need it."""
    said, agent = made.said, make.staff("agent")
    found = make.incident(
        made.customer,
        made.product,
        at=WEDNESDAY,
        contact=made.contact,
        title=f"Posting stops{said}",
        description=f"It stops.{said}",
    )
    answered = correspondence.reply(found, agent, f"We look.{said}", at=TEN)
    attachments.attach(answered, [SimpleUploadedFile(f"log{said}.txt", f"lines{said}".encode())])
    correspondence.note(found, agent, f"Odd.{said}", at=TEN)
    followers.follow(found, made.manager)
    return found


def mark_all_texts(customer):
    """The mark, also in the texts that no form and no verb wrote. Gives the tables in which texts of hers stand
    without it."""
    unmarked = []
    for model in walled_models():
        column = "customer_id" if any(f.name == "customer" for f in model._meta.fields) else "id"
        rows = model.objects.filter(**{column: customer.pk})
        fields = [field for field in text_fields(model) if not isinstance(field, EncryptedTextField)]
        for field in fields:
            for row in rows.exclude(**{f"{field.name}__contains": MARK}):
                _mark(row, field)
        if fields and rows.exists() and not _marked(model, column, customer):
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
