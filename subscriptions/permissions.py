"""Who may do what: the one table of permissions. Guards of pages and verbs ask it, and the page of permissions at
the desk is drawn from it.

A permission says what a role may do; of which customer's rows is the walls' (tenancy.py), and whether it is her own
customer, incident or company the verbs'.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer, Membership, StaffMember, User
from subscriptions.refusals import Forbidden, Limited

Role = StaffMember.Role
NAMED = 3  # managers named in a refusal


class CompanyRole(TextChoices):
    """What a person can be at a customer."""

    CONTACT = "contact", _("contact")
    MANAGER = "manager", _("manager")
    APPROVER = "approver", _("approver of remote access")


class Permission(StrEnum):
    """What can be permitted."""

    READ = "read"
    WRITE = "write"
    WORK = "work"
    ASSIGN = "assign"
    SHARE_REPLIES = "share_replies"
    CONSULT = "consult"
    ANSWER_ESCALATIONS = "answer_escalations"
    AGREE = "agree"
    PUBLISH = "publish"
    PUBLISH_RELEASES = "publish_releases"
    MODERATE = "moderate"
    WRITE_ARTICLES = "write_articles"
    PUBLISH_ARTICLES = "publish_articles"
    SUPPORT_EVENTS = "support_events"
    LEAD_EVENTS = "lead_events"
    PLAN_BRIEFINGS = "plan_briefings"
    HOST_BRIEFINGS = "host_briefings"
    LEAD_REVIEWS = "lead_reviews"
    RUN_PROGRAMMES = "run_programmes"
    RECORD_TRAINING = "record_training"
    COORDINATE = "coordinate"
    SENIOR_SUPPORT = "senior_support"
    SENIOR_DEVELOPMENT = "senior_development"
    SEE_AS = "see_as"
    BREAK_GLASS = "break_glass"
    READ_DASHBOARDS = "read_dashboards"
    READ_SETTINGS = "read_settings"
    ADMINISTER = "administer"
    READ_AUDIT = "read_audit"
    MANAGE_WEBHOOKS = "manage_webhooks"
    USE_PORTAL = "use_portal"
    MANAGE_COMPANY = "manage_company"
    APPROVE_REMOTE_ACCESS = "approve_remote_access"
    READ_REMOTE_SESSIONS = "read_remote_sessions"


@dataclass(frozen=True)
class Rule:
    """Which of the vendor's roles and of a company's hold a permission, and what it is in words."""

    name: str | Promise
    staff: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()


ALL = frozenset(Role.values)
LEADING = frozenset({Role.LEAD, Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT})
WORKING = LEADING | {Role.AGENT}
ADMINISTERING = frozenset({Role.ADMINISTRATOR})
EVERYBODY_THERE = frozenset({CompanyRole.CONTACT})
MANAGING = frozenset({CompanyRole.MANAGER})

# What concerns all customers at once, or shows more of one than a scope does: not for who is limited.
OF_ALL_CUSTOMERS = frozenset(
    {
        Permission.PUBLISH,
        Permission.PUBLISH_RELEASES,
        Permission.PUBLISH_ARTICLES,
        Permission.MODERATE,
        Permission.PLAN_BRIEFINGS,
        Permission.HOST_BRIEFINGS,
        Permission.RUN_PROGRAMMES,
        Permission.SEE_AS,
        Permission.READ_DASHBOARDS,
        Permission.READ_SETTINGS,
        Permission.ADMINISTER,
        Permission.READ_AUDIT,
        Permission.MANAGE_WEBHOOKS,
    }
)

TABLE: dict[Permission, Rule] = {
    Permission.READ: Rule(_("Read everything at the desk"), ALL),
    Permission.WRITE: Rule(_("Reply, write notes, log a call"), WORKING | {Role.ADVISOR, Role.CONSULTANT}),
    Permission.WORK: Rule(
        _("Take and move incidents, change the severity, log an incident for a contact"), WORKING
    ),
    Permission.ASSIGN: Rule(_("Give an incident to somebody else"), LEADING),
    Permission.SHARE_REPLIES: Rule(_("Write the saved replies that everybody at the desk shares"), LEADING),
    Permission.CONSULT: Rule(_("Answer what is handed to consulting"), frozenset({Role.CONSULTANT})),
    Permission.ANSWER_ESCALATIONS: Rule(
        _("Answer escalations that customers ask for, and agree on their end"), LEADING | {Role.ADVISOR}
    ),
    Permission.AGREE: Rule(
        _("Answer requests for upgrades"), frozenset({Role.ACCOUNT_OWNER, Role.ADMINISTRATOR})
    ),
    Permission.PUBLISH: Rule(
        _("Publish, correct and withdraw alerts"),
        frozenset({Role.PUBLISHER, Role.LEAD, Role.ADMINISTRATOR}),
    ),
    Permission.PUBLISH_RELEASES: Rule(
        _("Write, publish and withdraw releases"), frozenset({Role.PUBLISHER, Role.ADMINISTRATOR})
    ),
    Permission.MODERATE: Rule(
        _("Moderate the community, make and archive its groups"), WORKING | {Role.PUBLISHER}
    ),
    Permission.WRITE_ARTICLES: Rule(
        _("Write articles of the knowledge base"),
        WORKING | {Role.ADVISOR, Role.CONSULTANT, Role.PUBLISHER, Role.PRODUCT_MANAGER, Role.ADMINISTRATOR},
    ),
    Permission.PUBLISH_ARTICLES: Rule(
        _("Publish and withdraw articles of the knowledge base"),
        frozenset({Role.PUBLISHER, Role.LEAD, Role.ADMINISTRATOR}),
    ),
    Permission.SUPPORT_EVENTS: Rule(_("Be the support resource of a special event"), WORKING),
    Permission.LEAD_EVENTS: Rule(_("Cancel a special event for the vendor"), LEADING),
    Permission.PLAN_BRIEFINGS: Rule(
        _("Publish recordings, plan interactive briefings, answer requests for briefings"),
        frozenset({Role.PUBLISHER, Role.LEAD, Role.PRODUCT_MANAGER, Role.ADMINISTRATOR}),
    ),
    Permission.HOST_BRIEFINGS: Rule(
        _("Host an interactive briefing"),
        WORKING | {Role.ADVISOR, Role.PUBLISHER, Role.PRODUCT_MANAGER, Role.CONSULTANT},
    ),
    Permission.LEAD_REVIEWS: Rule(
        _("Prepare and send activity reviews in an advisor's place"),
        frozenset({Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT}),
    ),
    Permission.RUN_PROGRAMMES: Rule(
        _("Publish programmes and decide on applications"), frozenset({Role.PRODUCT_MANAGER})
    ),
    Permission.RECORD_TRAINING: Rule(
        _("Issue training cards, record units and the use of discount codes"),
        frozenset({Role.ACCOUNT_OWNER, Role.ADMINISTRATOR}),
    ),
    Permission.COORDINATE: Rule(
        _("Keep action plans and identified resources of every customer; an advisor those of her own"),
        LEADING,
    ),
    Permission.SENIOR_SUPPORT: Rule(_("Meet customers as a senior support resource"), LEADING),
    Permission.SENIOR_DEVELOPMENT: Rule(
        _("Meet customers as a senior development resource"),
        frozenset({Role.HEAD_OF_DEVELOPMENT, Role.PRODUCT_MANAGER}),
    ),
    Permission.SEE_AS: Rule(_("See the portal as a contact, read-only"), WORKING | {Role.ADVISOR}),
    Permission.BREAK_GLASS: Rule(
        _("Open confidential files by break-glass access"), WORKING | {Role.ADVISOR, Role.CONSULTANT}
    ),
    Permission.READ_DASHBOARDS: Rule(
        _("See the dashboards: the queue of the day, and how promises are kept"),
        LEADING | {Role.HEAD_OF_DEVELOPMENT, Role.ADMINISTRATOR, Role.AUDITOR},
    ),
    Permission.READ_SETTINGS: Rule(_("Read all settings"), ADMINISTERING | {Role.AUDITOR}),
    Permission.ADMINISTER: Rule(_("Change settings, people and roles"), ADMINISTERING),
    Permission.READ_AUDIT: Rule(
        _("Read and export the audit trail; a manager what concerns her company"),
        ADMINISTERING | {Role.AUDITOR},
        MANAGING,
    ),
    Permission.MANAGE_WEBHOOKS: Rule(
        _("Set up webhooks; a manager those of her company"), ADMINISTERING, MANAGING
    ),
    Permission.USE_PORTAL: Rule(
        _("Log, read and answer the company's incidents"), company=EVERYBODY_THERE | MANAGING
    ),
    Permission.MANAGE_COMPANY: Rule(
        _(
            "Register colleagues for alerts, restrict downloads, say which systems are installed, see which"
            " addresses fail"
        ),
        company=MANAGING,
    ),
    Permission.APPROVE_REMOTE_ACCESS: Rule(
        _("Approve remote access"), company=frozenset({CompanyRole.APPROVER})
    ),
    Permission.READ_REMOTE_SESSIONS: Rule(
        _("Read the list of all remote sessions of the company"), company=MANAGING | {CompanyRole.APPROVER}
    ),
}


def staff_roles(permission: Permission) -> frozenset[str]:
    """The vendor's roles that hold it."""
    return TABLE[permission].staff


