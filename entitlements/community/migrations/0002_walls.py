"""Who reads and writes what, by the database itself. Posts are read by everybody in the community and carry no
customer; who their author is stands behind the wall, and only a member of the writer's own company can be one."""

from django.db import migrations

from entitlements.community.models.members import LEAVE, LEAVE_TRIGGERS
from subscriptions.tenancy import Wall
from subscriptions.tenancy_roles import CONTACT, STAFF

QUESTION, ANSWER = "community_question", "community_answer"
# Read through the wall of community_member: the members of her own company.
HERS = "author_id in (select profile_id from community_member)"


def open_to_readers(table: str, shown: str) -> list[str]:
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy staff_sees_all on {table} to {STAFF} using (true)",
        f"create policy contact_reads_what_is_shown on {table} for select to {CONTACT} using ({shown})",
        f"create policy contact_writes_as_her_own on {table} for insert to {CONTACT}"
        f" with check (hidden_at is null and {HERS})",
        f"create policy contact_edits_her_own on {table} for update to {CONTACT} using ({HERS}) with check ({HERS})",
    ]


def closed(table: str) -> list[str]:
    return [
        f"drop policy contact_edits_her_own on {table}",
        f"drop policy contact_writes_as_her_own on {table}",
        f"drop policy contact_reads_what_is_shown on {table}",
        f"drop policy staff_sees_all on {table}",
        f"alter table {table} no force row level security",
        f"alter table {table} disable row level security",
    ]


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]

    operations = [
        Wall("community_member"),
        Wall("community_groupmembership"),
        Wall("community_following"),
        Wall("community_vote"),
        Wall("community_report"),
        Wall("community_revision"),
        Wall("community_moderation"),
        migrations.RunSQL(open_to_readers(QUESTION, f"hidden_at is null or {HERS}"), closed(QUESTION)),
        migrations.RunSQL(
            open_to_readers(
                ANSWER,
                f"(hidden_at is null or {HERS}) and exists (select from {QUESTION} where id = question_id)",
            ),
            closed(ANSWER),
        ),
        migrations.RunSQL(
            f"alter table {QUESTION} add constraint accepted_answer_is_its_own foreign key (accepted_id, id)"
            f" references {ANSWER} (id, question_id) deferrable initially deferred",
            f"alter table {QUESTION} drop constraint accepted_answer_is_its_own",
        ),
        migrations.RunSQL(LEAVE, "drop function community_members_leave()"),
        migrations.RunSQL(
            LEAVE_TRIGGERS,
            "drop trigger community_members_leave on subscriptions_user;"
            " drop trigger community_members_leave on subscriptions_membership",
        ),
    ]
