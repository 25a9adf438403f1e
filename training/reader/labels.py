"""Label inventories of the reader's heads; they travel with the model file."""

from __future__ import annotations

from dateline.model.mention import NameKind

NAMES = ("O", *(prefix + kind.value for kind in NameKind for prefix in ("B-", "I-")))
"""BIO tags over the eight kinds of names."""
ROLES = (
    "_", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-ADJ", "ARGM-MNR",
    "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL", "R-ARG0", "R-ARG1",
)  # fmt: skip
"""PropBank roles that occur often enough in EWT to be learnt; "_" is none."""
