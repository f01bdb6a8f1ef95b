"""What an administrator configures of services, grants, the comparison and the targets. One subject a file."""

from entitlements.admin import catalogue, grants, targets

__all__ = ["catalogue", "grants", "targets"]
