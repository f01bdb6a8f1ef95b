"""What is pushed to a browser is shown by its service worker, and leads to what it is about."""

import json

from tests.browser.pages import until
from tests.product import METTE

PUSHED = {
    "title": "Svar",
    "body": "Hændelse 10001, alvorsgrad 2",
    "url": "/notifications/",
    "tag": "told-1",
    "lang": "da",
    "urgent": True,
}
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag, lang, requireInteraction, data }) =>
    ({ title, body, tag, lang, urgent: requireInteraction, url: data.url }))"""


def test_the_worker_shows_what_is_pushed(as_person, whole_browser):
    page = as_person(METTE, within=whole_browser)
    page.context.grant_permissions(["notifications"])
    page.goto("/notifications/settings/")
    assert page.locator("[data-device=able] button").is_visible()
    devtools, found = page.context.new_cdp_session(page), []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    scope = page.evaluate(
        "async () => { await navigator.serviceWorker.register('/sw.js');"
        " return (await navigator.serviceWorker.ready).scope }"
    )
    assert scope == page.evaluate("location.origin") + "/"
    until(page, lambda: found)  # the browser says it a moment later
    pushed = {"origin": scope, "registrationId": found[0]["registrationId"], "data": json.dumps(PUSHED)}

    def shown():
        devtools.send("ServiceWorker.deliverPushMessage", pushed)  # lost where the worker is not active yet
        return page.evaluate(SHOWN)

    assert until(page, shown) == [PUSHED]
