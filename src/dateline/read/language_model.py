"""The trained language identifier (py3langid, 97 languages), for texts that common English words do not settle."""

from __future__ import annotations

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_IDENTIFIER = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def likeliest(text: str) -> tuple[str, float]:
    """The ISO 639-1 code of the likeliest language and its probability in 0..1."""
    language, probability = _IDENTIFIER.classify(text)
    return str(language), float(probability)
