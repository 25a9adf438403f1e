"""The desk: pages and a JSON API over one ledger, served on this machine. `create_app` of `dateline.web.app` makes it."""
