"""A real server for a desk, and what a page must do at every width."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

from dateline.cli.serving import address, listening

UP_SECONDS = 10

OPEN_PAGES: list[Page] = []
"""The pages that are open in the browser: they leave a server before it ends, so that nothing they still fetch fails."""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an app that a real server answers for, on a free port of this machine."""
    ear = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [ear]}, daemon=True)
    thread.start()
    ends = time.monotonic() + UP_SECONDS
    while not server.started:
        assert time.monotonic() < ends, "the desk did not start"
        time.sleep(0.01)
    try:
        yield address(ear)
    finally:
        for page in OPEN_PAGES:
            if page.url.startswith(address(ear)):
                page.goto("about:blank")
        server.should_exit = True
        thread.join(UP_SECONDS)
        ear.close()


def fits(page: Page, width: int) -> None:
    """Nothing of the page stands out to the side at this width."""
    page.set_viewport_size({"width": width, "height": 900})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"the page is {over} px too wide at {width} px"
