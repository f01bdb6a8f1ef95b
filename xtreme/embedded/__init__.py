"""The servers of a machine that has none: PostgreSQL, Valkey and a mail sink, started and stopped by us."""
