"""Names: folding, skeletons, scanning running text, and searching."""
