"""Which version of which policy is in force, kept in the process until one changes (subscriptions.kept): a page
that names a version asks nothing for it."""

from datetime import datetime

from entitlements.policies.models import PolicyVersion
from subscriptions.kept import Kept

SUPPORT = "support"


def _load() -> dict[str, list[PolicyVersion]]:
    """The versions of each policy, the newest first, without their texts."""
    found: dict[str, list[PolicyVersion]] = {}
    versions = PolicyVersion.objects.defer("text_en", "text_da").select_related("policy")
    for version in versions.order_by("policy__position", "policy", "-in_force_from"):
        found.setdefault(version.policy.code, []).append(version)
    return found


_versions = Kept(_load)


def versions(code: str) -> list[PolicyVersion]:
    """Every version of the policy, the newest first."""
    return _versions.current().get(code, [])


def in_force(code: str, at: datetime) -> PolicyVersion | None:
    """The version that holds at `at`; None before the first."""
    return next((version for version in versions(code) if version.in_force_from <= at), None)


def all_in_force(at: datetime) -> list[PolicyVersion]:
    """That of each policy which has one, in the order of the list."""
    found = [in_force(code, at) for code in _versions.current()]
    return [version for version in found if version]
