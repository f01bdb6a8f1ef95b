"""The leak table: every address of the product and every task. A test fails for an address without a row and for a
row without its address; docs/isolation.md is this table, printed."""

from entitlements.policies.starting_data import POLICIES
from entitlements.special_events import access as events
from entitlements.special_events.views.desk import STEPS as EVENT_STEPS
from notifications.alerts import PUBLISHERS
from notifications.webhooks.views.endpoints import STEPS as WEBHOOK_STEPS
from tickets.desk.access import MAY, Act
from tickets.desk.steps import BY_NAME
from tickets.mailbox.views.desk import FORMS as MAIL_STEPS
from xtreme.isolation.rows import FORM, POSTS, Needs, Role, Row, Task

PUBLISHING = frozenset(PUBLISHERS)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WORKING, WRITING = MAY[Act.WORK], MAY[Act.WRITE]
NOBODY: frozenset[str] = frozenset()
DEMO = "the embedded demo"


def steps(needs: Act) -> dict[str, str | tuple[str, ...]]:
    """The steps on an incident that need this."""
    return {
        "number": "incident",
        "name": tuple(name for name, step in BY_NAME.items() if step.needs is needs),
    }


INCIDENT, ALERT, EVENT, WEBHOOK = (
    {"number": thing} for thing in ("incident", "alert", "special event", "webhook")
)
SEARCHES = ("q={word}", "q={incident}", "q={customer}", "before={after}", "after={after}")

PORTAL = (
    Row("tickets:home", Needs.CONTACT),
    Row(
        "tickets:incidents", Needs.CONTACT, asks=(*SEARCHES, "product={product}", "list=closed", "whose=mine")
    ),
    Row(
        "tickets:new",
        Needs.CONTACT,
        FORM,
        asks=("product={product}",),
        sends={"product": "{product}", "severity": "3", "kind": "fault", "title": "-", "description": "-"},
    ),
    Row("tickets:expected", Needs.CONTACT, asks=("product={product}&severity=1",)),
    Row("tickets:similar", Needs.CONTACT, asks=("title={word}",)),
    Row("tickets:incident", Needs.CONTACT, things=INCIDENT, asks=("logged=1",)),
    Row("tickets:follow", Needs.CONTACT, POSTS, INCIDENT),
    Row("tickets:reply", Needs.CONTACT, POSTS, INCIDENT, sends={"body": "-"}),
    Row("tickets:accept", Needs.CONTACT, POSTS, INCIDENT),
    Row("tickets:reject", Needs.CONTACT, POSTS, INCIDENT, sends={"reason": "-"}),
    Row("tickets:ask_severity", Needs.CONTACT, POSTS, INCIDENT, sends={"severity": "2", "reason": "-"}),
    Row("tickets:raise_again", Needs.CONTACT, POSTS, INCIDENT, sends={"phone": "+45 70 00 00 00"}),
    Row("tickets:withdraw", Needs.CONTACT, POSTS, INCIDENT, sends={"reason": "-"}),
    Row("tickets:download", Needs.PERSON, things={"number": "incident of the file", "file": "file"}),
    Row("tickets:search", Needs.PERSON, asks=SEARCHES),
    Row("mailbox:complete", Needs.CONTACT, FORM, INCIDENT),
    Row("plans", Needs.NOTHING),
    Row("subscription", Needs.PERSON),
    Row("upgrade_request", Needs.PERSON, FORM, asks=("product={product}",), sends={"product": "{product}"}),
    Row("policies:policies", Needs.PERSON),
    Row("policies:policy", Needs.PERSON, things={"code": tuple(POLICIES)}),
    Row("policies:version", Needs.PERSON, things={"code": tuple(POLICIES), "number": ("1",)}),
    Row("special_events:weekend", Needs.CONTACT, FORM, sends={"english_contact": "{membership}"}),
    Row("special_events:cancel", Needs.CONTACT, POSTS, EVENT, sends={"reason": "-"}),
)

