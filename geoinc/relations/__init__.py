"""Relative locations in words: text to relations, without geometry."""
