"""How the reader model is made: corpora, model, training, export. One command: `python -m training.reader.train`."""
