"""Gathering what happened in a period, and talking about it: the activity reviews of Elite customers (R18)."""
