"""An incident and what stands beside it at the desk and is a row or two each, by one statement.

Written out: asked one by one they are ten, and Django takes longer to compose each than PostgreSQL to answer it.
What is seldom there is only said to be there, and asked for then. Pages that show one of these things alone ask
for it by its queryset.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from subscriptions import json_rows, prepared
from subscriptions.models import AdvisorAssignment, Customer, InstalledSystem, Membership, User
from subscriptions.prepared import columns
from tickets.desk.panels import MOST_OPEN, OpenIncidents
from tickets.followers import FOLLOWING, Shown
from tickets.models import Incident

MOST_RELATED = 20  # incidents that point to it, at most so many are named

WITH_BESIDE = f"""
select {columns(Incident, "incident")}, jsonb_build_object(
  'customer', to_jsonb(customer),
  'open', (
    select jsonb_build_array(count(*), count(*) filter (where severity = 1)) from (
      select severity from tickets_incident
      where customer_id = customer.id and status not in ('closed', 'withdrawn') limit {MOST_OPEN}
    ) as bounded),
  'installed', (
    select jsonb_agg(to_jsonb(system) order by product.name, environment, site, system.id)
    from subscriptions_installedsystem system join subscriptions_product product on product.id = product_id
    where customer_id = customer.id and system.ended_at is null),
  'advisor', (
    select jsonb_build_object('advisor_id', advisor_id, 'deputy_id', deputy_id)
    from subscriptions_advisorassignment
    where customer_id = customer.id
      and (%(at)s at time zone customer.time_zone)::date between starts_on and coalesce(ends_on, 'infinity')
    order by starts_on desc limit 1),
  'membership', (
    select jsonb_build_object('role', role, 'speaks_english', speaks_english, 'ended_at', ended_at)
    from subscriptions_membership where customer_id = customer.id and user_id = incident.contact_id),
  'followers', (
    select jsonb_agg(jsonb_build_array(person.id, person.name) order by person.name, person.id)
    {FOLLOWING.format(incident="incident.id")}),
  'pointing', (
    select jsonb_agg(jsonb_build_array(id, follow_up_of_id) order by id) from (
      select id, follow_up_of_id from tickets_incident
      where follow_up_of_id = incident.id or duplicate_of_id = incident.id order by id limit {MOST_RELATED}
    ) as bounded),
  'failed_mails', exists (
    select from notifications_notification
    where (state in ('waiting', 'leased') and attempts > 0 or state = 'set_aside')
      and customer_id = customer.id and link = any(%(links)s)),
  'mail_fails', exists (
    select from notifications_addressmark
    where lifted_at is null and state = 'fails'
      and address = (select lower(email) from subscriptions_user where id = incident.contact_id)),
  'files', exists (select from tickets_attachment where incident_id = incident.id),
  'pauses', exists (
    select from tickets_pause join tickets_milestone milestone on milestone.id = milestone_id
    where incident_id = incident.id),
  'articles', exists (select from tickets_incidentarticle where incident_id = incident.id),
  'paging', exists (select from duty_paging where incident_id = incident.id and ended_at is null)
)::text as beside
from tickets_incident incident join subscriptions_customer customer on customer.id = incident.customer_id
where incident.id = %(number)s
"""  # noqa: S608  no word of it comes from outside


@dataclass(frozen=True)
class Beside:
    """`advisor` holds keys only, none where there is no advisor that day; `followers` keys and names. `mail_fails`
    says whether nothing is mailed to its contact, whose address fails; the others of the last six whether there are
    any."""

    open: OpenIncidents
    installed: list[InstalledSystem]
    advisor: AdvisorAssignment
    membership: Membership | None
    followers: list[tuple[int, str]]
    related: list[dict[str, Any]]
    failed_mails: bool
    mail_fails: bool
    files: bool
    pauses: bool
    articles: bool
    paging: bool

    def shown_followers(self, reader: User) -> Shown:
        """As tickets.followers.shown gives them to a reader of the vendor."""
        names = [name for _key, name in self.followers]
        return Shown(names, any(key == reader.pk for key, _name in self.followers))


def read(number: int, at: datetime) -> tuple[Incident, Beside] | None:
    """For a reader of the vendor, who sees every incident: this one with its customer, and what stands beside it at
    `at`; None where there is none."""
    bounds = {"number": number, "at": at, "links": links(number)}
    incident: Any = next(iter(prepared.read(Incident, WITH_BESIDE, bounds)), None)
    if incident is None:
        return None
    found = json.loads(incident.beside)
    incident.customer = json_rows.row(Customer, found["customer"])
    return incident, Beside(
        open=OpenIncidents(*found["open"]),
        installed=[json_rows.row(InstalledSystem, each) for each in found["installed"] or ()],
        advisor=AdvisorAssignment(**found["advisor"] or {}),
        membership=Membership(**found["membership"]) if found["membership"] else None,
        followers=found["followers"] or [],
        related=_related(incident, found["pointing"] or ()),
        **{
            name: found[name]
            for name in ("failed_mails", "mail_fails", "files", "pauses", "articles", "paging")
        },
    )


def links(number: int) -> list[str]:
    """The pages of an incident, to which messages about it lead."""
    return [f"/incidents/{number}/", f"/desk/incidents/{number}/"]


def _related(incident: Incident, pointing: Iterable[tuple[int, int | None]]) -> list[dict[str, Any]]:
    """Duplicates and follow-ups, both ways."""
    ways: list[tuple[str, list[int | None]]] = [
        (_("follow-up of {number}"), [incident.follow_up_of_id]),
        (_("duplicate of {number}"), [incident.duplicate_of_id]),
        (_("followed up by {number}"), [number for number, of in pointing if of == incident.pk]),
        (_("duplicate: {number}"), [number for number, of in pointing if of != incident.pk]),
    ]
    return [
        {"number": number, "words": words.format(number=number)}
        for words, numbers in ways
        for number in numbers
        if number
    ]
