"""What must be provable: who did what, when, from where. Rows are added and never changed, and each is sealed into
a chain of hashes, so that a changed, removed or re-ordered one is found (docs/audit.md).

The room lies at the bottom, nested in `subscriptions`: rooms above and beside it call `recording.record`. The core
of `subscriptions` knows no nested room and is listened to: its signals, allauth's, triggers of the database.
"""
