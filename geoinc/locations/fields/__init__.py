"""Fields: the log density of one relation over the ground."""
