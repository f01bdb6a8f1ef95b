"""Why a remote session cannot be asked for, approved or started: a code and a sentence for each rule of R7. That
the subscription has none is entitlements.refusals'."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from entitlements.refusals import listed
from subscriptions.refusals import InvalidInput, Refusal
from subscriptions.wording import duration_words, moment_here


class RemoteNotReady(Refusal):
    """`missing` are the words of `ready.Readiness`."""

    code = "remote_not_ready"
    title = gettext_lazy("Remote access cannot start yet")
    sentence = gettext_lazy("Remote access cannot start yet. Missing: {missing}.")
    requirement = "R7.2"

    def __init__(self, missing: Iterable[str | Promise]) -> None:
        super().__init__(missing=", ".join(str(each) for each in missing))


class NotApprover(Refusal):
    """`names` are those who can; none at all is said with who gives the permission."""

    code = "not_approver"
    title = gettext_lazy("You cannot approve remote access")
    sentence = gettext_lazy("You cannot approve remote access. These people can: {names}.")
    nobody = gettext_lazy(
        "You cannot approve remote access, and nobody at your company can yet. Its manager gives the permission."
    )
    status = 403
    requirement = "R7.6"

    def __init__(self, names: Iterable[str]) -> None:
        known = listed(names)
        super().__init__(names=known)
        if not known:
            self.sentence = self.nobody  # type: ignore[misc]


class NotNamed(Refusal):
    """Of the vendor, only those whom the request names take part."""

    code = "remote_not_named"
    title = gettext_lazy("You are not named in this session")
    sentence = gettext_lazy("Only those whom the request names do this: {names}.")
    status = 403
    requirement = "R7.5"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names=listed(names))


class SessionNotOpen(Refusal):
    """Somebody was faster, or the page is old."""

    code = "remote_not_open"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("The session is {state} by now. Nothing was changed.")

    def __init__(self, state: str | Promise) -> None:
        super().__init__(state=state)


class RequestChanged(Refusal):
    """R7.5: what is approved is what was read. `version` is what is asked for now."""

    code = "remote_changed"
    title = gettext_lazy("The request was changed meanwhile")
    sentence = gettext_lazy("The request was changed meanwhile. Read what is asked for now, then approve it.")
    requirement = "R7.5"

    def __init__(self, version: int) -> None:
        super().__init__()
        self.version = version


class AlreadyApproved(Refusal):
    code = "remote_approved"
    title = gettext_lazy("You have approved it already")
    sentence = gettext_lazy("You have approved this already. Your company's rules ask for a second person.")


class SessionRuns(Refusal):
    """R7.5: what runs is what was approved."""

    code = "remote_running"
    title = gettext_lazy("The session runs")
    sentence = gettext_lazy("The session runs, as it was approved. End it first, then ask for another.")
    requirement = "R7.5"


class AnotherRuns(Refusal):
    code = "remote_another_runs"
    title = gettext_lazy("Another session runs")
    sentence = gettext_lazy("Another remote session of this incident runs. End it first.")


class IncidentOver(Refusal):
    code = "remote_incident_over"
    title = gettext_lazy("The incident is not open")
    sentence = gettext_lazy("The incident is {status}. Remote sessions are for open incidents.")


class WindowOver(Refusal):
    """R7.3: the approval has ended with the window."""

    code = "remote_window_over"
    title = gettext_lazy("The window has ended")
    sentence = gettext_lazy("The window ended {time}, and the approval with it. Ask for another session.")
    requirement = "R7.3"

    def __init__(self, closes_at: datetime) -> None:
        super().__init__(time=moment_here(closes_at))


class ApprovalExpired(WindowOver):
    """The same, to an agent who would start what was approved."""

    code = "approval_expired"
    title = gettext_lazy("The approval has expired")
    sentence = gettext_lazy("The approval expired {time}. Ask for a new one.")


class WindowNotBegun(Refusal):
    code = "remote_too_early"
    title = gettext_lazy("The window has not begun")
    sentence = gettext_lazy("The window begins {time}. Until then nothing was approved.")
    requirement = "R7.5"

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(time=moment_here(opens_at))


class ConnectionNotShown(Refusal):
    """R7.4: to one person, while the session lasts."""

    code = "remote_connection_not_shown"
    title = gettext_lazy("The connection is not shown")
    sentence = gettext_lazy(
        "It is shown to the agent who started the session, while it runs, and to nobody else."
    )
    status = 403
    requirement = "R7.4"


class WindowUpsideDown(InvalidInput):
    code = "remote_window_upside_down"
    sentence = gettext_lazy("The window ends before it begins. Choose a later end.")
    field = "closes_at"


class WindowPassed(InvalidInput):
    code = "remote_window_passed"
    sentence = gettext_lazy("That window has passed already. Choose a later end.")
    field = "closes_at"


class WindowTooFar(InvalidInput):
    code = "remote_window_too_far"
    sentence = gettext_lazy("The window begins more than {days} days from now. Ask for it later.")
    field = "opens_at"


class RulesForbid(InvalidInput):
    """A rule of the customer's does, which `hers`, her own people, read in other words than an agent."""

    to_her: ClassVar[Promise]

    def __init__(self, *, hers: bool, **words: object) -> None:
        super().__init__(**words)
        if hers:
            self.sentence = self.to_her  # type: ignore[misc]


