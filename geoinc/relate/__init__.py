"""Relative locations: words to relations, relations to regions."""
