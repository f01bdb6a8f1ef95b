"""A person decides, with a reason, at the vendor's discretion (R19.1); two decisions at once share no place."""

from functools import partial

import pytest

from entitlements.programmes import applying, deciding
from entitlements.programmes.models import Application
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.notifications.telling import at_once
from tests.programmes.scene import AT, REASON, applied, fresh, manager_of_programmes, programme, terms

State = Application.State


def refused(act, *args):
    with pytest.raises(Refusal) as caught:
        act(*args)
    return caught.value


@pytest.mark.django_db
def test_r19_1_who_meets_nothing_may_be_given_a_place_and_who_meets_all_be_declined():
    found, by = programme(), manager_of_programmes()
    worst, best = applied(found, met=False), applied(found)
    assert deciding.accept(worst, by, REASON, AT).takes_part
    assert deciding.decline(best, by, "Too few sites", AT).state == State.DECLINED
    told = Notification.objects.filter(kind="programme_decided", recipient=best.applied_by, channel="email")
    assert told.get().context["reason"] == "Too few sites"


@pytest.mark.django_db
@pytest.mark.parametrize("act", [deciding.accept, deciding.decline])
def test_r19_1_without_a_reason_nothing_is_decided(act):
    made = applied(programme())
    assert refused(act, made, manager_of_programmes(), " ", AT).code == "reason_missing"
    assert fresh(made).state == State.CONSIDERED


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["agent", "lead", "advisor", "administrator", "account_owner"])
def test_r19_1_only_a_product_manager_decides(role):
    made = applied(programme())
    assert refused(deciding.accept, made, make.staff(role), REASON, AT).code == "forbidden"


@pytest.mark.django_db
def test_what_is_decided_or_withdrawn_is_not_decided_again():
    found, by = programme(), manager_of_programmes()
    made = deciding.accept(applied(found), by, REASON, AT)
    assert refused(deciding.decline, made, by, REASON, AT).code == "application_not_open"
    gone = applied(found)
    applying.withdraw(gone, gone.applied_by, AT)
    assert refused(deciding.accept, gone, by, REASON, AT).code == "application_not_open"
    assert fresh(found).taken == 1


def trying(act, *args):
    try:
        with tenancy.as_staff():
            return act(*args).state
    except Refusal as refusal:
        return refusal.code


@pytest.mark.django_db(transaction=True)
def test_r19_3_of_four_who_give_the_last_two_places_at_once_two_read_that_all_are_taken():
    with tenancy.as_staff():
        found, by = programme(terms=terms(capacity=2)), manager_of_programmes()
        waiting = [applied(found) for _number in range(4)]
    made = at_once(*[partial(trying, deciding.accept, each, by, REASON, AT) for each in waiting])
    assert sorted(made) == ["accepted", "accepted", "programme_full", "programme_full"]
    with tenancy.as_staff():
        assert fresh(found).taken == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_one_application_at_once_decide_it_once():
    with tenancy.as_staff():
        found, by = programme(), manager_of_programmes()
        made = applied(found)
    done = at_once(
        partial(trying, deciding.accept, made, by, REASON, AT),
        partial(trying, deciding.decline, made, by, REASON, AT),
    )
    assert sorted(done)[0] in ("accepted", "application_not_open")
    assert "application_not_open" in done
    with tenancy.as_staff():
        assert fresh(found).taken == (1 if "accepted" in done else 0)
