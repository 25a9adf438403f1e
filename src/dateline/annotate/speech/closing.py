"""Cues that close a sentence, read off its surface: once the commas are lost, parsers tie "the agency said" into the clause before it."""

from __future__ import annotations

from dateline.annotate.speech.cues import Cues
from dateline.annotate.speech.phrases import names_speaker, outlet_at
from dateline.annotate.speech.view import NOMINAL, VERBAL, Range, View
from dateline.model.mention import Mention, NameKind

BETWEEN = frozenset({"also", "later", "earlier", "has", "have", "had", "then", "further"})
"""Words that stand between a speaker and his cue."""
INTRODUCE = frozenset({"SCONJ", "CCONJ", "ADP"})
"""Words that join "X said" to the clause before it as a clause of its own ("as X said", "and X said")."""
SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i"})
ASKS = frozenset({"who", "which", "that", "what", "where", "how", "whom", "than", "when", "while", "as", "if"})
HYPHENS = frozenset({"-", "–"})
LINKS = frozenset({"of", "for", "from", "in", "with", "at", "on", "to", "inside"})
NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
WHOLE = NAMED | {NameKind.PLACE}
COUNTABLE = frozenset({"people", "civilians", "children", "men", "women", "dead", "wounded", "injured"})
LONGEST = 24
"""Most words of a speaker before his cue."""


def closing_speaker(view: View, v: int, cues: Cues, *, addressee: bool) -> Range | None:
    """The speaker of a cue that closes its sentence: "P the agency said on Monday", "P said an officer in a statement"; None elsewhere."""
    if not _nothing_told_after(view, v, cues):
        return None
    after = None if addressee or not _is_bare(view, v) else _speaker_after(view, v, cues)
    if after is not None and _is_clause(view, v - 1):
        return after
    if not _can_close(view, v, cues, addressee=addressee):
        return None
    words = speaker_before(view, v, cues)
    if words is None or not _is_clause(view, words[0] - 1):
        return None
    joined_by = words[0] - 1
    return None if view.upos[joined_by] in INTRODUCE or view.lower[joined_by] in ASKS else words


def speaker_before(view: View, v: int, cues: Cues) -> Range | None:
    """The words right before a cue that name a speaker, walked back to what begins them: a determiner, a pronoun, a name or a time."""
    last = v - 1
    while last > 0 and view.lower[last] in BETWEEN:
        last -= 1
    if last < 0 or view.lower[last] in ASKS or _is_time(view, last, cues):
        return None
    outlet = _outlet_ending(view, last, cues)
    if outlet is not None:
        return outlet, last
    if view.lower[last] == ")" and "(" in view.lower[1:last]:
        return _before_brackets(view, last, cues)
    if view.upos[last] == "PRON":
        return (last, last) if view.lower[last] in SUBJECTS else None
    if view.upos[last] not in NOMINAL or view.upos[last] in {"DET", "NUM"}:
        return None
    words = _phrase_ending(view, last, cues)
    return words if words[1] - words[0] < LONGEST and names_speaker(view, words, cues) and not _acts(view, words, cues) else None


def _outlet_ending(view: View, last: int, cues: Cues) -> int | None:
    """First word of a known outlet that ends at a word, with what it is before its name ("official news agency SANA")."""
    sizes = [n for n in (3, 2, 1) if n <= last + 1 and " ".join(view.lower[last - n + 1 : last + 1]) in cues.outlets]
    if not sizes:
        return None
    first = last - sizes[0] + 1
    if first > 0 and view.lower[first - 1] in cues.classes["media"]:
        first = _bare_phrase(view, first - 1, cues)
    return first - 1 if first > 0 and view.upos[first - 1] == "DET" and view.upos[first] != "DET" else first


def _before_brackets(view: View, last: int, cues: Cues) -> Range | None:
    """A speaker with the short name in brackets after him."""
    opening = max(i for i in range(1, last) if view.lower[i] == "(")
    words = _phrase_ending(view, opening - 1, cues)
    return (words[0], last) if view.upos[opening - 1] in {"NOUN", "PROPN"} and names_speaker(view, words, cues) else None


def _phrase_ending(view: View, last: int, cues: Cues) -> Range:
    """The noun phrase that ends at a word, with what stands before it in the same description."""
    first = _bare_phrase(view, last, cues)
    while first > 1:
        wider = _wider(view, first, last, cues)
        if wider is None or wider >= first:
            break
        first = wider
    return first, last


