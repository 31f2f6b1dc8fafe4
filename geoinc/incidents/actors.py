"""Who takes part: named groups with their aliases, and phrases such as "pro-regime forces", by side and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from geoinc.language.lexicon import FOLDER, load, rows
from geoinc.model import Span
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import WORDS, Token, words_of

IRREGULAR = frozenset({"armed group", "militia", "gang", "unknown"})
"""Kinds of those who fight for no state: different voices call the same people by any of them ("attackers", "militants")."""
ARMED = IRREGULAR | {"state", "coalition"}
"""Kinds of all who fight."""
_SHAPE = {"name!": str, "kind!": str, "side!": str, "aliases!": list, "where": list}
_MODIFIERS = 4
"""How many adjectives before a head belong to the actor's name."""
_LONGEST_TAILED = 6


class Party(NamedTuple):
    """Words that name an actor; ``named`` is a known group, ``doubt`` says that it is only "suspected" or the like."""

    name: str
    kind: str
    side: str | None
    span: Span
    named: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """A known group; one with ``where`` is meant only in texts that have one of those words."""

    name: str
    kind: str
    side: str
    where: frozenset[str] = frozenset()

    def meant_in(self, page: frozenset[str] | None) -> bool:
        """Whether a text of these words means this group; None stands for a text unknown."""
        return page is None or not self.where or not self.where.isdisjoint(page)


@cache
def _aliases() -> dict[str, list[_Group]]:
    """Return the groups of each alias, those first that are meant in some texts only."""
    found: dict[str, list[_Group]] = {}
    for row in rows(FOLDER / "actors.toml", "actor", _SHAPE):
        for alias in row["aliases"]:
            group = _Group(row["name"], row["kind"], row["side"], frozenset(row.get("where", ())))
            found.setdefault(_key(alias), []).append(group)
    return {key: sorted(groups, key=lambda g: not g.where) for key, groups in found.items()}


def _group_named(words: str, page: frozenset[str] | None) -> _Group | None:
    """Return the group that an alias means in a text of these words, or None."""
    return next((g for g in _aliases().get(_key(words), ()) if g.meant_in(page)), None)


@cache
def _by_word() -> dict[str, list[tuple[int, str]]]:
    """Return the aliases by their longest word, "" for those without letters, each with its rank: longer ones go first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for rank, alias in enumerate(sorted(_originals(), key=len, reverse=True)):
        found.setdefault(max(WORDS.findall(alias.lower()), key=len, default=""), []).append((rank, alias))
    return found


@cache
def _pattern(alias: str, *, capitals: bool = False) -> re.Pattern[str]:
    alias = alias.upper() if capitals else alias
    spaced = re.escape(alias).replace(r"\ ", r"[\s-]+").replace(r"\-", r"\s?[\s-]")
    return re.compile(rf"(?<!\w){spaced}(?!\w)")


def _aliased(text: str, words: frozenset[str]) -> list[re.Match[str]]:
    """Return where aliases stand in a text of these words (runs of letters, lower case), in order, not overlapping."""
    known = _by_word()
    capitals = len(text) > _SHORT and text.isupper()
    asked = [one for word in (known.keys() & words) | ({""} & known.keys()) for one in known[word]]
    matches = [
        (m.start(), rank, m)
        for rank, alias in asked
        if not (capitals and alias.lower() in _name_words("never"))
        for m in _pattern(alias, capitals=capitals).finditer(text)
    ]
    found: list[re.Match[str]] = []
    for start, _, match in sorted(matches, key=lambda one: one[:2]):
        if not found or start >= found[-1].end():
            found.append(match)
    return found


_SHORT = 20
"""A text in capitals is longer than this, else it is an abbreviation."""


def _originals() -> Iterator[str]:
    for row in rows(FOLDER / "actors.toml", "actor", _SHAPE):
        for alias in row["aliases"]:
            yield alias
            if alias[0].islower():
                yield alias[0].upper() + alias[1:]


def _key(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text).lower()


@cache
def _heads() -> dict[str, str]:
    return {head: kind for kind, heads in load("actors")["heads"].items() for head in heads}


@cache
def _demonyms() -> dict[str, str]:
    return {adjective.lower(): country for adjective, country in load("actors")["demonyms"].items()}


@cache
def tie_words() -> dict[str, frozenset[str]]:
    """Return the words that say whom somebody belongs to, and the adverbs that put that in doubt."""
    return {name: frozenset(words) for name, words in load("actors")["ties"].items()}


def is_no_group(name: str) -> bool:
    """Whether a name written large is of a weapon or a time rather than of anybody ("IED", "Ramadan")."""
    return name.lower() in _nobodies()


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(load("actors")["nobody"]["words"])


def country_of(name: str) -> str | None:
    """Return the country that a name is, as the lexicon of nations writes it ("Russia", "the US"), or None."""
    return _countries().get(name.lower().removeprefix("the "))


@cache
def _countries() -> dict[str, str]:
    named = {country.lower(): country for country in _demonyms().values()}
    return named | dict.fromkeys(("us", "u.s.", "usa"), "United States") | {"uk": "United Kingdom"}


def code_of(country: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, as the lexicon of nations writes it, or None."""
    code: str | None = load("actors")["codes"].get(country)
    return code


