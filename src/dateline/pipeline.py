"""The order of the rooms: read, annotate, extract, resolve; then link and reconcile over everything a ledger holds."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from dateline.annotate.annotator import Annotator
from dateline.config import Config
from dateline.extract import extract
from dateline.extract.ontology import load_ontology
from dateline.link import link
from dateline.model.event import Event
from dateline.model.grounded import ground
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.reconcile import Reconciled, reconciled
from dateline.resolve import Resolver
from dateline.resolve.gazetteer import open_gazetteer

__all__ = ["Pipeline", "Walked", "events_of", "reconciled_of"]


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


def reconciled_of(walked: Iterable[Walked]) -> Reconciled:
    """The same with what the events were made from: claims with their meaning, links, and who is heard."""
    walks = sorted(walked, key=lambda walk: walk.report.id)
    claims = [claim for walk in walks for claim in walk.claims]
    resolutions = [resolution for walk in walks for resolution in walk.resolutions]
    reports = [walk.report for walk in walks]
    grounded = ground(claims, resolutions, reports)
    return reconciled(link(grounded, reports, families=load_ontology().family_of), grounded)