def _bare_phrase(view: View, last: int, cues: Cues) -> int:
    """First word of the nominal words that end at `last`, up to a determiner, a verb, a time or the end of another name."""
    first = last
    while True:
        first = _name_start(view, first)
        if view.upos[first] == "DET" or first == 0:
            return first
        before = first - 1
        if view.upos[before] == "DET" or view.relations[before] == "nmod:poss":
            first = before
            continue
        if view.lower[before] in {"'s", "’s"} and before > 0:
            first = before - 1
            continue
        hyphened = _hyphened(view, before)
        if hyphened is not None:
            first = hyphened
        elif _joins(view, before, first, last, cues):
            first = before
        else:
            return first


def _name_start(view: View, i: int) -> int:
    """First word of the name that a word stands in."""
    return min((n.first for n in view.sentence.names if n.kind in WHOLE and n.first <= i <= n.last), default=i)


def _name_at(view: View, i: int) -> Mention | None:
    return next((n for n in view.sentence.names if n.kind in NAMED and n.first <= i <= n.last), None)


def _hyphened(view: View, before: int) -> int | None:
    """First word of a description in several parts that ends at a word ("Britain-based", "well-informed")."""
    if before >= 2 and view.lower[before - 1] in HYPHENS and _touch(view, before - 1, before):
        return before - 2
    return before - 1 if view.lower[before] in HYPHENS and before >= 1 and _touch(view, before - 1, before) else None


def _touch(view: View, i: int, j: int) -> bool:
    return view.sentence.words[i].end == view.sentence.words[j].start


def _joins(view: View, before: int, first: int, last: int, cues: Cues) -> bool:
    """Whether a word goes on with the phrase that begins after it, seen from the right."""
    upos, word = view.upos[before], view.lower[before]
    counted = before > 0 and view.upos[before - 1] == "NUM" and word.endswith("s") and upos in {"NOUN", "ADJ"}
    if upos not in {"NOUN", "PROPN", "ADJ", "NUM"} or _is_time(view, before, cues) or word in COUNTABLE or counted:
        return False
    inside = first <= view.heads[before] <= last
    other = _name_at(view, before)
    if other is not None and other.last == before and _name_at(view, first) is not None:
        return inside
    if upos == "PROPN" and _under_preposition(view, before):
        return inside and other is None and not any(n.first <= before <= n.last for n in view.sentence.names)
    if word in cues.classes["speaking"] or word.removesuffix("s") in cues.classes["speaking"]:
        return not (upos == "NOUN" and word.endswith("s") and not inside)
    if upos == "NOUN":
        counted = any(view.upos[k] == "NUM" for k in view.kids[before] if k < before)
        named = view.upos[first] == "PROPN" and _name_at(view, first) is not None
        return inside and not counted and not named and not _under_preposition(view, before)
    return inside or upos in {"PROPN", "ADJ"}


def _under_preposition(view: View, i: int) -> bool:
    """Whether the bare words that a word ends follow a preposition ("in northern Syria"); another name's end parts them from it."""
    own = next((n for n in view.sentence.names if n.first <= i <= n.last), None)
    i = i if own is None else own.first
    while i > 0 and view.upos[i - 1] in {"ADJ", "PROPN", "NOUN"}:
        i -= 1
        if own is not None and any(n.last == i for n in view.sentence.names):
            return False
    return i > 0 and view.upos[i - 1] == "ADP"


def _wider(view: View, first: int, last: int, cues: Cues) -> int | None:
    """Where a phrase really begins that a preposition, an "and" or a name joins to who speaks before it; None when nothing does."""
    before = first - 1
    if view.upos[before] == "ADP" and view.lower[before] in LINKS and before > 0 and _heads_speaker(view, before - 1, cues):
        return _bare_phrase(view, before - 1, cues)
    if view.lower[before] == "and" and before > 0:
        start = _bare_phrase(view, before - 1, cues)
        return start if _names_one(view, (start, before - 1), cues) else None
    name = _name_at(view, before)
    describes = view.upos[first] == "DET" and any(view.lower[i] in cues.classes["persons"] for i in range(first, last + 1))
    if name is not None and name.kind is NameKind.PERSON and describes and not _under_preposition(view, before):
        return _bare_phrase(view, before, cues)
    return None


def _heads_speaker(view: View, i: int, cues: Cues) -> bool:
    """Whether a noun names persons or a body by itself, so that a phrase after it can describe it ("director of", "activists in")."""
    word = view.lower[i]
    roles = cues.classes["persons"] | cues.classes["tied"]
    return word in roles or word.removesuffix("s") in roles or _is_person(view, i)


