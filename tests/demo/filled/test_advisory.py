"""What the demo's advisors coordinate (DEMO.md, 10)."""

from notifications.models import Notification
from tests.demo.moment import T
from tickets.advisory.models import ActionPlan, IdentifiedResource, Meeting, SeniorRequest
from xtreme.demo import advisory
from xtreme.demo.customers import NORDLYS, WATTLEBIRD
from xtreme.demo.moments import Now


def test_r17_2_the_plan_of_the_pay_run_has_five_tasks_two_of_them_wattlebirds():
    plan = ActionPlan.objects.get()
    assert plan.customer.number == WATTLEBIRD
    assert [each.incident.title[:27] for each in plan.incidents.all()] == ["Pay run doubled overtime fo"]
    assert sorted(task.owner.side for task in plan.tasks.all()) == ["customer"] * 2 + ["vendor"] * 3
    assert plan.tasks.filter(done_at__isnull=False).count() == 1


def test_r20_one_meeting_is_arranged_for_nordlys_and_one_request_of_wattlebird_is_declined():
    arranged, declined = SeniorRequest.objects.order_by("pk")
    assert (arranged.customer.number, arranged.state, arranged.kind) == (NORDLYS, "arranged", "development")
    assert (declined.customer.number, declined.state) == (WATTLEBIRD, "declined")
    assert declined.decline_reason
    meeting = Meeting.objects.get(kind="senior")
    assert meeting.starts_at > T
    assert "Ida Rosenkrantz" in [each.resource.name for each in meeting.participants.all()]


def test_run_again_it_changes_nothing_and_tells_nobody():
    def rows():
        tables = (ActionPlan, IdentifiedResource, Meeting, SeniorRequest)
        return [model.objects.count() for model in tables], Notification.objects.count()

    before = rows()
    advisory.fill(Now(T))
    assert rows() == before
    assert not Notification.objects.filter(state="waiting").exists()
