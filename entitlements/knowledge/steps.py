"""What is done with an article at the desk beside writing it: when each step is possible, who may, what it asks,
which verb it calls. One table for the page, its forms and the guard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge import publishing
from entitlements.knowledge.forms import ReasonForm, ScheduleForm, WithdrawForm
from entitlements.knowledge.models import Article, State
from subscriptions import permissions
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import Permission

Typed = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One thing to press: `label` opens its form, `button` does it, `done` says that it was done."""

    name: str
    label: str | Promise
    symbol: str
    button: str | Promise
    done: str | Promise
    form: type[RefusingForm]
    possible: Callable[[Article], bool]
    do: Callable[[Article, User, int | None, Typed], object]
    needs: Permission = Permission.PUBLISH_ARTICLES
    warns: bool = False

    def offered(self, article: Article, person: User) -> bool:
        return self.possible(article) and permissions.may(person, self.needs)


def _in(*states: State) -> Callable[[Article], bool]:
    return lambda article: article.state in states


def _unpublished(article: Article) -> bool:
    """Whether there is something to publish."""
    if article.state in (State.DRAFT, State.IN_REVIEW):
        return True
    return article.state == State.PUBLISHED and publishing.has_changes(article)


STEPS = {
    each.name: each
    for each in (
        Step(
            "publish",
            _("Publish"),
            "globe",
            _("Publish it now"),
            _("The article is published as it reads now."),
            RefusingForm,
            _unpublished,
            lambda article, by, edition, typed: publishing.publish(article, by, edition),
        ),
        Step(
            "review",
            _("Ask for a look"),
            "eye",
            _("Ask the publishers"),
            _("The publishers are told."),
            RefusingForm,
            lambda article: article.state != State.IN_REVIEW and _unpublished(article),
            lambda article, by, edition, typed: publishing.ask_review(article, by, edition),
            needs=Permission.WRITE_ARTICLES,
        ),
        Step(
            "back",
            _("Send it back"),
            "undo-2",
            _("Send it back"),
            _("The writer is told why."),
            ReasonForm,
            _in(State.IN_REVIEW),
            lambda article, by, edition, typed: publishing.send_back(article, by, typed["reason"]),
        ),
        Step(
            "schedule",
            _("Publish later"),
            "calendar-clock",
            _("Publish it then"),
            _("The article is published by itself then."),
            ScheduleForm,
            lambda article: article.publish_at is None and _unpublished(article),
            lambda article, by, edition, typed: publishing.schedule(
                article, by, typed["publish_at"], edition
            ),
        ),
        Step(
            "unschedule",
            _("Do not publish by itself"),
            "calendar-x",
            _("Stop it"),
            _("The article is not published by itself any more."),
            RefusingForm,
            lambda article: article.publish_at is not None,
            lambda article, by, edition, typed: publishing.unschedule(article, by),
        ),
        Step(
            "looked",
            _("Looked through, still right"),
            "check",
            _("It is still right"),
            _("Noted: it counts as young again, and votes are counted anew."),
            RefusingForm,
            _in(State.PUBLISHED),
            lambda article, by, edition, typed: publishing.look_through(article, by),
            needs=Permission.WRITE_ARTICLES,
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            "ban",
            _("Withdraw it"),
            _("The article is withdrawn; nobody reads it any more."),
            WithdrawForm,
            _in(State.PUBLISHED),
            lambda article, by, edition, typed: publishing.withdraw(article, by, typed["reason"]),
            warns=True,
        ),
        Step(
            "again",
            _("Take it up again"),
            "rotate-ccw",
            _("Make it a draft again"),
            _("The article is a draft again."),
            RefusingForm,
            _in(State.WITHDRAWN),
            lambda article, by, edition, typed: publishing.take_up_again(article, by),
            needs=Permission.WRITE_ARTICLES,
        ),
    )
}


@dataclass(frozen=True)
class Offered:
    step: Step
    form: RefusingForm


def offered(article: Article, person: User, refused: dict[str, RefusingForm]) -> list[Offered]:
    """The steps she may press now, and one that was refused with what she typed."""
    return [
        Offered(each, refused.get(each.name) or _blank(each))
        for each in STEPS.values()
        if each.name in refused or each.offered(article, person)
    ]


def _blank(step: Step) -> RefusingForm:
    if step.form is ScheduleForm:
        return ScheduleForm(initial={"publish_at": timezone.localtime().replace(second=0, microsecond=0)})
    return step.form()