class WindowTooLong(RulesForbid):
    code = "remote_window_too_long"
    sentence = gettext_lazy("{customer} allows windows of at most {longest}. Choose an earlier end.")
    to_her = gettext_lazy(
        "Your company's rules allow windows of at most {longest}. We have to ask for a shorter one, or your manager"
        " changes the rule."
    )
    field = "closes_at"

    def __init__(self, customer: object, longest: timedelta, *, hers: bool) -> None:
        super().__init__(hers=hers, customer=customer, longest=duration_words(longest))


class NeverProduction(RulesForbid):
    code = "remote_never_production"
    sentence = gettext_lazy("{customer} allows no remote access to production systems. Choose a test system.")
    to_her = gettext_lazy(
        "Your company's rules allow no remote access to production systems. We have to ask for a test system, or"
        " your manager changes the rule."
    )
    field = "systems"


class ProductionNeedsReason(InvalidInput):
    code = "remote_production_reason"
    sentence = gettext_lazy(
        "A test system comes first. For a production system say why: for instance, that it cannot be reproduced"
        " elsewhere."
    )
    requirement = "R7.8"
    field = "production_reason"


class NoSystem(InvalidInput):
    code = "remote_no_system"
    sentence = gettext_lazy("Choose the systems that the session is for.")
    field = "systems"


class SystemElsewhere(InvalidInput):
    code = "remote_system_elsewhere"
    sentence = gettext_lazy("One of these systems is not {customer}'s. Choose from the list.")
    field = "systems"


class NoAgent(InvalidInput):
    code = "remote_no_agent"
    sentence = gettext_lazy("Name at least one agent who works incidents.")
    field = "agents"


class UnknownChoice(InvalidInput):
    """Of purpose, of what may be done, of the way to connect."""

    code = "remote_unknown_choice"
    sentence = gettext_lazy("Choose one of the list.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class LinkNotHttps(InvalidInput):
    code = "remote_link"
    sentence = gettext_lazy("Give a link that begins with https:// and holds no user or password.")
    field = "link"


class HostMissing(InvalidInput):
    code = "remote_host"
    sentence = gettext_lazy("Give the address of the host, without spaces.")
    field = "host"


class PersonMissing(InvalidInput):
    code = "remote_person"
    sentence = gettext_lazy("Name a contact of your company who is ready to discuss the matter.")
    requirement = "R7.2"
    field = "person"


class PersonWithoutPhone(InvalidInput):
    code = "remote_person_phone"
    sentence = gettext_lazy("We have no phone number of {name}. Give one.")
    requirement = "R7.2"
    field = "phone"


class MinutesOutOfRange(InvalidInput):
    """Of the rules; `field` is the one of the two lengths."""

    code = "remote_minutes"
    sentence = gettext_lazy("Between {least} and {most} minutes.")

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class UsualTooLong(InvalidInput):
    code = "remote_usual_minutes"
    sentence = gettext_lazy("A session cannot usually be longer than it may be at most.")
    field = "usual_minutes"
