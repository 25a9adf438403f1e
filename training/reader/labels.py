"""Label inventories of the reader's heads; they travel with the model file."""

from __future__ import annotations

from dateline.extract.ontology import load_ontology
from dateline.model.claim import Change, Status
from dateline.model.figure import Measure
from dateline.model.mention import NameKind

NAMES = ("O", *(prefix + kind.value for kind in NameKind for prefix in ("B-", "I-")))
"""BIO tags over the eight kinds of names."""
ROLES = (
    "_", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-ADJ", "ARGM-MNR",
    "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL", "R-ARG0", "R-ARG1",
)  # fmt: skip
"""PropBank roles that occur often enough in EWT to be learnt; "_" is none."""

EVENTS = ("O", *load_ontology().types)
"""Types of happenings; "O" is no event word."""
STATUSES = tuple(Status)
CHANGES = ("none", *Change)
SAID = ("outlet", "here", "before")
"""Who tells an event: the outlet itself, a speaker whose cue stands in the sentence, or the speaker of a sentence before."""
CARRIED = ("none", "here", "before")
"""Whether an event has a place or a time, and whether its own sentence tells it."""
MEASURES = ("O", *Measure)
"""What a counting word counts."""
SLOTS = ("actor", "target", "place", "time", "holder", "source", "cue", "via", "count", "counted")
"""What a word is to an event word; "counted" is what a noun is to the word that counts it."""
