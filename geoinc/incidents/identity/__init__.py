"""Which incident is which: an id that follows from what happened, and former ids kept for what is the same.

``derive`` gives an incident its id from its kind, its local day and its place, and from its words where these do not
tell it from others. ``keep`` matches a run's incidents with those of an earlier report and gives back their ids.
"""
