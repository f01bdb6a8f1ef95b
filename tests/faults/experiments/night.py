"""R5.2: what a customer needs at night goes on while workers, broker and mail are all away at once."""

import time
from collections import Counter
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from entitlements.downloads import publishing, telling, uploading
from entitlements.downloads.models import ReleaseFile
from entitlements.downloads.models.releases import Kind
from entitlements.knowledge import publishing as articles
from entitlements.knowledge.models import Article
from notifications import outbox
from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions import tenancy
from subscriptions.models import Product, User
from tests import factories as make
from tests.benchmarks.visitors import Answer
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.failure import Failed
from tests.faults.installation import Installation
from tests.faults.ledger import Expected
from tests.faults.people import AGENTS, CONTACT, FEW, LEAD, PUBLISHERS
from tests.knowledge import scene as knowledge
from tickets.duty.models import Page
from tickets.models import Incident

BUILD = bytes(range(256)) * 64
CRITICAL = {"severity": "1", "impact": "Nobody can post invoices.", "phone": "+45 70 00 00 01"}
SLOWEST = 10  # seconds that one page may take meanwhile, on a machine that does other work as well


@experiment
def all_of_workers_broker_and_mail_away(site: Installation) -> Expected:
    """No worker, Valkey killed, connections to the mail server refused: a contact signs in, searches, reads an
    article, logs a severity 1, replies and downloads a file; once all are back, each of those concerned is told
    once (R5.2)."""
    article, file = _written()
    site.end_valkey()
    site.post.refuse()
    _web, port = site.web()
    begun = time.monotonic()
    mette = acts.visitor(port, CONTACT)
    pages = [_right(mette.get("/search/?q=lock"), 200, f"/knowledge/{article.pk}/")]
    pages.append(_right(mette.get(f"/knowledge/{article.pk}/"), 200, "Locks"))
    pages.append(_right(mette.post("/incidents/new/", acts.new_incident() | CRITICAL), 302))
    with tenancy.as_staff():
        incident = Incident.objects.get()
    address = f"/incidents/{incident.pk}/"
    reply = {"body": "It is worse now.", "submission": str(uuid4())}
    pages.append(_right(mette.post(f"{address}reply/", reply), 302))
    pages.append(_right(mette.get(address), 200, "It is worse now."))
    fetched = _right(mette.get(f"/downloads/{file.release.code}/files/{file.pk}/"), 200)
    if fetched.body != BUILD:
        raise Failed(f"The file came with {len(fetched.body)} bytes of {len(BUILD)}.")
    seconds = round(time.monotonic() - begun, 1)
    slowest = max(page.seconds for page in [*pages, fetched])
    if slowest > SLOWEST:
        raise Failed(f"A page took {slowest:.1f} s.")
    if site.post.count:
        raise Failed("Mail went out while the mail server was away.")
    site.start_valkey()
    site.post.listen()
    site.worker()
    site.drain()
    with tenancy.as_staff():
        paged = Counter(Page.objects.values_list("agent__email", flat=True))
        bells = Notification.objects.filter(kind="logged", channel=Channel.IN_APP)
        seen = Counter(bells.values_list("recipient__email", flat=True))
    if seen != Counter([*AGENTS, LEAD]):
        raise Failed(f"Told in the app: {seen}")
    return Expected(Counter([CONTACT]) + paged, more={"visit": seconds})


def _right(answer: Answer, status: int, words: str = "") -> Answer:
    if answer.status != status or words not in answer.body.decode(errors="replace"):
        raise Failed(f"{answer.status} instead of {status} {words}: {answer.words()}")
    return answer


def _written() -> tuple[Article, ReleaseFile]:
    """What she will read and fetch; nobody is told of it."""
    at = timezone.now()
    with tenancy.as_staff(), outbox.silence():
        product, publisher = Product.objects.get(code=FEW), User.objects.get(email=PUBLISHERS[0])
        writer = User.objects.get(email=AGENTS[0])
        article = knowledge.draft(product, by=writer, at=at)
        articles.publish(article, publisher, at=at)
        draft = publishing.Draft(
            code="FEW-1.0-0001",
            product=product,
            version=make.version(product, "1.0"),
            kind=Kind.FIX,
            title_en="What it brings",
            notes_en="Install it.",
        )
        release = publishing.write(draft, publisher, at)
        file = uploading.keep(release, "fix.zip", ContentFile(BUILD), publisher, at)
        publishing.publish(release, publisher, at=at)
        telling.tell(release.pk, at)
    return article, file
