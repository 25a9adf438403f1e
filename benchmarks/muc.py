"""How well incidents of political violence are read: `python benchmarks/muc.py [--sets tst1 tst2] [--show]`.

MUC-3/4 (1991-92): reports on nine countries of Latin America and hand-filled templates, one an incident. A development measure only:
nothing is trained on it, and the mapping (`muc_mapping.toml`) was written while looking at the development set. Three faults of the measure
itself showed on the test sets and were mended: bracketed alternatives of the key, months in small letters, weekdays beside a date.

The texts are in capitals, which Dateline does not claim to read, so they are recased first. A word takes the case in which it mostly
stands inside sentences of English treebanks and newer reports of the shared folder; names of the task's own lists of places, of a short
list in the mapping, demonyms and unknown words without an English ending take capitals; short words in brackets after a name stay as they
are. Errors of that step count against the program.

Claims of a report become incidents by the mapping: claims of one type whose places and days do not contradict each other are one incident,
after the task's definition of a separate instance. A date is written as the task writes it: a weekday, or no date at all, gives "on or
before" the report's own. Where no place was found, the country that the report names most stands, or else that of the place it was sent
from.

An incident may answer a template of the same type, or one of the two being ATTACK, the general type, if they share a victim, a thing hit,
a perpetrator, a place or an expressed date; the best pairs are taken first. Every filler is one item; alternatives are either-right; an
optional template or filler counts only where it is answered. A victim's number and effect must stand with the right victim, a confidence
with the right organisation. Fillers of missed templates are missed and those of incidents without a template wrong. As in 1992, a place
counts half where only the country is right; `place, exact` gives no such half. "1992" is the best published F of MUC-4 on the later test
sets, by systems built for this task and these countries; the other rows were not published in a comparable form.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.extract.morphology import noun_forms
from dateline.extract.ontology import load_ontology
from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.model.world import Place, Slot, When, days_of
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, read
from dateline.resolve.gazetteer import demonyms, open_gazetteer
from dateline.resolve.placenames import plain

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
MAPPING = Path(__file__).with_name("muc_mapping.toml")
PUBLISHED = {"template": 77, "type": 76, "date": 59, "place": 61, "number": 61, "effect": 57}
ROWS = ("template", "type", "date", "place", "place, exact", "number", "effect", "perpetrator", "confidence")
DATE, LOCATION, TYPE, PERSON, ORGANISATION, CONFIDENCE, THING, NAME, DESCRIPTION, NUMBER, EFFECT = 2, 3, 4, 9, 10, 11, 12, 18, 19, 21, 23
GENERAL = "ATTACK"
SMALL_SHARE = 0.2
"""A word that stands in small letters this often is no name: titles and headlines give common words capitals."""
PLURAL = "PLURAL"
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_LABEL = re.compile(r"\s*(\d+)\.\s+[A-Z:/ ]*?[A-Z]\s{2,}\s*(\S.*?)\s*$")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(_WORD.findall("a an the of in on at to for and or by with from its his her their this that these those some any s"))
_WEEKDAY = re.compile(r"\D*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\D*", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|around|approximately|some|nearly|almost|roughly)\b", re.IGNORECASE)
_HEADER = re.compile(r"\A\s*([^\n]*?),\s+(?:(\d{1,2})\s+([A-Z]{3})[A-Z]*(?:\s+(\d{2}))?|NO DATE)\b.*?--\s*", re.DOTALL)
_CAPITALS = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]+")
_OPENING = re.compile(r"(?:\A|\n\s*\n\s*|[.!?][\"')\]]*\s+)(?:\[[^\]]*\]\s*)*[\"'(\[]*\Z")


# Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """One filler of a slot: values that are each right, and the wordings of the other slot that it belongs to."""

    values: tuple[str, ...]
    of: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Template:
    """One incident of the key, its fillers by slot number."""

    report: str
    number: str
    optional: bool
    slots: Mapping[int, tuple[Filler, ...]]

    def fillers(self, *slots: int) -> list[Filler]:
        """The fillers of one or several slots."""
        return [filler for slot in slots for filler in self.slots.get(slot, ())]

    @cached_property
    def described(self) -> Mapping[str, tuple[str, ...]]:
        """The descriptions of each named victim."""
        found: dict[str, list[str]] = {}
        for filler in self.fillers(DESCRIPTION):
            for name in filler.of:
                found.setdefault(name, []).extend(filler.values)
        return {name: tuple(words) for name, words in found.items()}

    def victims_of(self, filler: Filler) -> tuple[str, ...]:
        """Every wording of the victim that a filler belongs to."""
        return filler.of + tuple(words for name in filler.of for words in self.described.get(name, ()))


def read_key(text: str) -> Iterator[Template]:
    """The templates of a key file; a report without any incident gives none."""
    for block in re.split(r"\n\s*\n", text):
        lines = slot_lines(block)
        number = lines.get(1, ["*"])[0].strip()
        if 0 in lines and not number.startswith("*"):
            slots = {
                slot: tuple(filler for line in found for filler in parse_filler(slot, line)) for slot, found in lines.items() if slot > 1
            }
            yield Template(report=lines[0][0].split()[0], number=number.split()[0], optional="OPTIONAL" in number, slots=slots)


def slot_lines(block: str) -> dict[int, list[str]]:
    """Lines of fillers by slot number; a filler that runs over several lines is joined."""
    found: dict[int, list[str]] = {}
    last: list[str] = []
    for line in block.splitlines():
        labelled = _LABEL.match(line)
        if line.startswith(";"):
            continue
        if labelled is not None:
            last = found.setdefault(int(labelled[1]), [])
            last.append(labelled[2])
        elif line.strip() and last:
            unfinished = last[-1].rstrip().endswith(("/", ":")) or len(re.findall(r'(?<!\\)"', last[-1])) % 2 == 1
            if unfinished or line.strip().startswith("/"):
                last[-1] += " " + line.strip()
            else:
                last.append(line.strip())
    return found


def parse_filler(slot: int, line: str) -> Iterator[Filler]:
    """The filler of one line, none for a hyphen or an asterisk."""
    line = line.strip()
    optional = line.startswith("?") or (slot != LOCATION and line.startswith("(?"))
    line = line.removeprefix("?").strip()
    quotes = [quoted.replace('\\"', '"') for quoted in _QUOTED.findall(line)]
    blank = iter(range(len(quotes)))
    bare = _QUOTED.sub(lambda _: f"\x00{next(blank)}\x00", line)
    left, _, right = (bare, "", "") if slot == LOCATION else bare.partition(":")
    values = tuple(value for part in _alternatives(left) if (value := _filled(part, quotes)) not in {"-", "*", ""})
    if values:
        yield Filler(values=values, of=tuple(_filled(part, quotes) for part in _alternatives(right)), optional=optional)


def _alternatives(text: str) -> list[str]:
    """Parts between slashes, brackets around whole alternatives taken off; slashes inside the brackets of a place's kind are none."""
    return [part.strip() for part in re.split(r"/(?![^()]*\))", _unwrapped(text)) if part.strip()]


