"""Dateline reads reports of armed conflict and keeps a ledger of who says what happened, where, when, to whom, and how many."""
