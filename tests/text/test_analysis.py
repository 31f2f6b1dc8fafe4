from __future__ import annotations

import weakref
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc.text.analysis import OPENER, ParsedSentence, Predicate, Reading, Voice, analyse, analyse_all
from geoinc.text.syntax.network import LONGEST, default


def sentence(text: str) -> ParsedSentence:
    found = analyse(text, [(0, len(text))])
    assert len(found) == 1
    return found[0]


def verb(read: ParsedSentence, lemma: str) -> Predicate:
    return next(p for p in read.predicates if p.lemma == lemma)


def who_whom(read: ParsedSentence, reading: Reading) -> tuple[str, str]:
    return read.text_of(reading.agent), read.text_of(reading.patient)


BOTH = [
    ("Gunmen killed two nurses near Gao on Monday.", "kill", "Gunmen", "two nurses"),
    ("Two nurses were killed by gunmen near Gao.", "kill", "gunmen", "Two nurses"),
    ("An aid worker was shot dead by unknown men in Kabul.", "shoot", "unknown men", "An aid worker"),
    ("Three staff killed in Kabul on 5 May 2012.", "kill", "", "Three staff"),
    ("NIGERIA: Six robbers boarded a tanker in position 06-18N 003-21E.", "board", "Six robbers", "a tanker"),
    ("A Turkish air strike killed six people in Dohuk, the mayor said.", "kill", "A Turkish air strike", "six people"),
    ("The army denied that its soldiers had attacked the village.", "attack", "its soldiers", "the village"),
    ("Robbers boarded the tug and stole cash.", "steal", "Robbers", "cash"),
    ("The convoy was attacked and looted by bandits.", "attack", "bandits", "The convoy"),
    ("Gunmen who had stopped the convoy abducted and later killed the nurse.", "abduct", "Gunmen", "the nurse"),
    ("“They took the base,” said Ali.", "say", "Ali", ""),
    ("Robbers armed with guns and long knives boarded the tug.", "board", "Robbers", "the tug"),
    ("A bomb exploded in the market, killing nine people.", "kill", "A bomb", "nine people"),
    ("Two guards and their driver were abducted.", "abduct", "", "Two guards"),
    ("GUNMEN ATTACKED A CONVOY NEAR GAO", "attack", "GUNMEN", "A CONVOY"),
]


@pytest.mark.parametrize(("text", "lemma", "agent", "patient"), BOTH)
def test_both_readings_say_who_did_what_to_whom(text: str, lemma: str, agent: str, patient: str) -> None:
    read = sentence(text)
    found = verb(read, lemma)
    assert who_whom(read, found.tree) == (agent, patient)
    assert who_whom(read, found.chunks) == (agent, patient)
    assert found.agreed


@pytest.mark.parametrize(
    ("text", "lemma", "agent", "patient"),
    [
        (
            "One cook (a local man) was killed after members of the militia raided the camp.",
            "raid",
            "members",
            "the camp",
        ),
        ("One worker was abducted by allegedly the rebels in Sake.", "abduct", "the rebels", "One worker"),
        ("One nurse was kidnapped (a cook fled) by the militia.", "kidnap", "the militia", "One nurse"),
        ("Two clerks were kidnapped while driving to Gao by the rebels.", "kidnap", "the rebels", "Two clerks"),
        ("Two staff were hurt when a group of youths, protesting in town, attacked them.", "attack", "a group", "them"),
    ],
)
def test_word_order_reads_what_trees_lose(text: str, lemma: str, agent: str, patient: str) -> None:
    read = sentence(text)
    assert who_whom(read, verb(read, lemma).chunks) == (agent, patient)


def test_prepositions_of_a_verb() -> None:
    read = sentence("Gunmen opened fire on a convoy near Gao.")
    pairs = [(p, read.text_of(g)) for p, g in verb(read, "open").chunks.prepositions]
    assert pairs == [("on", "a convoy"), ("near", "Gao")]
    assert ("near", "Gao") in [(p, read.text_of(g)) for p, g in verb(read, "open").tree.prepositions]


@pytest.mark.parametrize(
    ("text", "lemma", "negated"),
    [
        ("No one was killed in the attack.", "kill", True),
        ("The police did not shoot the man.", "shoot", True),
        ("The police shot the man.", "shoot", False),
    ],
)
def test_negation(text: str, lemma: str, *, negated: bool) -> None:
    found = verb(sentence(text), lemma)
    assert (found.tree.negated, found.chunks.negated) == (negated, negated)


def test_joined_groups_and_their_counts() -> None:
    read = sentence("Eight guards, two drivers and their cook were killed.")
    assert [[read.text_of(g) for g in run] for run in read.coordinations] == [
        ["Eight guards", "two drivers", "their cook"]
    ]
    counts = [read.count(g) for g in read.coordinations[0]]
    assert [c.min if c else None for c in counts] == [8, 2, None]
    also = sentence("Five officers as well as three civilians were killed.")
    assert [[also.text_of(g) for g in run] for run in also.coordinations] == [["Five officers", "three civilians"]]


