"""No product line reaches beyond its subscription: the database refuses it, whoever writes."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0004_addresses"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="productline",
            trigger=pgtrigger.compiler.Trigger(
                name="within_its_subscription",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF EXISTS (SELECT FROM subscriptions_productline line JOIN subscriptions_subscription period ON period.id = line.subscription_id WHERE line.id = NEW.id AND (line.starts_at < period.starts_at OR line.ends_at > period.ends_at)) THEN RAISE 'A product line reaches beyond its subscription.' USING ERRCODE = 'check_violation'; END IF; RETURN NULL;",
                    hash="b2ee29845293cbfde095d0dfc1ce1aab2f80bf45",
                    operation='INSERT OR UPDATE OF "subscription_id", "starts_at", "ends_at"',
                    pgid="pgtrigger_within_its_subscription_839f4",
                    table="subscriptions_productline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="holds_its_lines",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF EXISTS (SELECT FROM subscriptions_productline line JOIN subscriptions_subscription period ON period.id = line.subscription_id WHERE period.id = NEW.id AND (line.starts_at < period.starts_at OR line.ends_at > period.ends_at)) THEN RAISE 'A product line reaches beyond its subscription.' USING ERRCODE = 'check_violation'; END IF; RETURN NULL;",
                    hash="bae233b809f222b7dc52b971a794081d90a9dec9",
                    operation='UPDATE OF "starts_at", "ends_at"',
                    pgid="pgtrigger_holds_its_lines_ec4ce",
                    table="subscriptions_subscription",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
