"""Who does what to whom, off a tree that is given: voices, negation, joined groups and clauses."""

from __future__ import annotations

import pytest

from geoinc.text.syntax.arguments import clause, coordinations, predicate, verbs
from geoinc.text.syntax.sentence import ROOT, TaggedSentence, Word


def sentence(rows: str) -> TaggedSentence:
    """Return a sentence of rows "form lemma TAG FINE head label", heads from 1, 0 for the root."""
    words, at = [], 0
    parts = [row.split() for row in rows.strip().splitlines()]
    text = " ".join(p[0] for p in parts)
    for form, lemma, tag, fine, head, label in parts:
        words.append(
            Word(
                form,
                form,
                at,
                at + len(form),
                lemma,
                tag,
                fine,
                int(head) - 1 if int(head) else ROOT,
                label,
                quoted=False,
            )
        )
        at += len(form) + 1
    return TaggedSentence(text, 0, len(text), tuple(words), 0, len(words), len(words))


PASSIVE = sentence("""
Two two NUM CD 2 nummod
guards guard NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
shot shoot VERB VBN 0 root
by by ADP IN 6 case
gunmen gunman NOUN NNS 4 obl:agent
. . PUNCT . 4 punct
""")
DENIED = sentence("""
Rebels rebel NOUN NNS 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
attack attack VERB VB 0 root
the the DET DT 6 det
base base NOUN NN 4 obj
and and CCONJ CC 9 cc
the the DET DT 9 det
bridge bridge NOUN NN 6 conj
. . PUNCT . 4 punct
""")


def named(found: TaggedSentence, group: int | None) -> str:
    return found.text_of(group)


def test_verbs_are_found_in_order() -> None:
    assert [PASSIVE.words[v].lemma for v in verbs(PASSIVE)] == ["shoot"]
    assert [DENIED.words[v].lemma for v in verbs(DENIED)] == ["attack"]


@pytest.mark.parametrize(
    ("read", "agent", "patient", "negated"),
    [(PASSIVE, "gunmen", "Two guards", False), (DENIED, "Rebels", "the base", True)],
)
def test_both_readings(read: TaggedSentence, agent: str, patient: str, *, negated: bool) -> None:
    [verb] = verbs(read)
    found = predicate(read, verb)
    for reading in (found.tree, found.chunks):
        assert (named(read, reading.agent), named(read, reading.patient), reading.negated) == (agent, patient, negated)
    assert found.agreed


def test_groups_that_are_joined() -> None:
    assert [[named(DENIED, g) for g in run] for run in coordinations(DENIED)] == [["the base", "the bridge"]]
    assert coordinations(PASSIVE) == ()


def test_a_clause_is_what_hangs_on_its_verb() -> None:
    assert len({clause(PASSIVE, i) for i in range(len(PASSIVE.words))}) == 1
