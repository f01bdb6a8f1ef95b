"""Pages of upgrade plans, by audience."""
