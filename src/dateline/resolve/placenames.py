"""Keys under which a place name is found, however a report spells it.

Three keys, from strict to loose:

`plain`  lower case without diacritics, apostrophes and punctuation: "Ma`arrat an-Nu`man" and "Maarrat an Numan" are one.
`bare`   without the Arabic article, common first words in one spelling: "Tall Rif`at" and "Tel Rifaat" share "tal ...".
`loose`  runs of vowels count as one vowel, doubled letters as one: "Atareb" and "Al Atarib". Loose keys also bring wrong places
         together (measured on UCDP's Syrian names, most were wrong), so they are asked last, under the guards of `places`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ARTICLES = frozenset(
    {"al", "el", "ar", "as", "ash", "az", "ad", "at", "an", "ul", "er", "es", "esh", "ez", "ed", "et", "en", "adh", "ath", "edh"}
)
"""Arabic articles with the consonants they assimilate to; the spellings met in English reports."""

FIRST_WORDS = {
    spelling: word
    for word, spellings in {
        "kafr": "kafar kafer kafir kfar kefr kafra kfr",
        "deir": "dayr dair der deyr dir",
        "tal": "tall tell tel",
        "jabal": "jebel jabel gebel djebel gabal jbel",
        "sheikh": "shaykh shaikh sheik shayk cheikh shekh",
        "abu": "abou abo",
        "umm": "um oum om",
        "beit": "bayt bait bet beyt",
        "ayn": "ain ein ayin",
        "maarat": "maaret maarrat maarret marat maara maarra",
        "khirbat": "khirbet kherbet khirba",
        "qalat": "qalaat qalaa qala",
        "jisr": "jisir gisr jesr",
        "wadi": "wady ouadi",
        "saint": "st sainte ste",
        "mount": "mt",
        "fort": "ft",
        "north": "northern",
        "south": "southern",
        "east": "eastern",
        "west": "western",
    }.items()
    for spelling in spellings.split()
}
"""Spellings of words that open many place names, under one spelling; facts of romanisation (BGN/PCGN against press usage)."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n", "ɣ": "gh"}
)
_QUIET = re.compile(r"['’‘`´ʼʾʿʹʻˈ′.]+")
_SPACES = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_VOWELS = re.compile(r"[aeiouyw]+")
_TWICE = re.compile(r"(.)\1+")
_DIGRAPHS = (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("dj", "j"), ("zh", "z"))
MIN_LOOSE = 4
"""Loose keys shorter than this say too little to be asked."""


def plain(name: str) -> str:
    """The strict key of a name: case, diacritics, apostrophes and punctuation do not count."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    folded = _POSSESSIVE.sub("", name.casefold()).translate(_LETTERS)
    return _SPACES.sub(" ", _QUIET.sub("", folded)).strip()


def bare(key: str) -> str:
    """A plain key without Arabic articles, its its common first words in one spelling; the last word is never an article."""
    *first, last = key.split() or [key]
    words = [FIRST_WORDS.get(word, word) for word in (*(w for w in first if w not in ARTICLES), last)]
    return " ".join(words)


def loose(key: str) -> str | None:
    """The loose key of a plain key, None when it is too short to say anything."""
    joined = "".join(_consonants(word) for word in bare(key).split())
    return joined if len(joined) >= MIN_LOOSE else None


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters and not a machine's transliteration ("hlb"), which has no capital."""
    return name != name.lower() and (name.isascii() or all(_is_latin_letter(c) for c in name if c.isalpha()))


@cache
def _is_latin_letter(letter: str) -> bool:
    return letter in "ʼʾʿʹʻˈ" or unicodedata.name(letter, "").startswith("LATIN")


def _consonants(word: str) -> str:
    """One word with digraphs, doubled letters and runs of vowels folded; what ends in a vowel or a vowel and h loses it."""
    for pair, single in _DIGRAPHS:
        word = word.replace(pair, single)
    word = _TWICE.sub(r"\1", _VOWELS.sub("a", word.replace("q", "k")))
    stem = word.removesuffix("h").removesuffix("a")
    return stem or word
