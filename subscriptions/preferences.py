"""A person's own details: name, language, time zone, phone."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST

from subscriptions.forms import Line
from subscriptions.guards import own_account
from subscriptions.models import User
from subscriptions.models.people import time_zones
from subscriptions.returning import page_named


class PreferencesForm(forms.ModelForm):
    """What a person says about herself; her e-mail address is what she signs in with."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("Every time you read is shown in it.")
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "phone"]
        field_classes = {"name": Line}
        help_texts = {"phone": gettext_lazy("Offered to you when you log a critical incident.")}
        error_messages = {"name": {"required": gettext_lazy("Give your name.")}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        zones = sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith("Etc/"))
        choice = self.fields["time_zone"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(zone, zone.replace("_", " ")) for zone in zones]


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The page, and what it saves."""
    assert isinstance(request.user, User)
    person = User.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=person)
    if form.is_valid():
        person = form.save()
        with override(person.language):
            messages.success(request, _("Your details are saved."))
        return HttpResponseRedirect(request.path)
    status = 422 if form.is_bound else 200
    return render(request, "subscriptions/preferences.html", {"form": form}, status=status)


@own_account
@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The language of the reader, from a switch on any page; a stranger's is kept in a cookie."""
    response = HttpResponseRedirect(page_named(request, otherwise="/"))
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response
