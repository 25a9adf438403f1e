"""What every answer carries, and under which names a desk answers."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from dateline.web import shield
from dateline.web.shield import policy

ADDRESSES = ["/reports", "/api/reports", "/nowhere", "/api/nowhere", "/openapi.json"]
INLINE = re.compile(r"<style|\sstyle\s*=|\son\w+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(desk: str, address: str) -> None:
    found = httpx.get(desk + address).headers
    assert found["content-security-policy"] == policy()
    assert {name: found[name] for name in shield.HEADERS} == shield.HEADERS
    assert found["cache-control"] == "private, no-cache"


def test_the_policy_lets_in_nothing_of_others() -> None:
    assert policy().startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    for word in ("unsafe", "http", "*"):
        assert word not in policy()


def test_tiles_of_another_server_may_only_be_fetched() -> None:
    found = dict(part.split(" ", 1) for part in policy("https://tiles.example.org/{z}/{x}/{y}.png").split("; "))
    assert [name for name, value in found.items() if "example.org" in value] == ["connect-src"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:80", "[::1]:8765", "LOCALHOST"])
def test_answers_under_names_of_this_machine(desk: str, host: str) -> None:
    assert httpx.get(f"{desk}/reports", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["desk.example.org", "127.0.0.1.example.org", "[::1", "", "localhost@example.org", "0.0.0.0"])
def test_answers_under_no_other_name(desk: str, host: str) -> None:
    found = httpx.get(f"{desk}/reports", headers={"host": host})
    assert found.status_code == 421
    assert "http://127.0.0.1:8765" in found.text
    assert found.headers["content-security-policy"] == policy()


def test_no_template_writes_style_or_script_into_the_page(root: Path) -> None:
    templates = sorted((root / "src" / "dateline" / "web" / "templates").glob("*.html"))
    assert len(templates) > 3
    found = {path.name: INLINE.findall(path.read_text(encoding="utf-8")) for path in templates}
    assert {name: words for name, words in found.items() if words} == {}


def test_built_files_are_kept_for_good(desk: str) -> None:
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', httpx.get(f"{desk}/reports").text)
    assert len(names) >= 4
    for name in names:
        found = httpx.get(desk + name, headers={"accept-encoding": "gzip"})
        assert found.status_code == 200
        assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert found.headers["content-encoding"] == "gzip"
        assert found.headers["content-type"].split(";")[0] == ("text/css" if name.endswith(".css") else "text/javascript")


@pytest.mark.parametrize(
    "name", ["manifest.json", "inputs.sha256", "../app.py", "assets/../../app.py", "%2e%2e/app.py", "assets", "assets/no.js"]
)
def test_nothing_beside_the_built_files_is_sent(desk: str, name: str) -> None:
    assert httpx.get(f"{desk}/static/{name}").status_code == 404


def test_pages_are_packed(desk: str) -> None:
    assert httpx.get(f"{desk}/reports", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
