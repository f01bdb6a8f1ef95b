"""Wiring: settings, urls, celery, servers of a machine that has none, and the demo. Imported by no room."""
