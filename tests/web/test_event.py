"""The page of one event: its parts by value, and the page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Watched
from tests.web.event_cases import CONTESTED, HOSTILE, PLACELESS, TWISTED, claim_of, crowded, ledger_of, material, only_event
from tests.web.serving import fits, served

from dateline.ledger import Ledger
from dateline.model.claim import Status
from dateline.model.decision import Verdict
from dateline.model.dispute import Standing
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.text import Span
from dateline.web.app import create_app
from dateline.web.event.account import account_of
from dateline.web.event.axis import axis_of
from dateline.web.event.counts import Asked, Counts, counts_of
from dateline.web.event.lines import Place, Role
from dateline.web.event.links import signed
from dateline.web.event.page import Wanted, page_of
from dateline.web.event.saying import Tone, excerpt, matrix_of
from dateline.web.event.witnesses import witnesses_of
from dateline.web.headlines import headline, how_many
from dateline.web.settings import DeskSettings

REVIEWER = "R. H."


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger_of(tmp_path_factory.mktemp("contested"), CONTESTED) as found:
        yield found


@pytest.fixture(scope="module")
def event(book: Ledger) -> Event:
    return only_event(book)


@pytest.fixture
def own_book(tmp_path: Path) -> Iterator[Ledger]:
    with ledger_of(tmp_path, CONTESTED) as found:
        yield found


def counts(book: Ledger, event: Event, asked: Asked | None = None) -> Counts:
    found = counts_of(material(book, event.id), asked or Asked())
    assert found is not None
    return found


def test_the_matrix_has_a_row_for_each_thing_said_and_a_column_for_each_voice(book: Ledger, event: Event) -> None:
    found = matrix_of(material(book, event.id))
    assert {voice.name for voice in found.voices if voice.is_witness} == set(event.speakers)
    assert [(voice.name, voice.about) for voice in found.voices if not voice.is_witness] == [
        ("Gulf Mirror", "in its own voice; no further witness")
    ]
    assert [row.name for row in found.rows] == ["Attack", "People killed or hurt"]
    assert found.rows[0].summary == "3 voices say so, 1 voice denies it"
    assert found.rows[1].summary == "2 voices say so, 1 voice denies it; counts that cannot all be true"
    tones = {cell.voice.name: cell.tone for cell in found.rows[1].cells if cell.said}
    assert tones == {"Observatory": Tone.OPEN, "activists (unnamed)": Tone.OPEN, "Army": Tone.DENIED}
    [silent] = [cell for cell in found.rows[1].cells if cell.voice.name == "residents (unnamed)"]
    assert (silent.said, silent.tone, silent.hidden) == ((), Tone.PLAIN, 0)


def test_a_claim_in_its_place_has_its_verb_its_words_and_its_number(book: Ledger, event: Event) -> None:
    found = matrix_of(material(book, event.id))
    [said] = next(cell.said for cell in found.rows[1].cells if cell.voice.name == "Army")
    assert (said.verb, said.quote, said.note) == (
        "denies",
        "The Army denied 9 people were killed in Handarat on Saturday",
        "killed: 9",
    )
    [ref] = said.refs
    assert re.fullmatch(r"[A-C]1", ref.label)
    assert ref.href.endswith("#c1")
    assert ref.title == f"{ref.label}: claim 1 of State Herald, 24 Sept 2016"


def test_a_long_quote_is_cut_around_the_words_that_matter(book: Ledger) -> None:
    [claim] = [walk.claims[0] for walk in book.walked() if "Observatory" in walk.report.text]
    long = " ".join(["far"] * 60)
    whole = type(claim)(report=claim.report, evidence=Span(0, len(long) + 10), quote=f"{long} and killed", type="attack")
    words, before, after = excerpt(whole, Span(len(long) + 5, len(long) + 10))
    assert (words.endswith("and killed"), before, after) == (True, True, False)
    assert excerpt(claim) == (claim.quote, False, False)


def test_counts_that_cannot_all_be_true_are_no_number(book: Ledger, event: Event) -> None:
    found = counts(book, event)
    assert (found.low, found.high, found.answer, found.clash) == (None, None, "cannot all be true", True)
    assert found.strip is not None
    assert (found.strip.low, found.strip.high) == (46, 49)
    assert [(line.voice.name, line.low, line.role) for line in found.lines] == [
        ("activists (unnamed)", 50, Role.CLASHES),
        ("Observatory", 45, Role.CLASHES),
        ("Army", 9, Role.DENIED),
    ]
    assert found.not_added == "50 + 45 = 95 would count people twice. Each voice counts the same happening."
    assert {line.place for line in found.lines} == {Place.OWN}


def test_each_choice_of_voices_has_its_answer(book: Ledger, event: Event) -> None:
    found = counts(book, event)
    answers = {option.label: (option.answer, option.clash, option.chosen) for option in found.options}
    assert answers["Observatory alone"] == ("45", False, False)
    assert answers["activists (unnamed) alone"] == ("50", False, False)
    assert answers["all 3"] == ("cannot all be true", True, True)
    [clash] = [option for option in found.options if option.clash]
    assert {ref.claim for ref in clash.refs} == {claim_of(book, "45 people"), claim_of(book, "50 people")}


def test_who_is_trusted_stands_in_the_answer(book: Ledger, event: Event) -> None:
    found = counts(book, event, Asked(measure=Measure.KILLED, trust=("name:observatory",)))
    assert (found.low, found.high, found.by, found.clash) == (45, 45, "Observatory", False)
    assert {line.voice.name: line.role for line in found.lines}["activists (unnamed)"] is Role.UNHEARD
    assert [option.label for option in found.options if option.chosen] == ["Observatory alone"]


def test_the_account_tells_each_day_and_each_judgement(own_book: Ledger) -> None:
    key = claim_of(own_book, "45 people")
    own_book.judge(key, Verdict.ACCEPTED, reviewer=REVIEWER, reason="it stands there")
    found = account_of(material(own_book, only_event(own_book).id), Measure.KILLED)
    first, person = found.versions
    assert (first.title, first.changed, first.more) == ("counts that cannot all be true", "", 2)
    assert (person.reviewer, person.reason, [ref.claim for ref in person.refs]) == (REVIEWER, "it stands there", [key])
    assert person.undo is not None


def test_witnesses_are_counted_by_voice(book: Ledger, event: Event) -> None:
    found = witnesses_of(material(book, event.id), Measure.KILLED)
    assert found.sentence.startswith("3 texts give a number of killed. They come from 3 voices: ")
    assert set(found.sentence.partition("voices: ")[2].rstrip(".").split(", ")) == {"Observatory", "activists (unnamed)", "Army"}
    assert {text.name for text in found.texts} == set(CONTESTED)
    assert all(text.why.startswith("new: ") for text in found.texts)
    graph = found.graph()
    assert len(graph.curves) == sum(len(text.voices) for text in found.texts)
    assert all(0 <= node.y <= graph.height for _, node in graph.voices)


def test_the_page_says_what_is_carried_and_what_is_not(book: Ledger, event: Event) -> None:
    page = page_of(material(book, event.id), Wanted(counts=Asked()))
    assert page.headline == "Attack in Handarat, 24 Sept 2016"
    assert page.kicker == "Event · Attack · 5 claims, 4 voices, 3 reports"
    assert {question.name: question.standing for question in page.questions} == {
        "It happened": Standing.CONTESTED,
        "How many": Standing.CONTESTED,
    }
    assert page.stand == (
        "Whether it happened is contested: some say so, others deny it. How many were killed is contested: the counts cannot all be true."
    )
    assert (page.reviewed.claims, page.reviewed.of_claims) == (0, 5)


@pytest.mark.parametrize(
    ("low", "high", "x1", "x2", "labels"),
    [
        (None, None, None, None, []),
        (50, 50, 41.3, 41.3, ["50"]),
        (50, None, 41.3, 95.0, ["≥ 50"]),
        (None, 100, 0.0, 82.61, ["≤ 100"]),
        (20, 100, 16.52, 82.61, ["20", "100"]),
    ],
)
def test_counts_stand_on_one_axis(low: int | None, high: int | None, x1: float | None, x2: float | None, labels: list[str]) -> None:
    axis = axis_of([(low, high)], fitting=[(0, 100)], answer=(None, None), strip=None)
    [bar] = axis.bars
    assert (bar.x1, bar.x2, [label.text for label in bar.labels]) == (x1, x2, labels)
    assert [tick.label for tick in axis.ticks] == ["0", "20", "40", "60", "80", "100"]


def test_what_lies_beyond_the_axis_stands_at_its_end() -> None:
    [bar] = axis_of([(450_000, None)], fitting=[(12, 12)], answer=(12, 12), strip=None).bars
    assert bar.x1 is not None
    assert bar.x1 < 95.0
    assert bar.labels[0].text == "≥ 450,000"


def test_words_for_what_is_unknown() -> None:
    assert headline("attack", None, None, None) == "Attack, place unknown, no day"
    assert headline("offensive", "Aleppo", None, None, Standing.PLANNED) == "Offensive in Aleppo, announced, no day"
    assert how_many(Measure.DESTROYED) == "How much was destroyed"
    assert (signed(3.46), signed(-7.2)) == ("+3.5", "−7.2")


def test_json_tells_the_same(desk: str, sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as samples:
        wanted = only_event(samples)
        page = page_of(material(samples, wanted.id), Wanted(counts=Asked()))
    found = httpx.get(f"{desk}/api/events/{wanted.id}").json()
    assert (found["headline"], found["stand"]) == (page.headline, page.stand)
    assert [row["name"] for row in found["matrix"]["rows"]] == [row.name for row in page.matrix.rows]
    assert found["counts"]["low"] == (None if page.counts is None else page.counts.low)
    assert found["linking"]["of_links"] == page.linking.of_links


def most_denied(ledger: Path) -> str:
    """The event of a ledger that most claims deny."""
    with Ledger.open(ledger) as book:
        denied = {row.id for row in book.claims(status="denied")}
        return max(book.events(), key=lambda event: (len(denied & set(event.claims)), len(event.claims))).id


def test_every_number_leads_to_its_words(desk: str, sample_ledger: Path, page: Page, screenshot: Callable[..., None]) -> None:
    key = most_denied(sample_ledger)
    page.goto(f"{desk}/events/{key}")
    screenshot(page, "event")
    ref = page.locator("table.mx a.ref").first
    ref.click()
    expect(page).to_have_url(re.compile(r"/reports/rep_.*#c\d+$"))
    expect(page.locator("article.card").first).to_be_visible()


def test_pictures_of_the_event_in_the_dark_and_on_a_phone(
    desk: str, sample_ledger: Path, page: Page, screenshot: Callable[..., None]
) -> None:
    key = most_denied(sample_ledger)
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(f"{desk}/events/{key}")
    expect(page.locator("table.mx")).to_be_hidden()
    expect(page.locator(".mxnarrow .versus").first).to_be_visible()
    screenshot(page, "event-phone")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator(".theme input[value=dark]").check(force=True)
    screenshot(page, "event-dark")


def test_an_answer_is_worked_out_anew_for_whom_one_trusts(book: Ledger, event: Event, page: Page) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/events/{event.id}")
        figures = page.locator("#figures")
        expect(figures.locator("tfoot .answer")).to_have_text("cannot all be true")
        figures.get_by_role("link", name="Observatory alone").click()
        expect(figures.locator("tfoot .answer")).to_have_text("45")
        assert "trust=name%3Aobservatory" in page.url
        figures.get_by_text("Choose voices yourself").click()
        figures.get_by_label("activists (unnamed)").check()
        figures.get_by_role("button", name="Work it out").click()
        expect(figures.locator("tfoot .answer")).to_have_text("cannot all be true")
        page.go_back()
        expect(page.locator("#figures tfoot .answer")).to_have_text("45")


def test_a_page_works_without_script(book: Ledger, event: Event) -> None:
    with served(create_app(book)) as url:
        plain = httpx.get(f"{url}/events/{event.id}", params={"measure": "killed", "trust": "name:observatory"}).text
    assert re.search(r'class="role answer">45<', plain)
    assert 'class="bar' not in plain
    assert "style=" not in plain


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(book: Ledger, event: Event, page: Page, axe: Callable[..., None], theme: str) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/events/{event.id}")
        page.locator(f".theme input[value={theme}]").check(force=True)
        for details in page.locator("main details").all():
            details.evaluate("element => element.open = true")
        axe(page)
        page.set_viewport_size({"width": 400, "height": 900})
        axe(page)


def test_forty_voices_and_hundreds_of_claims_stay_usable(tmp_path: Path, page: Page, axe: Callable[..., None]) -> None:
    with crowded(tmp_path) as book, served(create_app(book)) as url:
        found = only_event(book)
        assert (len(found.claims), len(found.speakers)) == (280, 40)
        page.goto(f"{url}/events/{found.id}")
        expect(page.locator("table.mx thead th")).to_have_count(8)
        for width in (360, 1440, 2560):
            fits(page, width)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.get_by_role("link", name=re.compile("^Show all: 40 voices")).click()
        expect(page.locator("table.mx thead th")).to_have_count(41)
        fits(page, 1440)
        axe(page)


def test_hostile_words_stay_words(tmp_path: Path, page: Page) -> None:
    with ledger_of(tmp_path, TWISTED) as book, served(create_app(book)) as url:
        for one in book.events():
            page.goto(f"{url}/events/{one.id}")
            expect(page.locator("h1")).to_be_visible()
            assert page.locator("main script, main img").count() == 0
        page.goto(f"{url}/disputes")
        assert HOSTILE not in page.content().replace("&lt;", "<").split("<main", 1)[0]


def test_an_event_without_place_and_days_says_so(tmp_path: Path, page: Page) -> None:
    with ledger_of(tmp_path, PLACELESS) as book, served(create_app(book)) as url:
        page.goto(f"{url}/events/{only_event(book).id}")
        expect(page.locator("h1")).to_have_text("Attack, place unknown, no day")
        expect(page.get_by_text("No claim names a place that is known. No claim gives a day.")).to_be_visible()


def test_a_rejected_event_says_who_and_why(own_book: Ledger, page: Page, watched: Watched) -> None:
    [lone] = [event for event in own_book.events() if len(event.claims) == 1] or [only_event(own_book)]
    for claim in lone.claims:
        own_book.judge(claim, Verdict.REJECTED, reviewer=REVIEWER, reason="a caption of another year")
    with served(create_app(own_book)) as url:
        answer = page.goto(f"{url}/events/{lone.id}")
        assert answer is not None
        assert answer.status == 410
        expect(page.get_by_text("a caption of another year")).to_be_visible()
        expect(page.get_by_text(REVIEWER)).to_be_visible()
        told = httpx.get(f"{url}/api/events/{lone.id}")
        assert (told.status_code, REVIEWER in told.json()["error"]["what"]) == (404, True)
        assert httpx.get(f"{url}/events/evt_0").status_code == 404
    watched.faults.clear()


def test_keys_open_split_and_merge(book: Ledger, event: Event, page: Page) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/events/{event.id}")
        page.keyboard.press("s")
        expect(page.locator("h1")).to_have_text("Split claims off")
        page.wait_for_load_state("load")
        page.keyboard.press("Escape")
        expect(page).to_have_url(f"{url}/events/{event.id}")
        page.wait_for_load_state("load")
        page.keyboard.press("m")
        expect(page.locator("h1")).to_have_text("Merge with another event")


def test_a_split_is_previewed_recorded_with_a_reason_and_undone(own_book: Ledger, page: Page) -> None:
    found = only_event(own_book)
    with served(create_app(own_book, settings=DeskSettings(reviewer=REVIEWER))) as url:
        page.goto(f"{url}/events/{found.id}/split")
        expect(page.get_by_text("Choose the claims that tell another happening.")).to_be_visible()
        page.locator("label.choice", has_text="denied 9 people").locator("input").check()
        expect(page.locator("#outcome .outcome")).to_have_count(3)
        expect(page.locator("#outcome")).to_contain_text("corroborated")
        page.get_by_label("Why, in words").fill("another Saturday")
        page.keyboard.press("Control+Enter")
        expect(page).to_have_url(re.compile(r"/events/evt_\w+$"))
        assert sorted(len(event.claims) for event in own_book.events())[-2:] == [1, len(found.claims) - 1]
        [person] = page.locator(".vers li.person").all()
        expect(person).to_contain_text("another Saturday")
        expect(person).to_contain_text(REVIEWER)
        person.get_by_text("Undo", exact=True).click()
        person.get_by_label("Why").fill("the same after all")
        person.get_by_role("button", name="Undo it").click()
        expect(page.locator(".vers li.person")).to_have_count(2)
        assert len(only_event(own_book).claims) == len(found.claims)


@pytest.mark.parametrize("kind", ["split", "merge", "move"])
def test_nothing_hinders_who_changes_events(book: Ledger, event: Event, page: Page, axe: Callable[..., None], kind: str) -> None:
    claim = claim_of(book, "denied 9 people")
    with served(create_app(book)) as url:
        page.goto(f"{url}/events/{event.id}/{kind}?claim={claim}")
        axe(page)
        for width in (360, 1440):
            fits(page, width)
        axe(page)
        page.goto(f"{url}/events/{event.id}/{kind}?claim={claim}&id=evt_0")
        told = "What will change" if kind == "split" else "The ledger holds no event evt_0."
        expect(page.locator("#outcome")).to_contain_text(told)


def test_merged_events_forward(own_book: Ledger) -> None:
    found = only_event(own_book)
    own_book.split(claim_of(own_book, "denied 9 people"), reviewer=REVIEWER, reason="another Saturday")
    two = sorted((event for event in own_book.events()), key=lambda event: -len(event.claims))[:2]
    own_book.merge(*(event.id for event in two), reviewer=REVIEWER, reason="the same")
    now = only_event(own_book).id
    with served(create_app(own_book)) as url:
        gone = next(event.id for event in two if event.id != now)
        answer = httpx.get(f"{url}/events/{gone}?measure=killed", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (301, f"/events/{now}?measure=killed")
        assert httpx.get(f"{url}/api/events/{gone}", follow_redirects=True).json()["id"] == now
    assert len(only_event(own_book).claims) == len(found.claims)


def test_a_second_reviewer_sees_who_was_there_first(own_book: Ledger, page: Page, watched: Watched) -> None:
    found = only_event(own_book)
    claim = claim_of(own_book, "denied 9 people")
    with served(create_app(own_book, settings=DeskSettings(reviewer=REVIEWER))) as url:
        page.goto(f"{url}/events/{found.id}/split?claim={claim}")
        page.get_by_label("Why, in words").fill("my own reason")
        own_book.split(claim, reviewer="A. B.", reason="their reason")
        own_book.merge(*[e.id for e in own_book.events() if len(e.claims) > 0][:2], reviewer="A. B.", reason="no, the same")
        page.get_by_role("button", name=re.compile("^Record")).click()
        expect(page.get_by_role("alert")).to_contain_text("A. B. has judged this too")
        expect(page.get_by_label("Why, in words")).to_have_value("my own reason")
    watched.faults.clear()


@pytest.mark.parametrize(("path", "status"), [("?measure=happiness", 422), ("?all=perhaps", 422), ("/paint", 422), ("?trust=nobody", 200)])
def test_bad_parameters_are_told_in_one_shape(book: Ledger, event: Event, path: str, status: int) -> None:
    with served(create_app(book)) as url:
        answer = httpx.get(f"{url}/api/events/{quote(event.id)}{path}")
        assert answer.status_code == status
        assert status == 200 or set(answer.json()["error"]) == {"what", "where", "way_out"}


def test_statuses_of_claims_have_their_words(book: Ledger) -> None:
    verbs = {said.verb for row in matrix_of(material(book, only_event(book).id)).rows for cell in row.cells for said in cell.said}
    assert verbs <= {"say", "says", "denies", "puts"}
    assert Status.DENIED.value == "denied"
