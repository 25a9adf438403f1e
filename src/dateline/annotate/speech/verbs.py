"""Verbs of saying: who is their subject, what is their content, and which medium relays it."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.annotate.speech.closing import closing_speaker, speaker_before
from dateline.annotate.speech.cues import Cues, VerbCue
from dateline.annotate.speech.phrases import DAYS, is_medium, is_told_medium, names_speaker, noun_phrase, outlet_at, run_after
from dateline.annotate.speech.view import VERBAL, Draft, Range, View

CLAUSAL = frozenset({"ccomp", "parataxis", "csubj"})
MEDIUM_PREPOSITIONS = frozenset({"to", "in", "on", "by", "via", "through", "with", "at", "from", "over"})
NEGATED_TONES = frozenset({"say", "deny", "claim"})
"""Tones that a negation turns into a hedge; a negated appeal or threat says nothing."""
INSIDE_PHRASES = frozenset({"nmod", "compound", "flat", "amod", "conj", "appos", "nummod", "det"})
MAIN = frozenset({"root", "parataxis", "conj", "dep"})
JOINING = frozenset({"SCONJ", "CCONJ", "ADP", "PRON", "DET", "VERB", "AUX"})
PASSIVE = frozenset({"aux:pass", "nsubj:pass", "obl:agent"})
AUXILIARY = frozenset({"aux", "advmod", "compound"})


def read_verb(view: View, v: int, cues: Cues) -> Draft | None:
    """The saying that a verb shows, None when it has no speaker or is used in another sense."""
    if view.upos[v] not in VERBAL:
        return None
    found: Draft | None = None
    for cue in cues.verbs[view.lower[v]]:
        draft = _draft(view, v, cue, cues)
        if draft is not None and (draft.content or found is None or cue.mark is not None):
            found = draft
            if draft.content:
                break
    return found


def _draft(view: View, v: int, cue: VerbCue, cues: Cues) -> Draft | None:
    tone = _tone(view, v, cue, cues)
    if tone is None:
        return None
    head, medium = _speaker_and_medium(view, v, cues)
    if cue.addressee and head is not None and head > v and not _is_passive(view, v):
        head = None  # "P, an official told Reuters": who stands after "told" is told
    if cue.subject is not None and (head is None or view.lower[head] not in cue.subject):
        return None
    if medium is None and "follows" in cue.takes and not _is_passive(view, v):
        closer = closing_speaker(view, v, cues, addressee=cue.addressee)
        if closer is not None:
            return _closing(view, v, cue, tone, _agreed(view, v, head, closer), cues)
    beside = None if medium is not None or _is_passive(view, v) else _speaker_beside(view, v, head, cues)
    if cue.addressee and beside is not None and beside[0] > v:
        beside = None
    speaker = None if head is None else _with_alias(view, noun_phrase(view, head))
    if beside is not None:
        speaker, head = beside, beside[1]
    elif medium is None and head is not None and (nearer := _nearer_speaker(view, v, head, cues)) is not None:
        speaker, head = nearer, _head_of(view, nearer)
    if head is not None and view.lower[head] in cues.classes["mute"]:
        return None
    words = _content(view, v, cue)
    if not _is_about_mark(view, v, cue, words):
        return None
    medium = _medium(view, v, cue, cues) if medium is None else medium
    if speaker is None and not (cue.unnamed and words and view.child(v, "xcomp", "ccomp") is not None):
        return None
    used = [r for r in (speaker, (v, v), medium) if r is not None]
    taken = {i for r in used for i in range(r[0], r[1] + 1)}
    told = words - ({v} if _is_passive(view, v) and words & (taken - {v}) else taken)
    return Draft(
        view=view,
        cue=_cue_words(view, v, cue, words),
        tone="hedge" if speaker is None else tone,
        speaker=speaker,
        head=head,
        frame=_frame(view, v, used, told),
        content=[view.span(run) for run in view.runs(told)],
        via=None if medium is None else view.span(medium),
        takes_clause=_can_follow(view, v, cue, speaker, beside=beside is not None),
    )


def _is_about_mark(view: View, v: int, cue: VerbCue, words: set[int]) -> bool:
    """Whether a verb is about what it must be about to be a cue."""
    if cue.mark is None:
        return True
    taken_up = _is_passive(view, v) and view.base(v) == "acl"
    return bool(words or taken_up) and any(view.lower[i] in cue.mark for k in _objects(view, v) for i in _core(view, k))


def _with_alias(view: View, speaker: Range) -> Range:
    """A speaker with the name he is known by ("a group known as the Local Coordination Committees")."""
    following = view.lower[speaker[1] + 1 : speaker[1] + 4]
    if "known" not in following[:2] or "as" not in following:
        return speaker
    name = run_after(view, speaker[1] + 1 + following.index("as"))
    return speaker if name is None else (speaker[0], name[1])


def _nearer_speaker(view: View, v: int, head: int, cues: Cues) -> Range | None:
    """Who stands right before a cue whose subject by the tree is a count of people in a title that runs into the sentence."""
    counted = view.upos[head] == "NOUN" and any(view.upos[k] == "NUM" for k in view.kids[head])
    words = speaker_before(view, v, cues) if counted and not names_speaker(view, noun_phrase(view, head), cues) else None
    return None if words is None or words[0] <= head <= words[1] else words


def _closing(view: View, v: int, cue: VerbCue, tone: str, speaker: Range, cues: Cues) -> Draft:
    """The saying of a cue that closes its sentence; its content is found by how far it reaches."""
    medium = _medium(view, v, cue, cues)
    used = [r for r in (speaker, (v, v), medium) if r is not None and (r is not medium or r[0] > v)]
    words = _cue_words(view, v, cue, set())
    return Draft(
        view=view,
        cue=(max(words[0], speaker[1] + 1), v) if speaker[0] < v else words,
        tone=tone,
        speaker=speaker,
        head=_head_of(view, speaker),
        frame=(min(r[0] for r in used), max(r[1] for r in used)),
        content=[],
        via=None if medium is None else view.span(medium),
        takes_clause=True,
        closes=True,
    )


def _agreed(view: View, v: int, head: int | None, beside: Range) -> Range:
    """The speaker as the tree has him where it begins his words after a cue in the same place, and so only tells where they end."""
    if beside[0] != v + 1:
        return beside
    phrases = [noun_phrase(view, k) for k in (_head_of(view, beside), head) if k is not None]
    return max((p for p in (beside, *phrases) if p[0] == beside[0]), key=lambda p: p[1])


def _head_of(view: View, words: Range) -> int:
    """The word of a phrase that the others hang on; its last nominal word where the tree cuts it in pieces."""
    first, last = words
    linked = next((i for i in range(first + 1, last) if view.upos[i] in {"ADP", "CCONJ"} and view.upos[i - 1] in {"NOUN", "PROPN"}), None)
    return last if linked is None else linked - 1


def _can_follow(view: View, v: int, cue: VerbCue, speaker: Range | None, *, beside: bool) -> bool:
    """Whether the cue can close or interrupt the clause it tells: an active verb of a main clause without an object of its own.

    A name beside the cue that the tree ties elsewhere, a speaker after his cue, and a cue that ends a run-on sentence say as much.
    """
    if "follows" not in cue.takes or _is_passive(view, v) or any(not _is_told_clause(view, k) for k in view.children(v, "xcomp", "csubj")):
        return False
    if beside or (speaker is not None and (speaker[0] > v or _ends_run_on(view, v, speaker))):
        return True
    return view.base(v) in MAIN and (cue.addressee or view.child(v, "obj") is None)


def _ends_run_on(view: View, v: int, speaker: Range) -> bool:
    """Whether speaker and cue stand side by side at a sentence's end, joined to what goes before by no word ("... one vehicle it said")."""
    if speaker[0] < 3 or any(view.upos[i] not in {"AUX", "ADV"} for i in range(speaker[1] + 1, v)):
        return False
    return view.upos[speaker[0] - 1] not in JOINING and not any(u in VERBAL for u in view.upos[v + 1 :])


