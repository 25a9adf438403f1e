"""Questions that pages of the desk ask a ledger, a module a page."""
