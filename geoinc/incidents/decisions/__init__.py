"""Learned decisions of the incidents stage: one linear scorer, and what it looks at."""
