"""What is done with an article at the desk beside writing it: when each step is possible, who may, what it asks,
which verb it calls. Pressing one is subscriptions.steps'."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge import publishing, telling
from entitlements.knowledge.forms import PublishForm, ReasonForm, ScheduleForm, WithdrawForm
from entitlements.knowledge.models import Article, State
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.steps import Step


@dataclass(frozen=True, kw_only=True)
class ArticleStep(Step[Article]):
    """`needs`: what a person may to be offered it, where the article's state allows it (`possible`)."""

    needs: Permission


def _for(
    needs: Permission,
    name: str,
    label: Promise,
    button: Promise,
    symbol: str,
    form: Callable[[Article, Any], Any],
    act: Callable[[Article, User, Any], object],
    done: Promise,
    *,
    state: Callable[[Article], bool],
    warns: bool = False,
) -> ArticleStep:
    """The step, offered to whom `needs` is permitted while the article is in such a state."""

    def possible(article: Article, person: User, at: datetime) -> bool:
        return state(article) and permissions.may(person, needs)

    return ArticleStep(name, label, button, symbol, form, act, done, possible, warns, needs=needs)


_publishers = partial(_for, Permission.PUBLISH_ARTICLES)
_writers = partial(_for, Permission.WRITE_ARTICLES)


def _in(*states: State) -> Callable[[Article], bool]:
    return lambda article: article.state in states


def _unpublished(article: Article) -> bool:
    """Whether there is something to publish."""
    if article.state in (State.DRAFT, State.IN_REVIEW):
        return True
    return article.state == State.PUBLISHED and publishing.has_changes(article)


def _seen(form: RefusingForm) -> int | None:
    """The edition that the person has seen, which the page sends along with each step."""
    return paging.key(form.data.get("edition", ""))


def _nothing(article: Article, data: Any) -> RefusingForm:
    return RefusingForm(data)


def _publish_form(article: Article, data: Any) -> PublishForm:
    form = PublishForm(data)
    form.preface = _who_is_told(article)
    return form


def _who_is_told(article: Article) -> str:
    """What publishing it now means."""
    if telling.will_alert(article):
        return gettext("It is critical: an alert is sent to the registered contacts at once.")
    if article.published_at:
        return gettext("Nobody is told again.")
    return gettext("Contacts registered for its products read of it in their digest.")


def _schedule_form(article: Article, data: Any) -> ScheduleForm:
    begins = timezone.localtime().replace(second=0, microsecond=0)
    return ScheduleForm(data, initial={"publish_at": begins})


STEPS: dict[str, ArticleStep] = {
    each.name: each
    for each in (
        _publishers(
            "publish",
            _("Publish"),
            _("Publish it now"),
            "globe",
            _publish_form,
            lambda article, by, form: publishing.publish(article, by, _seen(form)),
            _("The article is published as it reads now."),
            state=_unpublished,
        ),
        _writers(
            "review",
            _("Ask for a look"),
            _("Ask the publishers"),
            "eye",
            _nothing,
            lambda article, by, form: publishing.ask_review(article, by, _seen(form)),
            _("The publishers are told."),
            state=lambda article: article.state != State.IN_REVIEW and _unpublished(article),
        ),
        _publishers(
            "back",
            _("Send it back"),
            _("Send it back"),
            "undo-2",
            lambda article, data: ReasonForm(data),
            lambda article, by, form: publishing.send_back(article, by, form.cleaned_data["reason"]),
            _("The writer is told why."),
            state=_in(State.IN_REVIEW),
        ),
        _publishers(
            "schedule",
            _("Publish later"),
            _("Publish it then"),
            "calendar-clock",
            _schedule_form,
            lambda article, by, form: publishing.schedule(
                article, by, form.cleaned_data["publish_at"], _seen(form)
            ),
            _("The article is published by itself then."),
            state=lambda article: article.publish_at is None and _unpublished(article),
        ),
        _publishers(
            "unschedule",
            _("Do not publish by itself"),
            _("Stop it"),
            "calendar-x",
            _nothing,
            lambda article, by, form: publishing.unschedule(article, by),
            _("The article is not published by itself any more."),
            state=lambda article: article.publish_at is not None,
        ),
        _writers(
            "looked",
            _("Looked through, still right"),
            _("It is still right"),
            "check",
            _nothing,
            lambda article, by, form: publishing.look_through(article, by),
            _("Noted: it counts as young again, and votes are counted anew."),
            state=_in(State.PUBLISHED),
        ),
        _publishers(
            "withdraw",
            _("Withdraw"),
            _("Withdraw it"),
            "ban",
            lambda article, data: WithdrawForm(data),
            lambda article, by, form: publishing.withdraw(article, by, form.cleaned_data["reason"]),
            _("The article is withdrawn; nobody reads it any more."),
            state=_in(State.PUBLISHED),
            warns=True,
        ),
        _writers(
            "again",
            _("Take it up again"),
            _("Make it a draft again"),
            "rotate-ccw",
            _nothing,
            lambda article, by, form: publishing.take_up_again(article, by),
            _("The article is a draft again."),
            state=_in(State.WITHDRAWN),
        ),
    )
}
