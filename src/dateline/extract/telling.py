"""Who tells a happening, and how the teller stands to it: sayings, the reader's word on them, and the speaker before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.draft import Draft
from dateline.extract.modality import is_promise_not_to, status_of
from dateline.extract.ontology import Ontology
from dateline.extract.scene import FIRST_PERSON, Scene, resolved
from dateline.extract.speech_acts import saying_at
from dateline.extract.told import SURE, likeliest
from dateline.extract.tree import Tree
from dateline.extract.triggers import Happening
from dateline.model.claim import Status
from dateline.model.mention import Saying
from dateline.model.text import Phrase

TONE_STATUS = {"deny": Status.DENIED, "hedge": Status.UNCONFIRMED}
SPEAKING_NOUNS = frozenset({"toll", "agreement", "deal", "resolution", "detainee", "warning", "conference"})
"""Event words that can also say something ("according to an Observatory toll")."""
MADE_BY_WORDS = frozenset({"appeal", "threat", "condemnation", "support", "accusation", "responsibility", "denial"})
SURELY_OUTLET = 0.9
"""From what probability on a happening is the outlet's own although somebody is said to tell it."""
OPENING = frozenset('"“„«')
"""Marks that open a quotation."""
SURE_STATUS = 0.75
"""From what probability on it is denied, unconfirmed or planned although no word around it shows that."""


def fill_speaker(draft: Draft, sayings: Sequence[Saying], carrier: Happening | None, ontology: Ontology, scene: Scene) -> None:
    """Who says it and via whom; what the cue adds to the status; the one who accuses or denies speaks for what he says."""
    tree = draft.tree
    at = tree.sentence.words[draft.happening.head].start
    saying = saying_at(sayings, at)
    draft.status = _weighed(status_of(tree, draft.happening.head), draft)
    if saying is not None and not _speaks_for_itself(tree, saying) and not _is_event(saying.speaker, ontology):
        draft.speaker, draft.via = saying.speaker, saying.via
        if not (saying.tone == "hedge" and draft.status is Status.DENIED):
            draft.status = TONE_STATUS.get(saying.tone, draft.status)
    _correct_speaker(draft, saying, sayings, scene)
    if draft.type == "denial":
        draft.status = Status.ASSERTED
    elif carrier is not None and carrier.type == "denial":
        draft.status = Status.DENIED
    if draft.speaker is not None and is_promise_not_to(tree, draft.happening.head):
        draft.type, draft.status = "pledge", Status.PLANNED


def _correct_speaker(draft: Draft, saying: Saying | None, sayings: Sequence[Saying], scene: Scene) -> None:
    """Follow the reader where it is sure who tells a happening: the outlet, somebody in the sentence, or the speaker of the one before.

    What stands between the quotation marks of a saying is never the outlet's.
    """
    told, tree = draft.happening.told, draft.tree
    sources, cues = told.slot("source"), told.slot("cue")
    best = likeliest(sources)
    cue = likeliest(cues)
    if draft.speaker is not None:
        is_quoted = saying is not None and _is_quoted(tree, saying, tree.sentence.words[draft.happening.head].start)
        if told.said("outlet") >= SURELY_OUTLET and best is None and not is_quoted:
            draft.speaker = draft.via = None
        return
    if best is not None and sources[best] >= SURE and tree.lower[best] not in FIRST_PERSON:
        draft.speaker = resolved(tree, best, speaker=None, scene=scene)
    elif cue is not None and cues[cue] >= SURE and told.said("outlet") < SURELY_OUTLET:
        draft.speaker, draft.via = _by_cue(tree, cue, sayings, scene)
    elif told.said("before") >= SURE or (saying is not None and told.said("outlet") < SURE):
        draft.speaker, draft.via = scene.speaker, scene.via


def _is_quoted(tree: Tree, saying: Saying, at: int) -> bool:
    """Whether a character lies between the quotation marks of a saying, so that its words are nobody else's."""
    return any(content.start <= at < content.end and tree.text[content.start] in OPENING for content in saying.content)


def _by_cue(tree: Tree, cue: int, sayings: Sequence[Saying], scene: Scene) -> tuple[Phrase | None, Phrase | None]:
    """Speaker and medium of the saying that a word shows, else its subject; where neither is named, who spoke before."""
    word = tree.sentence.words[cue]
    saying = next((s for s in sayings if s.cue.overlaps(word) and s.speaker is not None), None)
    if saying is not None:
        return saying.speaker, saying.via
    subject = next(iter(tree.dependents(cue, "nsubj")), None)
    named = None if subject is None else resolved(tree, subject, speaker=None, scene=scene)
    return (scene.speaker, scene.via) if named is None else (named, None)


def _weighed(read: Status, draft: Draft) -> Status:
    """The status that the words around show, where they show another than asserted; else the one that the reader finds.

    An appeal or a threat is made by being spoken: that it speaks of what is to come does not make it planned.
    """
    told = draft.happening.told
    if read is Status.PLANNED and draft.type in MADE_BY_WORDS:
        read = Status.ASSERTED
    found = max(Status, key=told.status)
    return found if read is Status.ASSERTED and told.status(found) >= SURE_STATUS else read


def _speaks_for_itself(tree: Tree, saying: Saying) -> bool:
    """Whether a saying is the outlet's own first person ("we urge ..." in a press release), and so nobody else's."""
    if saying.speaker is None or saying.speaker.stand_in is None:
        return False
    return saying.speaker.stand_in.of(tree.text).lower() in FIRST_PERSON


def _is_event(speaker: Phrase | None, ontology: Ontology) -> bool:
    """Whether what is taken for a speaker is headed by an event word ("retaliation", "shelling"), which says nothing."""
    if speaker is None:
        return False
    head = re.split(r"\s+(?:of|against|by|in|on|for)\s+", speaker.text.lower())[0].split()[-1]
    return head in ontology.nouns and head not in SPEAKING_NOUNS
