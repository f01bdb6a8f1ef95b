"""The page of who lacks the second factor that is demanded of her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from subscriptions.sign_in import second_factor


@require_safe
def needed(request: HttpRequest) -> HttpResponse:
    """Why, and the two ways. With a factor, or where none is demanded, the page of factors."""
    if not second_factor.is_missing(request):
        return redirect("mfa_index")
    return render(request, "sign_in/second_factor.html", {"by": second_factor.demanded_by(request)})
