"""Whoever adds a table says what of it is given out: each that names a person or a customer is in a part of the
exports, or stands here with why it is in none. An export counts the latter, so that none is silent."""

from django.apps import apps

from subscriptions.models import Customer, User
from subscriptions.personal_data.parts import PARTS

# By label; what a customer's people said or were told is in none of these.
IN_NO_PART = {
    "what the vendor's people write for all customers": {
        "notifications.Alert",
        "notifications.AlertChange",
        "knowledge.Article",
        "knowledge.ArticleAct",
        "knowledge.Picture",
        "knowledge.Revision",
        "downloads.Release",
        "downloads.ReleaseFile",
        "downloads.Upload",
        "briefings.Recording",
        "briefings.Session",
        "briefings.Question",  # without who asked: what others join says of nobody that she did
        "briefings.BriefingRequest",
        "briefings.VideoUpload",
        "programmes.Programme",
        "programmes.Agreement",
        "programmes.Build",
    },
    "the vendor's people at work: who, when, in whose place": {
        "subscriptions.StaffMember",
        "duty.Paging",
        "duty.Page",
        "duty.Place",
        "duty.Replacement",
        "duty.Absence",
        "tickets.ListCount",
        "tickets.Retargeting",
        "tickets.EventMove",
        "admin.LogEntry",
    },
    "what is agreed with a company or set for it, which its timeline and pages say": {
        "subscriptions.Customer",
        "subscriptions.AdvisorAssignment",
        "subscriptions.Subscription",
        "subscriptions.PlannedTier",
        "subscriptions.NonRenewal",  # its reason is on the timeline
        "entitlements.AllowanceUse",
        "entitlements.SpecialTerms",
        "entitlements.Participant",
        "knowledge.ArticleCustomer",
        "downloads.NamedCustomer",
        "downloads.Restriction",
        "programmes.Statement",
        "programmes.TrainingCard",
        "reviews.ReviewCadence",
        "sign_in.IdentityProvider",
        "sign_in.ProviderDomain",
    },
    "what follows from rows that are in a part, or belongs to one": {
        "notifications.AddressMark",  # lifted by; what it holds is the address in the person's own row
        "webhooks.Delivery",
        "webhooks.Attempt",
        "renewal.RenewalNotice",
        "special_events.EventProduct",
        "special_events.EventStep",
        "special_events.NamedContact",
        "saved_replies.SharedEdition",
        "downloads.RegulatoryNotice",
        "community.GroupMembership",
        "community.Revision",
        "community.Vote",
        "tickets.IncidentArticle",
        "tickets.IncidentText",
        "tickets.SilenceNotice",
        "tickets.Escalation",
        "tickets.OfCommunity",
        "tickets.Fix",
        "tickets.Following",
        "tickets.Pause",
        "tickets.DueTime",
        "tickets.Reminder",
        "dashboards.CompanyPromises",
        "remote_access.SessionSystem",
        "remote_access.SessionNotice",
        "advisory.AgendaPoint",
        "advisory.ActionPlan",
        "advisory.PlanIncident",
        "advisory.TaskReminder",
        "reviews.ReviewAlarm",
        "reviews.ReviewPicture",
        "reviews.ReviewFile",
        "upgrades.WatchedIncident",
    },
    "secrets": {"webhooks.Secret", "remote_access.ConnectionDetails"},
    "the trail itself, which a company reads at its own page": {
        "audit.Entry",
        "looking.SeeAs",
        "looking.BreakGlass",
        "personal_data.Erasure",
        "personal_data.DataExport",
    },
}


def names_somebody(model):
    fields = model._meta.concrete_fields
    return any(each.is_relation and each.related_model in (User, Customer) for each in fields)


def kept_by_history(model):
    return hasattr(model, "pgh_tracked_model") or model._meta.app_label == "pghistory"


def test_each_table_that_names_a_person_or_a_customer_is_in_a_part_or_says_why_not():
    given_out = {part.model for part in PARTS}
    naming = {each for each in apps.get_models() if names_somebody(each) and not kept_by_history(each)}
    said = {label for labels in IN_NO_PART.values() for label in labels}
    missing = {each._meta.label for each in naming - given_out}
    assert missing - said == set(), "add a Part in the room's personal_data.py, or a line here"
    assert said - missing == set(), "no longer there, or in a part by now"
