"""Many documents: plans, partitions, workers that may die, parts that are committed once, and what they give together."""
