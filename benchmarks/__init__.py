"""Each benchmark is one command that prints one table."""
