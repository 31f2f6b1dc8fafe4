"""Geodesy and linework: the only place where metres meet degrees, and the world's coast, border and river lines."""
