"""Packs: the curated one of the house, and those that users install."""
