"""The questions of a session: read and fetched again while it lasts, asked, voted for (R16.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entitlements.briefings import asking
from entitlements.briefings.forms import QuestionForm
from entitlements.briefings.models import Question, Session
from entitlements.briefings.views import sessions
from entitlements.briefings.views.asked import of_session
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions.refusals import Refusal

DESK = "/desk/briefings/sessions/"


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: ContactRequest, number: int) -> HttpResponse:
    """The list by itself, or a new question."""
    found = get_object_or_404(Session, pk=number)
    if request.method == "POST":
        return _ask(request, found)
    return render(request, "briefings/questions.html", of_session(found, request.user, timezone.now()))


@for_contacts(DESK)
@require_POST
def vote(request: ContactRequest, number: int) -> HttpResponse:
    """Want it answered, too; pressed twice it counts once."""
    question = get_object_or_404(Question.objects.select_related("session"), pk=number)
    try:
        asking.vote(question, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if request.headers.get("HX-Request"):
        context = of_session(question.session, request.user, timezone.now())
        return render(request, "briefings/questions.html", context)
    return redirect(f"{question.session.get_absolute_url()}#questions")


def _ask(request: ContactRequest, found: Session) -> HttpResponse:
    form = QuestionForm(request.POST)
    if form.accepted_by(lambda: asking.ask(found, request.user, form.cleaned_data["text"])):
        done = f"draft:briefing-question-{found.pk}"
        messages.success(request, _("Your question is asked."), extra_tags=done)
        return redirect(f"{found.get_absolute_url()}#questions")
    return sessions.asked_wrongly(request, found.pk, form)
