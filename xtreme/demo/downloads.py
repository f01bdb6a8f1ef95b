"""The releases of the demo (DEMO.md, 6): fixes, packs and regulatory updates with small files, what they link to,
and who fetched them.

Dates of rules are as they are; when an update was published follows them where they have passed. The texts are
illustrations, no advice on tax or law.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile

from entitlements.downloads import fetching, publishing, uploading
from entitlements.downloads.models import Link, RegulatoryNotice, Release
from entitlements.downloads.models.releases import Kind
from notifications.models import Alert, AlertOrigin
from subscriptions.models import Customer, Product, User
from subscriptions.serving import Span
from tickets import fixes
from tickets.models import Fix, Incident
from xtreme.demo.contacts import BIANCA, DOROTHEA, JONAS, MEI, METTE, PRIYA
from xtreme.demo.customers import (
    BRUECKENTOR,
    HAVBLIK,
    NORDLYS,
    PRAIRIE_LANTERN,
    SERRA_CLARA,
    WATTLEBIRD,
)
from xtreme.demo.moments import Now
from xtreme.demo.people import PRODUCT_MANAGER
from xtreme.demo.stories import prose

A_DAY = timedelta(days=1)
BEFORE_RULE = timedelta(days=75)
IN_OFFICE = time(9, 30)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A release, how many days before the filling it was published (None: a draft), and who fetched it since."""

    code: str
    version: str
    kind: str
    title: str
    notes: str
    title_da: str = ""
    notes_da: str = ""
    days: float | None = 30
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    country: str = ""
    effective_on: date | None = None
    effective_in: int = 0  # days from the filling, for a rule that is invented
    rule: str = ""
    rule_da: str = ""
    known_issues: tuple[str, ...] = ()
    alert: str = ""  # the beginning of its title
    incident: str = ""  # the beginning of the title of the one that it resolves
    fetched: tuple[tuple[str, str], ...] = ()

    @property
    def product(self) -> str:
        return self.code.split("-")[0]