def _objects(view: View, v: int) -> list[int]:
    """What a verb is about: its objects and subjects, and the noun that a participle hangs on ("an attack claimed by X")."""
    hung_on = [view.heads[v]] if view.base(v) == "acl" and view.heads[v] >= 0 else []
    return [*view.children(v, "obj", "nsubj"), *hung_on]


def _core(view: View, k: int) -> set[int]:
    """A noun with the words that make its name, to look up what it is about ("death toll", "full responsibility")."""
    return {k, *view.children(k, "compound", "amod", "conj")}


def _tone(view: View, v: int, cue: VerbCue, cues: Cues) -> str | None:
    """Tone of the cue where it stands: a negated or refused "confirm" is a hedge, a negated appeal is no saying, nor is a duty to speak."""
    if any(view.lower[k] in cues.classes["duties"] for k in view.children(v, "aux")):
        return None
    governor = view.heads[v]
    refused = view.base(v) == "xcomp" and governor >= 0 and _begins(view.lower[governor], cues.classes["refusal"])
    negated = any(view.lower[k] in cues.classes["negation"] for k in view.children(v, "advmod", "cc", "aux", "det"))
    if not (negated or refused):
        return cue.tone
    return "hedge" if cue.tone in NEGATED_TONES else None


def _begins(word: str, stems: Iterable[str]) -> bool:
    return any(word == s or (len(s) > 4 and word.startswith(s[:-1])) for s in stems)


