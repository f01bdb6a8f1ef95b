"""Wiring: settings, urls, celery, servers of a machine that has none, and the demo. Imported by no room."""

from xtreme.celery import app as celery_app

__all__ = ["celery_app"]