STORIES = (
    Story(
        code="LGF-13.0-SP1",
        version="13.0",
        kind=Kind.SERVICE_PACK,
        title="Service pack 1 for Ledgerkant Finance 13.0",
        notes="28 corrections. Install it before service pack 2.",
        days=190,
        fetched=((NORDLYS, METTE), (BRUECKENTOR, DOROTHEA)),
    ),
    Story(
        code="LGF-13.0-SP2",
        version="13.0",
        kind=Kind.SERVICE_PACK,
        title="Service pack 2 for Ledgerkant Finance 13.0",
        title_da="Servicepakke 2 til Ledgerkant Finance 13.0",
        notes="""
            41 corrections in posting, payment runs and reports.

            ## Before you begin

            1. Install service pack 1 first.
            2. Close all posting sessions; the pack takes about 20 minutes.
            3. Take a backup of the company databases.

            ## What it corrects

            - Payment runs with more than 9,999 lines no longer stop at the last page.
            - The trial balance of a company without a budget adds up again.
            - Cancelled postings are shown in the journal with who cancelled them.
            """,
        notes_da="""
            41 fejlrettelser i bogføring, betalingskørsler og rapporter.

            ## Før I begynder

            1. Installér servicepakke 1 først.
            2. Luk alle bogføringssessioner; pakken tager cirka 20 minutter.
            3. Tag en sikkerhedskopi af virksomhedsdatabaserne.
            """,
        days=52,
        links={Link.REQUIRES: ("LGF-13.0-SP1",)},
        fetched=((BRUECKENTOR, DOROTHEA),),
    ),
    Story(
        code="LGF-13.0-0117",
        version="13.0",
        kind=Kind.FIX,
        title="Period lock not released after a cancelled posting",
        title_da="Periodelås frigives ikke efter en annulleret bogføring",
        notes="""
            A posting that was cancelled left its period lock. After the fix the lock goes with the posting.

            Stop the posting service, copy the file into the program folder, start the service again. No restart of
            the database is needed.
            """,
        days=0.05,
        links={Link.REQUIRES: ("LGF-13.0-SP1",)},
        known_issues=("1",),
        alert="LGF-13.0-0117",
        incident="Month-end posting stops",
        fetched=((NORDLYS, METTE),),
    ),
    Story(
        code="FMP-10.0-0088",
        version="10.0",
        kind=Kind.FIX,
        title="MRP reads closed orders",
        notes="The MRP run reads open orders only. In test.",
        days=None,
        known_issues=("3",),
        incident="MRP run takes 9 h",
    ),
    Story(
        code="LNT-2026.2-0012",
        version="2026.2",
        kind=Kind.FIX,
        title="Overtime added twice on a re-run",
        notes="A pay run that is started again skips supplements that the stopped run had posted.",
        days=0.1,
        known_issues=("4",),
        alert="LNT-2026.2-0012",
        incident="Pay run doubled overtime",
        fetched=((WATTLEBIRD, MEI),),
    ),
    Story(
        code="STH-8.0-FP1",
        version="8.0",
        kind=Kind.FEATURE_PACK,
        title="Voice picking, and new scanner roaming",
        notes="""
            - **Voice picking** for Stakhus Warehouse 8.0: pick lists are read aloud, quantities are spoken.
            - **Scanner roaming**: a session survives the change of the access point.
            """,
        days=24,
    ),
    Story(
        code="LGF-DK-2026-01",
        version="13.0",
        kind=Kind.REGULATORY,
        title="Digital bookkeeping: SAF-T export, e-invoice receipt",
        title_da="Digital bogføring: SAF-T-eksport, modtagelse af e-faktura",
        notes="Export of the SAF-T file, and receipt of OIOUBL and Peppol BIS invoices.",
        notes_da="Eksport af SAF-T-filen og modtagelse af OIOUBL- og Peppol BIS-fakturaer.",
        country="DK",
        effective_on=date(2026, 7, 1),
        rule="Annual-report companies: financial years from 1 January 2025; others over 300,000 kr. at the earliest"
        " from 1 July 2026",
        rule_da="Regnskabspligtige selskaber: regnskabsår fra 1. januar 2025; øvrige over 300.000 kr. tidligst fra"
        " 1. juli 2026",
        fetched=((NORDLYS, METTE), (HAVBLIK, JONAS)),
    ),
    Story(
        code="LGF-DE-2026-03",
        version="13.0",
        kind=Kind.REGULATORY,
        title="Issue EN 16931 invoices (XRechnung, ZUGFeRD)",
        notes="Invoices are issued as XRechnung 3.0 or ZUGFeRD 2.3.",
        country="DE",
        effective_on=date(2027, 1, 1),
        rule="Receive since 1 January 2025; issue from 1 January 2027 above €800,000 turnover, all from"
        " 1 January 2028",
        fetched=((BRUECKENTOR, DOROTHEA),),
    ),
    Story(
        code="LGF-13.0-BR-04",
        version="13.0",
        kind=Kind.REGULATORY,
        title="NF-e fields IBS/CBS, NT 2025.002 v1.36",
        notes="The groups IBS and CBS of NT 2025.002 v1.36.",
        country="BR",
        effective_on=date(2026, 8, 3),
        rule="1 January 2026; v1.36 in production on 3 August 2026",
        fetched=((SERRA_CLARA, BIANCA),),
    ),
    Story(
        code="LGF-13.0-BR-05",
        version="13.0",
        kind=Kind.REGULATORY,
        title="Alphanumeric CNPJ",
        notes="CNPJ with letters in every field, check and file.",
        country="BR",
        effective_on=date(2026, 7, 1),
        rule="July 2026",
    ),
    Story(
        code="LNT-AU-2026-02",
        version="2026.2",
        kind=Kind.REGULATORY,
        title="Payday Super, qualifying earnings in STP",
        notes="Super is paid with each pay run; qualifying earnings are reported in STP.",
        country="AU",
        effective_on=date(2026, 7, 1),
        rule="1 July 2026",
        fetched=((WATTLEBIRD, MEI),),
    ),
    Story(
        code="LGF-IN-2025-01",
        version="13.0",
        kind=Kind.REGULATORY,
        title="E-invoice reporting within 30 days from ₹10 crore",
        notes="Invoices older than 30 days are flagged instead of reported.",
        country="IN",
        effective_on=date(2025, 4, 1),
        rule="1 April 2025",
    ),
    Story(
        code="LGF-JP-2026-01",
        version="13.0",
        kind=Kind.REGULATORY,
        title="Input-tax share for unregistered suppliers drops from 80 %",
        notes="The deductible share follows the date of the invoice.",
        country="JP",
        effective_on=date(2026, 10, 1),
        rule="1 October 2026",
    ),
    Story(
        code="LGF-US-2026-01",
        version="13.0",
        kind=Kind.REGULATORY,
        title="1099-NEC/MISC threshold $600 → $2,000",
        notes="The threshold follows the date of the payment.",
        country="US",
        effective_on=date(2026, 1, 1),
        rule="Payments after 31 December 2025",
        fetched=((PRAIRIE_LANTERN, PRIYA),),
    ),
    Story(
        code="LNT-UK-2027-01",
        version="2026.2",
        kind=Kind.REGULATORY,
        title="Benefits in kind through payroll (FPS)",
        notes="Benefits in kind are taxed in the pay run and reported by FPS.",
        country="GB",
        effective_on=date(2027, 4, 6),
        rule="6 April 2027",
    ),
    Story(
        code="LGF-DK-DEMO-01",
        version="13.0",
        kind=Kind.REGULATORY,
        title="Invented rule: illustration, no rule of law",
        title_da="Opdigtet regel: illustration, ingen lovregel",
        notes="This update is an illustration, no rule of law: it shows how reminders of a rule come.",
        notes_da="Denne opdatering er en illustration, ingen lovregel: den viser, hvordan påmindelser kommer.",
        country="DK",
        effective_in=45,
        days=90,
        rule="Illustration, no rule of law",
        rule_da="Illustration, ingen lovregel",
    ),
)


