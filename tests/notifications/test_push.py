"""What a person is told, shown on her devices: encrypted for each, said in her language, nothing of the incident; a
third channel of the outbox, which loses nothing and tells nobody who is not to be told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from py_vapid import Vapid02

from notifications import leasing, outbox, preferences
from notifications.models import Device, Notification
from notifications.push import agents, delivery, devices, keys
from notifications.refusals import DeviceRefused, TooManyDevices
from tests import factories as make
from tests.notifications.push_service import Browser, PushService
from tests.notifications.telling import ESCALATED, INCIDENT, at_once
from tests.webhooks.receiver import LOOPBACK, leads_to, says

pytestmark = pytest.mark.django_db
State = Notification.State
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"
PAGE = INCIDENT | {"impact": "Nobody can post.", "phone": "+45 1234"}


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = LOOPBACK
    settings.WEBHOOKS_ALLOW_HTTP = True
    settings.WEBHOOKS_PORTS = range(65536)
    settings.VAPID_PRIVATE_KEY = keys.new()


@pytest.fixture
def service():
    with PushService() as service:
        yield service


@pytest.fixture
def agent():
    return make.staff(language="da")


def tell(person, event="e", kind="reopened", context=INCIDENT, **options):
    outbox.tell(kind, [person], event, context=context, link="/desk/incidents/1/", **options)


def pushed(**facts):
    return Notification.objects.filter(channel="push", **facts)


def again(minutes=60):
    """As if so much time had passed since the last attempt."""
    pushed(state=State.WAITING).update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    return delivery.deliver_due()


def test_it_says_kind_and_number_in_her_language_and_leads_to_the_message_in_the_app(service, agent):
    """Nothing that anybody typed: the screen may be locked and somebody else's to read."""
    browser = Browser()
    service.add(agent, browser)
    tell(agent)
    assert delivery.deliver_due() == 1
    told = Notification.objects.get(channel="in_app")
    (shown,) = service.shown(browser)
    assert shown == {
        "title": "Genåbnet",
        "body": "Hændelse 1, alvorsgrad 2",
        "url": f"/notifications/{told.pk}/",
        "tag": f"told-{pushed().get().pk}",
        "lang": "da",
        "urgent": False,
    }
    for typed in ("Posting stops", "Nordlys", "Ledger"):
        assert typed not in str(shown)


def test_the_push_service_reads_none_of_it_and_knows_who_sends(service, agent, settings):
    browser = Browser()
    service.add(agent, browser)
    tell(agent)
    delivery.deliver_due()
    _path, headers, body = service.got[0]
    assert b"told-" not in body
    assert (headers["content-encoding"], headers["ttl"], headers["urgency"]) == (
        "aes128gcm",
        "86400",
        "normal",
    )
    assert headers["authorization"].startswith("vapid t=")
    assert headers["authorization"].endswith(f"k={keys.public()}")
    assert Vapid02.verify(headers["authorization"])


@pytest.mark.parametrize(
    ("kind", "context", "ttl"),
    [("page", PAGE, "3600"), ("escalated", ESCALATED, "3600")],
)
def test_what_is_urgent_wakes_the_device_and_is_not_shown_for_long(service, agent, kind, context, ttl):
    browser = Browser()
    service.add(agent, browser)
    tell(agent, kind=kind, context=context)
    delivery.deliver_due()
    _path, headers, _body = service.got[0]
    assert (headers["urgency"], headers["ttl"]) == ("high", ttl)
    assert service.shown(browser)[0]["urgent"]


def test_r1_3_each_device_gets_it_once_whoever_tells_how_often(service, agent):
    """R1.3: the row is one, and what one device has taken it is not given again while another is away."""
    phone, desk = Browser(), Browser()
    service.add(agent, phone)
    service.add(agent, desk)
    service.answers[desk.path] = says(503)
    tell(agent)
    tell(agent)
    assert delivery.deliver_due() == 0
    assert pushed().get().state == State.WAITING
    del service.answers[desk.path]
    assert again() == 1
    assert (len(service.shown(phone)), len(service.shown(desk))) == (1, 2)  # the second of them was not taken
    assert pushed().get().state == State.SENT
    assert set(pushed().get().taken_by) == set(Device.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "over", [{"created_at": timezone.now() - timedelta(days=3)}, {"attempts": len(delivery.WAITS)}]
)
def test_r1_4_what_one_device_has_shown_does_not_stand_with_what_failed_where_another_stays_away(
    service, agent, over
):
    phone, desk = Browser(), Browser()
    service.add(agent, phone)
    service.add(agent, desk)
    service.answers[desk.path] = says(503)
    tell(agent)
    delivery.deliver_due()
    pushed().update(**over)
    again()
    assert pushed().get().state == State.SENT
    assert len(service.shown(phone)) == 1
    assert not Notification.objects.undelivered().exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_the_service_knows_no_more_is_forgotten(service, agent, status):
    browser = Browser()
    service.add(agent, browser)
    service.answers[browser.path] = says(status)
    tell(agent)
    delivery.deliver_due()
    assert not Device.objects.exists()
    assert (pushed().get().state, pushed().get().last_error) == (State.SET_ASIDE, delivery.NO_DEVICE)