def test_what_opens_a_line_is_no_part_of_the_sentence_but_keeps_its_offsets() -> None:
    text = "NIGERIA: Robbers boarded a tug."
    read = sentence(text)
    assert [w.text for w in read.words[: read.body]] == ["NIGERIA", ":"]
    assert {w.label for w in read.words[: read.body]} == {OPENER}
    assert all(text[w.start : w.end] == w.text for w in read.words)
    assert read.text_of(verb(read, "board").tree.subject) == "Robbers"


def test_a_position_is_one_word_with_its_characters() -> None:
    read = sentence("Pirates fired on a tug at 03-54N 005-27E on 28 Nov 2012.")
    assert [(w.form, w.text) for w in read.words if w.form.startswith("‹")] == [
        ("‹position›", "03-54N 005-27E"), ("‹date›", "28 Nov 2012"),
    ]  # fmt: skip


def test_complements_of_a_noun() -> None:
    read = sentence("An attack on a convoy by bandits killed four soldiers.")
    attack = read.group_of[next(i for i, w in enumerate(read.words) if w.text == "attack")]
    assert {("on", "a convoy"), ("by", "bandits")} <= {(p, read.text_of(g)) for p, g in read.complements(attack)}


def test_quoted_words_say_so_and_clauses_have_heads() -> None:
    text = "The mayor said “they burned the school” after rebels left."
    read = sentence(text)
    assert [w.text for w in read.words if w.quoted] == ["they", "burned", "the", "school"]
    heads = [read.words[h].text for h in map(read.clause, range(len(read.words)))]
    assert heads[next(i for i, w in enumerate(read.words) if w.text == "school")] == "burned"
    assert heads[0] in {"said", "burned"}


def test_many_texts_read_together_as_alone() -> None:
    texts = [text for text, *_ in BOTH]
    together = analyse_all([(t, None) for t in texts])
    assert [[s.words for s in found] for found in together] == [[s.words for s in analyse(t)] for t in texts]
    assert analyse("") == []
    assert analyse_all([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["killed", "KILLED", "who", "and", ",", "the", "army", "not", "by", "to", "‹", "“", "”", '"', "7", "5 May 2012", ":", "-", "was",
     "Gao", "near", "\n", "of", "his", "'s", "03-54N 005-27E", "é", "中"]), max_size=40))  # fmt: skip
def test_any_words_are_read_without_exception(parts: list[str]) -> None:
    text = " ".join(parts)
    for read in analyse(text, [(0, len(text))]):
        assert all(text[w.start : w.end] == w.text for w in read.words)
        assert all(-1 <= w.head < len(read.words) for w in read.words)
        assert sum(w.head < 0 for w in read.words[read.body :]) <= 1
        assert all(0 <= read.clause(i) < len(read.words) for i in range(len(read.words)))
        groups = read.groups
        assert all(a.end <= b.start for a, b in pairwise(groups))
        assert all(g.start <= g.head < g.end for g in groups)
        for found in read.predicates:
            assert found.tree.voice in Voice
        assert all(len(run) > 1 for run in read.coordinations)


@pytest.mark.parametrize(
    "part", ["killed ", "KILLED AND ", "who killed ", '"killed" ', "the army's ", "killed, ", "(((", "12 "]
)
def test_a_text_without_sentence_ends_is_read_in_pieces(part: str) -> None:
    text = part * 3_000
    found = analyse(text, [(0, len(text))])
    assert max(len(s.words) for s in found) <= LONGEST
    assert sum(len(s.words) for s in found) >= 3_000
    for read in found[:3]:
        assert len(read.predicates) + len(read.words) + len(read.coordinations) > 0


@pytest.mark.parametrize(
    "text", ["IED under a water tanker.", "SVBIED at the gate of the base.", "IED blast kills two."]
)
def test_an_abbreviation_is_no_verb(text: str) -> None:
    [read] = analyse(text)
    assert read.words[0].tag == "NOUN"


def test_in_capitals_a_verb_stays_one() -> None:
    [read] = analyse("REBELS KILLED TWO GUARDS.")
    assert [w.form for w in read.words if w.tag == "VERB"] == ["KILLED"]
    [read] = analyse("A SHIP WAS BOARDED 23 JAN AT THE ANCHORAGE.")
    assert "BOARDED" in [w.form for w in read.words if w.tag == "VERB"]


def test_what_is_read_of_a_sentence_goes_with_it() -> None:
    [read] = analyse("Two guards were shot by gunmen near Gao.", network=default())
    assert [p.agreed for p in read.predicates] == [True]
    assert read.coordinations == read.complements(0) == ()
    gone = weakref.ref(read)
    del read
    assert gone() is None  # without any search for garbage: nothing that it holds holds it
