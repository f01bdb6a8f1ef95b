"""A person's devices: adding the one she holds, stopping one, and what signing out does. One transaction each."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.models import Device
from notifications.push import agents
from notifications.push.sending import octets
from notifications.refusals import DeviceRefused, TooManyDevices
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.outgoing import destinations
from subscriptions.outgoing.refusals import UrlRefused

MOST = 20  # of one person
SECRET_BYTES = 16


def add(
    person: User, endpoint: str, p256dh: str, auth: str, agent: str = "", at: datetime | None = None
) -> Device:
    """Show what she is told on the device with this push subscription. One that was another's, who had signed in on
    it before, is hers now. Raises DeviceRefused, TooManyDevices."""
    _check(endpoint, p256dh, auth)
    facts = {
        "user": person,
        "p256dh": p256dh,
        "auth": auth,
        "name": agents.name(agent) or _("Unknown browser"),
        "signed_in_as": person.get_session_auth_hash(),
        "made_at": at or timezone.now(),
        "failed_at": None,
        "last_error": "",
    }
    with tenancy.as_staff():  # it may still be another's
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if Device.objects.of(person).exclude(endpoint=endpoint).count() >= MOST:
            raise TooManyDevices(most=MOST)
        device, _made = Device.objects.update_or_create(endpoint=endpoint, defaults=facts)
        return device


def stop(person: User, number: int) -> None:
    """Show nothing more on this one of hers; nothing happens where it is stopped already."""
    Device.objects.of(person).filter(pk=number).delete()


def stay_signed_in(person: User, number: int) -> None:
    """She has changed her password on this device, and is still signed in there."""
    Device.objects.of(person).filter(pk=number).update(signed_in_as=person.get_session_auth_hash())


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    """What a browser made is always right; what somebody else made is refused before it is kept."""
    try:
        destinations.destination(endpoint)
    except UrlRefused as refusal:
        raise DeviceRefused(why=str(refusal)) from refusal
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), octets(p256dh))
        keys_fit = len(octets(auth)) == SECRET_BYTES
    except ValueError:
        keys_fit = False
    if not keys_fit:
        raise DeviceRefused(why=_("The keys of the browser are none."))
