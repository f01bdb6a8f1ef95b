"""What people are told about the end of subscriptions and requests for an upgrade; the mail of each kind is
templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

KINDS = (
    # `owner` and `mail` are the account owner's; `declined_on` the day on which it was said that it will not be
    # renewed, and `body` why, or None and empty.
    Kind(
        "renewal",
        _("Renewal of the subscription"),
        _("Your subscription ends on {ends_on}"),
        ("ends_on", "days", "owner", "mail", "declined_on", "body"),
        optional=False,
    ),
    # To the managers: what was agreed with the vendor. `change` holds kind, product and facts of the timeline's
    # entry.
    Kind(
        "subscription_changed",
        _("Change of the subscription"),
        _("Your subscription has changed"),
        ("change", "owner", "mail"),
        optional=False,
    ),
    # To the managers: it will not be renewed, or may be after all. `body` why; the latter may be empty.
    Kind(
        "not_renewing_here",
        _("Subscription will not be renewed"),
        _("Your subscription will not be renewed; it ends on {ends_on}"),
        ("ends_on", "person", "body", "owner", "mail"),
        optional=False,
    ),
    Kind(
        "open_again_here",
        _("Subscription may be renewed after all"),
        _("Your subscription may be renewed after all; it ends on {ends_on}"),
        ("ends_on", "person", "body", "owner", "mail"),
        optional=False,
    ),
    # To the managers: one of their people asks.
    Kind(
        "upgrade_asked_here",
        _("Upgrade asked for by a colleague"),
        _("{person} asks for {tier} for {product}"),
        ("person", "product", "tier", "body"),
    ),
    # `decision`: granted, declined, or answered, which leaves it open.
    Kind(
        "upgrade_answered",
        _("Answer to a request for an upgrade"),
        _("Your request for {tier} for {product} is answered"),
        ("person", "product", "tier", "decision", "body"),
        optional=False,
    ),
    Kind(
        "renewal_due",
        _("Renewal of a customer"),
        _("The subscription of {customer} ends on {ends_on}"),
        ("customer", "products", "ends_on", "days", "declined_on", "body"),
        staff=True,
    ),
    Kind(
        "not_renewing",
        _("A customer will not renew"),
        _("{customer} will not renew; the subscription ends on {ends_on}"),
        ("customer", "products", "ends_on", "person", "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "open_again",
        _("A customer may renew after all"),
        _("{customer} may renew after all; the subscription ends on {ends_on}"),
        ("customer", "products", "ends_on", "person", "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "upgrade_asked",
        _("Upgrade asked for"),
        _("{customer} asks for {tier} for {product}"),
        ("customer", "person", "product", "tier", "body"),
        staff=True,
        optional=False,
    ),
)
