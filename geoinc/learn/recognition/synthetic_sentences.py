"""Sentences made from templates of our own and the gazetteer's names, for training.

Annotated news names well-known places; incident reports name hamlets in spellings that only a gazetteer's alternate
names have. Drills teach that the words around decide, whatever the gazetteer thinks of a name: "near X" is a place,
"Colonel X" is none.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import KIND_NUMBER
from geoinc.model import PlaceKind
from geoinc.toponyms.recognize.lexicon import classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.gazetteer import Gazetteer

PLACES: Final = (
    "Four people died near [{a}](literal), residents said.",
    "Shells hit [{a}](literal) and [{b}](literal) overnight.",
    "Fighters withdrew from [{a}](literal) towards [{b}](literal) on Monday.",
    "A mine exploded on the road between [{a}](literal) and [{b}](literal).",
    "The convoy was ambushed near [{a}](literal) on Thursday.",
    "The army said it had retaken [{a}](literal), a village north of [{b}](literal).",
    "Two soldiers were wounded in [{a}](literal), medics said. The wounded were taken to [{b}](literal).",
    "Police found the bodies in [{a}](literal), 12 km south of [{b}](literal).",
    "Residents of [{a}](literal) fled to [{b}](literal).",
    "Clashes continued around [{a}](literal) for a third day, and two people were shot dead in [{b}](literal).",
    "Troops advanced on [{a}](literal), [{b}](literal), [{c}](literal) and [{d}](literal).",
    "Air strikes hit the villages of [{a}](literal) and [{b}](literal), near [{c}](literal).",
    "Gunmen stormed [{a}](literal) village on Friday and burned [{b}](literal).",
    "[{A}](literal), [{b}](literal) - Three people died in a blast, doctors said.",
    "The dead were from [{a}](literal), [{c} {d}](literal) and [{b}](literal).",
    "Rebels seized [{c} {d}](literal) and [{a}](literal) before dawn.",
    "The army took [{a}](literal), [{b} {c}](literal), [{d} {a}](literal) and [{c}](literal).",
    "Clashes broke out in the villages of [{a} {b}](literal) and [{c} {d}](literal).",
    "Villagers left [{a} {b}](literal), [{c} {d}](literal) and [{d}](literal) after the raid.",
    "The bridge at [{a} {b}](literal) was destroyed, and the road to [{c} {d}](literal) cut.",
    "A clinic near [{a} {b}](literal) treated the wounded from [{c}](literal) and [{d} {c}](literal).",
    "The towns of [{a}](literal), [{b}](literal) and [{c} {d}](literal) fell within a day.",
    "In [{a}](literal), a clinic and nine houses were burned. In [{b}](literal), nothing happened.",
    "In [{a} {b}](literal), some 14 km south of [{c}](literal), a bridge collapsed.",
    "The road between [{a}](literal) and [{b}](literal) was closed, and a truck burned north of [{c} {d}](literal).",
    "2 May – [{a}](literal): two guards were shot. 3 May – [{b} {c}](literal): a bus was robbed.",
    "7 June, [{a}](literal): a grenade hurt three. [{b}](literal) ([{c}](literal) district): gunmen took cattle.",
    "A mortar round hit a school in [{a}](literal) on Tuesday, near [{b}](literal): nobody was hurt in [{c}](literal).",
    "6 July – [{a}](literal): a bus was looted. 19 July – [{b}](literal): two men were hurt. 1 May – [{c}](literal): a raid.",
    "Shelling was reported in [{p} {a}](literal) and [{q} {b}](literal).",
    "Troops entered [{p} {a}](literal), [{q} {c}](literal) and [{d}](literal).",
)
PERSONS: Final = (
    "General {a} told reporters on Tuesday that the offensive was over.",
    "Mr. {a} and Colonel {b} were killed by a sniper.",
    "Commander Ali {a} denied the report, and Sarah {b} confirmed it.",
    "Anna {a}, 34, was arrested; {a} denied the charges.",
    "The two governments back {a}, whose allies met Mr {b}.",
    "Jordan {a} and Paris {b} were arrested on Tuesday.",
    "{a} {b} and {c} {d} told the court that they were innocent.",
    "{a} {b}, {c} {d} and Bill {c} scored in the second half.",
    "Judge {a} {b} fined {c} {d} Foods and sent {d}, 43, to prison.",
    "He married {a} {b}, left Emma {c} and visited {c} {d} in hospital.",
    "Commander Abu {a} and Umm {b} gave themselves up, Dan {c} said.",
    "{b} pleaded guilty on Monday, and {c} said that {b} had been shot.",
    "A clerk of the [{a} County](literal) Superior Court spoke to {b} and {c} {d}.",
    "Students of [{a}](literal) High School met the [{b}](literal) Police Department at the {c} Center.",
    "The [{a} {b}](literal) City Council thanked Mary {c} and {d} Bank.",
)
ROUNDS: Final = 20
"""How many sentences each template gives."""
UNKNOWN_EVERY: Final = 2
"""Every how many rounds the names are made up, so that names which no gazetteer has are found by what is around them."""
SHORTEST: Final = 4
LONGEST: Final = 16


def sentences(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield marked-up sentences over names of settlements, the same ones for the same gazetteer."""
    known = cycle(_names(gazetteer, count=2 * ROUNDS * len(PLACES)))
    prefixes = cycle(word for word in classes()["geo_prefix"] if word.isalpha())
    for round_number in range(ROUNDS):
        for template in PLACES + PERSONS:
            a, b, c, d = (next(known) for _ in range(4))
            if round_number % UNKNOWN_EVERY == 0:
                a, b, c, d = _crossed(a, b), _crossed(b, c), _crossed(c, d), _crossed(d, a)
            yield template.format(a=a, b=b, c=c, d=d, A=a.upper(), p=next(prefixes), q=next(prefixes))


def _crossed(first: str, second: str) -> str:
    """Return a name that no gazetteer has, from halves of two."""
    return first[: (len(first) + 1) // 2] + second[len(second) // 2 :].lower()


def _names(gazetteer: Gazetteer, *, count: int) -> list[str]:
    """Return the last (least usual) names of settlements from all over the importance scale, in Latin capitals."""
    settlements = (gazetteer.columns.kind == KIND_NUMBER[PlaceKind.SETTLEMENT]).nonzero()[0]
    stride = max(len(settlements) // (3 * count), 1)
    found = []
    for index in settlements[::stride].tolist():
        usable = [name for name in gazetteer.names(index) if _is_plain(name)]
        found += usable[-1:]
    return found[:: max(len(found) // count, 1)] or ["Nowhere"]


def _is_plain(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST and name.isascii() and name.istitle() and name.isalpha()
