"""Learning toponym recognition."""
