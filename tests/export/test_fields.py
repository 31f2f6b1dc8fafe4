"""The table of fields that every format shares."""

from __future__ import annotations

from geoinc.export.fields import actor_words, claim_sentence
from geoinc.model import Actor, Claim, Findings, Harm, Role, Stance


def test_who_is_accused_is_not_written_as_a_fact(findings: Findings) -> None:
    span = findings.incidents[0].spans[0]
    done = Actor("army", Role.ATTACKER, span)
    accused = Actor("militia", Role.ATTACKER, span, stance=Stance.SUSPECTED, speaker="the army")
    assert (actor_words(done), actor_words(accused)) == ("army", "militia (suspected, says the army)")


def test_a_count_of_some_of_the_victims_says_so(findings: Findings) -> None:
    span = findings.incidents[0].spans[0]
    children = Claim(Harm.KILLED, span, min=24, max=24, victims="children", subset=True)
    assert claim_sentence(children) == "killed: of them 24 children (no speaker named)"
