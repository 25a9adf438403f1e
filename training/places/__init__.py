"""How the weights of the resolver of places are learnt: `python -m training.places`."""