def may(person: User, permission: Permission, membership: Membership | None = None) -> bool:
    """Whether one of her roles includes it: at the vendor, or at the company of `membership`.

    Anybody of the vendor may read, also without a role; a superuser is an administrator. Who is limited to a part
    of the customers does nothing that concerns all of them.
    """
    rule = TABLE[permission]
    if person.is_staff:
        if permission in OF_ALL_CUSTOMERS and person.scope:
            return False
        if permission is Permission.READ or person.has_role(*rule.staff):
            return True
        return Role.ADMINISTRATOR in rule.staff and person.administers
    return membership is not None and not company_roles(membership).isdisjoint(rule.company)


def company_roles(membership: Membership) -> frozenset[str]:
    """What she is at her company."""
    roles = {CompanyRole.MANAGER if membership.is_manager else CompanyRole.CONTACT}
    if membership.approves_remote_access:
        roles.add(CompanyRole.APPROVER)
    return frozenset(roles)


def require(person: User, permission: Permission, membership: Membership | None = None) -> None:
    """Raise Forbidden, naming the roles to ask, unless she may; Limited, where only her scope is in the way."""
    if not may(person, permission, membership):
        company = membership.customer if membership else None
        who = whom_to_ask(permission, staff=person.is_staff, customer=company)
        limited = person.has_role(*TABLE[permission].staff) and person.scope
        raise Limited(who=who) if limited else Forbidden(who=who)


def whom_to_ask(permission: Permission, *, staff: bool, customer: Customer | None = None) -> str:
    """The roles that hold it, as a refusal names them; a contact asks the managers of her company."""
    rule = TABLE[permission]
    if not staff:
        return your_manager(customer) if customer else gettext("your company's manager")
    return " / ".join(str(Role(role).label) for role in Role.values if role in rule.staff)


def your_manager(customer: Customer) -> str:
    """The managers of the reader's own company, as a refusal names them."""
    managers = Membership.objects.managing(customer).select_related("user").order_by("user__name", "pk")
    names = ", ".join(each.user.name for each in managers[:NAMED])
    words = gettext("your company's manager: {names}") if names else gettext("your company's manager")
    return words.format(names=names)


def changes_nothing(person: User) -> bool:
    """Whether she is an auditor, who reads everything and changes nothing but her own account."""
    return person.is_staff and person.has_role(Role.AUDITOR)