def _is_passive(view: View, v: int) -> bool:
    if any(view.relations[k] in PASSIVE for k in view.kids[v]):
        return True
    return view.relations[v] == "acl" and view.lower[v].endswith(("ed", "id", "en")) and view.child(v, "nsubj") is None


def _speaker_and_medium(view: View, v: int, cues: Cues) -> tuple[int | None, Range | None]:
    """Head of the speaker's noun phrase, and the medium where the verbs show one ("was quoted by X as saying")."""
    governor = view.heads[v]
    if governor >= 0 and view.lower[governor] in cues.relays and view.preposition(v) == "as":
        return _relayed(view, governor, cues)
    if _is_passive(view, v):
        return _agent(view, v), None
    subject = _subject(view, v, cues)
    if subject is None:
        subject = _name_before(view, v)
    cited = _cited(view, v)
    if cited is not None and subject is not None:
        return cited, noun_phrase(view, subject)
    return subject, None


def _name_before(view: View, v: int) -> int | None:
    """A name in capitals right before a verb without a subject ("IS also claimed ...", where IS was read as an auxiliary)."""
    k = v - 1
    while k > 0 and view.upos[k] == "ADV":
        k -= 1
    return k if k >= 0 and view.upos[k] == "PROPN" and view.span((k, k)).of(view.text).isupper() and view.base(k) == "aux" else None


def _relayed(view: View, relay: int, cues: Cues) -> tuple[int | None, Range | None]:
    """Speaker and medium of "SANA quoted a source as saying" and "a source was quoted by SANA as saying"."""
    if _is_passive(view, relay):
        agent = _agent(view, relay)
        return view.child(relay, "nsubj"), None if agent is None else noun_phrase(view, agent)
    subject = _subject(view, relay, cues)
    quoted = view.child(relay, "obj", "iobj")
    if quoted is None:
        quoted = next((k for k in view.children(relay, "nsubj") if k > relay), None)
    return quoted, None if subject is None else noun_phrase(view, subject)


def _cited(view: View, v: int) -> int | None:
    """The one cited in "the agency reported, citing a police source"."""
    for k in view.children(v, "advcl"):
        if view.lower[k] in {"citing", "quoting"}:
            return view.child(k, "obj")
    return None


def _agent(view: View, v: int) -> int | None:
    return next((k for k in view.children(v, "obl") if view.preposition(k) == "by"), None)


def _subject(view: View, v: int, cues: Cues, depth: int = 0) -> int | None:
    """Head of the noun phrase that does the saying, through relative clauses, coordination, participles and infinitives."""
    subjects = [k for k in view.children(v, "nsubj") if view.relations[k] != "nsubj:pass"]
    if subjects:
        own = max((k for k in subjects if k < v), default=subjects[0])
        return _antecedent(view, v) if view.lower[own] in {"who", "which", "that"} and view.base(v) == "acl" else own
    governor = view.heads[v]
    role = view.roles.get(v, {}).get("ARG0")
    if role is not None and role != v:
        return role
    if governor < 0 or depth > 4:
        return None
    base = view.base(v)
    if base == "acl":
        noun = _antecedent(view, v)
        if noun is None or view.relations[v] == "acl:relcl" or _can_tell(view, noun, cues):
            return noun
        hangs = view.heads[noun] >= 0 and view.base(noun) in {"obj", "obl"}
        return _subject(view, view.heads[noun], cues, depth + 1) if hangs else noun
    shares = base in {"xcomp", "advcl"} or (base == "conj" and (view.upos[governor] in VERBAL or view.child(governor, "nsubj") is not None))
    if not shares:
        return None
    passive = next((k for k in view.children(governor, "nsubj") if view.relations[k] == "nsubj:pass"), None)
    return passive if passive is not None else _subject(view, governor, cues, depth + 1)


