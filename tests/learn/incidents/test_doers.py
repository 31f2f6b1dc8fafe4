"""Who of those named in an article did what an event tells is learned from reports that say so."""

from __future__ import annotations

from geoinc.incidents.decisions.doers import likelihoods
from geoinc.learn.incidents.doers import Case, NamedBeside, learn, left_out

BY, SAYS, NOBODY = {"by": 1.0}, {"who says so": 1.0}, {"nobody": 1.0}
FOUND = [
    Case(
        (NamedBeside(BY, right=True, does=False), NamedBeside(SAYS, right=False, does=False))[n % 3 == 0 :],
        NOBODY,
    )
    for n in range(1200)
]


def test_who_did_it_is_told_from_who_says_so() -> None:
    """The likeliest is who stands where those stand who did it; where nobody does, nobody is."""
    scorer = learn(FOUND)
    by, says = likelihoods([BY, SAYS], NOBODY, scorer)
    assert by.chance > 0.5 > by.none > says.chance
    assert by.first
    assert abs(by.chance + says.chance + by.none - 1.0) < 1e-9
    [says] = likelihoods([SAYS], NOBODY, scorer)
    assert says.none > 0.5


def test_events_left_out_are_counted_beside_grammar_alone() -> None:
    line = left_out([(n % 2, case) for n, case in enumerate(FOUND)], [learn(FOUND[:400])] * 2)
    assert line.startswith("of 800 events left out 1.000 name who did it (0.000 by grammar alone), 0.000 somebody else")
    assert line.endswith("of 400 of which nobody is named who did it 0.000 name somebody")
