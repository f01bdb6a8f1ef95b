"""/demo/mail/: what the demo has sent, readable without sign-in."""

import pytest

from xtreme.embedded import addresses

MAIL = (
    "X-Envelope-To: mette@nordlys.example\r\nFrom: support@xtreme.example\r\nTo: mette@nordlys.example\r\n"
    "Subject: Incident 10001 is received\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nExpected <soon>"
    "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Expected</p><script>alert(1)</script>\r\n--b--\r\n"
)
NAME = "1764000000000000000-7"


@pytest.fixture
def mail(tmp_path, monkeypatch):
    monkeypatch.setattr(addresses, "mail_dir", lambda: tmp_path)
    (tmp_path / f"{NAME}.eml").write_bytes(MAIL.encode())


@pytest.mark.django_db
def test_it_lists_what_was_sent_and_filters_by_recipient(client, mail):
    assert "Incident 10001 is received" in client.get("/demo/mail/").content.decode()
    assert "10001" in client.get("/demo/mail/?to=mette").content.decode()
    assert "10001" not in client.get("/demo/mail/?to=jonas").content.decode()


@pytest.mark.django_db
def test_a_mail_shows_its_text_as_text(client, mail):
    page = client.get(f"/demo/mail/{NAME}/").content.decode()
    assert "Expected &lt;soon&gt;" in page


@pytest.mark.django_db
def test_its_html_can_do_nothing(client, mail):
    response = client.get(f"/demo/mail/{NAME}/html/")
    assert "<p>Expected</p>" in response.content.decode()
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_mail_that_is_not_there_is_404(client):
    assert client.get("/demo/mail/nothing/").status_code == 404
