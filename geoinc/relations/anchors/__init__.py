"""Anchors: from the words of a relation to the gazetteer's places."""
