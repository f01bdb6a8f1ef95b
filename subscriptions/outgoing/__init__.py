"""Requests to addresses that somebody typed: the one way out, which reaches nothing private."""
