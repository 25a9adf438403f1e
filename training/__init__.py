"""How the reader model and the gazetteer are made; no part of the installed package."""
