"""What `make pictures` runs: the product with its demo, as its people see it, into docs/pictures/ for the README.

The demo lives in the present: what the pictures say about hours and targets depends on when they are made.
"""

import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests import chromium, product  # noqa: E402
from tests.product import ADMIN, AGENT, JONAS, METTE  # noqa: E402

PICTURES = PROJECT / "docs" / "pictures"
DESK, PHONE = (1440, 900), (390, 844)
HEADER = 72  # pixels at the top that stay covered while a page is scrolled

TITLE = "Invoices to Norway are rejected since the tax tables were updated"
DESCRIPTION = """Every invoice to a Norwegian customer ends with "E-417: tax code unknown".
Danish and Swedish invoices still go out."""
IMPACT = "180 deliveries wait in the harbour: without an invoice they do not pass customs."


def portal_home(page: Page) -> None:
    page.goto("/")
    page.click("[popovertarget=account-menu]")
    page.click("[name=language][value=en]")
    page.wait_for_selector("html[lang=en]")


def logging(page: Page) -> None:
    """Follows portal_home, which chose English for Mette."""
    page.goto("/incidents/new/")
    page.select_option("[name=product]", "LGF")
    page.fill("[name=title]", TITLE)
    page.fill("[name=description]", DESCRIPTION)
    page.check("[name=severity][value='1']")
    page.fill("[name=impact]", IMPACT)
    page.fill("[name=users_affected]", "14 in invoicing")
    page.press("[name=users_affected]", "Tab")
    page.wait_for_load_state("networkidle")  # each change brings the expected response anew
    page.click("#expected summary")
    scroll_to(page, "section:has([name=severity])")


def queue(page: Page) -> None:
    page.goto("/desk/queue/")
    page.click("tr:has-text('servernedbrud') summary")


def incident(page: Page) -> None:
    page.goto("/desk/queue/?list=mine")
    page.click("tr[data-row] .t")
    page.wait_for_url("**/desk/incidents/**")
    page.click("aside summary >> nth=0")


def phone(page: Page) -> None:
    page.goto("/incidents/")
    page.click("main a:has-text('servernedbrud')")
    page.click("main summary")


def targets(page: Page) -> None:
    page.goto("/admin/entitlements/targetpolicy/add/")
    page.fill("[name=name]", "Targets 2027")
    page.get_by_label("Xtreme Elite Support, severity 2, first response").fill("30 min")
    page.click("[name=_preview]")
    page.wait_for_load_state()
    scroll_to(page, ".admin-preview")


def scroll_to(page: Page, wanted: str) -> None:
    """So that `wanted` begins below what stays at the top."""
    script = "(element, header) => scrollBy(0, element.getBoundingClientRect().top - header)"
    page.locator(wanted).first.evaluate(script, HEADER)


# name, whose view, size, light or dark, what is done before the picture is taken
SHOWN: list[tuple[str, str, tuple[int, int], str, Callable[[Page], None]]] = [
    ("portal-home", METTE, DESK, "light", portal_home),
    ("portal-logging", METTE, DESK, "light", logging),
    ("portal-phone-danish", JONAS, PHONE, "light", phone),
    ("desk-queue", AGENT, DESK, "light", queue),
    ("desk-incident-dark", AGENT, DESK, "dark", incident),
    ("admin-targets", ADMIN, DESK, "light", targets),
]


def take_all(browser: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, account, (width, height), scheme, prepare in SHOWN:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            storage_state=product.sign_in(browser, address, account),
        )
        page = context.new_page()
        prepare(page)
        page.wait_for_load_state("networkidle")
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
        print(f"{path.relative_to(PROJECT)} ({path.stat().st_size // 1000} kB)", flush=True)
        context.close()


def main() -> None:
    found = chromium.path(*chromium.WHOLE)
    if found is None:
        sys.exit("No Chromium here: install Chromium or Chrome.")
    with (
        tempfile.TemporaryDirectory(prefix="xtreme-pictures-") as directory,
        product.running(Path(directory)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=chromium.FLAGS)
        take_all(browser, address)
        browser.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    main()
