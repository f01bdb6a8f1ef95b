"""What the community sees of the reader, chosen by her."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entitlements.community import profiles
from entitlements.community.forms import ProfileForm
from entitlements.community.models import Member
from entitlements.community.profiles import Shown
from entitlements.community.views.readers import CommunityRequest, for_readers


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: CommunityRequest) -> HttpResponse:
    """Her name and what else she shows; nothing of her company beforehand. The vendor's people stand under their
    own names."""
    if request.user.is_staff:
        return redirect("community:index")
    member = request.person.member()
    if request.method != "POST":
        return _page(request, ProfileForm(initial=_initial(request, member)), member)
    form = ProfileForm(request.POST)
    if form.accepted_by(lambda: profiles.choose(request.person, Shown(**form.cleaned_data))):
        messages.success(request, _("This is what the community sees of you now."))
        return redirect("community:ask" if request.GET.get("next") == "ask" else "community:profile")
    return _page(request, form, member, form.status)


@for_readers
@require_POST
def leave(request: CommunityRequest) -> HttpResponse:
    """Show nothing any more."""
    profiles.leave(request.person)
    messages.success(request, _("You have left the community. What you wrote stands under “former member”."))
    return redirect("community:index")


def _initial(request: CommunityRequest, member: Member | None) -> dict[str, object]:
    if member is None:
        return {"name": profiles.proposed_name(request.person)}
    shown = member.profile
    return {
        "name": shown.name,
        "company": bool(shown.company),
        "industry": bool(shown.industry),
        "environment": bool(shown.environment),
    }


def _page(
    request: CommunityRequest, form: ProfileForm, member: Member | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "member": member,
        "reads_only": request.reads_only,
        "company": request.customer.name,
        "industry": request.customer.industry,
        "environment": profiles.environment_words(request.customer),
    }
    return render(request, "community/profile.html", context, status=status)