def nation_of(word: str) -> str | None:
    """Return the country that a lower-case word names somebody as of ("turkish"), or None."""
    return _demonyms().get(word)


def governed_from(name: str) -> str | None:
    """Return the country whose government is meant where a report says that its seat spoke or acted ("Islamabad")."""
    country: str | None = load("actors")["capitals"].get(name)
    return country


def is_demonym(word: str) -> bool:
    """Whether a lower-case word names somebody's nation ("pakistani")."""
    return word in _demonyms()


def actor_kind(word: str) -> str | None:
    """Return the kind of people that a lower-case noun stands for ("militias"), or None."""
    return _heads().get(word)


@lru_cache(maxsize=256)
def kinds_among(words: frozenset[str]) -> frozenset[str]:
    """Return the kinds of people that some lower-case words stand for; kept, as a sentence is asked twice."""
    heads = _heads()
    return frozenset(heads[word] for word in heads.keys() & words)


def words_for(kinds: frozenset[str]) -> frozenset[str]:
    """Return the nouns that stand for people of some kinds."""
    return frozenset(head for head, kind in _heads().items() if kind in kinds)


def is_plain(name: str) -> bool:
    """Whether a name is a noun for people alone, or with their nation or a word of doubt ("Salvadoran guerrillas")."""
    words = name.lower().split()
    head = 2 if " ".join(words[-2:]) in _heads() else 1
    return " ".join(words[-head:]) in _heads() and all(
        w in _name_words("bare") or is_demonym(w) or country_of(w) is not None for w in words[:-head]
    )


def kind_told(name: str) -> str | None:
    """Return the kind of people that a name tells: of the group or the nation that it is, else by its nouns."""
    match = next(iter(_aliased(name, words_of(name))), None)
    group = _group_named(match[0], None) if match else None
    if group is not None:
        return group.kind
    words = [w.lower() for w in re.split(r"[\s-]+", name)]
    if country_of(name) or (any(is_demonym(w) for w in words) and not any(w in _heads() for w in words)):
        return "state"
    pairs = (" ".join(pair) for pair in pairwise(words))
    return next((_heads()[w] for w in (*pairs, *reversed(words)) if w in _heads()), None)


def is_army(name: str) -> bool:
    """Whether a name ends in a noun for those who fight for a state ("troops", "the army")."""
    return name.lower().endswith(tuple(load("actors")["alike"]["army"]))


def content_words(words: Iterable[str]) -> Iterator[str]:
    """Yield the lower-case words of a name that tell who somebody is: no articles, numbers, prepositions or "armed"."""
    yield from (w for w in words if w not in _name_words("never") and w not in _name_words("bare"))


def is_actor_head(word: str) -> bool:
    """Whether a lower-case word is a noun for people who act ("militias")."""
    return word in _heads()


def find_parties(sentence: Sentence) -> tuple[Party, ...]:
    """Return the actors that a sentence names, in order, not overlapping; kept, as several readers ask for them."""
    kept = sentence.kept
    if find_parties not in kept:
        kept[find_parties] = _parties(sentence)
    found: tuple[Party, ...] = kept[find_parties]
    return found


def _parties(sentence: Sentence) -> tuple[Party, ...]:
    named = [*_named(sentence), *_tailed(sentence)]
    named += [p for p in _communities(sentence) if not any(_follows(p.span, n.span) for n in named)]
    general = [
        p for p in (*_bearing(sentence), *_general(sentence)) if not any(_follows(p.span, n.span) for n in named)
    ]
    return tuple(sorted(named + _apart(general), key=lambda p: p.span.start))


def _apart(parties: Sequence[Party]) -> list[Party]:
    """Return parties without those that overlap one before them."""
    found: list[Party] = []
    for party in parties:
        if not any(party.span.start < p.span.end and p.span.start < party.span.end for p in found):
            found.append(party)
    return found