def _filled(part: str, quotes: Sequence[str]) -> str:
    bare = _unwrapped(part.removeprefix("?"))
    return re.sub(r"\x00(\d+)\x00", lambda found: quotes[int(found[1])], bare).strip()


def _unwrapped(text: str) -> str:
    """The text without the pair of brackets that stands around all of it."""
    inner = text.strip()[1:-1]
    depths = [0]
    for character in inner:
        depths.append(depths[-1] + (character == "(") - (character == ")"))
    return inner.strip() if text.strip()[:1] == "(" and depths[-1] == 0 and min(depths) == 0 else text.strip()


# Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text of the collection: its header's date if that has a year and its place if it names one, and its body without the header."""

    id: str
    published: date | None
    place: str | None
    body: str


def read_messages(text: str) -> Iterator[Message]:
    """The messages of a text file."""
    parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", text, flags=re.MULTILINE)
    for id_, body in zip(parts[1::2], parts[2::2], strict=True):
        header = _HEADER.match(body)
        day = None
        if header is not None and header[4] is not None and header[3] in MONTHS:
            day = date(1900 + int(header[4]), MONTHS.index(header[3]) + 1, int(header[2]))
        place = None if header is None or header[1].startswith(("CLANDESTINE", "NO CITY")) else header[1].split(" (")[0]
        told = re.sub(r"\A\s*(?:\[[^\]]*\]\s*)*?\[(?:TEXT|SUMMARY|EXCERPTS?)\]\s*", "", body if header is None else body[header.end() :])
        told = re.sub(r"(?<=\S) {2,}", " ", re.sub(r"(?<=\S)\n(?=\S)", " ", told.strip()))
        yield Message(id=id_, published=day, place=place, body=told)


