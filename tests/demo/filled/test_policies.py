"""The policies of the demo (DEMO.md, 4)."""

from datetime import timedelta

from entitlements.policies import kept
from entitlements.policies.models import PolicyVersion
from tests.demo.moment import T


def test_r27_2_five_policies_have_been_in_force_for_two_years_and_the_second_support_policy_comes():
    first = PolicyVersion.objects.filter(number=1)
    assert first.count() == 5
    assert all(T - version.in_force_from >= timedelta(days=730) for version in first)
    coming = PolicyVersion.objects.exclude(number=1).get()
    assert (coming.policy.code, coming.number) == ("support", 2)
    assert timedelta(days=29) <= coming.in_force_from - T <= timedelta(days=30)
    assert kept.in_force("support", T).number == 1
    assert kept.in_force("support", T + timedelta(days=31)).number == 2
