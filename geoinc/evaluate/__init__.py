"""Scores of the stages on annotated data."""
