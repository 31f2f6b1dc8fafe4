from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from geoinc.errors import InputError
from geoinc.learn.syntax.augment import capitals, headline, positioned, styled, unstopped, without
from geoinc.learn.syntax.reports import Reports
from geoinc.learn.syntax.treebank import Tree, read_trees

CONLLU = """# newdoc id = GUM_news_one
# text = Rebels haven't left the town since 5 May 2012.
1	Rebels	rebel	NOUN	NNS	_	4	nsubj	_	_
2-3	haven't	_	_	_	_	_	_	_	_
2	have	have	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	left	leave	VERB	VBN	_	0	root	_	_
5	the	the	DET	DT	_	6	det	_	_
6	town	town	NOUN	NN	_	4	obj	_	_
7	since	since	ADP	IN	_	9	case	_	_
8	5	5	NUM	CD	_	9	nummod	_	_
9	May	May	PROPN	NNP	_	4	obl:tmod	_	_
10	2012	2012	NUM	CD	_	9	nmod:unmarked	_	SpaceAfter=No
11	.	.	PUNCT	.	_	4	punct	_	_

"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    path = tmp_path / "bank.conllu"
    path.write_text(CONLLU, "utf-8")
    return read_trees(path)[0]


def is_tree(tree: Tree) -> bool:
    for word in range(1, len(tree.heads) + 1):
        at, steps = word, 0
        while at and steps <= len(tree.heads):
            at, steps = tree.heads[at - 1], steps + 1
        if at:
            return False
    return tree.heads.count(0) == 1


def test_a_date_becomes_one_word_and_keeps_its_place_in_the_tree(tree: Tree) -> None:
    assert tree.forms == ("Rebels", "have", "n't", "left", "the", "town", "since", "‹date›", ".")
    assert tree.heads == (4, 4, 4, 0, 6, 4, 8, 4, 4)
    assert tree.labels[7] == "obl"
    assert (tree.genre, tree.document) == ("news", "GUM_news_one")


def test_gzip_reads_the_same(tmp_path: Path, tree: Tree) -> None:
    path = tmp_path / "bank.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    assert read_trees(path) == [tree]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bank.conllu"
    path.write_text("1\tA\tb\n", "utf-8")
    with pytest.raises(InputError, match=r"bank\.conllu, line 1: 3 fields"):
        read_trees(path)


def test_styles_keep_trees_whole(tree: Tree) -> None:
    rng = np.random.default_rng(0)
    assert capitals(tree, rng).forms[0] == "REBELS"
    assert capitals(tree, rng).forms[7] == "‹date›"
    short = headline(tree, rng)
    assert [f.lower() for f in short.forms] == ["rebels", "n't", "left", "town", "since", "‹date›"]
    assert is_tree(short)
    assert unstopped(tree, rng).forms == tree.forms[:-1]
    assert without(tree, range(9)) == tree
    assert all(is_tree(styled(tree, rng)) for _ in range(50))


def test_a_place_becomes_a_position() -> None:
    forms, tags = ("Shots", "in", "Gao"), ("NOUN", "ADP", "PROPN")
    tree = Tree(forms, tags, ("NNS", "IN", "NNP"), (0, 3, 1), ("root", "case", "nmod"))
    assert positioned(tree, np.random.default_rng(0)).forms == ("Shots", "in", "‹position›")


def test_made_up_reports_are_trees_and_come_again_from_their_seed() -> None:
    made = list(Reports(np.random.default_rng(4)).sentences(400))
    assert all(is_tree(t) for t in made)
    assert made == list(Reports(np.random.default_rng(4)).sentences(400))
    assert len({t.forms for t in made}) > 390
    labels = {label for t in made for label in t.labels}
    assert {"nsubj:pass", "obl:agent", "acl", "advcl", "conj", "ccomp", "xcomp"} <= labels
