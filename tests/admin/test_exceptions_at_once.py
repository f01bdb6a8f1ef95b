"""R27.1: administrators who agree on the same with one customer at once: one exception, and sentences."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from entitlements.models import Service, SpecialTerms
from subscriptions import tenancy
from tests import factories as make
from tests.admin.pages import marks, saved, signed_in, typed
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/entitlements/specialterms/add/"


def test_six_exceptions_for_the_same_at_once_leave_one_and_five_sentences():
    with tenancy.as_staff():
        administrator, customer = make.staff("administrator"), make.customer()
        chosen = {"customer": customer.pk, "service": Service.objects.get(code="advisor").pk}
    why = {
        "reason": "Pilot",
        "approved_by": administrator.pk,
        "first_day": f"{timezone.localdate() + timedelta(days=1)}",  # also where the customer has tomorrow
        "_save": "1",
    }
    browsers = [signed_in(administrator) for _each in range(6)]
    form = typed(browsers[0].get(ADD)) | chosen | why
    pages = at_once(*[partial(browser.post, ADD, form) for browser in browsers])
    refused = [page for page in pages if not saved(page)]
    assert len(refused) == 5
    with tenancy.as_staff():
        assert all("Two never overlap." in marks(page)["first_day"][0] for page in refused)
        assert SpecialTerms.objects.count() == 1


def test_one_who_ends_an_exception_while_another_does_is_told_that_it_has_changed():
    """Both pages show the same; whichever is saved first stays."""
    with tenancy.as_staff():
        administrator, now = make.staff("administrator"), timezone.now()
        terms = SpecialTerms.objects.create(
            customer=make.customer(),
            service=Service.objects.get(code="advisor"),
            starts_at=now - timedelta(days=10),
            ends_at=now + timedelta(days=300),
            reason="Pilot",
            approved_by=administrator,
        )
    address = f"/admin/entitlements/specialterms/{terms.pk}/change/"
    browsers = [signed_in(administrator) for _each in range(4)]
    form = typed(browsers[0].get(address)) | {"_save": "1"}
    days = [f"{timezone.localdate() + timedelta(days=10 + each)}" for each in range(4)]
    pages = at_once(
        *[
            partial(browser.post, address, form | {"last_day": day})
            for browser, day in zip(browsers, days, strict=True)
        ]
    )
    refused = [page for page in pages if not saved(page)]
    assert len(refused) == 3
    with tenancy.as_staff():
        for page in refused:
            assert "This has changed since you opened this page" in marks(page)["__all__"][0]