def _is_person(view: View, i: int) -> bool:
    name = _name_at(view, i)
    return name is not None and name.kind is NameKind.PERSON


def _names_one(view: View, words: Range, cues: Cues) -> bool:
    return view.upos[words[1]] in {"NOUN", "PROPN"} and names_speaker(view, (words[1], words[1]), cues) and not _acts(view, words, cues)


def _acts(view: View, words: Range, cues: Cues) -> bool:
    """Whether the last word is an act or a weapon, which says nothing."""
    return view.lower[words[1]] in cues.classes["mute"]


def _is_time(view: View, i: int, cues: Cues) -> bool:
    return view.lower[i] in cues.classes["days"] or view.lower[i] in cues.classes["times"]


def _is_bare(view: View, v: int) -> bool:
    """Whether a verb is a plain present or past, as one that stands before its subject is."""
    return (
        not view.lower[v].endswith("ing") and v > 0 and view.upos[v - 1] not in {"AUX", "PART"} and view.lower[v - 1] not in ASKS | SUBJECTS
    )


def _nothing_told_after(view: View, v: int, cues: Cues) -> bool:
    """Whether no clause follows a cue but a time, participles and relative clauses ("a day after P", "adding that P", "which ...")."""
    if any(view.lower[i] in {"after", "before"} and _is_time(view, i - 1, cues) for i in range(v + 2, min(v + 5, len(view)))):
        return True
    for i in range(v + 1, len(view)):
        relative = view.lower[i] in {"who", "which"} or (view.lower[i] == "that" and view.upos[i] == "PRON" and i > v + 1)
        if relative or (view.upos[i] == "VERB" and view.lower[i].endswith("ing") and i > v + 1):
            return True
        hyphened = view.lower[i - 1] in HYPHENS and _touch(view, i - 1, i)
        if (view.upos[i] in VERBAL and not hyphened) or view.lower[i] == "that" or view.text[view.span((i, i)).start] in '“":':
            return False
    return True


def _can_close(view: View, v: int, cues: Cues, *, addressee: bool) -> bool:
    """Whether what stands right after a cue is its own: nothing, a time, a preposition, a participle, or the one spoken to."""
    if addressee:
        return True
    following = v + 1
    while following < len(view) and view.upos[following] == "ADV":
        following += 1
    if following >= len(view) or view.upos[following] in {"PUNCT", "ADP", "CCONJ"} or _is_time(view, following, cues):
        return True
    if view.upos[following] in {"DET", "NUM"} and following + 1 < len(view) and _is_time(view, following + 1, cues):
        return True
    return view.lower[following].endswith("ing") and view.upos[following] == "VERB"


def _speaker_after(view: View, v: int, cues: Cues) -> Range | None:
    """The words right after a cue that name a speaker, in a sentence that tells nothing after them."""
    outlet = outlet_at(view, v + 1, cues)
    last = v if outlet is None else outlet[1]
    while last + 1 < len(view) and not _is_time(view, last + 1, cues) and _goes_on(view, v, last + 1):
        last += 1
    if last == v or view.lower[last] in LINKS or view.upos[v + 1] == "PRON" or view.relations[v + 1] == "nmod:poss":
        return None
    words = (v + 1, last)
    described = next((i for i in range(v + 2, last) if view.upos[i] == "ADP" and _name_at(view, i) is None), last + 1)
    subject = any(view.base(i) == "nsubj" and view.heads[i] > last for i in range(v + 1, last + 1))
    speaks = view.upos[described - 1] == "PROPN" or names_speaker(view, (described - 1, described - 1), cues)
    named = speaks and names_speaker(view, (v + 1, described - 1), cues)
    return words if named and not subject and not _acts(view, words, cues) else None


def _goes_on(view: View, v: int, i: int) -> bool:
    """Whether a word goes on with a name or description that began after the cue."""
    if view.upos[i] in NOMINAL:
        return view.upos[i] != "PRON" or i == v + 1
    if view.lower[i] in HYPHENS or (view.lower[i - 1] in HYPHENS and _touch(view, i - 1, i)):
        return True
    name = _name_at(view, i)
    if name is not None and name.first < i:
        return True
    return view.upos[i] == "ADP" and view.lower[i] in {"of", "for", "from"} and i > v + 1


def _is_clause(view: View, last: int) -> bool:
    """Whether the words up to and with `last` make a clause that can be told."""
    return last >= 2 and any(u in VERBAL for u in view.upos[: last + 1])
