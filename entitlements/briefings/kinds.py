"""What people are told about briefings, kind by kind; the mail of each is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind
from notifications.models.outbox import Channel

SESSION = ("title", "starts_at", "minutes", "host", "language")

KINDS = (
    # `moved_up`: from the waiting list; `seats` are hers. `join`: the link, where no reminder brings it any more.
    # `invitation`: the calendar's entry.
    Kind(
        "session_seat",
        _("Seat in an interactive briefing"),
        _("You have a seat: {title}"),
        (*SESSION, "seats", "moved_up", "join", "invitation"),
        optional=False,
    ),
    # `was_at`: when it was to begin before; `waiting`: whether she is on the waiting list.
    Kind(
        "session_changed",
        _("Interactive briefing moved"),
        _("Another time: {title}"),
        (*SESSION, "was_at", "waiting", "invitation"),
        optional=False,
    ),
    Kind(
        "session_cancelled",
        _("Interactive briefing cancelled"),
        _("Cancelled: {title}"),
        (*SESSION, "reason", "invitation"),
        optional=False,
    ),
    # `join` is the link, in the last reminder and after it alone; `another`: than that which came before.
    Kind(
        "session_reminder",
        _("Reminder of an interactive briefing"),
        _("Soon: {title}"),
        (*SESSION, "minutes_before", "join", "another"),
        optional=False,
    ),
    # Her company's subscription no longer includes it; `explained` in her language.
    Kind(
        "session_lost",
        _("Seat in an interactive briefing ended"),
        _("Your seat has ended: {title}"),
        (*SESSION, "explained", "invitation"),
        optional=False,
    ),
    Kind(
        "session_recorded",
        _("Recording of an interactive briefing"),
        _("The recording is in the library: {title}"),
        ("title",),
    ),
    # `outcome`: accepted, answered, declined; `expected` a day or None; `answer` may be empty.
    Kind(
        "briefing_answered",
        _("Answer to a request for a briefing"),
        _("Your request for a briefing is answered: {topic}"),
        ("topic", "outcome", "expected", "answer"),
        optional=False,
    ),
    # `merged_into`: the request that stands for hers now.
    Kind(
        "briefing_merged",
        _("Request for a briefing joined with another"),
        _("Your request for a briefing stands under another: {merged_into}"),
        ("topic", "merged_into"),
        optional=False,
    ),
    Kind(
        "briefing_asked",
        _("Request for a briefing"),
        _("{customer} asks for a briefing: {topic}"),
        ("customer", "topic"),
        staff=True,
    ),
    Kind(
        "session_question",
        _("Question for my interactive briefing"),
        _("Question for “{title}”: {text}"),
        ("title", "text"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
    Kind(
        "session_hosting",
        _("Hosting of an interactive briefing"),
        _("You host: {title}"),
        (*SESSION, "step", "invitation"),
        staff=True,
        optional=False,
    ),
)
