"""A claim in the making: slots are filled step by step, then frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.extract.tree import Tree
from dateline.extract.triggers import Happening
from dateline.model.claim import Claim, Control, Status, check_claim
from dateline.model.figure import Figure
from dateline.model.mention import TimeExpression
from dateline.model.text import Phrase, Report, Span

NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


@dataclass(slots=True)
class Draft:
    """Slots of one claim while it is made; `tree` and `happening` say where in the text it comes from.

    `cue` is what a bare denial is told by ("denied"): its happening is that of the claim it denies.
    """

    tree: Tree
    number: int
    happening: Happening
    type: str
    evidence: Span
    status: Status = Status.ASSERTED
    speaker: Phrase | None = None
    via: Phrase | None = None
    actors: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    place: Phrase | None = None
    times: list[TimeExpression] = field(default_factory=list)
    figures: tuple[Figure, ...] = ()
    control: Control | None = None
    denies: Draft | None = None
    background: bool = False
    in_title: bool = False
    cue: Span | None = None

    def telling(self) -> tuple[Span, ...]:
        """The event words, with the small ones that stay with them ("were killed", "has not fallen"); those side by side are one span."""
        if self.cue is not None:
            return (self.cue,)
        tree = self.tree
        words = set(self.happening.words)
        words |= {c for i in words for c in tree.children[i] if _stays(tree, c)}
        starts = sorted(i for i in words if i - 1 not in words)
        spans = (tree.span(*tree.run(sorted(words), i)) for i in starts)
        return tuple(span for span in spans if self.evidence.covers(span))

    def freeze(self, report: Report, denies: str | None, confidences: Mapping[str, float]) -> Claim:
        """The finished claim, checked word for word against its report; `confidences` are those of `confidence.py`."""
        text = report.text
        claim = Claim(
            report=report.id,
            evidence=self.evidence,
            quote=self.evidence.of(text),
            type=self.type,
            status=self.status,
            speaker=self.speaker,
            via=self.via,
            actors=tuple(self.actors),
            targets=tuple(self.targets),
            place=self.place,
            times=tuple(Phrase(span=t.span, text=t.span.of(text)) for t in self.times),
            figures=self.figures,
            control=self.control,
            denies=denies,
            background=self.background,
            confidence=confidences.get("claim"),
            confidences=tuple((slot, p) for slot, p in confidences.items() if slot != "claim"),
            telling=self.telling(),
        )
        return check_claim(claim, report)


def _stays(tree: Tree, word: int) -> bool:
    """Whether a word only completes the event word it hangs on: an auxiliary, a particle, a negation, or a noun before a noun."""
    if tree.relation(word) == "compound":
        return tree.upos[word] != "PROPN"
    return tree.relation(word) == "aux" or tree.lower[word] in NEGATIONS
