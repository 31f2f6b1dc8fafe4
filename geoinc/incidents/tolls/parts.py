"""Counts within counts: some of those counted told apart, broken down, or counted at other places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geoinc.incidents.actors import side_of
from geoinc.incidents.tolls.counts import Count, victims_text
from geoinc.incidents.tolls.people import People, people_words
from geoinc.model import Span
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.sentences import Sentence


def with_parts(piece: Read, people: Sequence[People], counts: Sequence[Count]) -> list[Count]:
    """Mark the counts that tell again of some of those counted, and add those that no harm was tied to.

    They stand behind "including", before "of them", in brackets behind a number, or as a list that adds up to it.
    """
    parts = dict(parts_of(piece, people))
    marked = []
    for count in counts:
        n = people.index(count.people) if count.people is not None else -1
        part = n in parts and _fits(people[n], people[parts[n]]) and _has_host(count, people[parts[n]], counts)
        marked.append(_as_part(count) if part else count)
    known = {(people.index(c.people), c.claim.harm) for c in counts if c.people is not None}
    untold = [
        (people[n], host)
        for n, whole in parts.items()
        for host in counts
        if people[n].counted and host.people is people[whole] and (n, host.claim.harm) not in known
    ]
    return [*marked, *(_part_of(piece, group, host) for group, host in untold if not host.claim.negated)]


def _has_host(count: Count, whole: People, counts: Sequence[Count]) -> bool:
    """Whether the whole of a part has the same harm, so that the part is told of already."""
    return any(c.people is whole and c.claim.harm is count.claim.harm for c in counts)


def _as_part(count: Count) -> Count:
    return replace(count, claim=replace(count.claim, subset=True), marked=True)


def _part_of(piece: Read, group: People, host: Count) -> Count:
    text = victims_text(piece, group)
    start, end = piece.words[group.start].start, piece.words[group.end - 1].end
    span = Span(host.claim.span.document_id, start, end, piece.text[start:end])
    claim = replace(
        host.claim,
        span=span,
        min=group.low,
        max=group.high,
        operator=group.operator,
        victims=text,
        side=side_of(text),
        subset=True,
    )
    return replace(
        host, claim=claim, people=group, position=start, head=piece.words[group.head].lemma.lower(), marked=True
    )


def parts_of(piece: Read, people: Sequence[People]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of groups that are part of another, with that one's number."""
    listed: int | None = None
    for n, group in enumerate(people):
        if n == 0 or group.kind in {"thing", "pronoun"}:
            continue
        if _is_marked(piece, group) or (group.part and group.counted):
            listed = next((k for k in range(n - 1, -1, -1) if people[k].counted and _fits(group, people[k])), None)
        elif listed is None or not _goes_on(piece, people[n - 1], group):
            listed = None
        if listed is not None:
            yield n, listed
    yield from _broken_down(piece, people)


def _fits(part: People, whole: People) -> bool:
    return whole.high is None or (part.low or 0) <= whole.high


def _is_marked(piece: Read, group: People) -> bool:
    """Whether "including" or "among them" stands right before a group."""
    lists = people_words()
    i = group.start - 1
    while i > 0 and piece.words[i].form.lower() in lists["between"]:
        i -= 1
    return i >= 0 and piece.words[i].form.lower() in lists["including"]


def _goes_on(piece: Read, before: People, group: People) -> bool:
    """Whether a group goes on with a list ("including three women and two children")."""
    between = [w.form.lower() for w in piece.words[before.end : group.start]]
    return bool(between) and all(w == "," or w in people_words()["joins"] for w in between)


