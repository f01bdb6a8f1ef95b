"""Why an article cannot be kept, published or read: a code and a sentence each. What a subscription does not cover
is entitlements.refusals'; which products and versions are meant, notifications.refusals'."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal, WrongText


class TitleMissing(InvalidInput):
    code = "title_missing"
    field = "title"
    sentence = gettext_lazy("Give the article a title.")


class NothingWritten(InvalidInput):
    code = "article_empty"
    field = "body"
    sentence = gettext_lazy("Write a text first: an article without one helps nobody.")


class LanguageMissing(InvalidInput):
    code = "article_language"
    field = "language"
    sentence = gettext_lazy("Choose the language the article is written in: English or Danish.")


class MarkdownBomb(WrongText):
    """It would take far longer to read than its length lets one think."""

    code = "markdown_bomb"
    sentence = gettext_lazy("The text has too many brackets, stars and quote signs to be shown. Simplify it.")


class ProductsMissing(InvalidInput):
    code = "article_products"
    field = "visibility"
    sentence = gettext_lazy("Choose at least one product: whose subscriptions cover it may read the article.")


class CustomersMissing(InvalidInput):
    code = "article_customers"
    field = "customers"
    sentence = gettext_lazy("Choose at least one customer who may read the article.")


class CriticalIncomplete(InvalidInput):
    code = "critical_incomplete"
    field = "action"
    sentence = gettext_lazy("Write what to do: without an action its alert cannot be published.")
    requirement = "R1.8"


class CriticalForNobody(InvalidInput):
    """The alert would lead its readers to a page that is not there for them."""

    code = "critical_for_nobody"
    field = "visibility"
    sentence = gettext_lazy(
        "Its alert leads contacts here: choose that more than the vendor's people may read it."
    )
    requirement = "R1.1"


class CriticalProductMissing(InvalidInput):
    code = "critical_product"
    field = "alert_class"
    sentence = gettext_lazy("Choose the products: its alert is told to the contacts registered for them.")
    requirement = "R1.8"


class ArticleChangedMeanwhile(Refusal):
    """What is saved over, or published, is what she has seen."""

    code = "article_changed_meanwhile"
    title = gettext_lazy("The article was changed meanwhile")
    sentence = gettext_lazy(
        "{name} has changed the article since you opened it. What you typed is still here and not saved. Look at"
        " the history; saving again keeps yours on top of hers."
    )


class ArticleNeedsSecondPerson(Refusal):
    code = "article_second_person"
    title = gettext_lazy("A second person publishes")
    sentence = gettext_lazy(
        "You wrote this article or changed it last: somebody else must look at it and publish it."
    )
    status = 403


class ArticleElsewhere(Refusal):
    """The step is not possible in the state that the article is in."""

    code = "article_state"
    title = gettext_lazy("That step is not possible now")
    sentence = gettext_lazy("The article is {state}; this is not possible now. Look at it again.")


class NothingToReview(Refusal):
    code = "article_unchanged"
    sentence = gettext_lazy("Nothing has changed since it was published.")


class PublishInPast(InvalidInput):
    code = "publish_in_past"
    field = "publish_at"
    sentence = gettext_lazy("Choose an instant that is still to come.")


class PictureRefused(InvalidInput):
    code = "picture_refused"
    field = "picture"
    sentence = gettext_lazy("{name} cannot be used: {why}")


class NotKnownIssue(Refusal):
    code = "not_known_issue"
    sentence = gettext_lazy("Only a known issue can affect you, too.")


class NoLongerPublished(Refusal):
    """It was published and has been withdrawn."""

    code = "article_withdrawn"
    title = gettext_lazy("The article has been withdrawn")
    sentence = gettext_lazy("Article {number} is no longer published. {why}")
    status = 410

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Search the knowledge base"), "/knowledge/")]
