"""Places that a sentence names without its event having been there: who speaks, comes, goes or is treated where."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from geoinc.incidents.actors import is_actor_head
from geoinc.incidents.attribution import Speech
from geoinc.incidents.cues import cue_words
from geoinc.incidents.ground import WIDTHS, anchor_places, anchor_start, width
from geoinc.incidents.triggers import Trigger
from geoinc.model import PlaceKind, Relation, RelationKind
from geoinc.text.analysis import ParsedSentence
from geoinc.text.sentences import Sentence

_SPEAKING_REACH = 4
_TELLING_REACH = 6
_MOTION_REACH = 9
_CARE_REACH = 6
"""How many tokens before a preposition a word of motion or of care makes it lead elsewhere."""
_TAKEN_REACH = 6
"""How many tokens after "abducted" a "from" still says where that was."""
_LEFT_BEHIND = frozenset({"abduction", "arrest", "territory"})
"""Families of events that happen where people or ground are taken from."""
_MEANWHILE = frozenset({"when", "as", "while"})
"""What follows on these ("were driving to A when …") happened near the place."""
_PLAIN = frozenset({RelationKind.AT, RelationKind.IN})


def is_aside(sentence: Sentence, relation: Relation, triggers: Sequence[Trigger], speeches: Sequence[Speech]) -> bool:
    """Whether by any rule a place is only where somebody speaks, comes from, goes to or is treated."""
    return any(True for _ in reasons(sentence, relation, triggers, speeches))


def reasons(
    sentence: Sentence, relation: Relation, triggers: Sequence[Trigger], speeches: Sequence[Speech]
) -> Iterator[str]:
    """Yield the rules by which a place is only where somebody speaks, comes from, goes to or is treated."""
    if is_bare_country(sentence, relation):
        yield "bare country"
    if any(s.span.start <= relation.span.start < s.span.end for s in speeches):
        yield "speaker's name"
    anchor = anchor_start(relation)
    if _is_where_said(triggers, anchor):
        yield "where it is said"
    lead = [t.text for t in sentence.tokens if t.end <= anchor]
    if _is_of_a_speaker([w.lower() for w in lead]):
        yield "of a speaker"
    after = next((t.lower for t in sentence.tokens if t.start >= relation.span.end), "")
    on_the_way = after in _MEANWHILE
    if relation.kind in _PLAIN and not on_the_way and _is_passed(_without_list(lead), triggers, anchor):
        yield "passed"


def _is_where_said(triggers: Sequence[Trigger], position: int) -> bool:
    """Whether a place, by its code point, hangs on what is none of a sentence's events."""
    pieces = {id(t.read): t.read for t in triggers if t.read is not None}
    events = {(id(t.read), t.frame.word) for t in triggers if t.frame is not None}
    return any(hangs_elsewhere(read, position, {w for i, w in events if i == key}) for key, read in pieces.items())


def hangs_elsewhere(read: ParsedSentence, position: int, events: Container[int] = (), *, relative: bool = True) -> bool:
    """Whether a place, by its code point, hangs on what is not the event: who tells of it where, or what somebody once did.

    "…, the minister said in Geneva"; "…, the head of the Donetsk region said"; "police in Makurdi said …"; "the group, which once held parts of Syria, …".

    Parameters
    ----------
    events
        The words of the sentence that tell events: what hangs on them is theirs.
    relative
        Whether what a relative clause tells counts. In a message of a sentence or two it may be the event itself.
    """
    words = read.words
    at = read.word_at(position)
    if read.says_who(position):
        return True
    while at is not None and words[at].head >= 0:
        label, above = words[at].label, words[at].head
        if above in events:
            return False
        verb = words[above]
        if verb.tag == "VERB":
            if (
                relative
                and verb.label == "acl:relcl"
                and verb.fine != "VBG"
                and verb.lemma not in cue_words("aside", "lying")
            ):
                return True
            passive = any(words[c].label in {"nsubj:pass", "aux:pass"} for c in read.children[above])
            said = verb.form.lower() in cue_words("aside", "saying")
            return said and not passive and label.startswith(("obl", "nsubj"))
        at = above
    return False


def _is_of_a_speaker(lead: Sequence[str]) -> bool:
    """Whether somebody tells at a place ("told reporters in Geneva"), or it is only somebody's home."""
    before = lead[-_SPEAKING_REACH:]
    origin = before[-1:] in (["of"], ["from"]) and is_actor_head(before[-2] if len(before) > 1 else "")
    return (
        origin
        or any(w in cue_words("discourse", "telling") for w in lead[-_TELLING_REACH:])
        or any(w in cue_words("aside", "speaking") for w in before)
        or any(w in cue_words("aside", "bodies") for w in before[-2:])
    )


def _without_list(lead: Sequence[str]) -> list[str]:
    """Leave out what stands between a preposition and a name: articles, class words, and names listed before it."""
    words, fillers = list(lead), cue_words("aside", "fillers")
    while words:
        listed = words[-1] in {",", "and", "&"} and len(words) > 1 and words[-2][:1].isupper()
        if listed:
            words.pop()
            while words and (words[-1][:1].isupper() or words[-1] == ","):
                words.pop()
        elif words[-1].lower() in fillers or (words[-1] == "of" and words[-2:-1] and words[-2].lower() in fillers):
            words.pop()
        else:
            break
    return words


def _is_passed(lead: Sequence[str], triggers: Sequence[Trigger], anchor: int) -> bool:
    """Whether what happened did not happen there: people come from there, go there, or are treated there."""
    lower = [w.lower() for w in lead]
    before = lower[-_MOTION_REACH - 1 : -1]
    match lower[-1:]:
        case [word] if word in cue_words("aside", "beside"):
            return True
        case ["from"]:
            return not _is_left_behind(before, triggers, anchor)
        case ["to" | "towards" | "toward" | "for"]:
            return bool(cue_words("aside", "motion").intersection(before)) or "from" in before
        case ["in" | "at"]:
            return bool(cue_words("aside", "care").intersection(before[-_CARE_REACH:]))
    return False


def _is_left_behind(before: Sequence[str], triggers: Sequence[Trigger], anchor: int) -> bool:
    taken = any(t.family in _LEFT_BEHIND and t.end <= anchor for t in triggers)
    return taken or bool(cue_words("aside", "leaving").intersection(before[-_TAKEN_REACH:]))


def is_bare_country(sentence: Sentence, relation: Relation) -> bool:
    """Whether a country stands without any preposition: then it acts rather than holds ("USA in rare strike")."""
    places = list(anchor_places([relation]))
    if not places or max(map(width, places)) < WIDTHS[PlaceKind.COUNTRY] or relation.kind is not RelationKind.IN:
        return False
    if relation.span.start < relation.anchors[0].span.start:
        return False
    before = [t.lower for t in sentence.tokens if t.end <= relation.span.start][-3:]
    after = [t.lower for t in sentence.tokens if t.start >= relation.span.end][:1]
    if after in (["-"], ["led"], ["backed"], ["allied"]):
        return True
    return not (
        cue_words("aside", "prepositions").intersection(before)
        or before[-1:] == [","]
        or after in (["'s"], ["’s"], [":"], [","])
    )
