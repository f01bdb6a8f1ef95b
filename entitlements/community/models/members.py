"""Who takes part. A profile is what everybody sees and knows no person; who she is stands in a row of its own,
behind the wall of her company (R12.1)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.community.names import FORMER_HANDLE
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet
from subscriptions.tenancy_roles import STAFF


class Profile(models.Model):
    """What a member shows: a name she chose, and of her company only what she chose. Its key says nothing of her.

    Of one who left nothing is kept but that her posts are one person's (R12.3): `left_at` is set by a trigger with
    the end of her membership, and its words are emptied.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(gettext_lazy("name shown"), max_length=40, blank=True)
    likeness = models.CharField(max_length=80, blank=True, editable=False)  # names.likeness: alike is taken
    handle = models.CharField(max_length=40, blank=True, editable=False)  # what stands behind an @
    company = models.CharField(gettext_lazy("company shown"), max_length=120, blank=True)
    industry = models.CharField(gettext_lazy("industry shown"), max_length=80, blank=True)
    environment = models.CharField(gettext_lazy("environment shown"), max_length=400, blank=True)
    is_staff = models.BooleanField(gettext_lazy("vendor's staff"), default=False)
    left_at = models.DateTimeField(gettext_lazy("left"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("profile")
        verbose_name_plural = gettext_lazy("profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["likeness"],
                name="one_member_a_name",
                condition=Q(is_staff=False) & ~Q(likeness=""),
            ),
        ]
        indexes = [models.Index(fields=["handle"], name="community_handles", condition=~Q(handle=""))]

    def __str__(self) -> str:
        """Her name, as it may be said to everybody."""
        if self.left_at:
            return _("former member")
        return self.name or _("member")

    def get_absolute_url(self) -> str:
        return reverse("community:member", args=[self.pk])

    @property
    def said_of_her(self) -> str:
        """Company, industry and environment, where she shows them."""
        return " · ".join(filter(None, (self.company, self.industry, self.environment)))


class Member(models.Model):
    """Which person, acting for which company, a profile is. The vendor's people have no company.

    Who acts for two companies has two profiles: nobody learns that they are one person.
    """

    scope_shows_own = True

    profile = models.OneToOneField(
        Profile, models.CASCADE, related_name="member", verbose_name=gettext_lazy("profile")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=gettext_lazy("person")
    )
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("customer"),
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("member")
        verbose_name_plural = gettext_lazy("members")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "customer"], name="one_profile_a_company", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.profile)


# A member leaves with her membership, or where she may not sign in any more: whoever ends it, in whatever role. Who
# may sign in again comes back where she has not left meanwhile.
LEAVE = f"""
create function community_members_leave() returns trigger language plpgsql set search_path from current as $$
declare whose bigint; employer bigint; acting text;
begin
  if tg_table_name = 'subscriptions_membership' then
    whose := new.user_id; employer := new.customer_id;
  else
    whose := new.id;
  end if;
  acting := current_setting('role');
  perform set_config('role', '{STAFF}', true);
  update community_profile profile
    set left_at = case when person.is_active and (member.customer_id is null or exists (
          select from subscriptions_membership place
          where place.user_id = whose and place.customer_id = member.customer_id and place.ended_at is null
        )) then null else coalesce(profile.left_at, now()) end,
        name = '', likeness = '', handle = '', company = '', industry = '', environment = ''
    from community_member member join subscriptions_user person on person.id = member.user_id
    where member.profile_id = profile.id and member.user_id = whose
      and (employer is null or member.customer_id = employer);
  perform set_config('role', acting, true);
  return null;
end $$
"""  # noqa: S608  made of a constant
LEAVE_TRIGGERS = """
create trigger community_members_leave after update of ended_at on subscriptions_membership
  for each row when (old.ended_at is distinct from new.ended_at) execute function community_members_leave();
create trigger community_members_leave after update of is_active on subscriptions_user
  for each row when (old.is_active is distinct from new.is_active) execute function community_members_leave()
"""
# A mention follows the name of whom it means, also where she leaves, whoever ends it: texts say the name that is
# shown now. Of two with one name the vendor's is meant (mentions.py), so the other's change says nothing.
FOLLOW = f"""
create function community_mentions_follow() returns trigger language plpgsql set search_path from current as $$
declare
  mention text := '(?<![\\w.@/+-])@' || replace(old.handle, '.', '\\.') || '(?![.+-]*\\w)';
  becomes text := '@' || coalesce(nullif(new.handle, ''), '{FORMER_HANDLE}');
begin
  if exists (select from community_profile where handle = old.handle) then
    return null;
  end if;
  update community_question set body = regexp_replace(body, mention, becomes, 'gi') where body ~* mention;
  update community_answer set body = regexp_replace(body, mention, becomes, 'gi') where body ~* mention;
  update community_revision set body = regexp_replace(body, mention, becomes, 'gi') where body ~* mention;
  return null;
end $$
"""  # noqa: S608  made of a constant
FOLLOW_TRIGGER = """
create trigger community_mentions_follow after update of handle on community_profile
  for each row when (old.handle <> '' and old.handle is distinct from new.handle)
  execute function community_mentions_follow()
"""
