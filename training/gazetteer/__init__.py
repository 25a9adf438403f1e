"""How the bundled gazetteer is made: `python -m training.gazetteer` writes `src/dateline/resolve/gazetteer.sqlite`."""