def fill(now: Now) -> None:
    """The releases that are not there yet, the oldest first."""
    publisher = User.objects.get(email=PRODUCT_MANAGER)
    known = set(Release.objects.values_list("code", flat=True))
    for story in sorted(STORIES, key=lambda each: _published_at(each, now) or now.at):
        if story.code not in known:
            _fill(story, publisher, now)


def _fill(story: Story, publisher: User, now: Now) -> None:
    published_at = _published_at(story, now)
    written_at = (published_at or now.at) - A_DAY
    release = publishing.write(_draft(story, now), publisher, written_at)
    file = uploading.keep(release, f"{story.code}.zip", _build(story.code), publisher, written_at)
    signature = f"-----BEGIN PGP SIGNATURE-----\n\n{file.sha256}\n-----END PGP SIGNATURE-----\n"
    uploading.sign(file, f"{file.name}.asc", signature.encode(), publisher)
    if story.incident:
        _resolve(release, story.incident, publisher, written_at, published_at)
    if published_at is None:
        return
    release = publishing.publish(release, publisher, at=published_at)
    Release.objects.filter(pk=release.pk).update(told_at=published_at)
    _tie_to_alert(release, story)
    for number, email in story.fetched:
        _fetch(release, number, email, published_at, now)
    if story.effective_in:
        _note_first_reminder(release, now)


def _draft(story: Story, now: Now) -> publishing.Draft:
    product = Product.objects.get(code=story.product)
    others = {release.code: release for release in Release.objects.filter(product=product)}
    return publishing.Draft(
        code=story.code,
        product=product,
        version=product.versions.get(name=story.version),
        kind=story.kind,
        title_en=story.title,
        title_da=story.title_da,
        notes_en=_markdown(story.notes),
        notes_da=_markdown(story.notes_da),
        country=story.country,
        effective_on=_effective_on(story, now),
        rule_en=story.rule,
        rule_da=story.rule_da,
        known_issues=story.known_issues,
        links={kind: [others[code] for code in codes] for kind, codes in story.links.items()},
    )


def _markdown(text: str) -> str:
    """The text without the margin it has here; prose on its lines."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(lines) if any(line.startswith(("#", "-", "1.")) for line in lines) else prose(text)


def _effective_on(story: Story, now: Now) -> date | None:
    return now.at.date() + story.effective_in * A_DAY if story.effective_in else story.effective_on


def _published_at(story: Story, now: Now) -> datetime | None:
    """Some days before the filling; of a rule that has passed by then, well before the rule."""
    if story.days is None:
        return None
    at = now.at - story.days * A_DAY
    day = _effective_on(story, now)
    if day and at.date() > day - BEFORE_RULE:
        at = datetime.combine(day - BEFORE_RULE, IN_OFFICE, at.tzinfo)
    return at


def _build(code: str) -> ContentFile:
    """A few KB that are always the same."""
    return ContentFile(b"".join(hashlib.sha256(f"{code}:{part}".encode()).digest() for part in range(160)))


def _tie_to_alert(release: Release, story: Story) -> None:
    """The alert that was published of it is its own."""
    alert = Alert.objects.filter(title__startswith=story.alert).first() if story.alert else None
    if alert:
        words = {"link": release.get_absolute_url(), "label": release.code}
        AlertOrigin.objects.get_or_create(alert=alert, defaults=words)
        Release.objects.filter(pk=release.pk).update(alert_class=alert.alert_class, symptom=alert.symptom)


def _resolve(release: Release, title: str, by: User, at: datetime, told_at: datetime | None) -> None:
    """The incident that it resolves; of one that is published, its contact knows of it."""
    incident = Incident.objects.filter(title__startswith=title).first()
    if incident is None:
        return
    fixes.link(release, [incident.pk], by, at)
    if told_at:
        Fix.objects.filter(release=release).update(told_at=told_at)


def _fetch(release: Release, number: str, email: str, published_at: datetime, now: Now) -> None:
    customer, person = Customer.objects.get(number=number), User.objects.get(email=email)
    file = release.files.get()  # type: ignore[attr-defined]
    at = min(published_at + A_DAY, now.at - timedelta(minutes=5))
    row = fetching.begin(customer, person, file, at)
    fetching.note_sent(row.pk, Span(0, file.size), at)


def _note_first_reminder(release: Release, now: Now) -> None:
    """The 60-day reminder is past."""
    assert release.effective_on
    at = now.at - 15 * A_DAY
    for customer in Customer.objects.filter(country=release.country, number__in=(NORDLYS, HAVBLIK)):
        RegulatoryNotice.objects.create(release=release, customer=customer, days=60, at=at)
