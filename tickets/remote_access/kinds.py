"""What people are told about remote sessions, kind by kind; the mail of each is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import INCIDENT, Kind

SESSION = (*INCIDENT, "systems", "people", "opens_at", "closes_at")
# `how` it is over is a state's code, or "incident" where it ended with that; `why` the reason that was given,
# `closing` what was done; both may be empty.
OVER = (*SESSION, "how", "who", "why", "closing")

KINDS = (
    # `changes`: whether more than looking is asked for; `again`: something else than before.
    Kind(
        "remote_asked",
        _("Remote access asked for"),
        _("Remote access asked for: {number} {title}"),
        (*SESSION, "who", "changes", "again"),
        optional=False,
    ),
    Kind(
        "remote_started",
        _("Remote session started"),
        _("{who} has started the remote session: {number} {title}"),
        (*SESSION, "who"),
        optional=False,
    ),
    Kind(
        "remote_ending",
        _("Window of a remote session ends"),
        _("The window of the remote session ends soon: {number} {title}"),
        SESSION,
        optional=False,
    ),
    Kind(
        "remote_over",
        _("Remote session over"),
        _("The remote session is over: {number} {title}"),
        OVER,
        optional=False,
    ),
    Kind(
        "remote_ready",
        _("Remote session ready"),
        _("The remote session can start: {number} {title}"),
        (*SESSION, "person"),
        staff=True,
        optional=False,
    ),
    Kind(
        "remote_ending_staff",
        _("Window of my remote session ends"),
        _("The window of the remote session ends soon: {number} {title}"),
        (*SESSION, "person"),
        staff=True,
        optional=False,
    ),
    Kind(
        "remote_stopped",
        _("My remote session over"),
        _("The remote session is over: {number} {title}"),
        OVER,
        staff=True,
        optional=False,
    ),
)
