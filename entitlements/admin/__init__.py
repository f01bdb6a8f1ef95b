"""What an administrator configures of services, grants, the comparison and the targets. One subject a file."""

from entitlements.admin import catalogue, exceptions, grants, targets

__all__ = ["catalogue", "exceptions", "grants", "targets"]
