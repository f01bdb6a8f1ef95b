"""The pages of activity reviews, by audience."""
