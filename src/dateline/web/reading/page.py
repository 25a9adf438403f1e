"""The reader's context: a report with all that its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.claim import Claim
from dateline.model.decision import Judgement
from dateline.model.reprint import Extent, Reprint, Teller
from dateline.model.review import in_force, rejected, reviews, settled
from dateline.model.text import Report
from dateline.model.world import Place, Resolution
from dateline.review.applying import corrected, corrections
from dateline.store.desk.reader import Head, Meant, Told
from dateline.web.claim_words import place_name, precision_in_words
from dateline.web.reading.cards import Card, Known, card_of
from dateline.web.reading.details import ClaimDetail, Sources, detail_of
from dateline.web.reading.paragraphs import Paragraph, paragraphs
from dateline.web.reading.provenance import Provenance, provenance_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """A place on the report's small map: where it lies, how far it reaches, how exact that is, and the numbers of its claims."""

    id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    radius_km: float
    exactness: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintShown:
    """Another report with words of this one.

    `share` and `other_share` say how many in a hundred words of this report and of the other are shared, `words` how many that are.
    `is_first` is whether this report had them first, None where the dates do not tell. `agency` is the wire agency that is credited,
    `teller` whose words they are, `reasons` say why. `is_same_witness` is false where both only quote the same speaker.
    """

    other: Head
    extent: Extent
    share: int
    other_share: int
    words: int
    is_first: bool | None
    agency: str | None
    teller: Teller
    reasons: tuple[str, ...]
    is_same_witness: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderPage:
    """A report as it was, with its claims.

    `heading` is its title, or a name for it where it has none; `is_heading_told` whether the text begins with it. `chosen` is the number of
    the claim that the address names, and `opened` everything about it. `places` are those on the map, `mapless` the numbers of claims whose
    place is not known. `can_review` says whether the viewer may decide on claims.
    """

    id: str
    heading: str
    is_heading_told: bool
    provenance: Provenance
    paragraphs: tuple[Paragraph, ...]
    places: tuple[PlaceShown, ...]
    mapless: tuple[int, ...]
    reprints: tuple[ReprintShown, ...]
    chosen: int | None
    opened: ClaimDetail | None
    can_review: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A report's claims as people see them now, by id, each with what its words mean and its card, in the order of the report."""

    claims: dict[str, Claim]
    meant: Meant
    cards: tuple[Card, ...]
    sources: Sources

    def detail(self, key: str) -> ClaimDetail | None:
        """Everything about a claim of the report; None for another one."""
        card = next((card for card in self.cards if card.id == key), None)
        return None if card is None else detail_of(self.claims[key], self.meant.get(key, ()), card, self.sources)


def read(told: Told) -> Read:
    """The claims of a report with what people decided on them: corrected where they corrected, and kept, set down, where they rejected."""
    standing = in_force(told.judgements)
    decided = settled(standing)
    claims, meant = _corrected(told, corrections(decided))
    known = Known(
        year=None if told.report.published is None else told.report.published.year,
        numbers={key: n for n, key in enumerate(claims, start=1)},
        reviews=reviews(standing),
        set_down=frozenset(rejected(decided)),
    )
    return Read(
        claims=claims,
        meant=meant,
        cards=tuple(card_of(key, claim, meant.get(key, ()), known) for key, claim in claims.items()),
        sources=Sources(told.events, told.judgements, frozenset(judgement.id for judgement in standing)),
    )


def _corrected(told: Told, changes: Mapping[str, Sequence[Judgement]]) -> tuple[dict[str, Claim], Meant]:
    claims, meant = dict(told.claims), dict(told.meant)
    for key in changes.keys() & claims.keys():
        claims[key], meant[key] = corrected(claims[key], meant.get(key, ()), changes[key])
    return claims, meant


def page_of(told: Told, *, chosen: str | None, can_review: bool) -> ReaderPage:
    """The page of a report, on which one claim may be chosen by its id."""
    found = read(told)
    opened = None if chosen is None else found.detail(chosen)
    laid_out = paragraphs(told.report, tuple(found.claims.values()), found.cards)
    return ReaderPage(
        id=told.report.id,
        heading=heading_of(told.report),
        is_heading_told=bool(laid_out) and laid_out[0].look == "title",
        provenance=provenance_of(told, found.cards),
        paragraphs=laid_out,
        places=tuple(_places(found)),
        mapless=tuple(card.n for card in found.cards if card.where is None),
        reprints=tuple(reprint_shown(printed.reprint, told.report.id, printed.other) for printed in told.reprints),
        chosen=None if opened is None else opened.card.n,
        opened=opened,
        can_review=can_review,
    )


def heading_of(report: Report | Head) -> str:
    """What a report is called: its title, else its name, else its id."""
    return report.title or report.name or report.id


def reprint_shown(reprint: Reprint, own: str, other: Head) -> ReprintShown:
    """A passage in common as it is seen from one of the two reports."""
    passage = reprint.passage
    share, other_share = passage.shares if own == passage.first else passage.shares[::-1]
    return ReprintShown(
        other=other,
        extent=passage.extent,
        share=round(100 * share),
        other_share=round(100 * other_share),
        words=passage.words,
        is_first=None if reprint.earlier is None else reprint.earlier == own,
        agency=reprint.agency,
        teller=reprint.teller,
        reasons=reprint.reasons,
        is_same_witness=reprint.is_same_witness,
    )


def _places(found: Read) -> Iterator[PlaceShown]:
    """Every place once, as narrow as any claim has it, in the order of its first claim."""
    numbers: dict[str, list[int]] = {}
    for card in found.cards:
        if card.where is not None:
            numbers.setdefault(card.where, []).append(card.n)
    known = [place for meant in found.meant.values() for place in _chosen(meant)]
    by_id = {place.id: place for place in sorted(known, key=lambda place: -place.radius_km)}
    for key, claims in numbers.items():
        place = by_id[key]
        yield PlaceShown(
            id=key,
            name=place_name(place),
            kind=place.kind,
            latitude=place.latitude,
            longitude=place.longitude,
            radius_km=place.radius_km,
            exactness=precision_in_words(place),
            claims=tuple(claims),
        )


def _chosen(meant: Sequence[Resolution]) -> Iterator[Place]:
    return (resolution.chosen for resolution in meant if isinstance(resolution.chosen, Place))
