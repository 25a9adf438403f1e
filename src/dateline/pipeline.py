"""The order of the rooms: read, annotate, extract, resolve; then link and reconcile over everything a ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from dateline.annotate.annotator import Annotator
from dateline.config import Config, LinkWeights
from dateline.extract import extract
from dateline.extract.ontology import load_ontology
from dateline.link import FIXED, Linking, Pair, ReprintIndex, Vocabulary, Weights, index_of, lineage, start_linking
from dateline.link.learning import learn_weights
from dateline.model.event import Event
from dateline.model.grounded import Grounded, ground
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.reconcile import Reconciled, reconciled
from dateline.resolve import Resolver
from dateline.resolve.gazetteer import open_gazetteer

__all__ = ["Pipeline", "Walked", "Whole", "events_of", "family_of", "grounded_of", "reconciled_of", "seen_together", "weights_of"]


class Pipeline:
    """Holds what is loaded once (the reader model, the gazetteer); each step is a pure function of records."""

    def __init__(self, config: Config | None = None, *, annotator: Annotator | None = None, resolver: Resolver | None = None) -> None:
        """Use the parts given, or load those that ship with the package; the gazetteer with the packs that `config` names."""
        self._annotator = Annotator() if annotator is None else annotator
        packs = None if config is None else config.gazetteers
        self._resolver = Resolver(open_gazetteer(packs)) if resolver is None else resolver
        self._ontology = load_ontology()

    def walk(self, report: Report) -> Walked:
        """One report from its text to claims and their meaning."""
        annotated = self._annotator.annotate(report)
        claims = extract(annotated, self._ontology)
        return Walked(report=report, claims=claims, resolutions=self._resolver.resolve(claims, annotated))

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Which version of each part makes the records."""
        return (
            ("dateline", version("dateline")),
            ("reader", self._annotator.reader.version),
            ("ontology", self._ontology.version),
            ("places", self._resolver.places.version),
            ("actors", self._resolver.actors.version),
        )


def events_of(walked: Iterable[Walked]) -> tuple[Event, ...]:
    """Claims of many reports that tell the same happening seen together; the order of the reports never matters."""
    return reconciled_of(walked).events


def weights_of(config: Config) -> Weights | None:
    """The weights of links that a setting asks for, None for those that are learnt from the reports at hand."""
    return None if config.link_weights is LinkWeights.LEARNT else FIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything that reports tell, seen together, with what found it, so that finding can go on from there."""

    found: Reconciled
    linking: Linking
    prints: ReprintIndex


def reconciled_of(
    walked: Iterable[Walked], *, together: Iterable[Pair] = (), apart: Iterable[Pair] = (), weights: Weights | None = FIXED
) -> Reconciled:
    """The same with what the events were made from: claims with their meaning, links, and who is heard; as in `seen_together`."""
    return seen_together(walked, together=together, apart=apart, weights=weights).found


def seen_together(
    walked: Iterable[Walked],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    weights: Weights | None = FIXED,
    vocabulary: Vocabulary | None = None,
) -> Whole:
    """Everything that reports tell, seen together; the order of the reports never matters.

    Words are as rare as in `vocabulary`, or as in these reports. `together` and `apart` are pairs of claims, by id, that people judged to
    tell one happening or two; they outrank every weight. Where `weights` is None they are learnt from these reports; that needs the extra
    `link`, and MissingExtraError names it where it is missing.
    """
    walks = sorted(walked, key=lambda walk: walk.report.id)
    reports, grounded = [walk.report for walk in walks], grounded_of(walks)
    families = family_of()
    found = learn_weights(grounded, reports, families=families) if weights is None else weights
    prints = index_of(reports)
    linking = start_linking(() if vocabulary else reports, families=families, weights=found, together=together, apart=apart)
    linking.vocabulary = vocabulary or linking.vocabulary
    linking.add(grounded, reports, reprints=lineage(reports, prints.passages()))
    return Whole(found=reconciled(linking.linked(), grounded), linking=linking, prints=prints)


def family_of() -> Mapping[str, str]:
    """The family of each type of claim: claims of two families are never compared."""
    return load_ontology().family_of


def grounded_of(walks: Sequence[Walked]) -> tuple[Grounded, ...]:
    """The claims of reports with what their words were taken to mean."""
    claims = [claim for walk in walks for claim in walk.claims]
    resolutions = [resolution for walk in walks for resolution in walk.resolutions]
    return ground(claims, resolutions, [walk.report for walk in walks])
