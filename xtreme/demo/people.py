"""The vendor's people (DEMO.md, 2). Five of them can sign in; the rest are records without a usable password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from subscriptions.models import StaffMember, SupportRegion, User
from xtreme.demo import accounts
from xtreme.demo.moments import Now

Role = StaffMember.Role

AGENT = "agent@xtreme.example"
LEAD = "lead@xtreme.example"
ADVISOR = "advisor@xtreme.example"
ADMIN = "admin@xtreme.example"

EMIL = "emil.bach@fjordkant.example"
KATRIN = "katrin.vogel@fjordkant.example"
DANA = "dana.whitfield@fjordkant.example"
LUIZ = "luiz.prado@fjordkant.example"
MARCUS = "marcus.reyes@fjordkant.example"
RUBY = "ruby.callahan@fjordkant.example"
KENJI = "kenji.arai@fjordkant.example"
JOANNE = "joanne.beck@fjordkant.example"
HARRIET = "harriet.lowe@fjordkant.example"
TIM = "tim.okafor@fjordkant.example"
PRODUCT_MANAGER = "product@xtreme.example"
CONSULTING = "consulting@fjordkant.example"
ACCOUNT_OWNER = "nanna.friis@fjordkant.example"

ACCOUNTS = tuple(email for email, _who in accounts.ACCOUNTS)

ZONES = {"nordic": "Europe/Copenhagen", "americas": "America/Chicago", "anz": "Australia/Melbourne"}


@dataclass(frozen=True)
class Staff:
    email: str
    name: str
    roles: tuple[str, ...]
    region: str
    phone: str


STAFF = (
    Staff(AGENT, "Signe Holm", (Role.AGENT,), "nordic", "+45 70 12 01 11"),
    Staff(LEAD, "Torben Krag", (Role.LEAD, Role.AGENT), "nordic", "+45 70 12 01 12"),
    Staff(ADVISOR, "Line Dahlgaard", (Role.ADVISOR,), "nordic", "+45 70 12 01 13"),
    Staff(ADMIN, "Poul Winther", (Role.ADMINISTRATOR,), "nordic", "+45 70 12 01 14"),
    Staff(EMIL, "Emil Bach", (Role.AGENT,), "nordic", "+45 70 12 01 15"),
    Staff(KATRIN, "Katrin Vogel", (Role.AGENT,), "nordic", "+45 70 12 01 16"),
    Staff(DANA, "Dana Whitfield", (Role.AGENT,), "americas", "+1 312 555 0121"),
    Staff(LUIZ, "Luiz Prado", (Role.AGENT,), "americas", "+1 312 555 0122"),
    Staff(MARCUS, "Marcus Reyes", (Role.AGENT,), "americas", "+1 312 555 0123"),
    Staff(RUBY, "Ruby Callahan", (Role.AGENT,), "anz", "+61 3 5550 0131"),
    Staff(KENJI, "Kenji Arai", (Role.AGENT,), "anz", "+61 3 5550 0132"),
    Staff(JOANNE, "Joanne Beck", (Role.LEAD,), "americas", "+1 312 555 0124"),
    Staff(HARRIET, "Harriet Lowe", (Role.ADVISOR,), "americas", "+1 312 555 0125"),
    Staff(TIM, "Tim Okafor", (Role.ADVISOR,), "anz", "+61 3 5550 0133"),
    Staff(
        "birgit.sand@fjordkant.example", "Birgit Sand", (Role.SUPPORT_MANAGER,), "nordic", "+45 70 12 01 17"
    ),
    Staff(
        "claus.mikkelsen@fjordkant.example",
        "Claus Mikkelsen",
        (Role.HEAD_OF_SUPPORT,),
        "nordic",
        "+45 70 12 01 18",
    ),
    Staff(
        "ida.rosenkrantz@fjordkant.example",
        "Ida Rosenkrantz",
        (Role.HEAD_OF_DEVELOPMENT,),
        "nordic",
        "+45 70 12 01 19",
    ),
    Staff(PRODUCT_MANAGER, "Jakob Lind", (Role.PRODUCT_MANAGER, Role.PUBLISHER), "nordic", "+45 70 12 01 20"),
    Staff(CONSULTING, "Fjordkant Consulting", (Role.CONSULTANT,), "nordic", "+45 70 12 01 30"),
    Staff(ACCOUNT_OWNER, "Nanna Friis", (Role.ACCOUNT_OWNER,), "nordic", "+45 70 12 01 21"),
)


def fill(now: Now) -> None:
    """The vendor's people who are not there yet."""
    known = set(User.objects.values_list("email", flat=True))
    regions = {region.code: region for region in SupportRegion.objects.all()}
    for person in STAFF:
        if person.email in known:
            continue
        administers = Role.ADMINISTRATOR in person.roles
        user = User.objects.create_user(
            person.email,
            name=person.name,
            phone=person.phone,
            time_zone=ZONES[person.region],
            is_staff=True,
            is_superuser=administers,
            joined_at=now.at,
        )
        StaffMember.objects.create(user=user, roles=list(person.roles), region=regions[person.region])


def give_passwords(password: str) -> None:
    """The accounts that have none yet get `password`, computed once: it is the same for all."""
    without = [user for user in User.objects.filter(email__in=ACCOUNTS) if not user.has_usable_password()]
    if without:
        User.objects.filter(pk__in=[user.pk for user in without]).update(password=make_password(password))