def _bearing(sentence: Sentence) -> Iterator[Party]:
    """Find people by what they bear or wear ("men with long knives")."""
    known = load("actors")["bearing"]
    if sentence.words.isdisjoint(known["people"]) or sentence.words.isdisjoint(known["things"]):
        return
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.lower in known["people"] and i + 1 < len(tokens) and tokens[i + 1].lower in known["leads"]:
            last = next(
                (k for k in range(i + 2, min(i + 2 + _BORNE, len(tokens))) if tokens[k].lower in known["things"]), None
            )
            if last is not None:
                start, end = token.start, tokens[last].end
                text = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
                yield Party(known["name"], "unknown", None, Span(sentence.document_id, start, end, text))


_BORNE = 4
"""Within so many words stands what people bear."""


def _communities(sentence: Sentence) -> Iterator[Party]:
    """Find communities by name ("the Dassanech community", "Murle armed youth")."""
    words = load("actors")["communities"]["words"]
    if sentence.words.isdisjoint(words):
        return
    tokens = sentence.tokens
    for last, token in enumerate(tokens):
        if token.lower not in words:
            continue
        first = last
        while (
            first > 0
            and last - first < _MODIFIERS
            and _modifies(tokens[first - 1])
            and tokens[first - 1].is_word
            and tokens[first - 1].lower not in _name_words("never")
        ):
            first -= 1
        if first < last and first > 0 and tokens[first].is_capital and not is_demonym(tokens[first].lower):
            yield _group_party(sentence, first, last)


def _follows(span: Span, other: Span) -> bool:
    """Whether a span overlaps another one, or stands right behind it ("Hill Front fighters")."""
    return span.start <= other.end + 1 and other.start < span.end


def _named(sentence: Sentence) -> Iterator[Party]:
    for match in _aliased(sentence.text, sentence.words):
        group = _group_named(match[0], sentence.page)
        inside = [
            i
            for i, t in enumerate(sentence.tokens)
            if match.start() <= t.start - sentence.start and t.end - sentence.start <= match.end()
        ]
        led = sentence.text[: match.start()].endswith(("-led ", "-backed ")) and match[0].lower() == "coalition"
        led = led or is_of_another(sentence.text[match.end() :])
        if group and inside and (longer := _first_of(sentence.tokens, inside)) < inside[0]:
            yield _group_party(sentence, longer, inside[-1])
        elif group and inside and not led:
            start, end = match.start() + sentence.start, match.end() + sentence.start
            span = Span(sentence.document_id, start, end, match[0])
            doubt = inside[0] > 0 and sentence.tokens[inside[0] - 1].lower in _name_words("doubt")
            yield Party(group.name, group.kind, group.side, span, named=True, doubt=doubt)


def _first_of(tokens: Sequence[Token], inside: Sequence[int]) -> int:
    """Return where the name begins that an alias of several words is the end of: "the Hill National Liberation Army"."""
    first = inside[0]
    if len(inside) > 1 and tokens[inside[-1]].lower in _name_words("armies"):
        while (
            first > 1
            and tokens[first - 1].is_capital
            and tokens[first].start - tokens[first - 1].end <= 1
            and not is_demonym(tokens[first - 1].lower)
            and tokens[first - 1].lower not in _name_words("never")
        ):
            first -= 1
    return first


def is_of_another(rest: str) -> bool:
    """Whether what stands behind a name makes it a word for somebody else: "the al Qaeda affiliate JNIM", "Iran-backed"."""
    match = _LINK.match(rest)
    return match is not None and match[1].lower() in _name_words("linking")


_LINK = re.compile(r"[\s-](\w+)\b(?! by\b)")


def _tailed(sentence: Sentence) -> Iterator[Party]:
    """Find names that end in a word for groups, with two capitalised words before it, or "the" and one ("the 36th Front")."""
    if _tails()["armed group"].isdisjoint(t.text for t in sentence.tokens):
        return
    aliased = [m.span() for m in _aliased(sentence.text, sentence.words)]
    tokens = sentence.tokens
    for last, token in enumerate(tokens):
        if token.text not in _tails()["armed group"]:
            continue
        first = last
        while first > 0 and last - first < _LONGEST_TAILED and _in_name(tokens, first - 1):
            first -= 1
        first += tokens[first].lower == "the"
        before = {t.text for t in tokens[first:last]}
        position = token.start - sentence.start
        known = any(a <= position < b for a, b in aliased) or before & _tails()["never"]
        enough = last - first > 1 or (
            last - first == 1 and token.text in _tails()["after one"] and tokens[first - 1].lower == "the"
        )
        if enough and not known:
            yield _group_party(sentence, first, last)


