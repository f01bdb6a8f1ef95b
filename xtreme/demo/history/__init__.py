"""Replays the incident log of another system through the lifecycle's own verbs. docs/import.md has the mapping."""
