"""The parts of the situation page: its map, its time axis with what is counted, and the answer for a place and a period."""
