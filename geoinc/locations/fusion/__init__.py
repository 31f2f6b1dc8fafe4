"""Fusion: the product of fields, and the areas that hold 50 and 90 % of it."""
