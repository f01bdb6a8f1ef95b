"""An alert in each reader's language: what it says in Danish too, and in English where it does not (R1.8)."""

import pytest
from django.utils.translation import override

from notifications import mails
from notifications.models import Alert
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.notifications.test_alert_writing import write
from tests.notifications.test_mails import row

pytestmark = pytest.mark.django_db
DANISH = {"title_da": "Ordrer frigives to gange", "symptom_da": "To ordrer"}


def reader(product, language):
    customer = make.customer()
    make.line(customer, product)
    return make.contact(customer, language=language)


def test_r1_8_an_alert_is_written_in_both_languages_and_keeps_both_when_it_is_changed(
    client, writer, product
):
    assert write(client, {"product": product.pk}, **DANISH).status_code == 302
    alert = Alert.objects.get()
    assert (alert.title_da, alert.symptom_da, alert.action_da) == (*DANISH.values(), "")
    form = client.get(f"/desk/alerts/{alert.pk}/edit/").context["form"]
    assert form["symptom_da"].value() == "To ordrer"


def test_r1_8_danish_is_not_written_twice(client, writer, product):
    answer = write(client, {"product": product.pk}, language="da", **DANISH)
    assert answer.status_code == 422
    assert "Choose English as its language" in answer.context["form"].errors["title_da"][0]
    assert answer.context["form"]["symptom_da"].value() == "To ordrer"
    assert not Alert.objects.exists()


def test_r1_8_each_reads_it_in_her_language_and_the_page_says_which_language_a_text_is_in(product):
    alert = make.alert(
        product, published_at=make.LONG_AGO, title="Orders", symptom="Two", action="Install", **DANISH
    )
    danish = text(signed_in(reader(product, "da")).get(f"/alerts/{alert.pk}/"))
    assert 'lang="da">To ordrer<' in danish
    assert 'lang="en">Install<' in danish
    english = text(signed_in(reader(product, "en")).get(f"/alerts/{alert.pk}/"))
    assert 'lang="en">Two<' in english


def test_r1_8_the_mail_says_symptom_and_action_in_the_readers_language(product):
    alert = make.alert(
        product, title="Orders", symptom="Two", action="Install", **DANISH, action_da="Installér"
    )
    mail = mails.written(row("alert", "da", alert=alert))
    assert "> To ordrer" in mail.text
    assert "> Installér" in mail.text
    assert "> Two" in mails.written(row("alert", "en", alert=alert)).text


def test_r1_8_a_text_without_danish_falls_back_by_itself():
    alert = Alert(title="Orders", symptom="Two", action="Install", symptom_da="To ordrer")
    with override("da"):
        assert (alert.shown("symptom"), alert.shown("action")) == (("To ordrer", "da"), ("Install", "en"))
    with override("en"):
        assert alert.shown("symptom") == ("Two", "en")