def _can_tell(view: View, noun: int, cues: Cues) -> bool:
    """Whether a noun can be what tells ("a statement saying P"), or only hung nearest ("supported the plan, describing it as P")."""
    return view.lower[noun] in cues.classes["documents"] or names_speaker(view, (noun, noun), cues)


def _antecedent(view: View, v: int) -> int | None:
    """The noun that a relative or participial clause hangs on."""
    governor = view.heads[v]
    return governor if governor >= 0 and view.upos[governor] in {"NOUN", "PROPN", "PRON", "NUM"} else None


def _speaker_beside(view: View, v: int, head: int | None, cues: Cues) -> Range | None:
    """A name right beside the cue that the tree ties elsewhere: "... in the area the mayor said", "... in the area said the mayor".

    None when the word before the cue belongs to the subject that the tree gives, or to a phrase of the cue's own ("X in a statement said").
    """
    before = _nominal_head(view, v)
    if before is not None and not (head is not None and before in view.subtree(head)) and not _is_own_phrase(view, v, before):
        phrase = _with_nouns_before(view, noun_phrase(view, before))
        if head is None or names_speaker(view, phrase, cues):
            return phrase
    if head is not None and view.heads[head] == v:
        return None
    after = run_after(view, v)
    return after if after is not None and names_speaker(view, after, cues) and not _begins_clause(view, after) else None


def _with_nouns_before(view: View, words: Range) -> Range:
    """A phrase with the nouns that its preposition hangs on by the words ("an official with one of the groups"), up to a mark or a verb."""
    first, last = words
    while first >= 2 and view.upos[first - 1] == "ADP" and view.upos[first - 2] in {"NOUN", "PROPN", "NUM"}:
        first = min(first - 2, noun_phrase(view, first - 2)[0])
    return first, last


def _begins_clause(view: View, words: Range) -> bool:
    """Whether nominal words after the cue are the subject of what is told ("said Assad's forces had left")."""
    following = words[1] + 1
    if following < len(view) and (view.upos[following] in VERBAL or view.upos[following] in {"PART", "ADV"}):
        return True
    return any(view.base(i) == "nsubj" for i in range(words[0], words[1] + 1))


def _nominal_head(view: View, v: int) -> int | None:
    """Head of the noun phrase that ends right before the cue."""
    k = v - 1
    while k >= 0 and view.upos[k] in {"AUX", "ADV", "PART"}:
        k -= 1
    if k < 0 or view.upos[k] not in {"NOUN", "PROPN", "PRON"} or view.lower[k] in DAYS:
        return None
    for above in view.ancestors(k):
        if above >= v or view.upos[above] not in {"NOUN", "PROPN"} or view.base(k) not in INSIDE_PHRASES:
            break
        k = above
    return k


def _is_own_phrase(view: View, v: int, k: int) -> bool:
    """Whether a noun stands in a phrase that hangs on the cue as its place, time or manner."""
    for above in view.ancestors(k):
        if above == v:
            return view.base(k) in {"obl", "advmod", "advcl"}
        k = above
    return False


def _content(view: View, v: int, cue: VerbCue) -> set[int]:
    """The words of the content as the tree has them; empty when it hangs on nothing the cue can take."""
    takes = cue.takes
    if "complement" in takes and not any(_is_complement(view, k) for k in view.kids[v]):
        return set()
    infinitive, passive = view.child(v, "xcomp"), _is_passive(view, v)
    out: set[int] = set()
    for k in view.kids[v]:
        base = view.base(k)
        if (
            (takes & {"clause", "follows"} and _is_told_clause(view, k))
            or (base == "xcomp" and (passive or "infinitive" in takes))
            or (base in {"obj", "iobj"} and _takes_object(k, cue, infinitive))
            or (base in {"obl", "advcl", "nmod", "advmod"} and k > v and view.preposition(k) in takes)
            or (view.relations[k] == "nsubj:pass" and _takes_passive_subject(cue, infinitive))
            or ("complement" in takes and _is_complement(view, k))
        ):
            out |= view.subtree(k)
    return out or _content_above(view, v, cue)


