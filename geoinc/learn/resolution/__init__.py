"""Learning toponym resolution."""
