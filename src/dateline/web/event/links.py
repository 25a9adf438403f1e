"""Why two claims are taken for one event: the reasons of a link one after another, and all links of the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.model.link import Link, Step
from dateline.web.event.material import Material, Ref, Voice
from dateline.web.event.saying import excerpt

SHOWN_LINKS: Final = 100
LONGEST: Final = 90
SPAN: Final = 88.0
"""Hundredths of the drawing's width that the bars take; the rest is for the numbers after them."""
FULL: Final = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the two claims of a link, with its words."""

    ref: Ref
    voice: Voice
    quote: str
    is_cut: bool
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShown:
    """A link: its score in bits (log2 of the odds that both tell one happening), above 0 likelier than not."""

    id: str
    first: Ref
    second: Ref
    score: float
    href: str

    @property
    def weight(self) -> str:
        """The score with its sign."""
        return signed(self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A reason as a bar of the drawing, in hundredths of its width: from `x` on, `width` wide, leading to `end`; `label` is its weight."""

    step: Step
    label: str
    x: float
    width: float
    end: float

    @property
    def has_room(self) -> bool:
        """Whether the weight can stand after the bar."""
        return self.x + self.width < FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What holds the claims of an event together: one pair with its reasons (`steps`), and the strongest links of `of_links`.

    `one`, `other` are None where the event has one claim, or holds together by other reasons (`reasons`) than links.
    """

    one: End | None
    other: End | None
    score: float | None
    steps: tuple[Step, ...]
    links: tuple[LinkShown, ...]
    of_links: int
    reasons: tuple[str, ...]
    sentence: str

    @property
    def sum(self) -> str:
        """The score with its sign, empty where no pair is shown."""
        return "" if self.score is None else signed(self.score)

    def weights(self) -> tuple[tuple[Weight, ...], float]:
        """The reasons as bars that follow one another, and where 0 stands."""
        ends = [0.0, *(step.before for step in self.steps), *(step.after for step in self.steps)]
        low = min(ends)
        scale = SPAN / ((max(ends) - low) or 1)
        found = [
            Weight(
                step=step,
                label=signed(step.weight),
                x=round((min(step.before, step.after) - low) * scale, 2),
                width=round(max(0.4, abs(step.after - step.before) * scale), 2),
                end=round((step.after - low) * scale, 2),
            )
            for step in self.steps
        ]
        return tuple(found), round(-low * scale, 2)


def linking_of(material: Material, links: Sequence[Link], chosen: Link | None = None) -> Linking:
    """Links of an event, the strongest first; `chosen` is shown whole, else the strongest between two voices."""
    known = [link for link in links if link.first in material.claims and link.second in material.claims]
    shown = chosen or next((link for link in known if _between_voices(material, link)), next(iter(known), None))
    return Linking(
        one=None if shown is None else _end(material, shown.first),
        other=None if shown is None else _end(material, shown.second),
        score=None if shown is None else round(shown.score, 1),
        steps=() if shown is None else shown.waterfall(),
        links=tuple(_link(material, link) for link in known),
        of_links=material.told.links,
        reasons=material.event.linked_by,
        sentence="" if shown is None else _sentence(material, shown),
    )


def _between_voices(material: Material, link: Link) -> bool:
    return material.told.voices[link.first].key != material.told.voices[link.second].key


def _end(material: Material, key: str) -> End:
    heard = material.claims[key]
    quote, before, after = excerpt(heard.grounded.claim, longest=LONGEST)
    return End(ref=heard.ref, voice=material.voice(key), quote=quote, is_cut=before or after, language=heard.report.language)


def _link(material: Material, link: Link) -> LinkShown:
    return LinkShown(
        id=link.id,
        first=material.claims[link.first].ref,
        second=material.claims[link.second].ref,
        score=round(link.score, 1),
        href=f"/events/{material.event.id}?one={link.first}&other={link.second}#h-why",
    )


def _sentence(material: Material, link: Link) -> str:
    names = " and ".join(material.claims[key].ref.label for key in (link.first, link.second))
    found = "likelier than not one event" if link.score > 0 else "taken together for other reasons than this score"
    return f"Why claims {names} are linked: the weights add up to {signed(link.score)} bits, {found}."


def signed(value: float) -> str:
    """A weight with its sign: "+3.5", "−7.2"."""
    return f"{'−' if value < 0 else '+'}{abs(value):.1f}"