TELLING = (
    Row("notifications:bell", Needs.PERSON, asks=("before={after}", "show=unread&about=incidents")),
    Row("notifications:read", Needs.PERSON, POSTS, sends={"newest": "{notification}"}),
    Row("notifications:unread", Needs.PERSON),
    Row("notifications:preferences", Needs.PERSON, FORM),
    Row("notifications:addresses", Needs.MANAGER),
    Row("notifications:works", Needs.PERSON, POSTS, {"person": "person"}),
    Row("notifications:follow", Needs.PERSON, things={"number": "notification"}),
    Row("notifications:read_one", Needs.PERSON, POSTS, {"number": "notification"}),
    Row("notifications:alerts", Needs.CONTACT),
    Row(
        "notifications:registrations", Needs.CONTACT, POSTS, sends={"product": "{product}", "do": "register"}
    ),
    Row("notifications:alert_mail", Needs.CONTACT, POSTS),
    Row("notifications:company_registrations", Needs.MANAGER, things={"code": "product"}),
    Row(
        "notifications:change_registrations",
        Needs.MANAGER,
        POSTS,
        {"code": "product"},
        sends={"do": "everybody"},
    ),
    Row(
        "notifications:change_registrations",
        Needs.MANAGER,
        POSTS,
        {"code": "own product of the visitor"},
        sends={"do": "register", "person": "{person}"},
    ),
    Row("notifications:unsubscribe", Needs.LINK, ("GET", "POST"), {"token": "link out of alerts"}),
    Row(
        "notifications:unsubscribe_kind", Needs.LINK, ("GET", "POST"), {"token": "link out of a kind of mail"}
    ),
    Row("notifications:alert", Needs.CONTACT, things=ALERT),
    Row("notifications:acknowledge", Needs.CONTACT, POSTS, ALERT),
    Row("webhooks:index", Needs.MANAGER_OR_VENDOR, asks=("customer={customer}",)),
    Row("webhooks:new", Needs.MANAGER_OR_VENDOR, FORM, roles=ADMINISTRATORS, writing=ADMINISTRATORS),
    Row("webhooks:endpoint", Needs.MANAGER_OR_VENDOR, things=WEBHOOK, asks=("before={after}",)),
    Row("webhooks:edit", Needs.MANAGER_OR_VENDOR, FORM, WEBHOOK, roles=NOBODY, writing=NOBODY),
    Row("webhooks:secret", Needs.MANAGER_OR_VENDOR, POSTS, WEBHOOK, writing=NOBODY),
    Row(
        "webhooks:step",
        Needs.MANAGER_OR_VENDOR,
        POSTS,
        WEBHOOK | {"step": tuple(WEBHOOK_STEPS)},
        writing=NOBODY,
    ),
    Row("webhooks:delivery", Needs.MANAGER_OR_VENDOR, things={"number": "webhook delivery"}),
    Row("webhooks:again", Needs.MANAGER_OR_VENDOR, POSTS, {"number": "webhook delivery"}, writing=NOBODY),
)

