"""Learns the tagger and parser of :mod:`geoinc.text.syntax`: ``python -m geoinc.learn.syntax``."""
