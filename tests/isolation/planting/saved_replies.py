"""A saved reply that everybody at the desk shares: the vendor's, so it says nothing of hers."""

from tests import factories as make
from tests.isolation.moments import WEDNESDAY
from tickets.saved_replies import writing
from tickets.saved_replies.writing import Words


def plant(company):
    words = Words(
        title="Greeting", text_en="Dear {contact} of {customer}", text_da="Kære {contact}", shared=True
    )
    writing.write(words, make.staff("lead"), WEDNESDAY)