def _broken_down(piece: Read, people: Sequence[People]) -> Iterator[tuple[int, int]]:
    """Yield the members of lists that add up to the number before them ("four people: a man, two women and a child")."""
    for n, whole in enumerate(people):
        if not whole.counted or (whole.value or 0) < 2 or n + 1 >= len(people):
            continue
        opens = "".join(w.form for w in piece.words[whole.end : people[n + 1].start])
        bracket = "(" in opens and ")" not in opens
        if not bracket and not set(opens) & _OPENS:
            continue
        total = 0
        for k in range(n + 1, len(people)):
            if k > n + 1 and not _goes_on(piece, people[k - 1], people[k]):
                break
            total += people[k].value or 0
            if total == whole.value and not (k == n + 1 and not bracket):
                yield from ((m, n) for m in range(n + 1, k + 1))
                break
            if total > (whole.value or 0):
                break


_OPENS = frozenset("-–—:,(")


def elsewhere(sentence: Sentence, piece: Read, people: Sequence[People], counts: Sequence[Count]) -> Iterator[Count]:
    """Yield counts at other places: "two in Arden and three in Bruck", "and one each in Celle and Dorn".

    They add to a count that has a place of its own, and are part of one that has none.
    """
    tied = {c.people for c in counts}
    lists = people_words()
    free = [p for p in people if p not in tied and p.counted and p.kind == "number" and _has_place(piece, p)]
    for group in free:
        before = [c for c in counts if c.people is not None and c.people.counted and c.is_sure and not c.claim.negated]
        before = [c for c in before if c.people is not None and c.people.end <= group.start and not c.claim.subset]
        lead = piece.words[group.start - 1].form.lower() if group.start else ""
        if not before or (lead != "," and lead not in lists["joins"]):
            continue
        host = before[-1]
        place = _place_after(piece, group)
        end, names = _names(piece, place + 1)
        told = piece.words[max(host.run[1], host.people.end - 1 if host.people else 0) + 1 : min(p.start for p in free)]
        part = not any(w.form.lower() in lists["there"] for w in told)
        around = {w.form.lower() for w in piece.words[group.end - 1 : group.end + 1]}
        each = not lists["distributes"].isdisjoint(around)
        times = names if each else 1
        low, high = (None if n is None else n * times for n in (group.low, group.high))
        first = group.start if part else min(host.people.start if host.people else group.start, group.start)
        start, stop = piece.words[first].start, piece.words[end - 1].end
        span = Span(sentence.document_id, start, stop, piece.text[start:stop])
        words = " ".join(piece.text[piece.words[place].start : stop].split())
        claim = replace(
            host.claim,
            span=span,
            min=low,
            max=high,
            operator=group.operator,
            victims=f"{host.claim.victims} {words}".strip(),
            subset=part,
        )
        yield replace(host, claim=claim, people=group, position=piece.words[group.start].start, marked=part)


def _place_after(piece: Read, group: People) -> int:
    place = group.end
    while place < len(piece.words) and piece.words[place].form.lower() in people_words()["fillers"]:
        place += 1
    return place


def _has_place(piece: Read, group: People) -> bool:
    place = _place_after(piece, group)
    there = place + 1 < len(piece.words) and piece.words[place].form.lower() in people_words()["there"]
    return there and _is_name(piece, place + 1)


def _names(piece: Read, start: int) -> tuple[int, int]:
    """Return where a list of names ends, and how many there are ("Bruck and Celle Minor")."""
    joins = people_words()["joins"]
    end = _name_end(piece, start)
    ends = [end]
    while (
        ends[-1] + 1 < len(piece.words)
        and (piece.words[ends[-1]].form == "," or piece.words[ends[-1]].form.lower() in joins)
        and _is_name(piece, ends[-1] + 1)
    ):
        ends.append(_name_end(piece, ends[-1] + 1))
        if piece.words[ends[-2]].form.lower() in joins:
            return ends[-1], len(ends)
    return end, 1


def _name_end(piece: Read, k: int) -> int:
    while k < len(piece.words) and _is_name(piece, k):
        k += 1
    return k


def _is_name(piece: Read, k: int) -> bool:
    return piece.words[k].text[:1].isupper()
