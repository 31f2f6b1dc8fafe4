"""Made-up sentences of incident reports with their trees, from a small grammar and the words of ``reports.toml``.

The treebank writes of robotics teams and court rules: there "shot" is a noun and a passive has an auxiliary. These
sentences say what reports say in the ways that they say it; their places are syllables, so that no name is learned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.language.lexicon import read
from geoinc.learn.syntax.treebank import Tree
from geoinc.text.syntax.tokens import Mask

if TYPE_CHECKING:
    import numpy as np

WORDS = Path(__file__).with_name("reports.toml")
_BASE, _PAST, _PARTICIPLE, _GERUND = range(4)


@dataclass(frozen=True, slots=True)
class _Node:
    """A word with what hangs on it to its left and to its right."""

    form: str
    tag: str
    fine: str
    label: str
    left: tuple[_Node, ...] = ()
    right: tuple[_Node, ...] = ()

    def under(self, label: str) -> _Node:
        return replace(self, label=label)

    def before(self, *nodes: _Node) -> _Node:
        """Return this with more to its left, the farthest first."""
        return replace(self, left=(*nodes, *self.left))

    def after(self, *nodes: _Node) -> _Node:
        """Return this with more to its right."""
        return replace(self, right=(*self.right, *nodes))


@dataclass(frozen=True, slots=True)
class _Verb:
    forms: tuple[str, ...]
    preposition: str = ""


@dataclass(slots=True)
class Reports:
    """Makes sentences by chance; one seed gives one run of them."""

    rng: np.random.Generator
    _words: dict[str, Any] = field(default_factory=lambda: read(WORDS))

    def sentences(self, count: int) -> Iterator[Tree]:
        """Yield so many sentences."""
        for _ in range(count):
            yield _tree(self._sentence())

    def _pick(self, name: str) -> str:
        words = self._words[name]
        return str(words[int(self.rng.integers(len(words)))])

    def _chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def _verb(self, name: str) -> _Verb:
        forms, _, preposition = self._pick(name).partition(" : ")
        return _Verb(tuple(forms.split()), preposition)

    def _noun(self, name: str, label: str, *, plural: bool | None = None) -> _Node:
        singular, _, several = self._pick(name).partition(" ")
        if plural is None:
            plural = self._chance(0.5)
        if not several or several == "-" or not plural:
            return _Node(singular, "NOUN", "NN", label)
        return _Node(several, "NOUN", "NNS", label)

    def _people(self, label: str, *, plain: bool = False) -> _Node:
        """Return people as a group: counted, described, owned, or by name; now and then with words behind them."""
        if self._chance(0.06):
            return _Node("they", "PRON", "PRP", label)
        if self._chance(0.08):
            return self._name(self._pick("names"), label)
        noun = self._noun("people_alone", label) if self._chance(0.25) else self._noun("people", label)
        if self._chance(0.35):
            noun = noun.before(_Node(self._pick("compounds"), "NOUN", "NN", "compound"))
        if self._chance(0.35):
            noun = noun.before(_Node(self._pick("adjectives"), "ADJ", "JJ", "amod"))
        noun = self._determined(noun)
        return noun if plain or self._chance(0.75) else noun.after(self._described())

    def _described(self) -> _Node:
        """Return what says more of people: armed, from a place, in a thing, or what they had done."""
        chance = self.rng.random()
        if chance < 0.3:
            weapon = self._noun("weapons", "obl", plural=True).before(_Node("with", "ADP", "IN", "case"))
            return _Node("armed", "VERB", "VBN", "acl").after(weapon)
        if chance < 0.5:
            return self._cased("from", self._place("nmod"))
        if chance < 0.75:
            return self._cased("in", self._thing("nmod"))
        verb = self._verb("verbs_on_things").forms
        who = _Node("who", "PRON", "WP", "nsubj")
        had = _Node("had", "AUX", "VBD", "aux")
        return _Node(verb[_PARTICIPLE], "VERB", "VBN", "acl:relcl").before(who, had).after(self._thing("obj"))

    def _determined(self, noun: _Node) -> _Node:
        """Return a noun with a number, an article, an owner, or nothing where it is plural."""
        plural = noun.fine == "NNS" or noun.form in self._words["people_alone"]
        chance = self.rng.random()
        if plural and chance < 0.45:
            number = self._pick("numbers")
            node = _Node(number, "NUM", "CD", "nummod")
            if self._chance(0.2):
                least = _Node("least", "ADJ", "JJS", "advmod").before(_Node("at", "ADP", "IN", "case"))
                node = node.before(least)
            return noun.before(node)
        if chance < 0.6:
            return noun.before(_Node("the", "DET", "DT", "det"))
        if chance < 0.7:
            return noun.before(_Node("their" if self._chance(0.6) else "his", "PRON", "PRP$", "nmod:poss"))
        if plural:
            return noun
        first = (noun.left[0].form if noun.left else noun.form)[0].lower()
        return noun.before(_Node("an" if first in "aeiou" else "a", "DET", "DT", "det"))

    def _thing(self, label: str) -> _Node:
        noun = self._noun("things", label)
        if self._chance(0.4):
            noun = noun.before(_Node(self._pick("thing_compounds"), "NOUN", "NN", "compound"))
        return self._determined(noun)

    def _name(self, name: str, label: str) -> _Node:
        parts = name.replace("-", " - ").split()
        head = _Node(parts[-1], "PROPN", "NNP", label)
        for part in reversed(parts[:-1]):
            node = _Node(part, "PUNCT", "HYPH", "punct") if part == "-" else _Node(part, "PROPN", "NNP", "compound")
            head = head.before(node)
        return head

    def _place(self, label: str) -> _Node:
        """Return a made-up place, now and then with the unit it lies in."""
        count = int(self.rng.integers(2, 4))
        name = "".join(self._pick("syllables") for _ in range(count)).capitalize()
        if self._chance(0.2):
            unit = _Node(self._pick("units"), "NOUN", "NN", label)
            return unit.before(_Node(name, "PROPN", "NNP", "compound"))
        node = _Node(name, "PROPN", "NNP", label)
        if self._chance(0.2):
            other = "".join(self._pick("syllables") for _ in range(2)).capitalize()
            node = node.after(_Node(other, "PROPN", "NNP", "appos").before(_COMMA))
        return node

    def _cased(self, preposition: str, noun: _Node) -> _Node:
        return noun.before(_Node(preposition, "ADP", "IN", "case"))

    def _circumstances(self) -> list[_Node]:
        """Return where and when, in any number and order, as they hang on a verb."""
        found = []
        if self._chance(0.6):
            found.append(self._cased(("in", "near", "at", "outside")[int(self.rng.integers(4))], self._place("obl")))
        if self._chance(0.15):
            position = _Node(Mask.POSITION.value, "PROPN", "NNP", "obl")
            if self._chance(0.5):
                position = position.before(_Node("position", "NOUN", "NN", "compound"))
            found.append(self._cased("in" if position.left else "at", position))
        if self._chance(0.3):
            day = _Node(self._pick("weekdays"), "PROPN", "NNP", "obl")
            found.append(self._cased("on", day))
        elif self._chance(0.3):
            date = _Node(Mask.DATE.value, "PROPN", "NNP", "obl")
            found.append(self._cased("on", date) if self._chance(0.8) else date.under("obl:unmarked"))
        if self._chance(0.15):
            found.append(self._cased("at", _Node(Mask.TIME.value, "PROPN", "NNP", "obl")))
        if self._chance(0.1):
            found.append(self._cased("with", self._noun("weapons", "obl", plural=True)))
        if self._chance(0.15):
            found.append(self._cased("in", self._event("obl")))
        return found

    def _event(self, label: str) -> _Node:
        """Return an event as a noun, now and then with whom it hit and who did it."""
        noun = self._noun("events", label)
        if self._chance(0.3):
            noun = noun.before(_Node(self._pick("event_compounds"), "NOUN", "NN", "compound"))
        noun = self._determined(noun)
        if self._chance(0.35):
            noun = noun.after(self._cased("on", self._thing("nmod")))
        if self._chance(0.25):
            noun = noun.after(self._cased("by", self._people("nmod", plain=True)))
        return noun

    def _active(self, label: str, subject: _Node | None) -> _Node:
        """Return a verb with its object; the subject may be left out (a second verb)."""
        chance = self.rng.random()
        if chance < 0.35:
            verb, given = self._verb("verbs_on_people"), self._people("obj")
        elif chance < 0.7:
            verb, given = self._verb("verbs_on_things"), self._thing("obj")
        elif chance < 0.8:
            verb, given = self._verb("verbs_with_preposition"), self._thing("obl")
        elif chance < 0.88:
            verb, given = _Verb(("steal", "stole", "stolen", "stealing")), self._determined(self._noun("loot", "obj"))
        else:
            return self._alone(label, subject)
        node = _Node(verb.forms[_PAST], "VERB", "VBD", label)
        if subject is not None:
            node = node.before(subject.under("nsubj"))
        if verb.forms[_BASE] == "open":
            node = node.after(_Node("fire", "NOUN", "NN", "obj"))
        if verb.forms[_BASE] == "gun":
            node = node.after(_Node("down", "ADP", "RP", "compound:prt"))
        node = node.after(self._cased(verb.preposition, given) if verb.preposition else given)
        if verb.forms[_BASE] == "shoot" and not verb.preposition and self._chance(0.3):
            node = node.after(_Node("dead", "ADJ", "JJ", "xcomp"))
        return node

    def _alone(self, label: str, subject: _Node | None) -> _Node:
        node = _Node(self._verb("verbs_alone").forms[_PAST], "VERB", "VBD", label)
        return node if subject is None else node.before(subject.under("nsubj"))

    def _passive(self, label: str, subject: _Node | None, *, bare: bool = False) -> _Node:
        """Return a passive, its auxiliary left out where ``bare``."""
        people = self._chance(0.65)
        verb = self._verb("verbs_on_people" if people else "verbs_on_things")
        node = _Node(verb.forms[_PARTICIPLE], "VERB", "VBN", label)
        if subject is not None:
            subject = self._people("nsubj:pass") if people else self._thing("nsubj:pass")
            helpers = [] if bare else self._auxiliaries(subject)
            node = node.before(subject, *helpers)
        if verb.forms[_BASE] == "shoot" and self._chance(0.4):
            dead = self._chance(0.6)
            node = node.after(
                _Node("dead", "ADJ", "JJ", "xcomp")
                if dead
                else self._cased("in", _Node("leg", "NOUN", "NN", "obl").before(_Node("the", "DET", "DT", "det")))
            )
        if verb.forms[_BASE] == "gun":
            node = node.after(_Node("down", "ADP", "RP", "compound:prt"))
        if self._chance(0.4):
            node = node.after(self._cased("by", self._people("obl:agent")))
        return node

    def _auxiliaries(self, subject: _Node) -> list[_Node]:
        plural = subject.fine == "NNS" or subject.form in {"they", *self._words["people_alone"]}
        no = [_Node("not", "PART", "RB", "advmod")] if self._chance(0.04) else []
        if self._chance(0.1):
            have = _Node("have" if plural else "has", "AUX", "VBP" if plural else "VBZ", "aux")
            return [have, *no, _Node("been", "AUX", "VBN", "aux:pass")]
        return [_Node("were" if plural else "was", "AUX", "VBD", "aux:pass"), *no]

    def _clause(self, label: str) -> _Node:
        """Return a clause: active or passive, with circumstances, and now and then a second verb."""
        subject = self._people("nsubj")
        bare = self._chance(0.25)
        passive = self._chance(0.5)
        node = self._passive(label, subject, bare=bare) if passive else self._active(label, subject)
        node = node.after(*self._circumstances())
        if not self._chance(0.35):
            return node
        conjunction = _Node("and" if self._chance(0.9) else "before", "CCONJ", "CC", "cc")
        if conjunction.form == "before":
            return node.after(self._participle("advcl").before(_Node("before", "SCONJ", "IN", "mark")))
        if passive and self._chance(0.5):
            verbs = [_Node(self._verb("verbs_on_people").forms[_PARTICIPLE], "VERB", "VBN", "conj") for _ in range(2)]
            if self._chance(0.5):
                return node.after(verbs[0].before(_COMMA), verbs[1].before(conjunction))
            return node.after(verbs[0].before(conjunction))
        return node.after(self._active("conj", None).before(conjunction))

    def _participle(self, label: str) -> _Node:
        """Return "killing three people"."""
        people = self._chance(0.7)
        verb = self._verb("verbs_on_people" if people else "verbs_on_things")
        given = self._people("obj", plain=True) if people else self._thing("obj")
        return _Node(verb.forms[_GERUND], "VERB", "VBG", label).after(given)

    def _sentence(self) -> _Node:
        chance = self.rng.random()
        if chance < 0.45:
            node = self._clause("root")
        elif chance < 0.6:
            node = self._clause("root").after(self._participle("advcl").before(_COMMA))
        elif chance < 0.72:
            when = _Node("when" if self._chance(0.6) else "after", "SCONJ", "IN", "mark")
            when = replace(when, tag="ADV", fine="WRB", label="advmod") if when.form == "when" else when
            inner = self._clause("advcl").before(when)
            node = self._clause("root").after(inner)
        elif chance < 0.8:
            verb = self._verb("verbs_of_saying")
            inner = self._clause("ccomp").before(_Node("that", "SCONJ", "IN", "mark"))
            node = (
                _Node(verb.forms[_PAST], "VERB", "VBD", "root").before(self._people("nsubj", plain=True)).after(inner)
            )
        elif chance < 0.88:
            going = _Node(self._verb("verbs_of_going").forms[_GERUND], "VERB", "VBG", "advcl")
            going = going.before(_Node("while", "SCONJ", "IN", "mark"))
            going = going.after(self._cased("from", self._place("obl")), self._cased("to", self._place("obl")))
            node = self._passive("root", self._people("nsubj:pass")).after(going)
        elif chance < 0.94:
            tried = self._verb("verbs_of_trying").forms[_PAST]
            raid = self._verb("verbs_on_things").forms[_BASE]
            inner = (
                _Node(raid, "VERB", "VB", "xcomp").before(_Node("to", "PART", "TO", "mark")).after(self._thing("obj"))
            )
            node = (
                _Node(tried, "VERB", "VBD", "root").before(self._people("nsubj")).after(inner, *self._circumstances())
            )
        else:
            event = self._event("nsubj")
            killed = self._verb("verbs_on_people").forms[_PAST]
            node = _Node(killed, "VERB", "VBD", "root").before(event).after(self._people("obj"), *self._circumstances())
        return node if self._chance(0.15) else node.after(_Node(".", "PUNCT", ".", "punct"))


_COMMA = _Node(",", "PUNCT", ",", "punct")


def _tree(root: _Node) -> Tree:
    """Return a sentence as words in order, its first with a capital."""
    nodes: list[_Node] = []
    heads: dict[int, int] = {}

    def walk(node: _Node) -> int:
        left = [walk(child) for child in node.left]
        place = len(nodes)
        nodes.append(node)
        for child in (*left, *[walk(child) for child in node.right]):
            heads[child] = place + 1
        return place

    heads[walk(root)] = 0
    forms = [n.form for n in nodes]
    forms[0] = forms[0] if forms[0].startswith("‹") else forms[0][0].upper() + forms[0][1:]
    return Tree(
        tuple(forms), tuple(n.tag for n in nodes), tuple(n.fine for n in nodes),
        tuple(heads[i] for i in range(len(nodes))), tuple(n.label for n in nodes), "made_reports",
    )  # fmt: skip
