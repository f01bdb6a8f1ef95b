"""What an administrator configures of customers, products, people and hours. One subject a file; what they share is
in subscriptions.administration."""

from subscriptions.admin import (
    api_keys,
    calendars,
    contacts,
    customers,
    lines,
    people,
    products,
    regions,
    renewal_rules,
    staff,
)

__all__ = [
    "api_keys",
    "calendars",
    "contacts",
    "customers",
    "lines",
    "people",
    "products",
    "regions",
    "renewal_rules",
    "staff",
]
