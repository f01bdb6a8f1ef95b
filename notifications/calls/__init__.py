"""Calls to addresses that others have given us: webhooks, and the push services of browsers."""
