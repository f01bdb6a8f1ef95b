"""What people are told of releases (notifications.kinds). `release` is its code, `release_kind` a code of Kind,
`title` its title; `effective_on` a day, `country` a name, `rule` what the publisher says of it; `logged` numbers of
incidents."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import URGENT, Kind
from notifications.models.outbox import Pace

RELEASE = ("release", "release_kind", "title", "title_da", "product", "version")
REGULATORY = (*RELEASE, "country", "country_da", "effective_on", "rule", "rule_da")

NEWS = Kind(
    "release_news",
    _("New release"),
    _("New for {product} {version}: {release}, {title}"),
    RELEASE,
    pace=Pace.DAILY,
)
UPDATE = Kind(
    "regulatory_update",
    _("Statutory or regulatory update"),
    _("{release} for {product}: a rule takes effect on {effective_on}"),
    REGULATORY,
    optional=False,
)
# To whose incident it resolves; the page lists them and asks whether it works (R3.2).
FIX = Kind(
    "fix_published",
    _("Fix of an incident of mine"),
    _("{release} resolves what you logged ({logged}): {title}"),
    (*RELEASE, "logged", "proposed"),
    optional=False,
)
# `days` before the rule takes effect.
REMINDER = Kind(
    "regulatory_reminder",
    _("Reminder of a statutory or regulatory update"),
    _("A rule takes effect on {effective_on}, and {release} has not been fetched"),
    (*REGULATORY, "days"),
    optional=False,
)
# `who` fetched it; `reason` is what is wrong with it. Who got its alert is told that, and not this.
WITHDRAWN = Kind(
    "release_withdrawn",
    _("Withdrawal of a release that was fetched"),
    _("{release} is withdrawn: do not install it"),
    (*RELEASE, "who", "reason"),
    optional=False,
    priority=URGENT,
)
# To whom a fix was told of; `reason` as above. Who fetched it or got its alert is told that, and not this.
FIX_WITHDRAWN = Kind(
    "fix_withdrawn",
    _("Withdrawal of a fix of an incident of mine"),
    _("{release} is withdrawn: do not install it"),
    (*RELEASE, "reason"),
    optional=False,
    priority=URGENT,
)

ALL = (NEWS, UPDATE, FIX, REMINDER, WITHDRAWN, FIX_WITHDRAWN)
