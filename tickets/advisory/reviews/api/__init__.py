"""What scripts read of activity reviews."""
