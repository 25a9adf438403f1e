"""`python -m dateline.cli` is the command `dateline`."""

from __future__ import annotations

from dateline.cli import main

main()
