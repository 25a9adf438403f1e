"""Review from the keyboard, with reasons, undo, and two reviewers on one claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import REVIEWER, Watched
from tests.web.serving import fits

from dateline.ledger import Ledger
from dateline.model.decision import Verdict

WHY = "The words say so, and nothing else."


def _told(ledger: Path, claim: str) -> list[tuple[str, str, bool]]:
    with Ledger.open(ledger) as book:
        return [(step.judgement.verdict.value, step.judgement.reviewer, step.in_force) for step in book.trail(claim)]


def _claim(page: Page) -> str:
    return (page.locator("#review").get_attribute("action") or "").split("/")[-1].split("?")[0]


def test_the_queue_begins_with_what_is_disputed(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/review")
    expect(page.locator(".queue li").first).to_contain_text("disputed")
    expect(page.locator(".queue li a[aria-current]")).to_have_count(1)
    expect(page.locator(".evidence mark")).to_be_visible()
    screenshot(page, "review")


def test_a_claim_is_accepted_from_the_keyboard_and_that_is_undone(own_desk: str, own_ledger: Path, page: Page) -> None:
    page.goto(f"{own_desk}/review")
    first = _claim(page)
    page.keyboard.press("a")
    expect(page.locator("#why")).to_be_focused()
    page.keyboard.type(WHY)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/review(\?.*)?$"))
    expect(page.locator("#review")).not_to_have_attribute("action", f"/review/{first}")
    assert _told(own_ledger, first) == [("accepted", REVIEWER, True)]
    page.goto(f"{own_desk}/review?claim={first}")
    page.keyboard.press("u")
    page.keyboard.type("Looked again.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#before li")).to_have_count(3)
    assert [(verdict, held) for verdict, _, held in _told(own_ledger, first)] == [("accepted", False), ("undone", True)]


def test_nothing_is_recorded_without_a_reason(own_desk: str, own_ledger: Path, page: Page) -> None:
    page.goto(f"{own_desk}/review")
    first = _claim(page)
    page.keyboard.press("x")
    page.keyboard.press("Control+Enter")
    assert page.locator("#why").evaluate("field => field.validity.valueMissing")
    assert _told(own_ledger, first) == []


def test_a_slot_is_corrected_from_the_keyboard(own_desk: str, own_ledger: Path, page: Page) -> None:
    page.goto(f"{own_desk}/review")
    first = _claim(page)
    slots = page.locator("details[data-slot]")
    at = 1 + slots.evaluate_all("all => all.findIndex(one => one.dataset.slot === 'status')")
    page.keyboard.press("e")
    page.keyboard.press(str(at))
    page.keyboard.press("b")
    expect(page.locator("#oldnew ins")).to_have_count(1)
    expect(page.locator("#why")).to_be_focused()
    page.keyboard.type(WHY)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#review")).not_to_have_attribute("action", f"/review/{first}")
    assert _told(own_ledger, first) == [("corrected", REVIEWER, True)]
    with Ledger.open(own_ledger) as book:
        [status] = [seen for seen in book.slots(first) if seen.slot.value == "status"]
    assert status.now != status.read


def test_words_that_the_report_does_not_have_come_back_with_all_that_was_written(own_desk: str, own_ledger: Path, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{own_desk}/review")
    first = _claim(page)
    slot = page.locator("details[data-slot=speaker]")
    slot.locator("summary").click()
    slot.locator("input[type=text]").fill("the moon’s council")
    page.locator("#why").fill(WHY)
    page.locator("button[value=correct]").click()
    expect(page.locator(".msg.err")).to_contain_text("does not stand in the report")
    expect(page.locator("#why")).to_have_value(WHY)
    expect(page.locator("details[data-slot=speaker] input[type=text]")).to_have_value("the moon’s council")
    assert _told(own_ledger, first) == []
    watched.faults.clear()


def test_two_reviewers_on_one_claim_lose_nothing(own_desk: str, own_ledger: Path, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{own_desk}/review")
    first = _claim(page)
    with Ledger.open(own_ledger) as other:
        other.judge(first, Verdict.REJECTED, reviewer="N. K.", reason="Another camp is meant.")
    page.keyboard.press("a")
    page.keyboard.type(WHY)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg.clash")).to_contain_text("N. K.")
    expect(page.locator(".msg.clash")).to_contain_text("Another camp is meant.")
    expect(page.locator("#why")).to_have_value(WHY)
    assert _told(own_ledger, first) == [("rejected", "N. K.", True)]
    page.get_by_label("let both stand").check()
    page.locator("button[value=accept]").click()
    expect(page.locator(".msg.clash")).to_have_count(0)
    assert sorted(_told(own_ledger, first)) == [("accepted", REVIEWER, True), ("rejected", "N. K.", True)]
    page.goto(f"{own_desk}/review?claim={first}")
    expect(page.locator("#before")).to_contain_text("Reviewers differ.")
    watched.faults.clear()


def test_keys_walk_the_queue_and_lead_to_the_words(desk: str, page: Page) -> None:
    page.goto(f"{desk}/review")
    first = _claim(page)
    page.keyboard.press("j")
    page.wait_for_url(re.compile("claim="))
    assert _claim(page) != first
    page.keyboard.press("k")
    page.wait_for_function("claim => document.querySelector('#review').action.endsWith(claim)", arg=first)
    page.keyboard.press("g")
    page.wait_for_url(re.compile("/reports/rep_"))


def test_json_tells_the_same(desk: str) -> None:
    told = httpx.get(f"{desk}/api/review").json()
    assert told["item"]["claim"] == told["waiting"][0]["claim"]
    assert told["count"]["left"] >= len(told["waiting"])


def test_an_unknown_claim_is_said_to_be_unknown(desk: str) -> None:
    answer = httpx.get(f"{desk}/api/review", params={"claim": "clm_0000000000000000"})
    assert (answer.status_code, "holds no claim" in answer.json()["error"]["what"]) == (404, True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], theme: str) -> None:
    page.goto(f"{desk}/review")
    page.locator(f".theme input[value={theme}]").check(force=True)
    axe(page)
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int) -> None:
    page.goto(f"{desk}/review")
    fits(page, width)