@pytest.mark.parametrize(("answer", "least"), [(says(429, Retry_After="1800"), 1790), (says(500), 8)])
def test_a_service_with_too_much_to_do_is_asked_again_later(service, agent, answer, least):
    browser = Browser()
    service.add(agent, browser)
    service.answers[browser.path] = answer
    tell(agent)
    delivery.deliver_due()
    row = pushed().get()
    assert row.state == State.WAITING
    assert row.next_attempt_at >= timezone.now() + timedelta(seconds=least)
    assert Device.objects.get().failed_at
    service.answers.clear()
    assert again() == 1
    assert Device.objects.get().failed_at is None


def test_a_refusal_for_good_is_not_tried_again(service, agent):
    browser = Browser()
    service.add(agent, browser)
    service.answers[browser.path] = says(403, b"wrong key")
    tell(agent)
    delivery.deliver_due()
    assert pushed().get().state == State.SET_ASIDE
    assert "403" in pushed().get().last_error


def test_one_device_that_is_away_holds_back_no_other_message(service, agent):
    phone, desk = Browser(), Browser()
    service.add(agent, phone)
    service.add(agent, desk)
    service.answers[desk.path] = says(503)
    tell(agent, "first")
    delivery.deliver_due()
    tell(agent, "second")
    delivery.deliver_due()
    assert len(service.shown(phone)) == 2


def test_nothing_is_shown_of_what_is_over(service, agent):
    """A page goes on to the next person within minutes."""
    service.add(agent, Browser())
    tell(agent, kind="page", context=PAGE, at=timezone.now() - timedelta(hours=2))
    assert delivery.deliver_due() == 0
    assert pushed().get().last_error == delivery.TOO_LATE
    assert service.got == []


def test_quiet_hours_put_it_off_but_not_what_is_urgent(service, agent):
    service.add(agent, Browser())
    now = timezone.now()
    local = now.astimezone(agent.zone)
    times = preferences.times(agent)
    times.quiet_from = (local - timedelta(hours=1)).time()
    times.quiet_to = (local + timedelta(hours=1)).time()
    times.save()
    tell(agent)
    tell(agent, "now", "page", PAGE)
    assert delivery.deliver_due() == 1
    assert pushed(kind="reopened").get().next_attempt_at > now + timedelta(minutes=50)


def test_a_kind_that_is_switched_off_is_not_shown_and_the_others_are(service, agent):
    service.add(agent, Browser())
    preferences.show_on_devices(agent, preferences.wanted_on_devices(agent) - {"reopened"})
    tell(agent)
    tell(agent, "other", "withdrawn")
    assert [row.kind for row in pushed()] == ["withdrawn"]
    assert Notification.objects.filter(kind="reopened", channel="in_app").exists()


def test_who_is_no_longer_a_contact_is_shown_nothing(service):
    """R1.11: the row was written before she left."""
    customer = make.customer()
    contact = make.contact(customer)
    service.add(contact, Browser())
    tell(contact, kind="taken", context=INCIDENT | {"owner": "Anna"}, customer=customer)
    contact.memberships.all().delete()
    delivery.deliver_due()
    assert service.got == []
    assert pushed().get().last_error == leasing.NO_LONGER_CONTACT


def test_another_password_ends_what_devices_show(service, agent):
    service.add(agent, Browser())
    tell(agent)
    agent.set_password("another-long-one")
    agent.save()
    delivery.deliver_due()
    assert service.got == []
    assert not Device.objects.exists()


def test_without_a_key_nothing_is_written(service, agent, settings):
    service.add(agent, Browser())
    settings.VAPID_PRIVATE_KEY = ""
    tell(agent)
    assert not pushed().exists()


def test_what_is_written_for_the_record_or_told_late_is_not_shown(service, agent):
    service.add(agent, Browser())
    with outbox.on_record():
        tell(agent)
    tell(agent, "late", priority=Notification.Priority.DIGEST)
    assert not pushed().exists()


def test_an_address_in_a_private_network_is_refused_and_never_called(service, agent, settings):
    """The guard is that of webhooks: before it is kept, and at each call."""
    browser = Browser()
    device = service.add(agent, browser)
    settings.WEBHOOKS_ALLOW_PRIVATE = []
    with pytest.raises(DeviceRefused):
        service.add(agent, Browser())
    tell(agent)
    delivery.deliver_due()
    assert service.got == []
    device.refresh_from_db()
    assert device.failed_at
    assert pushed().get().state == State.SET_ASIDE


