"""How the sample reports in other formats than text are made: `python -m training.samples`."""
