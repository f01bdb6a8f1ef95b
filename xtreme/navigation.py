"""The look of the admin and the order of its tables, grouped in the words of those who use them."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _page(title: Any, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}")}


def _table(title: Any, icon: str, model: str) -> dict[str, Any]:
    return _page(title, icon, f"{model}_changelist")


def _is_grant(request: Any) -> bool:
    """The table of services lies below the granted services, but is a page of its own."""
    return "/entitlements/grant/" in request.path and not request.path.endswith("/table/")


def _group(title: Any, *items: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "items": list(items)}


NAVIGATION = [
    _group(
        "",
        _page(_("Overview"), "home", "index"),
        _page(_("Latest changes"), "history", "changes"),
    ),
    _group(
        _("People and customers"),
        _table(_("Customers"), "domain", "subscriptions_customer"),
        _table(_("Contacts"), "contacts", "subscriptions_membership"),
        _table(_("People"), "person", "subscriptions_user"),
        _table(_("Staff and roles"), "badge", "subscriptions_staffmember"),
        _table(_("API tokens"), "key", "subscriptions_apitoken"),
        _table(_("Rules of looking"), "visibility", "looking_lookingrules"),
        _table(_("Rules of the audit trail"), "shield_lock", "audit_auditrules"),
    ),
    _group(
        _("Sign-in"),
        _table(_("Invitations"), "person_add", "sign_in_invitation"),
        _table(_("Identity providers"), "passkey", "sign_in_identityprovider"),
        _table(_("Second factors"), "shield_person", "mfa_authenticator"),
        _table(_("Rules of sign-in"), "rule", "sign_in_signinrules"),
    ),
    _group(
        _("Personal data"),
        _table(_("Times of retention"), "auto_delete", "personal_data_retentionperiod"),
        _table(_("Rules of erasure"), "person_off", "personal_data_erasurerules"),
        _table(_("Exports of data"), "archive", "personal_data_dataexport"),
        _table(_("Erasures of people"), "person_remove", "personal_data_erasure"),
    ),
    _group(
        _("Products"),
        _table(_("Products"), "deployed_code", "subscriptions_product"),
        _table(_("Product versions"), "new_releases", "subscriptions_productversion"),
    ),
    _group(
        _("Subscriptions"),
        _table(_("Subscriptions"), "contract", "subscriptions_subscription"),
        _table(_("Exceptions"), "handshake", "entitlements_specialterms"),
        _table(_("Rules of renewal"), "event_repeat", "subscriptions_renewalrules"),
    ),
    _group(
        _("Tiers and services"),
        _table(_("Tiers"), "stairs", "subscriptions_tier"),
        _page(_("Table of services"), "grid_on", "entitlements_grant_table"),
        _table(_("Services"), "handyman", "entitlements_service"),
        _table(_("Granted services"), "rule", "entitlements_grant") | {"active": _is_grant},
        _table(_("Comparison"), "compare", "entitlements_comparisonrow"),
        _table(_("Footnotes"), "superscript", "entitlements_footnote"),
        _table(_("Policies"), "policy", "policies_policy"),
        _table(_("Versions of policies"), "history_edu", "policies_policyversion"),
    ),
    _group(
        _("Know-how"),
        _table(_("Rules of the knowledge base"), "menu_book", "knowledge_knowledgerules"),
    ),
    _group(
        _("Special events"),
        _table(_("Rules of special events"), "event", "special_events_eventrules"),
        _table(_("Places per weekend"), "event_seat", "special_events_weekendplaces"),
        _table(_("Requests"), "event_available", "special_events_specialevent"),
    ),
    _group(_("Advisor"), _table(_("Rules of advising"), "handshake", "advisory_advisoryrules")),
    _group(
        _("Activity reviews"),
        _table(_("Rules of activity reviews"), "monitoring", "reviews_reviewrules"),
    ),
    _group(
        _("Targets and calendars"),
        _table(_("Targets"), "target", "entitlements_targetpolicy"),
        _table(_("Rules of an incident's life"), "cycle", "tickets_lifecyclerules"),
        _table(_("Support regions"), "public", "subscriptions_supportregion"),
        _table(_("Calendars"), "calendar_month", "subscriptions_calendarversion"),
        _table(_("Holidays"), "celebration", "subscriptions_holiday"),
        _table(_("Moves of open incidents"), "update", "tickets_retargeting"),
        _table(_("Rules of the hand-over"), "move_item", "consulting_consultingrules"),
        _table(_("Rules of escalation"), "trending_up", "escalations_escalationrules"),
    ),
    _group(
        _("Duty"),
        _table(_("Duty rosters"), "support_agent", "duty_roster"),
        _table(_("Absences"), "event_busy", "duty_absence"),
        _table(_("Rules of duty"), "timer", "duty_dutyrules"),
        _table(_("Pages to agents"), "notifications_active", "duty_page"),
    ),
    _group(
        _("Notifications"),
        _table(_("Ledger"), "outgoing_mail", "notifications_notification"),
        _table(_("Alerts"), "warning", "notifications_alert"),
        _table(_("Registrations"), "how_to_reg", "notifications_registration"),
        _table(_("Rules of mail in"), "forward_to_inbox", "mailbox_mailboxrules"),
        _table(_("Marked addresses"), "unsubscribe", "notifications_addressmark"),
        _table(_("Reports about addresses"), "mark_email_unread", "notifications_addressreport"),
        _table(_("Rules of failing addresses"), "rule", "notifications_bouncerules"),
        _table(_("Who must register"), "rule", "notifications_registrationrule"),
        _table(_("Rules of alerts"), "tune", "notifications_alertrules"),
        _table(_("Rules of webhooks"), "webhook", "webhooks_webhookrules"),
    ),
    _group(
        _("Incidents (read-only)"),
        _table(_("Incidents"), "confirmation_number", "tickets_incident"),
        _table(_("Milestones"), "flag", "tickets_milestone"),
        _table(_("Timeline"), "timeline", "tickets_timelineentry"),
        _table(_("Remote sessions"), "screen_share", "remote_access_remotesession"),
        _table(_("Rules of remote access"), "rule", "remote_access_remoteaccessrules"),
    ),
]

# The tokens of static/css as unfold's scale: one neutral ground, one accent.
ACCENT = {
    "50": "#f1f7fd",
    "100": "#e6f0fb",
    "200": "#c5dcf5",
    "300": "#9cc5f0",
    "400": "#6cb2ff",
    "500": "#4a9bee",
    "600": "#0b5cad",
    "700": "#094d91",
    "800": "#0a3f75",
    "900": "#0c335d",
    "950": "#07203a",
}
GROUND = {
    "50": "#f6f7f9",
    "100": "#eef0f3",
    "200": "#e3e6eb",
    "300": "#cdd2da",
    "400": "#8a94a3",
    "500": "#687282",
    "600": "#505a68",
    "700": "#3a4250",
    "800": "#2a303b",
    "900": "#161a21",
    "950": "#0e1116",
}

UNFOLD = {
    "SITE_TITLE": "Xtreme Support",
    "SITE_HEADER": "Xtreme Support",
    "SITE_SUBHEADER": _("Administration"),
    "SITE_SYMBOL": "support_agent",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/mark.svg")}
    ],
    "SITE_URL": "/desk/queue/",
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "8px",
    "COLORS": {"base": GROUND, "primary": ACCENT},
    "STYLES": [lambda request: static("css/admin-colors.css"), lambda request: static("css/admin.css")],
    "SCRIPTS": [lambda request: static("js/admin.js")],
    "SIDEBAR": {"show_search": False, "navigation": NAVIGATION},
    "COMMAND": {"search_models": False},
    "DASHBOARD_CALLBACK": "xtreme.overview.overview",
}
