"""Toponym resolution: which place a mention is."""
