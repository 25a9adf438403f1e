"""Records only: frozen, slotted, keyword-only dataclasses without I/O."""
