"""The version of a policy that a page rests on: {% load policies %} (R27.2)."""

from datetime import datetime

from django import template

from entitlements.policies import kept
from entitlements.policies.models import PolicyVersion

register = template.Library()


@register.simple_tag
def policy_in_force(code: str, at: datetime) -> PolicyVersion | None:
    """The version that held at `at`; None before the first."""
    return kept.in_force(code, at)
