"""Visit every address as everybody who may not, between two customers of this database, and print what came of each
row of the leak table; exit 1 where something is given away."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from subscriptions import tenancy
from subscriptions.models import Customer
from xtreme.isolation import printing
from xtreme.isolation.verification import Tried, not_tried, verify


class Command(BaseCommand):
    help = "Prove that nobody sees or does what belongs to another customer, and print the leak table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--customer", help="number of the customer whose data nobody else may see")
        parser.add_argument("--visitors-of", help="number of the customer whose people visit")
        parser.add_argument(
            "--write",
            action="store_true",
            help="try methods that change something too; each is taken back, but locks rows while it is tried",
        )
        parser.add_argument(
            "--only", default="", help="visit only addresses whose names begin so, as tickets: or desk:"
        )
        parser.add_argument(
            "--table",
            nargs="?",
            const="-",
            metavar="PAGE",
            help="print the table, or put it into a page that has its marks, and try nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["table"]:
            self._print_table(options["table"])
            return
        other, own = chosen(options["customer"], options["visitors_of"])
        self.stdout.write(f"What is {other}'s, visited by people of {own}, of the vendor and strangers:")
        tried = verify(other, own, write=options["write"], only=options["only"])
        for line in lines(tried):
            self.stdout.write(line)
        for kind in not_tried(other, own):
            self.stdout.write(f"not tried: {other} has no {kind}")
        if leaks := [each for each in tried if each.leak]:
            raise CommandError("\n".join([*map(str, leaks), f"{len(leaks)} leaks in {len(tried)} visits."]))
        self.stdout.write(f"No leak in {len(tried)} visits.")

    def _print_table(self, page: str) -> None:
        if page == "-":
            self.stdout.write(printing.table())
            return
        try:
            text = Path(page).read_text(encoding="utf-8")
            Path(page).write_text(printing.put_into(text), encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error


def lines(tried: list[Tried]) -> list[str]:
    """Each row of the table with how often it was tried and how often it leaked."""
    visits = Counter(each.row.name for each in tried)
    leaks = Counter(each.row.name for each in tried if each.leak)
    return [f"{name:40} {number:5} visits  {leaks[name] or 'no'} leaks" for name, number in visits.items()]


def chosen(number: str | None, visitors: str | None) -> tuple[Customer, Customer]:
    """The two customers; those with the most incidents where none is named. Raises CommandError."""
    with tenancy.as_staff():
        busiest = list(Customer.objects.annotate(logged=Count("incidents")).order_by("-logged", "pk")[:3])
        other = _named(number) if number else next(iter(busiest), None)
        own = _named(visitors) if visitors else next((each for each in busiest if each != other), None)
    if other is None or own is None:
        raise CommandError("There are no two customers.")
    return other, own


def _named(number: str) -> Customer:
    found = Customer.objects.filter(number=number).first()
    if found is None:
        raise CommandError(f"There is no customer {number}.")
    return found
