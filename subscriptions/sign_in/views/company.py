"""The way in through a company's own identity provider, and out of it."""

from allauth.socialaccount.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from subscriptions.refusals import Refusal
from subscriptions.sign_in import signing_out, single_sign_on
from subscriptions.sign_in.forms import CompanyForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    """Asks for the address and leads on to who answers for its domain, by a link: a form that leads to another host
    is against our content policy."""
    form = CompanyForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            provider = single_sign_on.provider_for(form.cleaned_data["email"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            asked = get_adapter().get_provider(request, provider.slug)
            context |= {"provider": provider, "url": asked.get_login_url(request)}
    return render(request, "sign_in/company.html", context, status=form.status if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def left(request: HttpRequest, slug: str) -> HttpResponse:
    """She is signed out here; the page leads to where she signs out of her company's account as well."""
    provider = single_sign_on.by_slug(slug)
    context = {"provider": provider, "url": signing_out.address(request, provider)}
    return render(request, "sign_in/left.html", context)
