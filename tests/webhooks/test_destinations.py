"""Addresses that may be called: nothing private, in whatever spelling, before and after the name is looked up."""

import pytest

from subscriptions.outgoing import calling, destinations
from subscriptions.outgoing.refusals import UrlRefused
from tests.webhooks.receiver import LOOPBACK, Receiver, leads_to, says

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "233.252.0.1", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "100.100.100.200", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
    "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::1",
    "2001:0:7f00:1::1", "::127.0.0.1", "2001:db8::1", "fe80::1%eth0", "no address",
]  # fmt: skip

REFUSED = [
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "https://",
    "https:///hooks",
    "hooks.example.com",
    "https://name:secret@hooks.example.com/",
    "https://hooks.example.com@127.0.0.1/",
    "https://hooks.example.com:22/",
    "https://hooks.example.com:80/",
    "https://hooks.example.com:0/",
    "https://hooks.example.com:70000/",
    "https://hooks.example.com:x/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://1.2.3.4.5/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1%25eth0]/",
    "https://[::1/",
    "https://localhost/",
    "https://intranet/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://ⓛocalhost/",
    "https://hooks.example.com\\@127.0.0.1/",
    "https://hooks.example.com/a b",
    "https://hooks.example.com/\r\nHost: other",
    "https://hooks.example.com/" + "a" * 500,
    "https://a..b/",
    "https://" + "a" * 64 + ".com/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_may_not_be_called(address):
    assert not destinations.may_call(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_a_public_address_may_be_called(address):
    assert destinations.may_call(address)


def test_a_network_is_allowed_by_setting_and_no_other(settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = LOOPBACK
    assert destinations.may_call("127.0.0.1")
    assert destinations.may_call("::ffff:127.0.0.1")
    assert not destinations.may_call("10.0.0.1")
    assert not destinations.may_call("::1")


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_is_refused_with_a_sentence_at_its_field(url):
    with pytest.raises(UrlRefused) as refused:
        destinations.destination(url)
    assert refused.value.field == "url"
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("https://hooks.example.com", "hooks.example.com", "/"),
        ("https://HOOKS.example.com.:8443/a?b=c#d", "hooks.example.com", "/a?b=c"),
        (
            "https://smørrebrød.example/bestil/æ?ø=å",
            "xn--smrrebrd-64af.example",
            "/bestil/%C3%A6?%C3%B8=%C3%A5",
        ),
        ("https://93.184.215.14/", "93.184.215.14", "/"),
    ],
)
def test_what_is_called_is_in_ascii(url, host, target):
    to = destinations.destination(url)
    assert (to.host, to.target) == (host, target)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_not_called(monkeypatch, address):
    leads_to(monkeypatch, [address])
    answer = calling.post("https://hooks.example.com/", {}, b"{}", seconds=2)
    assert (answer.error, answer.detail) == ("private", address)


def test_one_private_address_among_public_ones_refuses_the_name(monkeypatch):
    leads_to(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    assert calling.post("https://hooks.example.com/", {}, b"{}", seconds=2).error == "private"


def test_the_name_is_looked_up_once_and_the_checked_address_is_called(monkeypatch, receiver):
    """DNS rebinding: the second answer of the resolver would lead elsewhere."""
    asked = leads_to(monkeypatch, ["127.0.0.1"], ["10.9.9.9"])
    answer = calling.post(receiver.url(name="hooks.example.com"), {}, b"{}", seconds=3)
    assert answer.is_success
    assert asked == ["hooks.example.com"]
    assert receiver.got[0][1]["host"] == f"hooks.example.com:{receiver.port}"


def test_the_address_is_checked_again_with_every_call(monkeypatch, receiver):
    leads_to(monkeypatch, ["127.0.0.1"], ["10.9.9.9"])
    url = receiver.url(name="hooks.example.com")
    assert calling.post(url, {}, b"{}", seconds=3).is_success
    assert calling.post(url, {}, b"{}", seconds=3).error == "private"
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(loopback, status):
    with Receiver() as inner, Receiver(says(status, Location=inner.url("/secret"))) as outer:
        answer = calling.post(outer.url(), {}, b"{}", seconds=3)
        assert (answer.error, answer.status) == ("redirect", status)
        assert inner.url("/secret") in answer.detail
        assert inner.got == []