class Recaser:
    """Gives a text in capitals back its small letters."""

    def __init__(self, cases: Mapping[str, Counter[str]], names: Iterable[str], mapping: Mapping[str, Any]) -> None:
        """`cases` counts, by word in small letters, the forms in which it stands inside sentences."""
        self._best = {
            word: word if forms[word] >= SMALL_SHARE * forms.total() else forms.most_common(1)[0][0] for word, forms in cases.items()
        }
        self._best |= {word: word for word in mapping["small"]}
        self._endings = tuple(mapping["endings"])
        self._given: dict[str, str] = {name.upper(): name for name in mapping["names"] if " " not in name}
        self._proper: dict[str, str] = {
            word.upper(): word for name in (*mapping["names"], *names) for word in [name] if self._is_name(word)
        }
        several = sorted((re.escape(name) for name in self._proper if " " in name), key=len, reverse=True)
        self._several = re.compile(rf"\b(?:{'|'.join(several)})\b") if several else None

    def recase(self, text: str) -> str:
        """The text in sentence case, of the same length."""
        short = frozenset(re.findall(r"(?<=[A-Z\"'] )[\[(]([A-Z]{2,6})[\])]", text))
        placed = text if self._several is None else self._several.sub(lambda found: self._proper[found[0]], text)
        kept = {n for n, (a, b) in enumerate(zip(text, placed, strict=True)) if a != b}
        out, end = [], 0
        for word in _CAPITALS.finditer(text):
            out.append(text[end : word.start()])
            end = word.end()
            whole = placed[word.start() : end] if not kept.isdisjoint(range(word.start(), end)) else self._word(word[0], text, word, short)
            opens = _OPENING.search(text[max(0, word.start() - 120) : word.start()]) is not None
            out.append(whole[0].upper() + whole[1:] if opens or word.start() == 0 else whole)
        return "".join((*out, text[end:]))

    def _word(self, word: str, text: str, found: re.Match[str], short: frozenset[str]) -> str:
        lower = word.lower()
        after = text[found.start() - 1 : found.start()]
        if "." in word or word in short:
            return word
        if after in {"'", "’"} and len(word) <= 2:
            return lower
        if lower in {"march", "may"}:
            dated = re.search(r"\d\s\Z", text[: found.start()]) or re.match(r"\s\d", text[found.end() :])
            return word.capitalize() if dated else lower
        if after and after.isdigit():
            return lower
        known = self._given.get(word) or self._best.get(lower)
        if known is not None:
            return known
        if word in self._proper:
            return self._proper[word]
        if lower.endswith(self._endings) or any(lower.removesuffix(end) in self._best for end in ("s", "es", "'s")):
            return lower
        return word if not re.search("[AEIOUY]", word) else word.capitalize()

    def _is_name(self, name: str) -> bool:
        best = self._best.get(name.lower())
        return " " in name or best is None or not best.islower()


def usual_case(word: str, forms: Counter[str]) -> str:
    """The form in which a word is best written, whose forms have been counted."""
    return word if forms[word] >= SMALL_SHARE * forms.total() else forms.most_common(1)[0][0]


def case_counts(sentences: Iterable[Sequence[str]]) -> dict[str, Counter[str]]:
    """How often each word stands in which case, first words of sentences left out."""
    counts: dict[str, Counter[str]] = {}
    for words in sentences:
        for word in words[1:]:
            if word.isalpha():
                counts.setdefault(word.lower(), Counter())[word] += 1
    return counts


def titled(name: str, common: Iterable[str]) -> str:
    """A name in capitals with a capital to each word but the common ones."""
    return " ".join(word.lower() if n and word.lower() in common else word.capitalize() for n, word in enumerate(name.split()))


def load_recaser(shared: Path, mapping: Mapping[str, Any]) -> Recaser:
    """The recaser with the words and lists of the shared folder."""
    lists = shared / "data" / "muc" / "taskdoc" / "templ-doc-basic"
    places = re.findall(r"^([A-Z][A-Z' .-]+?) \([A-Z /]+\)$", (lists / "set-list-location.v4").read_text(encoding="utf-8"), re.MULTILINE)
    nations = re.findall(r"^([A-Z][A-Z ]+[A-Z]) *$", (lists / "set-list-foreign-nation.v5").read_text(encoding="utf-8"), re.MULTILINE)
    peoples = [word.capitalize() for word in demonyms() if " " not in word]
    names = [*(titled(name, mapping["common"]) for name in (*places, *nations)), *peoples]
    return Recaser(case_counts(_printed(shared)), names, mapping)


