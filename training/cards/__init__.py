"""Claim cards annotated for the project, kept beside the texts: digests and character offsets, never the words."""
