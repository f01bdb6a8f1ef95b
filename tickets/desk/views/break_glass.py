"""Break-glass access to the confidential files of an incident: asked for with a reason, then there for a while."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subscriptions.looking.forms import ReasonForm
from subscriptions.looking.models import LookingRules
from subscriptions.refusals import Refusal
from tickets import confidential
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.models import Incident


@for_staff(Act.BREAK_GLASS)
@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: StaffRequest, number: int) -> HttpResponse:
    """The files and the form; once access is there, back to the incident."""
    visible = Incident.objects.visible_to(request.user).select_related("customer")
    incident = get_object_or_404(visible, pk=number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confidential.break_the_glass(incident, request.user, form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The confidential files open to you now. The customer and a lead are told.")
            )
            return redirect(f"/desk/incidents/{incident.pk}/")
    files = incident.attachments.filter(confidential=True)
    context = {
        "form": form,
        "incident": incident,
        "files": files,
        "open": [file for file in files if confidential.may_open(file, request.user, timezone.now())],
        "minutes": LookingRules.current().break_glass_minutes,
    }
    return render(request, "desk/break_glass.html", context, status=form.status if form.errors else 200)
