"""What readers say of an article: whether it was useful, and that a known issue is theirs, too."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge.models.articles import Article
from subscriptions.tenancy import TenantQuerySet

# A contact may neither see other companies' answers nor write to an article: the sums are kept for her.
COUNT_VOTES = """
create function count_votes_of_articles() returns trigger language plpgsql security definer
set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    update knowledge_article set useful = useful - old.useful::int, not_useful = not_useful - (not old.useful)::int
      where id = old.article_id;
  end if;
  if tg_op <> 'DELETE' then
    update knowledge_article set useful = useful + new.useful::int, not_useful = not_useful + (not new.useful)::int
      where id = new.article_id;
  end if;
  return null;
end $$
"""
COUNT_COMPANIES = """
create function count_companies_of_articles() returns trigger language plpgsql security definer
set search_path from current as $$
begin
  if tg_op = 'DELETE' then
    update knowledge_article set affected_companies = affected_companies - 1 where id = old.article_id;
  else
    update knowledge_article set affected_companies = affected_companies + 1 where id = new.article_id;
  end if;
  return null;
end $$
"""


class Vote(models.Model):
    """Whether a contact found an article useful; she may change it. One an article and person, of one who acts for
    two companies one for each: behind the wall of one she does not see what she said for the other."""

    customer = models.ForeignKey(
        "subscriptions.Customer", models.CASCADE, related_name="+", verbose_name=_("customer")
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="votes", verbose_name=_("article"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("contact")
    )
    useful = models.BooleanField(_("useful"))
    sentence = models.CharField(_("what she says of it"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote on an article")
        verbose_name_plural = _("votes on articles")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user", "customer"], name="one_vote_a_person_company_and_article"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.useful}"


class AffectedCompany(models.Model):
    """That a known issue affects a customer, as one of her contacts says. One a customer and article."""

    customer = models.ForeignKey(
        "subscriptions.Customer", models.CASCADE, related_name="+", verbose_name=_("customer")
    )
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="affected_customers", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("contact")
    )
    at = models.DateTimeField(_("at"))

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("company that a known issue affects")
        verbose_name_plural = _("companies that known issues affect")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "customer"], name="each_company_affected_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.customer_id}"