DESK = (
    Row("desk:queue", Needs.VENDOR, asks=("list=mine", "list=waiting", "after={after}")),
    Row("desk:next", Needs.VENDOR, POSTS, writing=WORKING),
    Row("desk:tiers", Needs.VENDOR),
    Row("desk:renewals", Needs.VENDOR),
    Row("desk:upgrade", Needs.VENDOR, FORM, {"number": "upgrade request"}, writing=MAY[Act.AGREE]),
    Row("desk:mentions", Needs.VENDOR, asks=("incident={incident}&q=&public=",), roles=WRITING),
    Row("desk:customers", Needs.VENDOR, asks=("q={word}", "q={customer}")),
    Row("desk:customer", Needs.VENDOR, things={"number": "customer"}),
    Row("customer_subscription", Needs.VENDOR, things={"number": "customer"}),
    Row("desk:new", Needs.VENDOR, FORM, asks=("customer={customer}",), roles=WORKING, writing=WORKING),
    Row("desk:incident", Needs.VENDOR, things=INCIDENT),
    Row("desk:follow", Needs.VENDOR, POSTS, INCIDENT),
    Row("desk:severity_preview", Needs.VENDOR, things=INCIDENT, asks=("severity=1",), roles=WORKING),
    Row(
        "desk:step", Needs.VENDOR, POSTS, steps(Act.WRITE), sends={"body": "-"}, writing=WRITING, on_page=True
    ),
    Row(
        "desk:step",
        Needs.VENDOR,
        POSTS,
        steps(Act.WORK),
        sends={"reason": "-"},
        writing=WORKING,
        on_page=True,
    ),
    Row("desk:step", Needs.VENDOR, POSTS, steps(Act.ASSIGN), writing=MAY[Act.ASSIGN], on_page=True),
    Row("special_events:events", Needs.VENDOR),
    Row("special_events:event", Needs.VENDOR, things=EVENT),
    Row(
        "special_events:step",
        Needs.VENDOR,
        POSTS,
        EVENT | {"name": tuple(EVENT_STEPS)},
        sends={"reason": "-", "report": "-"},
        writing=frozenset(events.LEADING),
        on_page=True,
    ),
    Row("notifications:desk_alerts", Needs.VENDOR),
    Row("notifications:desk_new_alert", Needs.VENDOR, FORM, roles=PUBLISHING, writing=PUBLISHING),
    Row("notifications:desk_alert", Needs.VENDOR, things=ALERT),
    Row("notifications:desk_edit_alert", Needs.VENDOR, FORM, ALERT, roles=PUBLISHING, writing=PUBLISHING),
    Row("notifications:publish", Needs.VENDOR, POSTS, ALERT, writing=PUBLISHING),
    Row("notifications:correct", Needs.VENDOR, POSTS, ALERT, sends={"text": "-"}, writing=PUBLISHING),
    Row("notifications:withdraw", Needs.VENDOR, POSTS, ALERT, sends={"text": "-"}, writing=PUBLISHING),
    Row("notifications:unacknowledged", Needs.VENDOR, things=ALERT),
    Row("notifications:remind", Needs.VENDOR, POSTS, ALERT, writing=PUBLISHING),
    Row("notifications:ledger_export", Needs.VENDOR, things=ALERT),
    Row("notifications:outbox", Needs.VENDOR),
    Row("notifications:retry", Needs.VENDOR, POSTS, {"number": "mail out"}),
    Row("mailbox:mails", Needs.VENDOR),
    Row("mailbox:mail", Needs.VENDOR, things={"number": "mail in"}),
    Row("mailbox:original", Needs.VENDOR, things={"number": "mail in"}),
    Row(
        "mailbox:decide",
        Needs.VENDOR,
        POSTS,
        {"number": "mail in", "name": tuple(MAIL_STEPS)},
        sends={"reason": "-"},
        writing=WORKING,
    ),
)

API = (
    Row(
        "incident-list",
        Needs.KEY,
        ("GET", "HEAD", "POST"),
        asks=("q={word}", "q={incident}", "product={product}", "page_size=200", "open=false"),
        sends={"customer": "{customer}", "product": "{product}", "title": "-", "description": "-"},
        writing=WORKING,
    ),
    Row("incident-detail", Needs.KEY, things=INCIDENT),
    Row("incident-messages", Needs.KEY, POSTS, INCIDENT, sends={"body": "-"}, writing=WRITING),
    Row(
        "incident-changes",
        Needs.KEY,
        POSTS,
        INCIDENT,
        sends={"change": "withdraw", "reason": "-"},
        writing=WORKING,
    ),
    Row("schema", Needs.NOTHING),
)

