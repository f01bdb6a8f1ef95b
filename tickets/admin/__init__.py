"""What administrators see of incidents, and what they may do to all that are open. One subject a file."""

from tickets.admin import incidents, retargeting

__all__ = ["incidents", "retargeting"]
