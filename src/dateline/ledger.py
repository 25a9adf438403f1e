"""Ledger: the Python API."""