PASSKEY = {"pk": "passkey"}
ACCOUNTS = (
    Row("account_login", Needs.NOTHING, FORM),
    Row("account_logout", Needs.NOTHING, FORM),
    Row("account_inactive", Needs.NOTHING),
    Row("account_signup", Needs.NOTHING, FORM),
    Row("account_reauthenticate", Needs.PERSON, FORM),
    Row("account_email", Needs.PERSON, FORM),
    Row("account_email_verification_sent", Needs.NOTHING),
    Row("account_change_password", Needs.PERSON, FORM),
    Row("account_set_password", Needs.PERSON, FORM),
    Row("account_reset_password", Needs.NOTHING, FORM, sends={"email": "{address}"}),
    Row("account_confirm_login_code", Needs.NOTHING, FORM),
    Row("account_confirm_email", Needs.LINK, FORM, {"key": ("no-such-key",)}),
    Row("account_reset_password_from_key_done", Needs.NOTHING),
    Row(
        "account_reset_password_from_key",
        Needs.LINK,
        FORM,
        {"uidb36": "person in base 36", "key": ("no-such-key",)},
    ),
    Row("account_reset_password_done", Needs.NOTHING),
    Row("mfa_index", Needs.PERSON),
    Row("mfa_authenticate", Needs.NOTHING, FORM),
    Row("mfa_reauthenticate", Needs.PERSON, FORM),
    Row("mfa_activate_totp", Needs.PERSON, FORM),
    Row("mfa_deactivate_totp", Needs.PERSON, FORM),
    Row("mfa_view_recovery_codes", Needs.PERSON),
    Row("mfa_generate_recovery_codes", Needs.PERSON, FORM),
    Row("mfa_download_recovery_codes", Needs.PERSON),
    Row("mfa_list_webauthn", Needs.PERSON),
    Row("mfa_add_webauthn", Needs.PERSON, FORM),
    Row("mfa_reauthenticate_webauthn", Needs.PERSON, FORM),
    Row("mfa_remove_webauthn", Needs.PERSON, FORM, PASSKEY),
    Row("mfa_edit_webauthn", Needs.PERSON, FORM, PASSKEY),
    Row("mfa_login_webauthn", Needs.NOTHING, FORM),
    Row("preferences", Needs.PERSON, FORM),
    Row("set_language", Needs.NOTHING, POSTS, sends={"language": "en"}),
)

WIRING = (
    Row("health/live", Needs.NOTHING),
    Row("health/ready", Needs.NOTHING),
    Row(
        "admin:*", Needs.ADMINISTRATOR, FORM, asks=("q={word}",), roles=ADMINISTRATORS, writing=ADMINISTRATORS
    ),
    Row("admin/*", Needs.ADMINISTRATOR, FORM, roles=ADMINISTRATORS, writing=ADMINISTRATORS),
    Row(
        "anymail:*", Needs.NOTHING, POSTS, only_where="ANYMAIL_WEBHOOK_SECRET is set; the secret is asked for"
    ),
    Row("demo/*", Needs.DEMO, only_where=DEMO),
)

TABLE = (*PORTAL, *TELLING, *DESK, *API, *ACCOUNTS, *WIRING)

TASKS = (
    Task("notifications.tasks.deliver", "mails, each to the reader of its row"),
    Task("notifications.webhooks.tasks.deliver", "calls, each to the endpoint of its row"),
    Task("entitlements.tasks.tell_of_missing_advisors", "to administrators"),
    Task("entitlements.renewal.tasks.remind_of_ends", "to managers and the account owner of the customer"),
    Task("entitlements.special_events.tasks.watch", "to people of the customer and the vendor's"),
    Task("tickets.tasks.remind", "to the vendor's people; of a miss, to the contact"),
    Task("tickets.tasks.close_silent", "to the contact of the incident"),
    Task("tickets.tasks.sum_up_counts", "numbers of the desk's lists"),
    Task("tickets.tasks.keep_words", "the words of incidents, each with its customer"),
    Task("tickets.tasks.move_open_incidents", "due times of the customer's incidents"),
    Task("tickets.tasks.follow_subscriptions", "places and due times of the customer's incidents"),
    Task("tickets.duty.tasks.page", "to agents on duty"),
    Task(
        "tickets.mailbox.tasks.take_in", "messages of the sender's own customer; what is not certain is held"
    ),
)
