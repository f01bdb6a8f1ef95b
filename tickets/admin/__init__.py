"""What administrators see of incidents, and what they may do to all that are open. One subject a file."""

from tickets.admin import following, incidents, retargeting

__all__ = ["following", "incidents", "retargeting"]
