"""Reprints: whole, shortened and partial ones are found; shared quotations, set phrases and an outlet's background are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.lineage import agency_named, agency_of, lineage
from dateline.link.passages import Body, passage_between, stretches
from dateline.link.postings import WAITING, Postings
from dateline.link.reprints import Printed, ReprintIndex, find_passages
from dateline.link.shingles import SHINGLE, WINDOW, fingerprints_of, jaccard, shingles_of, words_of
from dateline.model.reprint import Extent, Passage, Teller, reprint_sets
from dateline.model.text import Report

DAY = date(2016, 9, 24)

SIEGE = (
    "Government troops and allied fighters took the water works north of the river at dawn, a commander and two residents said. "
    'The commander, who asked that his name be left out, said his men lost nineteen of their own. "We did not expect the mines," he said. '
    "Residents of the nearest quarter told of shelling that began at three in the morning and went on until the bakery opened. "
    "The water works feed some 40,000 households, and engineers had kept one of four pumps running under an arrangement with both sides. "
    "It was not known on Saturday whether that pump still ran. The opposition council said its engineers were turned back at the gate. "
    "The ministry's spokesman said the works would be running in full within 12,500 hours of labour, and that no council had a say in it."
)
MARKET = (
    "A lorry loaded with explosives blew up beside the vegetable market in the border town on Friday, killing traders and customers. "
    "Nurses at the town's only hospital counted twenty-two dead and said that many of the wounded had been driven across the border. "
    "No group said that it was behind the attack. The market had been rebuilt in spring after a fire. "
    "Traders blamed the guards at the northern road block, who had let the lorry through without looking under its cover."
)
TALKS = (
    "Envoys of five governments met in a lakeside hotel to speak about a halt to the fighting, and parted after two days without a paper. "
    "One of them said the list of towns had grown from four to eleven during the first evening alone. "
    "Another said that the maps on the table did not agree with one another, nor with the ground. A third round is to be held in November."
)
PARAGRAPH = SIEGE[SIEGE.index("Residents of") : SIEGE.index("The opposition council")].strip()


def report(text: str, source: str | None = None, published: date | None = DAY, retrieved: date | None = None) -> Report:
    return Report(text=text, original="0" * 64, source=source, published=published, retrieved=retrieved)


def only(*texts: str) -> Passage | None:
    passages = find_passages(report(text, source=f"outlet {n}") for n, text in enumerate(texts))
    assert len(passages) <= 1
    return passages[0] if passages else None


def extent_of(*texts: str) -> Extent | None:
    passage = only(*texts)
    return None if passage is None else passage.extent


class TestWords:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Syria's ministry", "Syrias ministry"),
            ("Syria’s ministry", "SYRIA'S Ministry"),
            ("12,500 dead", "12500 dead"),
            ("the U.N. envoy", "the UN envoy"),
            ("Douma — a suburb", "Douma - a suburb"),
            ("Douma—a suburb", "Douma, a suburb"),
            ("“No,” she said", '"No" she said'),
            ("café at 09:14", "cafe at 0914"),
        ],
    )
    def test_marks_do_not_count(self, one: str, other: str) -> None:
        assert words_of(one).hashes.tolist() == words_of(other).hashes.tolist()

    @pytest.mark.parametrize(
        "text",
        [
            'He said: "we will stay here" and left',
            "He said: “we will stay here” and left",
            "He said: «we will stay here» and left",
            "He said 'we will stay here as long as it takes' and left",
        ],
    )
    def test_quoted_words_are_known(self, text: str) -> None:
        words = words_of(text)
        spoken = [text[start:end] for start, end, quoted in zip(words.starts, words.ends, words.quoted, strict=True) if quoted]
        assert spoken[:4] == ["we", "will", "stay", "here"]
        assert "left" not in spoken
        assert "said" not in spoken

    def test_an_apostrophe_opens_no_quotation(self) -> None:
        assert not words_of("The rebels' convoy left the city's edge and the soldiers' camp, and didn't return").quoted.any()

    @settings(deadline=None)
    @given(st.lists(st.sampled_from("abcdefghij"), min_size=SHINGLE + WINDOW - 1, max_size=40))
    def test_seven_words_in_a_row_always_leave_a_fingerprint(self, words: list[str]) -> None:
        run = words[: SHINGLE + WINDOW - 1]
        one, other = words_of(" ".join(words)), words_of(" ".join(["x", "y", *run, "z"]))
        assert set(fingerprints_of(one).hashes.tolist()) & set(fingerprints_of(other).hashes.tolist())

    def test_short_and_empty_texts_have_one_shingle_and_none(self) -> None:
        assert len(shingles_of(words_of("two words").hashes, SHINGLE)) == 1
        assert len(shingles_of(words_of(" -- ").hashes, SHINGLE)) == 0
        assert jaccard(words_of("").hashes, words_of("").hashes) == 0.0


class TestWhole:
    @pytest.mark.parametrize(
        "again",
        [
            SIEGE,
            f"Water works change hands\n\n{SIEGE}",
            SIEGE.replace(",", "").replace("'", "").replace('"', "”"),
            SIEGE.replace('"', "").replace(" - ", " — ").upper(),
            " ".join(word for n, word in enumerate(SIEGE.split()) if n % 9),
            " ".join("something" if n % 8 == 3 else word for n, word in enumerate(SIEGE.split())),
            SIEGE[: SIEGE.index("Residents of")],
            f"Pumps stand still\n\n{SIEGE[: SIEGE.index('It was not known')]} (Reuters)",
        ],
        ids=["same", "title", "marks", "capitals", "words lost", "words replaced", "cut to two sentences", "title, cut, credit"],
    )
    def test_the_same_text_in_another_dress(self, again: str) -> None:
        assert extent_of(SIEGE, again) is Extent.WHOLE

    def test_a_text_edited_from_end_to_end_is_told_by_its_words(self) -> None:
        swapped = " ".join(" ".join(reversed(SIEGE.split()[n : n + 2])) for n in range(0, len(SIEGE.split()), 2))
        assert stretches(words_of(SIEGE), words_of(swapped)) == ()
        again = f"{SIEGE[:140]} {swapped}"
        assert extent_of(SIEGE, again) is Extent.WHOLE

    @pytest.mark.parametrize(("one", "other"), [(SIEGE, MARKET), (MARKET, TALKS), (SIEGE, ""), ("", "")])
    def test_other_reports_are_none(self, one: str, other: str) -> None:
        assert extent_of(one, other) is None

    def test_spans_hold_the_shared_words_of_either_text(self) -> None:
        passage = only(SIEGE, f"A title of its own\n\n{SIEGE}")
        assert passage is not None
        texts = {report(text, source=f"outlet {n}").id: text for n, text in enumerate((SIEGE, f"A title of its own\n\n{SIEGE}"))}
        for one, other in passage.spans:
            assert one.of(texts[passage.first]) == other.of(texts[passage.second])
        assert passage.words == len(words_of(SIEGE))


class TestPartial:
    def test_a_paragraph_inside_another_story(self) -> None:
        story = MARKET.replace("No group", f"{PARAGRAPH} No group")
        passage = only(SIEGE, story)
        assert passage is not None
        assert passage.extent is Extent.PARTIAL
        assert {len(pair) for pair in passage.spans} == {2}
        assert report(story, "outlet 1").id in (passage.first, passage.second)

    def test_a_short_report_put_into_a_story_does_not_make_the_story_its_reprint(self) -> None:
        brief = PARAGRAPH
        story = f"{MARKET} {brief} {TALKS}"
        assert extent_of(brief, story) is Extent.PARTIAL

    def test_a_set_phrase_is_none(self) -> None:
        phrase = "The report could not be confirmed by independent sources on the ground."
        assert extent_of(f"{MARKET} {phrase}", f"{TALKS} {phrase}") is None

    def test_the_same_quotation_is_no_reprint(self) -> None:
        words = (
            "we shall not leave this valley until each of the families driven from it is back and every gun on the ridge is silent for good"
        )
        told = (f'{MARKET} "{words[0].upper()}{words[1:]}," the governor said.', f"{TALKS} The governor told state radio: “{words}”.")
        passage = only(*told)
        assert passage is not None
        assert passage.extent is Extent.QUOTED
        assert reprint_sets([passage]) == ()

    def test_the_background_of_an_outlet_is_no_reprint(self) -> None:
        background = (
            "The war began with marches in the south, and has since cost more lives than anyone can count with confidence. "
            "About half of all people who lived in the country at its outset have left their homes, many of them more than once."
        )
        stories = [SIEGE, MARKET, TALKS, PARAGRAPH.replace(" ", " or ")]
        same = [report(f"{text} {background}", "The Herald", DAY + timedelta(days=n)) for n, text in enumerate(stories)]
        assert find_passages(same) == ()
        elsewhere = [report(f"{text} {background}", f"outlet {n}", DAY + timedelta(days=n)) for n, text in enumerate(stories)]
        assert {passage.extent for passage in find_passages(elsewhere)} == {Extent.PARTIAL}
        on_one_day = [report(f"{text} {background}", "The Herald", DAY) for text in stories]
        assert {passage.extent for passage in find_passages(on_one_day)} == {Extent.PARTIAL}

    def test_a_story_brought_up_to_date_is_not_background(self) -> None:
        updates = [
            report(f"{SIEGE} {more}", "The Herald", DAY + timedelta(days=n)) for n, more in enumerate(("", TALKS[:140], MARKET[:150]))
        ]
        assert [passage.extent for passage in find_passages(updates)] == [Extent.WHOLE] * 3


def many() -> list[Printed]:
    background = (
        "Rights groups say that both sides have broken the rules of war in ways that courts may one day have to judge, town by town."
    )
    texts = [SIEGE, MARKET, TALKS, f"Title\n\n{SIEGE}", f"{MARKET} {PARAGRAPH}", SIEGE[:400], f"{TALKS} {background}", MARKET.upper()]
    texts += [f"{background} {text[150:]}" for text in (SIEGE, MARKET)]
    return [Printed(id=f"r{n}", text=text, outlet=f"o{n // 6}", published=DAY + timedelta(days=n)) for n, text in enumerate(texts)]


class TestIndex:
    @settings(deadline=None, max_examples=30)
    @given(st.permutations(many()))
    def test_order_never_matters(self, order: list[Printed]) -> None:
        index, expected = ReprintIndex(), ReprintIndex()
        for printed in order:
            index.add(printed)
        for printed in many():
            expected.add(printed)
        assert index.passages() == expected.passages()
        assert reprint_sets(reversed(index.passages())) == reprint_sets(expected.passages())

    def test_adding_one_tells_what_it_shares(self) -> None:
        index = ReprintIndex()
        assert index.add(Printed(id="a", text=SIEGE)) == ()
        assert [passage.extent for passage in index.add(Printed(id="b", text=SIEGE))] == [Extent.WHOLE]
        assert index.add(Printed(id="b", text=SIEGE)) == index.passages()
        assert len(index) == 2

    def test_a_short_report_does_not_join_two_stories_that_hold_it(self) -> None:
        def whole(first: str, second: str, shares: tuple[float, float]) -> Passage:
            return Passage(first=first, second=second, extent=Extent.WHOLE, spans=(), words=50, shares=shares)

        held = [whole("brief", "story a", (0.95, 0.4)), whole("brief", "story b", (0.95, 0.3))]
        assert reprint_sets(held) == (("brief", "story a"),)
        assert reprint_sets([*held, whole("story a", "story b", (0.6, 0.6))]) == (("brief", "story a", "story b"),)

    def test_one_direction_is_the_other(self) -> None:
        a, b = Body.of("a", words_of(SIEGE)), Body.of("b", words_of(SIEGE[:500]))
        assert passage_between(a, b) == passage_between(b, a)

    def test_postings_keep_every_holder_however_many_arrays_there_are(self) -> None:
        postings = Postings()
        keys = words_of(" ".join(f"w{n}" for n in range(WAITING // 8))).hashes
        for number in range(40):
            postings.add(number, keys[number:])
        places, holders = postings.holders(keys[38:41])
        assert sorted(zip(places.tolist(), holders.tolist(), strict=True)) == [
            (place, number) for place in range(3) for number in range(40) if number <= 38 + place
        ]


class TestLineage:
    @pytest.mark.parametrize(
        ("text", "agency"),
        [
            ("DAMASCUS (Reuters) - Troops took the water works.", "Reuters"),
            ("Raids kill four Monitor AFP Saturday 26 Apr 2014 Four people were killed.", "AFP"),
            ("Troops took the works. - REUTERS", "Reuters"),
            ("Troops took the works.\n\nSource: SANA", "SANA"),
            ("Troops took the works, state agency SANA said on Friday.", None),
            ("A source told AFP on Saturday that troops took the works", None),
            ("A source told SANA Thursday that a rocket fell", None),
            ("A man walks by the works. (AFP Photo) Troops took them.", None),
            ("He will mena what he says. Wam, ap and spa are words.", None),
            ("An officer told RIA Novosti that the works were taken", None),
        ],
    )
    def test_agencies_are_credited_not_cited(self, text: str, agency: str | None) -> None:
        assert agency_of(report(text)) == agency

    @pytest.mark.parametrize(
        ("outlet", "agency"),
        [
            ("Reuters", "Reuters"),
            ("sana", "SANA"),
            ("www.sana.sy", "SANA"),
            ("TASS news agency", "TASS"),
            ("The Herald", None),
            (None, None),
        ],
    )
    def test_an_outlet_may_be_an_agency(self, outlet: str | None, agency: str | None) -> None:
        assert agency_named(outlet) == agency

    def test_who_was_first_is_told_by_the_dates_or_stays_unknown(self) -> None:
        def earlier(a: Report, b: Report) -> str | None:
            return lineage((a, b), find_passages((a, b)))[0].earlier

        first = report(SIEGE, "The Herald", DAY)
        assert earlier(report(SIEGE, "The Post", DAY + timedelta(days=1)), first) == first.id
        assert earlier(report(SIEGE, "The Post", DAY), first) is None
        assert earlier(report(SIEGE, "The Post", None), first) is None
        late, soon = report(SIEGE, "The Post", DAY, DAY + timedelta(days=2)), report(SIEGE, "The Herald", DAY, DAY)
        assert earlier(late, soon) == soon.id

    def test_an_agency_comes_before_those_who_credit_it(self) -> None:
        wire, outlet = report(SIEGE, "Reuters", DAY), report(f"{SIEGE} (Reuters)", "The Post", DAY)
        (found,) = lineage((wire, outlet), find_passages((wire, outlet)))
        assert (found.earlier, found.agency, found.teller) == (wire.id, "Reuters", Teller.AGENCY)
        assert found.is_same_witness
        assert "Reuters itself published it" in found.reasons

    def test_a_shared_quotation_is_its_speakers(self) -> None:
        words = '"We shall not leave this valley until each of the families driven from it is back and every gun there is still," he said.'
        a, b = report(f"{MARKET} {words}", "The Post"), report(f"{TALKS} {words}", "The Herald")
        (found,) = lineage((a, b), find_passages((a, b)))
        assert (found.teller, found.earlier, found.is_same_witness) == (Teller.SPEAKER, None, False)

    def test_two_agencies_leave_the_teller_open(self) -> None:
        a, b = report(f"{SIEGE} (Reuters)", "The Post"), report(f"{SIEGE} (AFP)", "The Herald")
        (found,) = lineage((a, b), find_passages((a, b)))
        assert (found.agency, found.teller) == (None, Teller.UNKNOWN)
        assert "they credit different agencies, AFP and Reuters" in found.reasons
