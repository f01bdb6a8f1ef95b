"""Policies as everybody who is signed in reads them: those in force, one of them, its older and coming versions."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements.markdown import rendered
from entitlements.policies import kept
from entitlements.policies.models import Policy, PolicyVersion


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Each policy with the version that is in force, and the next one where it is known."""
    at = timezone.now()
    found = [(version, _next(version, at)) for version in kept.all_in_force(at)]
    return render(request, "policies/policies.html", {"found": found})


@require_safe
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force now; of a policy that is still to come, its first."""
    asked = get_object_or_404(Policy, code=code)
    versions = PolicyVersion.objects.select_related("policy").filter(policy=asked)
    in_force = versions.in_force(timezone.now()).first()
    return _page(request, in_force or get_object_or_404(versions, number=1))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version, whether it holds, held once or is still to come."""
    versions = PolicyVersion.objects.select_related("policy")
    return _page(request, get_object_or_404(versions, policy__code=code, number=number))


def _page(request: HttpRequest, shown: PolicyVersion) -> HttpResponse:
    at = timezone.now()
    context = {
        "shown": shown,
        "text": rendered(shown.text),
        "versions": kept.versions(shown.policy.code),
        "in_force": kept.in_force(shown.policy.code, at),
        "at": at,
    }
    return render(request, "policies/policy.html", context)


def _next(version: PolicyVersion, at: datetime) -> PolicyVersion | None:
    coming = [each for each in kept.versions(version.policy.code) if each.in_force_from > at]
    return coming[-1] if coming else None
