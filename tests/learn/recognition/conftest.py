"""The small gazetteer of recognition, and a recogniser over it."""

from recognition_world import gazetteer, recognizer

__all__ = ["gazetteer", "recognizer"]
