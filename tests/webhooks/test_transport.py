"""One call: ten seconds in all whatever the other side does, a bounded answer, TLS checked for the name."""

import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from subscriptions.outgoing import calling
from tests.postbox import free_port
from tests.webhooks.receiver import Receiver, leads_to, says

pytestmark = pytest.mark.usefixtures("loopback")


def post(receiver, **options):
    return calling.post(receiver.url(), {"x": "y"}, b'{"a":1}', **{"seconds": 3} | options)


def test_what_was_answered_is_kept_with_its_time(receiver):
    answer = post(receiver)
    assert (answer.status, answer.text, answer.error) == (200, "thanks", "")
    path, headers, body = receiver.got[0]
    assert (path, headers["x"], body) == ("/hooks", "y", b'{"a":1}')
    assert 0 <= answer.milliseconds < 3000


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_any_other_status_is_a_failure(status):
    with Receiver(says(status, b"no", Retry_After="30")) as receiver:
        answer = post(receiver)
    assert (answer.status, answer.error, answer.text, answer.retry_after) == (status, "status", "no", "30")


def test_nobody_there_is_a_failure_without_a_status():
    answer = calling.post(f"http://127.0.0.1:{free_port()}/", {}, b"", seconds=2)
    assert (answer.status, answer.error) == (None, "connection")


def test_a_name_that_does_not_exist_is_a_failure(monkeypatch):
    def fails(*_args, **_options):
        raise OSError("no such name")

    monkeypatch.setattr("socket.getaddrinfo", fails)
    assert calling.post("http://hooks.example.com/", {}, b"", seconds=2).error == "name"


def silent(handler, _body):
    time.sleep(10)


def drips(handler, text):
    for byte in text:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.1)


def drips_status(handler, _body):
    drips(handler, b"HTTP/1.1 200 " + b"OK" * 50)


def drips_headers(handler, _body):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    drips(handler, b"X: y\r\n" * 20)


def drips_body(handler, _body):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    drips(handler, b"x" * 100)


def half_a_second(slow):
    """What comes within it of one who takes ten; it ends long before those are over."""
    with Receiver(slow) as receiver:
        begun = time.monotonic()
        answer = post(receiver, seconds=0.5)
        assert time.monotonic() - begun < 5
    return answer


@pytest.mark.parametrize("slow", [silent, drips_status])
def test_an_answer_that_does_not_come_in_time_is_a_failure(slow):
    answer = half_a_second(slow)
    assert (answer.status, answer.error) == (None, "timeout")


def test_headers_that_drip_end_in_time():
    half_a_second(drips_headers)


def test_a_text_that_drips_ends_in_time_and_leaves_the_status_as_it_came():
    answer = half_a_second(drips_body)
    assert (answer.status, answer.error) == (200, "")


def test_no_more_than_64_kb_of_an_answer_are_read():
    with Receiver(says(200, b"x" * 1_000_000)) as receiver:
        assert len(post(receiver).text) == 64 * 1024


def test_a_compressed_answer_is_not_unpacked():
    with Receiver(says(200, b"\x1f\x8b\x08\x00", Content_Encoding="gzip")) as receiver:
        assert post(receiver).is_success


def certificate(directory, name):
    """A certificate for the name that signs itself, and contexts of a server with it and of one who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    key_pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (directory / "both.pem").write_bytes(pem + key_pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(directory / "both.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


@pytest.mark.parametrize(("name", "error"), [("hooks.example.com", ""), ("other.example.com", "certificate")])
def test_the_certificate_is_checked_for_the_name_and_not_the_address(tmp_path, monkeypatch, name, error):
    server, trusting = certificate(tmp_path, "hooks.example.com")
    monkeypatch.setattr(calling, "trust", lambda: trusting)
    leads_to(monkeypatch, ["127.0.0.1"])
    with Receiver(context=server) as receiver:
        answer = calling.post(receiver.url(name=name, scheme="https"), {}, b"{}", seconds=3)
    assert answer.error == error


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, monkeypatch):
    server, _trusting = certificate(tmp_path, "hooks.example.com")
    leads_to(monkeypatch, ["127.0.0.1"])
    with Receiver(context=server) as receiver:
        answer = calling.post(receiver.url(name="hooks.example.com", scheme="https"), {}, b"{}", seconds=3)
        assert receiver.got == []
    assert answer.error == "certificate"
