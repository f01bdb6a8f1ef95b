"""What a person is told, shown on her phone or desk by her browser's push service (RFC 8030, 8291, 8292)."""