def _in_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token may stand in a group's name: written large, or an ordinal ("36th")."""
    number = i if tokens[i].text.isdigit() else i - 1
    ordinal = (
        0 <= number < len(tokens) - 1
        and tokens[number].text.isdigit()
        and tokens[number].end == tokens[number + 1].start
    )
    people = tokens[i].lower in _POSSESSIVES and i > 0 and tokens[i - 1].text in _name_words("peoples")
    return tokens[i].text[0].isupper() or ordinal or people


def _group_party(sentence: Sentence, first: int, last: int) -> Party:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    text = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
    return Party(text, "armed group", text, Span(sentence.document_id, start, end, text), named=True)


@cache
def _tails() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("actors")["tails"].items()}


def _general(sentence: Sentence) -> Iterator[Party]:
    """Find heads such as "army", with the adjectives before them."""
    tokens, openers = sentence.tokens, _head_openers()
    last_end = -1
    for i in [i for i, token in enumerate(tokens) if token.lower in openers]:
        head = _head_at(tokens, i)
        if head is None or i <= last_end or _describes(tokens, i + head.count(" ")):
            continue
        last = i + head.count(" ")
        first = _first_modifier(tokens, i, last_end)
        last_end = last
        if _heads()[head] == "state" and _is_free(tokens[first : last + 1]):
            yield _group_party(sentence, first, _end_of_name(tokens, last))
        else:
            yield _party(sentence, first, last, _heads()[head])


def _is_free(name: Sequence[Token]) -> bool:
    """Whether an army's name is of people who fight for no state: "the Hill Liberation Army"."""
    large = {t.lower for t in name[:-1] if t.text[0].isupper()}
    if not name[-1].text[0].isupper() or not large:
        return False
    own = name[-1].text in _name_words("hosts") and not any(_is_of_state(t) for t in name[:-1])
    return own or not _tails()["free"].isdisjoint(large)


def _is_of_state(token: Token) -> bool:
    """Whether a word of an army's name is a nation's, an ordinal or a word for what states have ("the Royal Army")."""
    lower = token.lower
    known = is_demonym(lower) or country_of(lower) is not None or lower in _name_words("modifiers")
    return known or lower.endswith(tuple(_name_words("endings"))) or lower in _tails()["of states"]


def _end_of_name(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of a name with what it is "of": "the Guerrilla Army of the Poor"."""
    at = last + 1
    while at < len(tokens) and tokens[at].lower in _name_words("joining"):
        at += 1
    return at if last + 1 < at < len(tokens) and tokens[at].is_capital else last


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """Whether a head right before another one only describes it ("police officers"), or a weapon ("fighter jets")."""
    if i + 1 >= len(tokens) or tokens[i + 1].start != tokens[i].end + 1:
        return False
    if tokens[i].lower in _name_words("craft") and tokens[i + 1].lower in _arms():
        return True
    if _heads()[_head_ending(tokens, i)] in _CROWDS:
        return False
    return _head_at(tokens, i + 1) is not None


_CROWDS = frozenset({"civilians", "protesters", "unknown"})


def _head_ending(tokens: Sequence[Token], i: int) -> str:
    """Return the head that ends at a token."""
    pair = f"{tokens[i - 1].lower} {tokens[i].lower}" if i else ""
    return pair if pair in _heads() else tokens[i].lower


def _head_at(tokens: Sequence[Token], i: int) -> str | None:
    """Return the head that begins at a token: a pair of words before a single one."""
    lower = tokens[i].lower
    if lower in _pair_openers() and i + 1 < len(tokens):
        pair = f"{lower} {tokens[i + 1].lower}"
        if pair in _heads():
            return pair
    return lower if lower in _heads() else None


@cache
def _head_openers() -> frozenset[str]:
    """Return the words that every head begins with."""
    return frozenset(_heads()) | _pair_openers()


@cache
def _pair_openers() -> frozenset[str]:
    return frozenset(head.split()[0] for head in _heads() if " " in head)


def _first_modifier(tokens: Sequence[Token], i: int, floor: int) -> int:
    first = i
    while first - 1 > floor and i - first < _MODIFIERS:
        before = tokens[first - 1]
        if not before.is_word or before.lower in _name_words("never") or not _modifies(before):
            break
        first -= 1
    return first


def _modifies(token: Token) -> bool:
    """Whether a word before a head belongs to the actor's name: a name, or an adjective by its look."""
    lower = token.lower
    return (
        (token.is_capital and not lower.endswith("ly"))
        or lower in _heads()
        or lower in _name_words("modifiers")
        or lower.endswith(tuple(_name_words("endings")))
    )


@cache
def _name_words(which: str) -> frozenset[str]:
    return frozenset(load("actors")["names"][which])


def _party(sentence: Sentence, first: int, last: int, kind: str) -> Party:
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last].end
    text = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
    words = [t.lower for t in tokens[first : last + 1]]
    side = next((_demonyms()[w] for w in words if w in _demonyms()), None)
    if side is None and kind == "state":
        named = (country for t in tokens[first:last] if t.is_capital and (country := country_of(t.text)) is not None)
        side = next(named, None) or _owner(tokens, first) or "government"
    span = Span(sentence.document_id, start, end, text)
    return Party(
        text, kind, side if kind != "civilians" else "civilians", span, doubt=bool(_name_words("doubt") & set(words))
    )


