"""The address of a person as allauth keeps it beside her: verified and primary.

Whoever makes an account or changes its address vouches for it: the vendor, a company's manager, an import. Without
its row allauth holds the address for unconfirmed, and lets another unconfirmed one take its place. What a person
adds and chooses on her own page of addresses is allauth's business, and left as it is.
"""

from typing import Any

from allauth.account.models import EmailAddress


def vouch(instance: Any, created: bool, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Receives that a person was saved. The address before a change opens nothing any more."""
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    email, hers = instance.email.lower(), EmailAddress.objects.filter(user=instance)
    if created:
        hers.create(user=instance, email=email, verified=True, primary=True)
    elif not hers.filter(email=email, primary=True).exists():
        hers.filter(primary=True).delete()
        hers.update_or_create(user=instance, email=email, defaults={"verified": True, "primary": True})


def is_anothers(email: str, person: int | None) -> bool:
    """Whether somebody else has confirmed the address as hers, be it her second."""
    return EmailAddress.objects.filter(email=email.lower(), verified=True).exclude(user=person).exists()
