"""Toponym recognition: which words of a document name a place, and in what sense."""
