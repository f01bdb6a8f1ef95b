"""Which saved replies are offered on an incident, and what they say there."""

import pytest
from django.utils import translation

from tests import factories as make
from tickets.desk.forms import ReplyForm
from tickets.saved_replies import choosing, writing
from tickets.saved_replies.models import After
from tickets.saved_replies.writing import Words

pytestmark = pytest.mark.django_db


def write(by, title="Greeting", **fields):
    return writing.write(Words(title=title, **{"text_en": "Dear {contact}"} | fields), by)


def titles(incident, agent, words=""):
    return [each.reply.title for each in choosing.offered(incident, agent, words)]


def test_the_words_are_filled_in_from_the_incident_and_the_agent(incident, agent):
    write(agent, text_en="{contact} of {customer}: {incident}, {product}, {agent}")
    assert choosing.offered(incident, agent)[0].text == (
        f"Mette Holm of Nordlys Ferries A/S: {incident.pk}, General Ledger, Anna Kjær"
    )


def test_what_is_filled_in_is_not_filled_in_itself(incident, agent):
    incident.contact.name = "{agent}"
    write(agent)
    assert choosing.offered(incident, agent)[0].text == "Dear {agent}"


def test_it_is_offered_in_the_language_of_the_contact(incident, agent):
    write(agent, text_da="Kære {contact}")
    danish = choosing.offered(incident, agent)[0]
    assert (danish.text, danish.language, danish.is_other) == ("Kære Mette Holm", "da", False)
    incident.contact.language = "en"
    english = choosing.offered(incident, agent)[0]
    assert (english.text, english.language, english.is_other) == ("Dear Mette Holm", "en", False)


def test_where_it_says_nothing_in_her_language_the_other_is_offered_and_named(incident, agent):
    write(agent)
    with translation.override("en"):
        other = choosing.offered(incident, agent)[0]
        assert (other.text, other.language, other.about) == (
            "Dear Mette Holm",
            "en",
            "yours · only in English",
        )


def test_the_products_come_first_and_other_products_not_at_all(incident, agent, lead):
    write(agent, "A of every product")
    write(lead, "B shared", shared=True)
    write(agent, "C of the product", product=incident.product)
    write(agent, "D of another", product=make.product("LNT"))
    assert titles(incident, agent) == ["C of the product", "A of every product", "B shared"]


def test_words_are_looked_for_in_titles_first_then_in_texts(incident, agent):
    write(agent, "Analogue", text_en="Nothing here", product=incident.product)
    write(agent, "Ask for the trace", text_en="Send the LOG file.", product=incident.product)
    write(agent, "Z the log")
    write(agent, "Closing")
    assert titles(incident, agent, "log") == ["Analogue", "Z the log", "Ask for the trace"]
    assert titles(incident, agent, "the log") == ["Z the log", "Ask for the trace"]
    assert titles(incident, agent, "100%") == []


def test_nobody_is_offered_anothers_own(incident, agent, lead):
    write(lead)
    assert titles(incident, agent) == []


def test_the_list_says_whose_each_is_and_what_comes_after_it(incident, agent, lead):
    write(lead, shared=True, product=incident.product, after="ask", text_da="Kære {contact}")
    with translation.override("en"):
        about = choosing.offered(incident, agent)[0].about
    assert about == "General Ledger · shared · it waits for the customer's answer"


def test_offering_takes_one_statement_however_many_there_are(incident, agent, django_assert_num_queries):
    for number in range(3):
        write(agent, f"Number {number}")
    with django_assert_num_queries(1):
        assert len(choosing.offered(incident, agent)) == 3


def test_what_may_come_after_it_is_what_the_composer_offers(incident, agent):
    offered = ReplyForm(incident=incident, agent=agent).fields["after"].choices
    assert [(value, str(label)) for value, label in offered if value] == [
        (value, str(label)) for value, label in After.choices
    ]