def _owner(tokens: Sequence[Token], first: int) -> str | None:
    """Return the country whose those are that a token opens: "Mali's army"."""
    if first < 2 or tokens[first - 1].lower not in _POSSESSIVES:
        return None
    names = (
        " ".join(t.text for t in tokens[k : first - 1]) for k in range(max(0, first - 1 - _LONGEST_COUNTRY), first - 1)
    )
    return next((country for name in names if (country := country_of(name)) is not None), None)


_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LONGEST_COUNTRY = 3
_ARMS_REACH = 3


def find_nations(sentence: Sentence) -> list[Party]:
    """Return the nations that a sentence names by their arms ("a Ukrainian Tochka-U missile"), or that speak or act by name."""
    if _nation_words().isdisjoint(sentence.words):
        return []
    tokens = sentence.tokens
    found = []
    for i, token in enumerate(tokens):
        if token.is_capital:
            behind = [t.lower for t in tokens[i + 1 : i + 1 + _ARMS_REACH]]
            nation = nation_of(token.lower)
            many = nation_of(token.lower.removesuffix("s")) if i and tokens[i - 1].lower == "the" else None
            if nation is None and many is not None:
                found.append(_nation_party(sentence, token, many))
            if nation is not None and not _arms().isdisjoint(behind):
                found.append(_nation_party(sentence, token, nation))
            elif (
                (country := country_of(token.text) or governed_from(token.text)) is not None
                and behind[:1]
                and behind[0] in _name_words("acting")
            ):
                found.append(_nation_party(sentence, token, country))
    return found


def _nation_party(sentence: Sentence, token: Token, country: str) -> Party:
    return Party(country, "state", country, Span(sentence.document_id, token.start, token.end, token.text), named=True)


@cache
def _nation_words() -> frozenset[str]:
    named = {w for name in (*_demonyms(), *_countries()) for w in WORDS.findall(name.lower())}
    return frozenset(named | {f"{name}s" for name in _demonyms()})


@cache
def _arms() -> frozenset[str]:
    return frozenset(load("actors")["arms"]["words"])


def head_of(name: str) -> str:
    """Return the noun for people that a name ends in, or nothing."""
    last = name.lower().rsplit(maxsplit=1)[-1]
    return last if last in _heads() else ""


def side_of(text: str, page: frozenset[str] | None = None) -> str | None:
    """Return the side that words such as "U.S. troops" or "SDF member" speak of, or None.

    Parameters
    ----------
    page
        The words of the whole text, which tell apart groups of one name.
    """
    match = next(iter(_aliased(text, words_of(text))), None)
    group = _group_named(match[0], page) if match else None
    if group is not None:
        return group.side
    words = [w.strip(".,").lower() if w.lower() != "u.s." else "us" for w in re.split(r"[\s-]+", text)]
    country = next((_demonyms()[w] for w in words if w in _demonyms()), None)
    kind = next((_heads()[w] for w in reversed(words) if w in _heads()), None)
    if kind == "civilians":
        return "civilians"
    if kind == "armed group" and country:
        return f"armed group ({country})"
    return country or ("government" if kind == "state" else kind if kind != "unknown" else None)


def group_of(victims: str) -> str | None:
    """Return under which group victims are counted: a known actor, else a kind such as "civilians", else None."""
    match = next(iter(_aliased(victims, words_of(victims))), None)
    group = _group_named(match[0], None) if match else None
    if group:
        return group.name
    words = [w.strip(".,").lower() for w in re.split(r"[\s-]+", victims)]
    end = next((n for n, word in enumerate(words) if word in _name_words("after")), len(words))
    kind = next((_heads()[w] for w in (*reversed(words[:end]), *reversed(words[end:])) if w in _heads()), None)
    if kind in IRREGULAR:
        return "fighters"
    return None if set(words) & {"people", "persons", "others"} else kind
