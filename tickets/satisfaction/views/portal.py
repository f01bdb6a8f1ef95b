"""The page on which a contact answers whether she is satisfied with the help (LIFECYCLE.md, L9)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notifications.views.readers import ContactRequest
from tickets.models import Incident
from tickets.satisfaction import answering
from tickets.satisfaction.asking import may_answer
from tickets.satisfaction.forms import AnswerForm
from tickets.satisfaction.models import SatisfactionQuestion
from tickets.views.portal.contact import for_contacts

CHOICES = ("yes", "no")


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ContactRequest, number: int) -> HttpResponse:
    """Answer, or change the answer; `?satisfied=` marks a choice and keeps nothing. A refusal stands at its field,
    and what was typed stays. Whoever was not asked finds no such page."""
    found, question = _asked(request, number)
    form = AnswerForm(request.POST or None, initial=_initial(request, question))
    if request.method == "POST" and form.accepted_by(
        lambda: answering.answer(
            found, request.user, form.cleaned_data["satisfied"], form.cleaned_data["text"]
        )
    ):
        messages.success(request, _("Thank you for your answer."), extra_tags=f"draft:satisfaction-{number}")
        return redirect(found)
    open_ = may_answer(question, found, request.user, timezone.now())
    context = {"incident": found, "question": question, "form": form, "may_answer": open_}
    return render(request, "satisfaction/answer.html", context, status=form.status if form.errors else 200)


def _initial(request: ContactRequest, question: SatisfactionQuestion) -> dict[str, str]:
    kept = {None: "", True: "yes", False: "no"}[question.satisfied]
    chosen = request.GET.get("satisfied", "")
    return {"satisfied": chosen if chosen in CHOICES else kept, "text": question.text}


def _asked(request: ContactRequest, number: int) -> tuple[Incident, SatisfactionQuestion]:
    visible = Incident.objects.visible_to(request.user).select_related("customer", "product", "region")
    found: Incident = get_object_or_404(visible, pk=number)
    question = SatisfactionQuestion.objects.of(found)
    if question is None or question.contact_id != request.user.pk:
        raise Http404
    return found, question
