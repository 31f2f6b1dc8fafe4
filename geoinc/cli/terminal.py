"""Text from articles made safe to print on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return text from an article without the control characters that could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
