from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from entitlements.community import parts as community_parts
        from entitlements.downloads import parts as downloads
        from entitlements.downloads.signals import release_published, release_withdrawn
        from entitlements.knowledge import beginnings
        from entitlements.knowledge import parts as article_parts
        from entitlements.signals import document_kept
        from entitlements.special_events import parts
        from entitlements.special_events.signals import hours_changed
        from notifications import verification
        from notifications.kinds import register
        from subscriptions.looking.signals import glass_broken
        from subscriptions.signals import lines_changed, ranks_changed
        from tickets import (
            article_report,
            community,
            event_report,
            event_weekends,
            fixes,
            following,
            glass,
            kinds,
            personal_data,
            ranks,
            reminders,
            resolved,
            targets,
            told,
            vocabulary,
        )

        register(*kinds.KINDS)
        targets.of_unseen_misses.append(reminders.tell_of_unseen)
        lines_changed.connect(following.heed, dispatch_uid="open incidents follow")
        ranks_changed.connect(ranks.heed, dispatch_uid="open incidents follow ranks")
        hours_changed.connect(event_weekends.follow, dispatch_uid="open incidents follow weekends")
        _let_open_pages_hear()
        glass_broken.connect(glass.heed, dispatch_uid="lead and customer are told of break-glass access")
        release_published.connect(fixes.heed, dispatch_uid="contacts are told of fixes")
        release_withdrawn.connect(
            fixes.heed_withdrawn, dispatch_uid="contacts are told of fixes that are withdrawn"
        )
        document_kept.connect(vocabulary.heed, dispatch_uid="words of what can be read are known")
        downloads.of_release.append(resolved.of_release)
        downloads.of_publishing.append(resolved.of_publishing)
        community_parts.of_question.append(community.part)
        beginnings.of_thing["question"] = community.beginning
        parts.of_event.append(event_report.of_event)
        article_parts.of_article.extend([community.of_article, article_report.of_article])
        verification.checks.extend([told.untold, told.unfounded, told.unhooked])
        personal_data.add()


def _let_open_pages_hear() -> None:
    """Of the bell, and of people who may hear of other things now."""
    from django.contrib.auth.signals import user_logged_out
    from django.db.models.signals import post_save

    from notifications.signals import bell_changed
    from subscriptions.models import Membership, StaffMember, User
    from subscriptions.signals import sessions_ended
    from tickets.live import announcing

    bell_changed.connect(announcing.told, dispatch_uid="open pages are told of the bell")
    for model in (Membership, StaffMember, User):
        name = f"open pages are told of another {model.__name__}"
        post_save.connect(announcing.ended, sender=model, dispatch_uid=name)
    sessions_ended.connect(announcing.sessions_ended, dispatch_uid="open pages are told of ended sessions")
    user_logged_out.connect(announcing.signed_out, dispatch_uid="open pages are told of who signed out")
