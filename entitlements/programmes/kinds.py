"""What people are told about programmes and discount codes, kind by kind; the mail of each is
templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind
from notifications.models.outbox import Channel

CODE = ("code", "percent", "from_on", "to_on")

KINDS = (
    # `programme_kind` is a code of Programme.Kind; `until_on` and `elite_until_on` are the last days.
    Kind(
        "programme_opened",
        _("Programme that my company can apply for"),
        _("Applications are open until {until_on}: {title}"),
        ("title", "programme_kind", "until_on", "elite_until_on"),
    ),
    # `outcome`: accepted or declined.
    Kind(
        "programme_decided",
        _("Decision on an application for a programme"),
        _("Your application is decided: {title}"),
        ("title", "outcome", "reason"),
        optional=False,
    ),
    # `version` of the agreement, a number.
    Kind(
        "programme_agreement",
        _("Agreement of a programme to accept"),
        _("Version {version} of the agreement is to be accepted: {title}"),
        ("title", "version"),
        optional=False,
    ),
    # `note` may be empty.
    Kind(
        "programme_build",
        _("Build of a programme"),
        _("Build {build} is there: {title}"),
        ("title", "build", "note"),
    ),
    Kind(
        "discount_issued",
        _("Discount code for training cards"),
        _("Your discount on training cards: {percent} %, code {code}"),
        CODE,
    ),
    Kind(
        "discount_used",
        _("Discount code used"),
        _("The discount code {code} is used"),
        CODE,
    ),
    Kind(
        "discount_ended",
        _("Discount code ended"),
        _("The discount code {code} has ended unused"),
        CODE,
    ),
    Kind(
        "programme_applied",
        _("Application for a programme"),
        _("{customer} applies for {title}"),
        ("title", "customer", "by"),
        staff=True,
    ),
    Kind(
        "programme_withdrawn",
        _("Application for a programme withdrawn"),
        _("{customer} withdraws from {title}"),
        ("title", "customer", "by"),
        staff=True,
    ),
    Kind(
        "programme_feedback",
        _("Feedback on a build"),
        _("{customer} on build {build}: {text}"),
        ("title", "customer", "build", "severity", "text"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
)
