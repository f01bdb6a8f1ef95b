"""The comparison, a customer's subscription, policies, renewal and upgrades."""

from entitlements.policies.starting_data import POLICIES
from entitlements.renewal.models import UpgradeRequest
from subscriptions.models import InstalledSystem, Subscription
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, NOBODY, POSTS, Needs, Row, Task

THINGS = {
    "subscription": hers(Subscription),
    "upgrade request": hers(UpgradeRequest),
    "installed system": hers(InstalledSystem),
}

ROWS = (
    Row("installed_systems", Needs.CONTACT),
    Row("installed_new", Needs.MANAGER, FORM, sends={"version": "1", "standard": "standard", "site": "-"}),
    Row(
        "installed_change",
        Needs.MANAGER,
        FORM,
        {"system": "installed system"},
        sends={"version": "1", "standard": "standard", "site": "-"},
    ),
    Row("installed_end", Needs.MANAGER, POSTS, {"system": "installed system"}),
    Row(
        "installed-system-list",
        Needs.KEY,
        ("GET", "HEAD", "POST"),
        asks=("page_size=200",),
        sends={"product": "{product}", "version": "1"},
        writing=NOBODY,
    ),
    Row(
        "installed-system-detail",
        Needs.KEY,
        ("GET", "HEAD", "PATCH", "DELETE"),
        {"number": "installed system"},
        sends={"site": "-"},
        writing=NOBODY,
    ),
    Row("plans", Needs.NOTHING),
    Row("subscription", Needs.PERSON),
    Row("upgrade_request", Needs.PERSON, FORM, asks=("product={product}",), sends={"product": "{product}"}),
    Row("renewal", Needs.CONTACT, FORM, {"number": "subscription"}, sends={"reason": "-"}),
    Row("policies:policies", Needs.PERSON),
    Row("policies:policy", Needs.PERSON, things={"code": tuple(POLICIES)}),
    Row("policies:version", Needs.PERSON, things={"code": tuple(POLICIES), "number": ("1",)}),
    Row("customer_subscription", Needs.VENDOR, things={"number": "customer"}),
    Row("searches", Needs.VENDOR),
    Row("search_remove", Needs.VENDOR, POSTS, {"number": ("1",)}, writing=staff_roles(Permission.PUBLISH)),
)

TASKS = (
    Task("entitlements.tasks.tell_of_missing_advisors", "to administrators"),
    Task("entitlements.renewal.tasks.remind_of_ends", "to managers and the account owner of the customer"),
)
