"""Where shared words come from: who had them first, and whether they are an outlet's own, a wire agency's or a speaker's.

Only what the reports themselves show counts: their dates, and the agency they credit. What they do not show stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dateline.model.reprint import Extent, Passage, Reprint, Teller
from dateline.model.text import Report

AGENCIES: Mapping[str, tuple[str, ...]] = {
    "Reuters": ("Reuters",),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "dpa": ("DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE",),
    "ANSA": ("ANSA",),
    "UPI": ("UPI", "United Press International"),
    "Xinhua": ("Xinhua",),
    "TASS": ("TASS", "ITAR-TASS"),
    "RIA Novosti": ("RIA Novosti", "RIA"),
    "Interfax": ("Interfax",),
    "Sputnik": ("Sputnik",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansi", "Anadolu Ajansı"),
    "DHA": ("DHA", "Dogan News Agency"),
    "SANA": ("SANA", "Syrian Arab News Agency"),
    "IRNA": ("IRNA",),
    "FNA": ("FNA", "Fars", "Fars News Agency"),
    "Tasnim": ("Tasnim",),
    "Petra": ("Petra",),
    "NNA": ("NNA",),
    "KUNA": ("KUNA",),
    "SPA": ("SPA", "Saudi Press Agency"),
    "WAM": ("WAM",),
    "MENA": ("MENA", "Middle East News Agency"),
    "WAFA": ("WAFA",),
    "Kyodo": ("Kyodo",),
    "PTI": ("PTI", "Press Trust of India"),
    "Ukrinform": ("Ukrinform",),
}
"""News agencies and the names they are credited by."""

HEAD, FOOT = 300, 80
"""Characters at the head and at the foot of a report in which an agency is credited."""

DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}[ ./-]"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)"
)

CREDIT = (
    r"[(\[](?:{names})(?:[/,+&; ]+(?!{picture})[\w ]{{2,30}})?[)\]]"  # (Reuters), [AFP and Reuters]
    r"|\b(?i:source|by|via|from|agencies)\b *[:/|]? *(?:{names})(?= *(?:$|[\n|/.,;)-]|{day}))"  # Source: SANA
    r"|(?:^|\n|[.\"”] |[-–—|] ?)(?:{names}) *(?:[-–—|:]|\n|$|(?={day}))"  # a line or a sentence of its own, AFP - ..., Reuters |
    r"|(?<=\w )(?<!\btold )(?<!\bto )(?:{names}) (?={day})"  # a title, then AFP Monday 6 Oct
)
"""How a report credits an agency. An agency that is merely cited ("told AFP", "Reuters reported") or took the picture is not credited."""

PICTURE = r"(?i:photo|file|getty|image|picture|video)"
INITIALS = 4
"""Names up to so many letters count in capitals only, since "ap", "wam" and "mena" are words or names too."""


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """The credit of one agency."""
    escaped = (re.escape(name) if len(name) <= INITIALS else f"(?i:{re.escape(name)})" for name in names)
    return re.compile(CREDIT.format(names="|".join(escaped), day=f"(?i:{DAY})", picture=PICTURE))


PATTERNS = {agency: _pattern(names) for agency, names in AGENCIES.items()}
OUTLETS = {name.casefold(): agency for agency, names in AGENCIES.items() for name in names}
SITE = re.compile(r"^(?:www\.)?([\w-]+)(?:\.\w{2,3})+$|(?: news agency| news)$")
"""A web address, or words after an agency's name."""


def agency_of(report: Report) -> str | None:
    """The agency that published the report or is credited in it, None where there is none; of several the one named first."""
    own = agency_named(report.source)
    if own is not None:
        return own
    for part in (report.text[:HEAD], report.text[-FOOT:].rstrip(" .\n")):
        found = [(match.start(), agency) for agency, pattern in PATTERNS.items() if (match := pattern.search(part)) is not None]
        if found:
            return min(found)[1]
    return None


def agency_named(outlet: str | None) -> str | None:
    """The agency that an outlet is ("Reuters", "sana.sy", "TASS news agency"), None where it is none."""
    if outlet is None:
        return None
    name = outlet.strip().casefold()
    return OUTLETS.get(name) or OUTLETS.get(SITE.sub(lambda match: match[1] or "", name))


def lineage(reports: Iterable[Report], passages: Iterable[Passage]) -> tuple[Reprint, ...]:
    """Every passage with who had it first and whose words it is, in the order of the passages; KeyError for one of an unknown report."""
    by_id = {report.id: report for report in reports}
    return tuple(_traced(passage, by_id[passage.first], by_id[passage.second]) for passage in passages)


def _traced(passage: Passage, a: Report, b: Report) -> Reprint:
    extent = f"{passage.extent.value}: {passage.words} words, {passage.shares[0]:.0%} of the one and {passage.shares[1]:.0%} of the other"
    if passage.extent is Extent.QUOTED:
        why = "both quote the same words of a speaker; each may have heard them"
        return Reprint(passage=passage, earlier=None, agency=None, teller=Teller.SPEAKER, reasons=(extent, why))
    agency, credit = _agency(a, b)
    earlier, when = _earlier(a, b, agency)
    teller = _teller(a, b, earlier, agency)
    return Reprint(passage=passage, earlier=earlier, agency=agency, teller=teller, reasons=(extent, credit, when))


def _agency(a: Report, b: Report) -> tuple[str | None, str]:
    """The agency that both credit, or the only one that is credited."""
    credited = {report.id: agency_of(report) for report in (a, b)}
    named = sorted({agency for agency in credited.values() if agency is not None})
    if not named:
        return None, "no wire agency is credited"
    if len(named) == 2:
        return None, f"they credit different agencies, {named[0]} and {named[1]}"
    if None in credited.values():
        return named[0], f"{named[0]} is credited by one of the two"
    return named[0], f"{named[0]} is credited by both"


def _earlier(a: Report, b: Report, agency: str | None) -> tuple[str | None, str]:
    """Which report had the words first: the agency's own, else by day of publication, else by day of retrieval."""
    own = [report for report in (a, b) if agency is not None and agency_named(report.source) == agency]
    if len(own) == 1:
        return own[0].id, f"{agency} itself published it"
    if a.published is None or b.published is None:
        return None, "which came first is unknown: a day of publication is missing"
    if a.published != b.published:
        return min((a.published, a.id), (b.published, b.id))[1], "it was published first"
    if a.retrieved is not None and b.retrieved is not None and a.retrieved != b.retrieved:
        return min((a.retrieved, a.id), (b.retrieved, b.id))[1], "both were published on one day; it was retrieved first"
    return None, "which came first is unknown: both were published on one day"


def _teller(a: Report, b: Report, earlier: str | None, agency: str | None) -> Teller:
    """Whose words they are: the agency's where one is credited, an outlet's where both are of one outlet or one came first."""
    if agency is not None:
        return Teller.AGENCY
    if earlier is not None or (a.source is not None and a.source == b.source):
        return Teller.OUTLET
    return Teller.UNKNOWN
