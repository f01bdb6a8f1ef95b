"""What is done with an article at the desk beside writing it: when each step is possible, who may, what it asks,
which verb it calls. Pressing one is subscriptions.steps'."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge import publishing
from entitlements.knowledge.forms import PublishForm, ReasonForm, ScheduleForm, WithdrawForm
from entitlements.knowledge.models import Article, State
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.steps import Step


@dataclass(frozen=True)
class ArticleStep(Step[Article]):
    """`needs`: what a person may to be offered it."""

    needs: Permission = Permission.PUBLISH_ARTICLES


Possible = Callable[[Article, User, datetime], bool]


def _for(needs: Permission, state: Callable[[Article], bool]) -> Possible:
    """To whom and when a step is offered."""
    return lambda article, person, at: state(article) and permissions.may(person, needs)


def _publishers(state: Callable[[Article], bool]) -> Possible:
    return _for(Permission.PUBLISH_ARTICLES, state)


def _writers(state: Callable[[Article], bool]) -> Possible:
    return _for(Permission.WRITE_ARTICLES, state)


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
    if article.published_at:
        return _now("Nobody is told again.")
    if article.is_critical:
        return _now("It is critical: an alert is sent to the registered contacts at once.")
    return _now("Contacts registered for its products read of it in their digest.")


def _schedule_form(article: Article, data: Any) -> ScheduleForm:
    begins = timezone.localtime().replace(second=0, microsecond=0)
    return ScheduleForm(data, initial={"publish_at": begins})


STEPS: dict[str, ArticleStep] = {
    each.name: each
    for each in (
        ArticleStep(
            "publish",
            _("Publish"),
            _("Publish it now"),
            "globe",
            _publish_form,
            lambda article, by, form: publishing.publish(article, by, _seen(form)),
            _("The article is published as it reads now."),
            _publishers(_unpublished),
        ),
        ArticleStep(
            "review",
            _("Ask for a look"),
            _("Ask the publishers"),
            "eye",
            _nothing,
            lambda article, by, form: publishing.ask_review(article, by, _seen(form)),
            _("The publishers are told."),
            _writers(lambda article: article.state != State.IN_REVIEW and _unpublished(article)),
            needs=Permission.WRITE_ARTICLES,
        ),
        ArticleStep(
            "back",
            _("Send it back"),
            _("Send it back"),
            "undo-2",
            lambda article, data: ReasonForm(data),
            lambda article, by, form: publishing.send_back(article, by, form.cleaned_data["reason"]),
            _("The writer is told why."),
            _publishers(_in(State.IN_REVIEW)),
        ),
        ArticleStep(
            "schedule",
            _("Publish later"),
            _("Publish it then"),
            "calendar-clock",
            _schedule_form,
            lambda article, by, form: publishing.schedule(
                article, by, form.cleaned_data["publish_at"], _seen(form)
            ),
            _("The article is published by itself then."),
            _publishers(lambda article: article.publish_at is None and _unpublished(article)),
        ),
        ArticleStep(
            "unschedule",
            _("Do not publish by itself"),
            _("Stop it"),
            "calendar-x",
            _nothing,
            lambda article, by, form: publishing.unschedule(article, by),
            _("The article is not published by itself any more."),
            _publishers(lambda article: article.publish_at is not None),
        ),
        ArticleStep(
            "looked",
            _("Looked through, still right"),
            _("It is still right"),
            "check",
            _nothing,
            lambda article, by, form: publishing.look_through(article, by),
            _("Noted: it counts as young again, and votes are counted anew."),
            _writers(_in(State.PUBLISHED)),
            needs=Permission.WRITE_ARTICLES,
        ),
        ArticleStep(
            "withdraw",
            _("Withdraw"),
            _("Withdraw it"),
            "ban",
            lambda article, data: WithdrawForm(data),
            lambda article, by, form: publishing.withdraw(article, by, form.cleaned_data["reason"]),
            _("The article is withdrawn; nobody reads it any more."),
            _publishers(_in(State.PUBLISHED)),
            warns=True,
        ),
        ArticleStep(
            "again",
            _("Take it up again"),
            _("Make it a draft again"),
            "rotate-ccw",
            _nothing,
            lambda article, by, form: publishing.take_up_again(article, by),
            _("The article is a draft again."),
            _writers(_in(State.WITHDRAWN)),
            needs=Permission.WRITE_ARTICLES,
        ),
    )
}
