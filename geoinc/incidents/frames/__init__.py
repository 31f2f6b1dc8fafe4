"""Frames: which words tell events, and who does what to whom in them."""
