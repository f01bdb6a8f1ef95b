"""Who is covered, for what, until when. One concept a file."""

from subscriptions.models.customers import AdvisorAssignment, Customer, Membership
from subscriptions.models.history import keep_history
from subscriptions.models.life import NonRenewal, PlannedTier, RenewalRules, SubscriptionEntry
from subscriptions.models.lines import ProductLine, Subscription, Tier
from subscriptions.models.people import ApiToken, StaffMember, User
from subscriptions.models.products import InstalledSystem, Product, ProductVersion
from subscriptions.models.regions import CalendarVersion, Holiday, SupportRegion
from subscriptions.models.stamp import SettingsStamp

__all__ = [
    "AdvisorAssignment",
    "ApiToken",
    "CalendarVersion",
    "Customer",
    "Holiday",
    "InstalledSystem",
    "Membership",
    "NonRenewal",
    "PlannedTier",
    "Product",
    "ProductLine",
    "ProductVersion",
    "RenewalRules",
    "SettingsStamp",
    "StaffMember",
    "Subscription",
    "SubscriptionEntry",
    "SupportRegion",
    "Tier",
    "User",
]

keep_history(
    Tier,
    SupportRegion,
    CalendarVersion,
    Holiday,
    Product,
    ProductVersion,
    Customer,
    AdvisorAssignment,
    Subscription,
    ProductLine,
    StaffMember,
    RenewalRules,
)
