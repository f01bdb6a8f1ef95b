"""`manage.py may CUSTOMER SERVICE [--product CODE] [--at TIME] [--language CODE]`: an entitlement answer as JSON
(R25.1)."""

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime

from entitlements import answers
from entitlements.models import Service
from subscriptions import tenancy
from subscriptions.models import Customer, Product


class Command(BaseCommand):
    help = "Say whether a customer may have a service, why, what is left and on which promise it rests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("customer", metavar="CUSTOMER", help="customer number, e.g. C-1001")
        parser.add_argument("service", metavar="SERVICE", help="code of the service, e.g. special_events")
        parser.add_argument("--product", metavar="CODE", help="code of the product")
        parser.add_argument(
            "--at", metavar="TIME", help="instant, ISO 8601; without offset it is in the customer's zone"
        )

        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", default="en", choices=languages, help="in which it says why")

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.as_staff(), translation.override(options["language"]):
            customer = _customer(options["customer"])
            product = _product(options["product"]) if options["product"] else None
            at = _instant(options["at"], customer) if options["at"] else timezone.now()
            try:
                answer = answers.may(customer, options["service"], product, at)
            except answers.UnknownService:
                raise CommandError(_unknown("service", options["service"], Service, "code")) from None
            said = _as_json(answer)
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))


def _as_json(answer: answers.Answer) -> dict[str, Any]:
    return {
        "allowed": answer.allowed,
        "code": answer.code,
        "why": answer.why,
        "remaining": answer.remaining,
        "tier": answer.tier.code if answer.tier else None,
        "tiers_with_it": [tier.code for tier in answer.tiers_with_it],
        "rests_on": answer.rests_on,
        "special_terms": answer.special is not None,
        "used_on": [use.used_on.isoformat() for use in answer.uses],
    }


def _customer(number: str) -> Customer:
    found: Customer | None = Customer.objects.filter(number__iexact=number).first()
    if found is None:
        raise CommandError(f"There is no customer {number}. Give the customer number, e.g. C-1001.")
    return found


def _product(code: str) -> Product:
    found = Product.objects.filter(code__iexact=code).first()
    if found is None:
        raise CommandError(_unknown("product", code, Product, "code"))
    return found


def _unknown(what: str, code: str, model: Any, field: str) -> str:
    known = ", ".join(model.objects.values_list(field, flat=True)) or "none"
    return f"There is no {what} {code}. Known: {known}."


def _instant(text: str, customer: Customer) -> datetime:
    try:
        at = parse_datetime(text) or _midnight(parse_date(text))
    except ValueError:
        at = None
    if at is None:
        raise CommandError(f"{text} is no time. Write it like 2026-12-24T10:00+01:00 or 2026-12-24.")
    return at if timezone.is_aware(at) else at.replace(tzinfo=customer.zone)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None
