"""Word forms of English lemmas, so that a trigger is found by one dictionary look-up and no lemmatiser is needed."""

from __future__ import annotations

IRREGULAR_VERBS: dict[str, tuple[str, ...]] = {
    "arise": ("arose", "arisen"),
    "be": ("is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re"),
    "beat": ("beat", "beaten"),
    "begin": ("began", "begun"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought",),
    "burn": ("burnt",),
    "cut": ("cut",),
    "deal": ("dealt",),
    "die": ("dying",),
    "dig": ("dug",),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "feel": ("felt",),
    "fight": ("fought",),
    "find": ("found",),
    "flee": ("fled", "fleeing"),
    "fly": ("flew", "flown"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "grow": ("grew", "grown"),
    "have": ("has", "had", "having", "'ve", "’ve"),
    "hide": ("hid", "hidden"),
    "hit": ("hit",),
    "hold": ("held",),
    "hurt": ("hurt",),
    "keep": ("kept",),
    "lay": ("laid",),
    "leave": ("left",),
    "lie": ("lay", "lain", "lying"),
    "lose": ("lost",),
    "make": ("made",),
    "meet": ("met",),
    "overrun": ("overran", "overrun"),
    "put": ("put",),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "send": ("sent",),
    "set": ("set",),
    "shake": ("shook", "shaken"),
    "shoot": ("shot",),
    "slay": ("slew", "slain"),
    "speak": ("spoke", "spoken"),
    "stand": ("stood",),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "stricken"),
    "swear": ("swore", "sworn"),
    "sweep": ("swept",),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "tell": ("told",),
    "wage": (),
    "withdraw": ("withdrew", "withdrawn"),
    "wound": (),
}
"""Past tense and participle (and odd forms) of the irregular verbs that triggers use."""

IRREGULAR_PLURALS: dict[str, str] = {
    "child": "children",
    "man": "men",
    "woman": "women",
    "life": "lives",
    "body": "bodies",
    "person": "people",
}

VOWELS = frozenset("aeiou")
STRESSED_LAST = frozenset(
    {"expel", "rebel", "compel", "repel", "commit", "admit", "occur", "refer", "kidnap", "airdrop", "equip", "regret", "counter-attack"}
)
"""Two-syllable verbs that double their last consonant."""


def _doubles(lemma: str) -> bool:
    """Whether the last consonant is doubled before -ed and -ing ("trap", "expel")."""
    if len(lemma) < 3 or lemma[-1] in "wxy" or lemma[-1] in VOWELS:
        return False
    if lemma[-2] not in VOWELS or lemma[-3] in VOWELS:
        return False
    return lemma in STRESSED_LAST or sum(c in VOWELS for c in lemma) == 1


def plural(lemma: str) -> str:
    """The -s form of a noun or verb."""
    if lemma in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[lemma]
    if lemma.endswith("man") and lemma not in {"human", "german"}:
        return lemma[:-3] + "men"
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def verb_forms(lemma: str) -> frozenset[str]:
    """All forms of a verb: base, -s, -ed, -ing, irregular ones."""
    if lemma == "be":
        return frozenset({"be", *IRREGULAR_VERBS["be"]})
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        stem = lemma[:-1]
    past = lemma + "d" if lemma.endswith("ee") else stem + "ed"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        past = lemma[:-1] + "ied"
    irregular = IRREGULAR_VERBS.get(lemma, ())
    forms = {lemma, plural(lemma), stem + "ing", *irregular}
    if lemma not in IRREGULAR_VERBS or lemma in {"wage", "wound", "burn", "die"}:
        forms.add(past)
    if lemma == "die":
        forms.discard("diing")
    if lemma.endswith("el"):
        forms |= {lemma + "led", lemma + "ling"}
    return frozenset(forms)


def noun_forms(lemma: str) -> frozenset[str]:
    """Singular and plural, and the plural without its apostrophe as some sites print the possessive."""
    return frozenset({lemma, plural(lemma)})
