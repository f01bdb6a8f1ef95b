"""The community by the REST API: read, as its members see it."""