def test_a_name_that_leads_into_a_private_network_is_never_called(service, agent, settings, monkeypatch):
    """A name may lead elsewhere by the time of the call."""
    browser = Browser()
    leads_to(monkeypatch, ["127.0.0.1"])
    devices.add(agent, service.url(browser.path, name="push.example.com"), **browser.keys)
    settings.WEBHOOKS_ALLOW_PRIVATE = []
    tell(agent)
    delivery.deliver_due()
    assert service.got == []
    assert pushed().get().state == State.SET_ASIDE


@pytest.mark.parametrize("wrong", [{"p256dh": "AAAA"}, {"auth": "x"}, {"p256dh": "é"}, {"auth": "A" * 40}])
def test_keys_that_are_none_are_refused(agent, wrong):
    with pytest.raises(DeviceRefused):
        devices.add(agent, "http://127.0.0.1:1/x", **(Browser().keys | wrong))


def test_a_person_has_so_many_devices_at_most(service, agent, monkeypatch):
    monkeypatch.setattr(devices, "MOST", 1)
    browser = Browser()
    service.add(agent, browser)
    service.add(agent, browser)  # the same again
    with pytest.raises(TooManyDevices):
        service.add(agent, Browser())


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_as_people_name_it(agent, name):
    assert agents.name(agent) == name


# The pages


@pytest.fixture
def signed_in(agent):
    client = Client(headers={"user-agent": PHONE})
    client.force_login(agent)
    return client


def add(client, service, browser):
    typed = {"endpoint": service.url(browser.path), **browser.keys}
    return client.post("/notifications/devices/", typed, follow=True)


def test_a_device_is_added_named_and_stopped(service, agent, signed_in):
    page = add(signed_in, service, Browser())
    device = Device.objects.get()
    assert (device.user, device.name) == (agent, "Safari, iPhone")
    assert "Safari, iPhone" in page.content.decode()
    assert "denne enhed" in page.content.decode()
    assert 'name="shown"' in page.content.decode()
    signed_in.post(f"/notifications/devices/{device.pk}/stop/")
    assert not Device.objects.exists()


def test_signing_out_ends_what_this_device_shows(service, agent, signed_in):
    add(signed_in, service, Browser())
    service.add(agent, Browser())  # another of hers stays
    signed_in.post("/accounts/logout/")
    assert Device.objects.count() == 1
    tell(agent)
    delivery.deliver_due()
    assert len(service.got) == 1


def test_another_who_signs_in_on_the_device_is_not_shown_the_first_ones(service, agent, signed_in):
    """Her session may have ended by itself; the cookie says whose device it was."""
    add(signed_in, service, Browser())
    other = make.staff()
    signed_in.cookies.pop("sessionid")
    other.set_password("xtreme-demo-2")
    other.save()
    fresh = Client()
    fresh.cookies["device"] = signed_in.cookies["device"].value
    fresh.post("/accounts/login/", {"login": other.email, "password": "xtreme-demo-2"})
    assert not Device.objects.exists()


def test_nobody_stops_anothers_device(service, agent):
    device = service.add(agent, Browser())
    client = Client()
    client.force_login(make.staff())
    client.post(f"/notifications/devices/{device.pk}/stop/")
    assert Device.objects.exists()


def test_a_device_of_another_is_hers_once_she_adds_it(service, agent, signed_in):
    browser = Browser()
    service.add(make.staff(), browser)
    add(signed_in, service, browser)
    assert Device.objects.get().user == agent


def test_bad_input_is_a_sentence(signed_in):
    page = signed_in.post("/notifications/devices/", {"endpoint": "x" * 9000}, follow=True)
    assert page.status_code == 200
    assert "Denne enhed kan ikke vise beskeder." in page.content.decode()


def test_kinds_are_chosen_on_the_page_of_settings(service, agent, signed_in):
    service.add(agent, Browser())
    typed = dict(preferences.choices(agent))
    typed |= {"digest_at": "08:00", "digest_day": "0", "shown": ["page"]}
    assert signed_in.post("/notifications/settings/", typed).status_code == 302
    assert preferences.wanted_on_devices(agent) == {"page"}


def test_the_worker_stands_at_the_root_and_the_manifest_makes_it_installable():
    worker = Client().get("/sw.js")
    assert (worker.status_code, worker["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "showNotification" in worker.content.decode()
    manifest = Client().get("/manifest.webmanifest").json()
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "/", "/")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_show_each_message_once():
    from subscriptions import tenancy

    with PushService() as service:
        browser = Browser()
        with tenancy.as_staff():
            agent = make.staff()
            service.add(agent, browser)
            for number in range(60):
                tell(agent, f"no. {number}")
        assert sum(at_once(delivery.deliver_due, delivery.deliver_due)) == 60
        assert len({each["tag"] for each in service.shown(browser)}) == len(service.got) == 60
