"""R6.1: the numbers of a region, as an administrator sets them."""

import pytest
from django.utils.translation import override

from subscriptions.models import SupportRegion
from tests import factories as make
from tests.desk.pages import signed_in, text
from tickets.phone.models import PhoneLine, lines_of

pytestmark = pytest.mark.django_db
ADD = "/admin/phone/phoneline/add/"


@pytest.fixture
def admin():
    return signed_in(make.staff("administrator"))


def fields(**changes):
    region = make.region()
    return {"region": region.pk, "number": "70 12 01 00", "languages": ["da", "en"], "order": "1"} | changes


def test_r6_1_a_line_has_a_number_that_can_be_dialled_and_languages(admin):
    assert admin.post(ADD, fields()).status_code == 302
    line = PhoneLine.objects.get()
    assert (line.number, line.languages) == ("+45 70 12 01 00", ["da", "en"])
    assert lines_of(line.region_id) == [line]


def test_r6_1_the_languages_are_named_as_in_a_sentence():
    line = PhoneLine(languages=["da", "en"])
    assert line.language_words == "in Danish and English"
    with override("da"):
        assert line.language_words == "på dansk og engelsk"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "12"}, "This number cannot be dialled."),
        ({"number": "call us"}, "This number cannot be dialled."),
        ({"languages": []}, "This field is required."),
    ],
)
def test_what_is_no_line_is_refused_at_its_field(admin, changes, sentence):
    refused = admin.post(ADD, fields(**changes))
    assert sentence in text(refused)
    assert not PhoneLine.objects.exists()


def test_a_region_has_each_number_once(admin):
    admin.post(ADD, fields())
    assert "The region has this number already." in text(admin.post(ADD, fields()))


def test_the_first_line_is_the_number_that_receipts_name():
    region = make.region()
    second = PhoneLine.objects.create(region=region, number="+45 70 12 01 01", order=2)
    first = PhoneLine.objects.create(region=region, number="+45 70 12 01 00", order=1)
    assert SupportRegion.objects.get(pk=region.pk).phone == first.number
    first.delete()
    assert SupportRegion.objects.get(pk=region.pk).phone == second.number
