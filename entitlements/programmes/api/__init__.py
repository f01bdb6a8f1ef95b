"""What scripts read of programmes, and how they apply, leave and say what they think of a build."""
