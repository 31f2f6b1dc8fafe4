"""A tagger and parser of our own, and what is read off its trees."""
