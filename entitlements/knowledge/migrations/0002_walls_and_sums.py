"""The second wall, the triggers that keep the sums of votes and companies, and the settings that change the stamp."""

from django.db import migrations

from entitlements.knowledge.models.feedback import COUNT_COMPANIES, COUNT_VOTES
from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall

VOTES = """
create trigger count_votes_of_articles after insert or delete or update of useful on knowledge_vote
  for each row execute function count_votes_of_articles()
"""
COMPANIES = """
create trigger count_companies_of_articles after insert or delete on knowledge_affectedcompany
  for each row execute function count_companies_of_articles()
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("knowledge_articlecustomer"),
        Wall("knowledge_vote"),
        Wall("knowledge_affectedcompany"),
        migrations.RunSQL(COUNT_VOTES, "drop function count_votes_of_articles()"),
        migrations.RunSQL(VOTES, "drop trigger count_votes_of_articles on knowledge_vote"),
        migrations.RunSQL(COUNT_COMPANIES, "drop function count_companies_of_articles()"),
        migrations.RunSQL(COMPANIES, "drop trigger count_companies_of_articles on knowledge_affectedcompany"),
        Stamped("knowledge_knowledgerules"),
    ]
