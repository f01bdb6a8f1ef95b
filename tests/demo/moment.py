"""When the demo of these tests is filled, and with which password."""

from datetime import UTC, datetime

PASSWORD = "a-demo-password"
T = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)  # a Wednesday in office hours of Aarhus
