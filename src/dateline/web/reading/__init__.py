"""How a report is laid out for reading: its words marked by claim, cards beside them, who speaks, and where it was printed again."""
