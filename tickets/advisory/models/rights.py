"""What a contact's transaction may do with the tables of this room: read. Who asks, answers an invitation or
ticks a task does it by a verb that writes in the vendor's role, so that a contact makes no meeting by any way
(R20.1)."""

READ_BY_CONTACTS: dict[str, tuple[str, ...]] = {
    "staff": ("select", "insert", "update", "delete"),
    "contact": ("select",),
}
