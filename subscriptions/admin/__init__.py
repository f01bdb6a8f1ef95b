"""What an administrator configures of customers, products, people and hours. One subject a file; what they share is
in subscriptions.administration."""

from subscriptions.admin import (
    calendars,
    contacts,
    customers,
    lines,
    people,
    products,
    regions,
    renewal_rules,
)

__all__ = ["calendars", "contacts", "customers", "lines", "people", "products", "regions", "renewal_rules"]
