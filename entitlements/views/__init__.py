"""Pages of the entitlements, by audience."""
