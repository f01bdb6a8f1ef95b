"""The running product for browser tests: `make run`'s own parent with the demo filled, once for all of them.
The workers of a run share it: what a test counts may meet what another does at that moment."""

import fcntl
import os
from contextlib import ExitStack

import pytest
from playwright.sync_api import Error, sync_playwright

from tests import chromium, kept_database
from tests.product import NotReady, running, sign_in

CONTEXTS = pytest.StashKey()
SHOWN = 3_000  # characters of each page that a failed test had open


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test says what its pages showed: what fails on a busy machine seldom does so again."""
    report = yield
    if report.when == "call" and report.failed:
        for page in (page for context in item.stash.get(CONTEXTS, []) for page in context.pages):
            try:
                shown = page.inner_text("body", timeout=2_000)[:SHOWN]
            except Error as failure:
                shown = str(failure)
            report.sections.append((f"open at {page.url}", shown))
    return report


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def directory(tmp_path_factory):
    """Where the running product keeps its state and its log; the same for all workers."""
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "product"
    made.mkdir(exist_ok=True)
    return made


@pytest.fixture(scope="session")
def product(directory):
    """The address of the running product. The worker that comes first starts it, and ends it when no other worker
    uses it any more."""
    with (directory / "starting").open("w") as starting, (directory / "using").open("w") as using:
        fcntl.flock(starting, fcntl.LOCK_EX)
        kept = directory / "address"
        if kept.exists():
            fcntl.flock(using, fcntl.LOCK_SH)
            fcntl.flock(starting, fcntl.LOCK_UN)
            yield kept.read_text()
            return
        kept_database.lend(directory / "state")
        try:
            with running(directory) as address:
                kept.write_text(address)
                fcntl.flock(starting, fcntl.LOCK_UN)
                yield address
                fcntl.flock(using, fcntl.LOCK_EX)
        except NotReady as failure:
            pytest.fail(str(failure))


@pytest.fixture
def turn(directory):
    """Waits for tests of other workers that do what may not be done beside it, `turn("her bell")`, and lets them
    wait until this one is over. Those that take a turn as `shared` may stand beside each other."""
    with ExitStack() as held:

        def take(what, *, shared=False):
            file = held.enter_context((directory / f"turn of {what}").open("w"))
            fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)

        yield take


@pytest.fixture
def whole(request, turn):
    """All of the product runs: who kills a part of it waits, and is waited for (`killing`)."""
    turn("the whole product", shared="killing" not in request.fixturenames)


@pytest.fixture
def killing(whole):
    """For a test that kills a part of the product, or halts it; it leaves it whole."""


@pytest.fixture(scope="session")
def found():
    """Where a Chromium is, and one that shows what its system shows: looked for before Playwright has its loop."""
    return chromium.path(), chromium.path(*chromium.WHOLE)


@pytest.fixture(scope="session")
def playwright(found):
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, found):
    with chromium.launched(playwright, found[0]) as browser:
        yield browser


@pytest.fixture(scope="session")
def whole_browser(playwright, found):
    """One that can show notifications, which a browser without windows cannot."""
    with chromium.launched(playwright, found[1]) as browser:
        yield browser


@pytest.fixture(scope="session")
def signed_in(browser, product):
    """The cookies of an account, signed in once through the page of sign-in."""
    kept = {}

    def state(account):
        if account not in kept:
            kept[account] = sign_in(browser, product, account)
        return kept[account]

    return state


def _is_error(line):
    """The channel of live updates may be away: another worker's test kills it."""
    return line.type == "error" and "/live/" not in line.location["url"]


@pytest.fixture
def as_person(request, browser, product, signed_in):
    """Opens a page as one of the demo's accounts (None: nobody). Fails the test on any error in its console."""
    contexts, errors = request.node.stash.setdefault(CONTEXTS, []), []

    def open_as(account, width=1440, scheme="light", within=browser, **options):
        context = within.new_context(
            base_url=product,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            storage_state=signed_in(account) if account else None,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if _is_error(line) else None)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert [error for error in errors if "status of 4" not in error] == []
