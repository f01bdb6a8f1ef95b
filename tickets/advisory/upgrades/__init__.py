"""Upgrade planning: the plan, what it meets, the call before it, the watch while it goes live (R22)."""
