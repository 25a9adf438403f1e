"""How the confidence of claims and slots is fitted: on reports that the reader was not trained on."""
