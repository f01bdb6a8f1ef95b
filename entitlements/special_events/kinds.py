"""What people are told about special events, kind by kind; the mail of each is templates/mail/<code>.md."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.kinds import EVENT, Kind


def _event(code: str, name: Promise | str, bell: Promise | str, *words: str, **options: Any) -> Kind:
    """Of a special event: `weekend_on` is its Saturday, by which it goes."""
    return Kind(code, name, bell, (*EVENT, *words), **{"optional": False, **options})


KINDS = (
    # `resource` and `phone` are those of the person who supports the weekend.
    _event(
        "event_confirmed",
        _("Special event confirmed"),
        _("Your weekend of {weekend_on} is confirmed"),
        "resource",
        "phone",
    ),
    # `offered`: days of other weekends.
    _event(
        "event_declined",
        _("Special event declined"),
        _("Your weekend of {weekend_on} cannot be: {reason}"),
        "reason",
        "offered",
    ),
    # `side`: customer, vendor, lost, unanswered.
    _event(
        "event_cancelled",
        _("Special event cancelled"),
        _("Your weekend of {weekend_on} is cancelled"),
        "side",
        "reason",
    ),
    # `loses_on`: the day by which the subscription no longer includes it, as things stand; mostly empty.
    _event(
        "event_reminder",
        _("Reminder of a special event"),
        _("Reminder: your weekend of {weekend_on}"),
        "loses_on",
        "resource",
    ),
    _event(
        "event_report",
        _("Report of a special event"),
        _("The report of your weekend of {weekend_on} is there"),
        "report",
    ),
    # `name` speaks with the vendor from now on, as `by` says.
    _event(
        "event_contact_named",
        _("English-speaking contact of a special event"),
        _("{name} speaks with us in your weekend of {weekend_on}"),
        "name",
        "by",
    ),
    # `name` can speak with the vendor no more.
    _event(
        "event_lacks_contact",
        _("Special event without its English-speaking contact"),
        _("Name another English-speaking contact for your weekend of {weekend_on}"),
        "name",
    ),
    # `purpose` a code.
    _event(
        "event_asked",
        _("Special event asked for"),
        _("{customer} asks for the weekend of {weekend_on}"),
        "by",
        "purpose",
        staff=True,
    ),
    _event(
        "event_resource",
        _("Support resource of a special event"),
        _("You support {customer} in the weekend of {weekend_on}"),
        staff=True,
    ),
    _event(
        "event_resource_changed",
        _("Another support resource"),
        _("{resource} supports {customer} in the weekend of {weekend_on} instead of you"),
        "resource",
        staff=True,
    ),
    _event(
        "event_contact_named_staff",
        _("English-speaking contact of a special event"),
        _("{name} speaks with us for {customer} in the weekend of {weekend_on}"),
        "name",
        "by",
        "phone",
        staff=True,
    ),
    # `what`: that the resource has left, or is out of office then.
    _event(
        "event_lacks_resource",
        _("Special event without its support resource"),
        _("The weekend of {weekend_on} of {customer} lacks its support resource: {resource} {what}"),
        "resource",
        "what",
        staff=True,
    ),
    _event(
        "event_cancelled_staff",
        _("Special event cancelled"),
        _("The weekend of {weekend_on} of {customer} is cancelled"),
        "side",
        "reason",
        staff=True,
    ),
    _event(
        "event_reminder_staff",
        _("Reminder of a special event"),
        _("Reminder: the weekend of {weekend_on} of {customer}"),
        "loses_on",
        "resource",
        staff=True,
    ),
    _event(
        "event_contact_lists",
        _("Contact lists of a special event"),
        _("Exchange contact lists with {customer} before the weekend of {weekend_on}"),
        staff=True,
    ),
    _event(
        "event_begun",
        _("Special event begins"),
        _("The weekend of {customer} begins: you are called first"),
        staff=True,
    ),
    _event(
        "event_report_due",
        _("Report of a special event is due"),
        _("Report on the weekend of {weekend_on} of {customer}"),
        staff=True,
    ),
)
