"""What an administrator configures of services, grants, the comparison and the targets. One subject a file."""

from entitlements.admin import advising, catalogue, exceptions, grants, targets

__all__ = ["advising", "catalogue", "exceptions", "grants", "targets"]
