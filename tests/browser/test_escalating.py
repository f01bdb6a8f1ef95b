"""A contact escalates in the browser, and the page that says by when she is answered (LIFECYCLE.md, 4). The demo's
own escalation is of a customer without an account."""

import os

import pytest

from tests.axe import LOOKS, faults
from tests.browser.pages import press
from tests.browser.test_live import log
from tests.product import LEAD, METTE

TITLE = f"Interface queue stands still {os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
WISH = {
    "reason": "Nobody can say when it works.",
    "impact": "Payslips of 212 people go out late.",
    "phone": "+45 20 00 00 01",
}


@pytest.fixture(scope="module")
def escalated(browser, product, signed_in):
    """The address of an incident that is logged and escalated here, once for each worker."""
    context = browser.new_context(base_url=product, storage_state=signed_in(METTE))
    page = context.new_page()
    address = f"/incidents/{log(page, TITLE, severity=2)}/"
    page.goto(address + "escalate/")
    for name, words in WISH.items():
        page.fill(f"[name={name}]", words)
    page.check("[name=workaround_ok][value=yes]")
    page.press("[name=phone]", "Enter")
    page.wait_for_url("**/escalation/")
    context.close()
    return address


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_the_escalation_reads_well_for_the_asker(as_person, escalated, width, scheme, rules):
    page = as_person(METTE, width, scheme, bypass_csp=True)
    page.goto(escalated + "escalation/")
    assert WISH["impact"] in page.inner_text("main")
    assert not faults(page, rules)


def test_the_lead_answers_it_and_the_asker_reads_the_answer(as_person, escalated):
    lead = as_person(LEAD)
    lead.goto("/desk/escalations/")
    press(lead.locator(f"main a:has-text('{TITLE}')").first)
    lead.click("#step-answer summary")
    lead.fill("#answer_body", "Ruby and I work on it today; you hear from us at four.")
    press(lead.locator("#step-answer button"))
    asker = as_person(METTE)
    asker.goto(escalated + "escalation/")
    assert "Ruby and I work on it today" in asker.inner_text("main")