def _printed(shared: Path) -> Iterator[list[str]]:
    for name in ("ewt-train", "gum-train"):
        for block in (shared / "data" / "ud" / f"{name}.conllu").read_text(encoding="utf-8").split("\n\n"):
            yield [line.split("\t")[1] for line in block.splitlines() if re.match(r"\d+\t", line)]
    for name in ("reports/fakes", "linking/shootings"):
        for line in (shared / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            for sentence in re.split(r"[.!?:\n]\s+", json.loads(line)["text"]):
                yield re.findall(r"[^\W\d_]+", sentence)


# Incidents


@dataclass(frozen=True, slots=True)
class Victim:
    """A human target as a claim tells it: number and effect as the task writes them."""

    words: str
    number: str | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who is said to have done it, and how sure that is."""

    words: str
    confidence: str


@dataclass(slots=True, kw_only=True)
class Incident:
    """What the claims of a report tell of one incident."""

    type: str
    days: tuple[date | None, date | None] | None = None
    date: str | None = None
    country: str | None = None
    places: frozenset[str] = frozenset()
    victims: list[Victim] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    perpetrators: list[Perpetrator] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    fight: bool = False


class Incidents:
    """Claims of a report to incidents, by the mapping table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self._peoples = demonyms()
        self._classes = load_ontology().noun_classes
        self._doubt = stems(table["confidence"]["doubt"])
        self._authorities = frozenset(form for word in table["confidence"]["authorities"] for form in noun_forms(word))
        self._narrowing: dict[str, re.Pattern[str]] = {name: stems(found) for name, found in table["narrowing"]["stems"].items()}
        self._telling: dict[str, re.Pattern[str]] = {name: stems(found) for name, found in table["telling"].items()}
        self._guerrillas = frozenset(table["relevance"]["guerrillas"])
        self._forces = frozenset(table["relevance"]["forces"])
        self._vague = frozenset(table["relevance"]["vague"])
        self._organisations = frozenset(table["organisations"]["words"])

    def of(self, walked: Walked, *, origin: str | None = None) -> list[Incident]:
        """The incidents that a report's claims tell, in its order; `origin` is the place it was sent from."""
        found: list[Incident] = []
        aside: list[Claim] = []
        for claim in walked.claims:
            type_ = self.type_of(claim)
            if claim.status in {Status.DENIED, Status.PLANNED}:
                continue
            if claim.type in self.table["charging"]:
                aside.append(claim)
                continue
            told = self._told(claim, type_, walked)
            if type_ is None and claim.type in self.table["joining"]["types"]:
                join(found[-1:], told)
            elif type_ is not None and not any(merge(other, told) for other in reversed(found)):
                found.append(told)
        for claim in aside:
            self._charge(claim, found)
        return [self._finished(incident, walked, origin) for incident in found if self._relevant(incident, walked.report)]

    def type_of(self, claim: Claim) -> str | None:
        """The incident type of a claim, None where it tells no incident by itself."""
        if claim.type in self.table["narrowing"]["types"]:
            narrowed: str | None = next((name for name, pattern in self._narrowing.items() if pattern.search(claim.quote)), None)
            if narrowed is not None:
                return narrowed
        told: str | None = self.table["types"].get(claim.type)
        return told

    def is_organisation(self, words: str) -> bool:
        """Whether a phrase names an organisation: by an acronym or a word of the table."""
        return any(word.isupper() and len(word) > 1 for word in words.split()) or not self._organisations.isdisjoint(_words(words))

    def _told(self, claim: Claim, type_: str | None, walked: Walked) -> Incident:
        place, whens = _resolved(claim, walked)
        incident = Incident(type=type_ or GENERAL, quotes=[claim.quote], fight=claim.type in self.table["relevance"]["fights"])
        if place is not None:
            incident.country = self._country(place.country)
            if place.kind != "country":
                worded = () if claim.place is None else (plain(claim.place.text),)
                incident.places = frozenset((plain(place.name), *worded))
        if whens:
            incident.days = days_of(when for _, when in whens)
            weekday = any(_WEEKDAY.fullmatch(wording) for wording, _ in whens)
            incident.date = muc_date(*incident.days, published=walked.report.published, weekday=weekday)
        incident.victims, incident.things = list(self._victims(claim)), [p.text for p in claim.targets if self._is_thing(p.text)]
        incident.perpetrators = [Perpetrator(phrase.text, self._confidence(claim, phrase.text)) for phrase in claim.actors]
        return incident

    def _victims(self, claim: Claim) -> Iterator[Victim]:
        counted = [figure for figure in claim.figures if figure.measure.value in self.table["victims"]["measures"]]
        people = [phrase.text for phrase in claim.targets if not self._is_thing(phrase.text)]
        for figure in counted:
            words = figure.group.text if figure.group is not None else people[0] if len(people) == 1 else ""
            yield Victim(words, muc_number(figure), self._effect(figure))
        told = next((effect for effect, pattern in self._telling.items() if pattern.search(claim.quote)), None)
        for words in people:
            if not any(same_words(words, victim.group.text) for victim in counted if victim.group is not None) and len(counted) != 1:
                yield Victim(words, PLURAL if _is_plural(words) else "1", told)

    def _effect(self, figure: Figure) -> str | None:
        effects = self.table["effects"]
        effect: str | None = (effects["nought"] if figure.high == 0 else effects).get(figure.measure.value)
        return effect

    def _is_thing(self, words: str) -> bool:
        last = _head(words)
        return (last in self._classes["things"] and last not in self._classes["people"]) or last in self._classes["places"]

    def _confidence(self, claim: Claim, actor: str) -> str:
        speaker = None if claim.speaker is None else claim.speaker.text
        if claim.type == "responsibility" or (speaker is not None and same_words(speaker, actor)):
            return "CLAIMED OR ADMITTED"
        if claim.type == "accusation" or claim.status is Status.UNCONFIRMED or self._doubt.search(claim.quote):
            by_authorities = speaker is not None and not self._authorities.isdisjoint(_words(speaker))
            return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by_authorities else "SUSPECTED OR ACCUSED"
        return "REPORTED AS FACT"

    def _charge(self, claim: Claim, found: Sequence[Incident]) -> None:
        """A responsibility or an accusation, added to the incident told in the same words or else to the report's first."""
        charged = claim.actors if self.table["charging"][claim.type] == "actors" else claim.targets
        here = [incident for incident in found if any(q in claim.quote or claim.quote in q for q in incident.quotes)] or list(found[:1])
        for incident in here[:1]:
            add_perpetrators(incident, [Perpetrator(phrase.text, self._confidence(claim, phrase.text)) for phrase in charged])

    def _relevant(self, incident: Incident, report: Report) -> bool:
        hurt = [words for victim in incident.victims if (words := _words(victim.words) - self._vague)]
        if not (incident.victims or incident.things or incident.type in {"BOMBING", "ARSON"}):
            return False
        if incident.country is not None and incident.country not in self.table["relevance"]["countries"]:
            return False
        last = None if incident.days is None else incident.days[1]
        if last and report.published and last < report.published - timedelta(days=self.table["relevance"]["days"]):
            return False
        civil = not all(words & (self._forces | self._guerrillas) for words in hurt)
        return civil or (not incident.fight and (not hurt or bool(incident.things)))

    def _finished(self, incident: Incident, walked: Walked, origin: str | None) -> Incident:
        """Country and date by default where no claim tells them."""
        if incident.country is None:
            incident.country = self._commonest_country(walked) or self._country_of(origin)
        if incident.date is None and walked.report.published is not None:
            incident.date = muc_date(None, walked.report.published, published=walked.report.published, weekday=False)
        return incident

    def _commonest_country(self, walked: Walked) -> str | None:
        codes = Counter(r.chosen.country for r in walked.resolutions if isinstance(r.chosen, Place) and r.chosen.country)
        for word in re.findall(r"\w+", walked.report.text):
            of = self._peoples.get(plain(word), frozenset())
            codes.update(of if len(of) == 1 else ())
        for code, name in self.table["countries"].items():
            codes[code] += len(re.findall(rf"\b{name}\b", walked.report.text, re.IGNORECASE))
        ours = [(self._country(code), count) for code, count in codes.items()]
        named = [(count, name) for name, count in ours if count and name in self.table["relevance"]["countries"]]
        return max(named)[1] if named else None

    def _country_of(self, place: str | None) -> str | None:
        """The country of the task with the largest place of that name."""
        if place is None:
            return None
        entries = sorted(open_gazetteer().candidates(place), key=lambda entry: -entry.population)
        countries = (self._country(entry.country) for entry in entries)
        return next((country for country in countries if country in self.table["relevance"]["countries"]), None)

    def _country(self, code: str | None) -> str | None:
        if code is None:
            return None
        known = open_gazetteer().country(code)
        return str(self.table["countries"].get(code, code if known is None else known.name.upper()))


def stems(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the stems at the start of a word."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def muc_date(earliest: date | None, latest: date | None, *, published: date | None, weekday: bool) -> str | None:
    """Days in the task's three forms; a weekday is told as "on or before" the report's own date."""
    if weekday and published is not None:
        earliest, latest = None, published
    if latest is None:
        return None if earliest is None else _day(earliest)
    if earliest is None:
        return f"- {_day(latest)}"
    return _day(latest) if earliest == latest else f"{_day(earliest)} - {_day(latest)}"


def _day(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}"


def muc_number(figure: Figure) -> str | None:
    """A figure as the task writes it: "12", "12-", "-12", "12-14", "~12", PLURAL; None for nought."""
    if figure.high == 0:
        return None
    if figure.low is None and figure.high is None:
        return PLURAL
    if _ABOUT.search(figure.published):
        return f"~{figure.low if figure.low is not None else figure.high}"
    low, high = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
    return low if low == high else f"{low}-{high}"


def merge(incident: Incident, other: Incident) -> bool:
    """Take `other` into `incident` where they are of one type and nothing tells them apart; whether that was done."""
    if other.type != incident.type:
        return False
    abroad = None not in {incident.country, other.country} and incident.country != other.country
    elsewhere = bool(incident.places and other.places) and incident.places.isdisjoint(other.places)
    if abroad or elsewhere or (incident.days and other.days and _disjoint(incident.days, other.days)):
        return False
    join([incident], other)
    return True


def join(incidents: Iterable[Incident], other: Incident) -> None:
    """Add what `other` tells to each incident."""
    for incident in incidents:
        if incident.country is None or (other.places and not incident.places and other.country == incident.country):
            incident.country, incident.places = other.country, other.places
        if incident.days is None:
            incident.days, incident.date = other.days, other.date
        for victim in other.victims:
            add_victim(incident.victims, victim)
        incident.things += [thing for thing in other.things if not any(same_words(thing, known) for known in incident.things)]
        add_perpetrators(incident, other.perpetrators)
        incident.quotes += other.quotes
        incident.fight = incident.fight and other.fight


def add_victim(victims: list[Victim], new: Victim) -> None:
    """Add a victim, or fill what is not known of one with the same words."""
    for n, known in enumerate(victims):
        if (
            known.words
            and new.words
            and same_words(known.words, new.words)
            and (None in {known.effect, new.effect} or known.effect == new.effect)
        ):
            number = known.number if known.number not in {None, PLURAL} else new.number or known.number
            victims[n] = Victim(known.words, number, known.effect or new.effect)
            return
    victims.append(new)


def add_perpetrators(incident: Incident, new: Iterable[Perpetrator]) -> None:
    """Add those not named yet."""
    incident.perpetrators += [p for p in new if not any(same_words(p.words, known.words) for known in incident.perpetrators)]


def _disjoint(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    return (a[1] or date.max) < (b[0] or date.min) or (b[1] or date.max) < (a[0] or date.min)


def _resolved(claim: Claim, walked: Walked) -> tuple[Place | None, list[tuple[str, When]]]:
    mine = [r for r in walked.resolutions if r.claim == claim.id]
    place = next((r.chosen for r in mine if r.slot is Slot.PLACE and isinstance(r.chosen, Place)), None)
    whens = [(r.wording, r.chosen) for r in mine if isinstance(r.chosen, When) and (r.chosen.earliest or r.chosen.latest)]
    return place, whens


def _words(phrase: str) -> frozenset[str]:
    return frozenset(_WORD.findall(phrase.casefold().replace("’", "'").replace("'s", ""))) - _EMPTY


def same_words(a: str, b: str) -> bool:
    """Whether one wording's words lie in the other's, or half of all are shared: as the claim cards are scored."""
    x, y = _words(a), _words(b)
    return bool(x and y) and (x <= y or y <= x or len(x & y) >= 0.5 * len(x | y))


def _head(words: str) -> str:
    before = re.split(r"\s(?:of|in|at|on|from|near|who|that|which|,)\b|,", words)[0].split()
    return before[-1].casefold() if before else ""


def _is_plural(words: str) -> bool:
    head = _head(words)
    named = words.rsplit(maxsplit=1)[-1][:1].isupper()
    return (head.endswith("s") and not named) or head in {"people", "men", "women", "children", "troops", "police"}


# Scores


@dataclass(slots=True)
class Tally:
    """Items of the key and of the program, and how many of each are right."""

    gold: float = 0
    hit: float = 0
    found: float = 0
    right: float = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the key that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, *, gold: float = 0, hit: float = 0, found: float = 0, right: float = 0) -> None:
        """Count items."""
        self.gold, self.hit, self.found, self.right = self.gold + gold, self.hit + hit, self.found + found, self.right + right


Item = tuple[bool, float]
"""Whether the item must be answered, and how far it is (0, 0.5 or 1)."""


class Scorer:
    """Counts item by item over all reports."""

    def __init__(self, is_organisation: Any) -> None:
        self.tallies = {row: Tally() for row in ROWS}
        self._is_organisation = is_organisation

    def enter(self, templates: Sequence[Template], incidents: Sequence[Incident]) -> tuple[dict[int, int], list[str]]:
        """Count one report; the pairs taken and a line for each thing missed or wrong."""
        pairs = align(templates, incidents)
        remarks = []
        for n, template in enumerate(templates):
            incident = incidents[pairs[n]] if n in pairs else None
            if incident is None and template.optional:
                continue
            self._count("template", [(True, float(incident is not None))], [1.0] if incident is not None else [])
            for row, (gold, found) in self._items(template, incident).items():
                self._count(row, gold, found)
                if incident is None or any(must and hit < 1 for must, hit in gold) or any(hit < 1 for hit in found):
                    remarks.append(f"{template.number} {row}: {'missed' if incident is None else 'wrong'}")
        for n, incident in enumerate(incidents):
            if n not in pairs.values():
                self._count("template", [], [0.0])
                for row, (_, found) in self._items(None, incident).items():
                    self._count(row, [], found)
        return pairs, remarks

    def _count(self, row: str, gold: Sequence[Item], found: Sequence[float]) -> None:
        wanted = [hit for must, hit in gold if must or hit]
        self.tallies[row].add(gold=len(wanted), hit=sum(wanted), found=len(found), right=sum(found))

    def _items(self, template: Template | None, incident: Incident | None) -> dict[str, tuple[list[Item], list[float]]]:
        """By row, the items of a template and those of an incident; either may be missing."""
        return {
            "type": one(template, TYPE, incident and incident.type, lambda value, got: float(value == got)),
            "date": one(template, DATE, incident and incident.date, lambda value, got: float(same_date(value, got))),
            "place": one(template, LOCATION, incident, place_credit),
            "place, exact": one(template, LOCATION, incident, lambda value, got: float(place_credit(value, got) == 1)),
            "number": self._of_victims(template, NUMBER, incident, "number"),
            "effect": self._of_victims(template, EFFECT, incident, "effect"),
            "perpetrator": self._perpetrators(template, incident),
            "confidence": self._confidences(template, incident),
        }

    def _of_victims(self, template: Template | None, slot: int, incident: Incident | None, name: str) -> tuple[list[Item], list[float]]:
        victims = [v for v in (incident.victims if incident else ()) if getattr(v, name) is not None]
        fillers = template.fillers(slot) if template else []

        def answers(filler: Filler, victim: Victim) -> bool:
            assert template is not None
            whom = [words for words in template.victims_of(filler) if words != "-"]
            meant = not whom or not victim.words or any(same_words(words, victim.words) for words in whom)
            return meant and any(same_value(value, getattr(victim, name)) for value in filler.values)

        return both(fillers, victims, answers)

    def _perpetrators(self, template: Template | None, incident: Incident | None) -> tuple[list[Item], list[float]]:
        fillers = template.fillers(PERSON, ORGANISATION) if template else []
        return both(fillers, incident.perpetrators if incident else [], lambda f, p: any(same_words(v, p.words) for v in f.values))

    def _confidences(self, template: Template | None, incident: Incident | None) -> tuple[list[Item], list[float]]:
        fillers = template.fillers(CONFIDENCE) if template else []
        named = [p for p in (incident.perpetrators if incident else ()) if self._is_organisation(p.words)]
        return both(fillers, named, lambda f, p: p.confidence in f.values and any(same_words(w, p.words) for w in f.of))

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'':14} {'F1':>6} {'P':>6} {'R':>6} {'gold':>7} {'found':>7} {'1992':>6}"
        for row, tally in self.tallies.items():
            figures = f"{100 * tally.f1:6.1f} {100 * tally.precision:6.1f} {100 * tally.recall:6.1f} {tally.gold:7.0f} {tally.found:7.0f}"
            yield f"{row:14} {figures} {PUBLISHED.get(row, ''):>6}"


def both(fillers: Sequence[Filler], found: Sequence[Any], answers: Any) -> tuple[list[Item], list[float]]:
    """Which fillers are answered by something found, and which things found answer a filler."""
    gold = [(not filler.optional, float(any(answers(filler, item) for item in found))) for filler in fillers]
    return gold, [float(any(answers(filler, item) for filler in fillers)) for item in found]


def one(template: Template | None, slot: int, got: Any, credit: Any) -> tuple[list[Item], list[float]]:
    """The same for a slot that holds one filler."""
    fillers = template.fillers(slot)[:1] if template else []
    hits = [max((credit(value, got) for value in filler.values), default=0.0) if got is not None else 0.0 for filler in fillers]
    return [(not f.optional, hit) for f, hit in zip(fillers, hits, strict=True)], [] if got is None else [max(hits, default=0.0)]


def same_value(value: str, got: str) -> bool:
    """Whether a number or an effect is that of the key, however spaced."""
    return re.sub(r"\s+", "", value) == re.sub(r"\s+", "", got)


def same_date(value: str, got: str) -> bool:
    """Whether two dates of the task are one, however spaced; where the key has no year, without it."""
    a, b = ([part.lstrip("0") or "0" for part in re.findall(r"\d+|[A-Z]{3}|-", text)] for text in (value, got))
    return a == b or a == [part for before, part in zip(["", *b], b, strict=False) if not before.isalpha()]


def place_credit(value: str, got: Incident) -> float:
    """1 for the country and the finest place of the key, half for the country alone."""
    country, *finer = (re.sub(r"\([^)]*\)", "", part).strip() for part in value.split(":"))
    if got.country != country:
        return 0.0
    if not finer:
        return 0.5 if got.places else 1.0
    finest = [plain(name) for name in finer[-1].split(" - ")]
    return 1.0 if any(_same_place(name, mine) for name in finest for mine in got.places) else 0.5


def _same_place(name: str, mine: str) -> bool:
    return name == mine or f" {name} " in f" {mine} " or f" {mine} " in f" {name} "


def align(templates: Sequence[Template], incidents: Sequence[Incident]) -> dict[int, int]:
    """Which incident answers which template: the pairs that share most are taken first."""
    worth = [(shared(t, i), n, m) for n, t in enumerate(templates) for m, i in enumerate(incidents)]
    taken: dict[int, int] = {}
    for value, n, m in sorted(worth, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if value and n not in taken and m not in taken.values():
            taken[n] = m
    return taken


def shared(template: Template, incident: Incident) -> float:
    """How much an incident has of a template, 0 where it cannot be meant."""
    types = {value for filler in template.fillers(TYPE) for value in filler.values}
    if incident.type not in types and GENERAL not in {incident.type, *types}:
        return 0.0
    named = [(THING, incident.things), (PERSON, [p.words for p in incident.perpetrators]), (NAME, [v.words for v in incident.victims])]
    also = {THING: (THING,), PERSON: (PERSON, ORGANISATION), NAME: (NAME, DESCRIPTION)}
    points = sum(
        any(same_words(value, words) for filler in template.fillers(*also[slot]) for value in filler.values for words in found)
        for slot, found in named
    )
    places = [place_credit(value, incident) for filler in template.fillers(LOCATION) for value in filler.values]
    exact = bool(incident.places) and 1.0 in places
    dated = any(same_date(value, incident.date) for f in template.fillers(DATE) for value in f.values) if incident.date else False
    if not points and not exact and not (dated and incident.days is not None):
        return 0.0
    return 2.0 * (incident.type in types) + points + exact + 0.5 * dated


# The measure


def walk(pipeline: Pipeline, recaser: Recaser, message: Message) -> Walked:
    """A message read as a report."""
    data = io.BytesIO(recaser.recase(message.body).encode())
    for reading in read(data, ReadOptions(published=message.published, name=message.id)):
        if isinstance(reading.outcome, Report):
            return pipeline.walk(reading.outcome)
    raise ValueError(f"{message.id}: the text was not read: {reading.outcome}")


def files_of(folder: Path) -> tuple[list[Path], list[Path]]:
    """The texts and the keys of one set."""
    keys = sorted(folder.glob("key-*"))
    return sorted(folder.glob(f"{folder.name}-muc*")), keys


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sets", nargs="+", choices=("dev", "tst1", "tst2"), default=["tst1", "tst2"])
    parser.add_argument("--first", type=int, help="only so many reports of each set")
    parser.add_argument("--show", action="store_true", help="print every report's templates, incidents and what is missed or wrong")
    arguments = parser.parse_args()
    folder = arguments.shared / "data" / "muc"
    if not folder.is_dir():
        print(f"no such folder: {folder}; name the shared folder with --shared", file=sys.stderr)
        return 2
    table = tomllib.loads(MAPPING.read_text(encoding="utf-8"))
    recaser, pipeline, mapping = load_recaser(arguments.shared, table["recasing"]), Pipeline(), Incidents(table)
    scorer = Scorer(mapping.is_organisation)
    for name in arguments.sets:
        texts, keys = files_of(folder / name)
        templates: dict[str, list[Template]] = {}
        for template in (t for path in keys for t in read_key(path.read_text(encoding="latin-1"))):
            templates.setdefault(template.report, []).append(template)
        messages = [message for path in texts for message in read_messages(path.read_text(encoding="latin-1"))]
        for message in messages[: arguments.first]:
            incidents = mapping.of(walk(pipeline, recaser, message), origin=message.place)
            pairs, remarks = scorer.enter(templates.get(message.id, []), incidents)
            if arguments.show:
                told = shown(templates.get(message.id, []), incidents, pairs)
                print("\n".join((f"== {message.id}", *told, *(f"  {remark}" for remark in remarks))))
    print("\n".join(scorer.lines()))
    return 0


def shown(templates: Sequence[Template], incidents: Sequence[Incident], pairs: Mapping[int, int]) -> Iterator[str]:
    """A report's templates and incidents, side by side."""
    slots = (TYPE, DATE, LOCATION, PERSON, ORGANISATION, CONFIDENCE, THING, NAME, DESCRIPTION, NUMBER, EFFECT)
    for n, template in enumerate(templates):
        told = "; ".join("/".join(f.values) + (f" ({f.of[0]})" if f.of else "") for f in template.fillers(*slots))
        yield f"  key {template.number}{'?' if template.optional else ''} -> {pairs.get(n, 'missed')}: {told}"
    for m, incident in enumerate(incidents):
        victims = [(v.words, v.number, v.effect) for v in incident.victims]
        who = [(p.words, p.confidence) for p in incident.perpetrators]
        place = f"{incident.country}: {' / '.join(sorted(incident.places))}"
        head = f"  got {m}{'' if m in pairs.values() else ' spurious'}: {incident.type}; {incident.date}; {place}"
        yield f"{head}; {who}; {incident.things}; {victims}"
        yield f"      {incident.quotes[0][:160]!r}"


if __name__ == "__main__":
    sys.exit(main())