def _is_complement(view: View, k: int) -> bool:
    """Whether a dependent says what something is called ("a massacre", "as a massacre")."""
    base, joined_by = view.base(k), view.preposition(k)
    return (base == "xcomp" and joined_by != "to") or (base in {"obl", "advcl"} and joined_by == "as")


def _takes_object(k: int, cue: VerbCue, infinitive: int | None) -> bool:
    """Whether an object is content: of a verb that takes objects, or as the subject of the infinitive it is asked to do."""
    if cue.addressee:
        return False
    return bool(cue.takes & {"object", "complement"}) or (infinitive is not None and "infinitive" in cue.takes and k < infinitive)


def _takes_passive_subject(cue: VerbCue, infinitive: int | None) -> bool:
    """Whether the subject of a passive is told ("two deaths were reported", "he is said to have fled"), not the one spoken to."""
    return not cue.addressee and (infinitive is not None or bool(cue.takes & {"object", "complement"}))


def _is_told_clause(view: View, k: int) -> bool:
    """Whether a dependent is a clause told, not a remark beside it nor a bare infinitive."""
    base = view.base(k)
    if base == "xcomp":
        return view.preposition(k) == "that" or view.child(k, "nsubj") is not None
    return base in CLAUSAL and (base != "parataxis" or view.upos[k] in VERBAL or view.child(k, "nsubj", "cop") is not None)


def _content_above(view: View, v: int, cue: VerbCue) -> set[int]:
    """Content that the cue hangs on: the clause it interrupts or follows ("P, X said, Q"; "P, as X said")."""
    governor = view.heads[v]
    if governor < 0 or "follows" not in cue.takes:
        return set()
    base = view.base(v)
    if base == "parataxis" or (base == "advcl" and view.preposition(v) == "as"):
        return view.subtree(governor, without=[v])
    return set()


def _medium(view: View, v: int, cue: VerbCue, cues: Cues) -> Range | None:
    """The medium named with the verb: "told Reuters", "said in a statement", "wrote on Twitter"."""
    if cue.addressee:
        spoken_to = view.child(v, "iobj", "obj")
        if spoken_to is not None and is_told_medium(view, spoken_to, cues):
            return noun_phrase(view, spoken_to)
        outlet = outlet_at(view, v + 1, cues)
        if outlet is not None:
            return outlet
    for k in view.children(v, "obl", "nmod"):
        if view.preposition(k) in MEDIUM_PREPOSITIONS and view.relations[k] != "obl:agent" and is_medium(view, k, cues):
            return noun_phrase(view, k)
    return None


def _frame(view: View, v: int, parts: list[Range], content: set[int]) -> Range:
    """Speaker, cue and medium as one range, widened over the cue's own adverbs and times; content parts it."""
    first, last = v, v
    before = {i for r in parts for i in range(r[0], r[1] + 1)}
    before |= {i for k in view.children(v, "aux", "advmod") for i in view.subtree(k)}
    after = before | {i for k in view.children(v, "obl", "iobj", "obj") if k not in content for i in view.subtree(k)}
    before, after = before - content, after - content
    while first - 1 in before or (first - 2 in before and view.upos[first - 1] == "PUNCT"):
        first -= 1
    while last + 1 in after or (last + 2 in after and last + 2 < len(view) and view.upos[last + 1] == "PUNCT"):
        last += 1
    return first, last


def _cue_words(view: View, v: int, cue: VerbCue, content: set[int]) -> Range:
    """The verb with its auxiliaries before it and the preposition of its content after it ("has called for")."""
    first = last = v
    while first > 0 and view.heads[first - 1] == v and view.base(first - 1) in AUXILIARY and view.upos[first - 1] != "PUNCT":
        first -= 1
    if last + 1 < len(view) and view.lower[last + 1] in cue.takes and last + 1 in content:
        last += 1
    return first, last
