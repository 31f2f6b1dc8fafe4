"""The small gazetteer of resolution, and names resolved over it."""

from resolution_world import gazetteer, resolve

__all__ = ["gazetteer", "resolve"]
