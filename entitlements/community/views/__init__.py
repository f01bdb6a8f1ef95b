"""The community as its members see it, and as the vendor moderates it."""
