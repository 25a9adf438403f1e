"""Settings: one table, read once at the door, passed as an argument."""
