"""Places that a sentence names without its event having been there: who speaks, comes, goes or is treated where."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from geoinc.incidents.actors import is_actor_head
from geoinc.incidents.attribution import Speech
from geoinc.incidents.cues import cue_words
from geoinc.incidents.ground import COUNTRY, anchor_places, anchor_start, width
from geoinc.incidents.triggers import Trigger
from geoinc.model import Relation, RelationKind
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
SAID, FRONTED, _RELATIVE = "where it is said", "before who says it", "of a relative clause"
ORIGIN = "come from"
BOUND = "bound there"
_COMPOUND = re.compile(r"-([a-z]+)")
SINCE = "since something there"
TAKEN_THERE = "taken there"
"""Why the town of a hospital is not the event's. In messages it is often near, and all that they name."""
_PARTICIPLE = "ed"
_MEANWHILE = frozenset({"when", "as", "while"})
"""What follows on these ("were driving to A when …") happened near the place."""
_PLAIN = frozenset({RelationKind.AT, RelationKind.IN})


def is_aside(sentence: Sentence, relation: Relation, triggers: Sequence[Trigger], speeches: Sequence[Speech]) -> bool:
    """Whether by any rule a place is only where somebody speaks, comes from, goes to or is treated."""
    return any(reason not in {TAKEN_THERE, ORIGIN} for reason in reasons(sentence, relation, triggers, speeches))


def reasons(
    sentence: Sentence, relation: Relation, triggers: Sequence[Trigger], speeches: Sequence[Speech]
) -> Iterator[str]:
    """Yield the rules by which a place is only where somebody speaks, comes from, goes to or is treated."""
    if is_bare_country(sentence, relation):
        yield "bare country"
    if any(s.span.start <= relation.span.start < s.span.end for s in speeches):
        yield "speaker's name"
    anchor = anchor_start(relation)
    plain = relation.kind in _PLAIN and relation.distance is None
    yield from _hung_elsewhere(triggers, anchor, plain=plain)
    lead = [t.text for t in sentence.tokens if t.end <= anchor]
    if _is_of_a_speaker([w.lower() for w in lead]):
        yield "of a speaker"
    after = next((t.lower for t in sentence.tokens if t.start >= relation.span.end), "")
    on_the_way = after in _MEANWHILE
    if relation.kind in _PLAIN and not on_the_way and _is_passed(_without_list(lead), triggers, anchor):
        yield "passed"


def _hung_elsewhere(triggers: Sequence[Trigger], position: int, *, plain: bool) -> Iterator[str]:
    """Yield why a place, by its code point, is of none of a sentence's events, by what it hangs on.

    ``plain`` says that it is named as such: what is so far from it is nothing that comes from there.
    """
    pieces = {id(t.read): t.read for t in triggers if t.read is not None}
    events = {(id(t.read), t.frame.word) for t in triggers if t.frame is not None}
    for key, read in pieces.items():
        if is_taken_to(read, position):
            yield TAKEN_THERE
        own = {w for i, w in events if i == key}
        if plain and not any(t.family in _LEFT_BEHIND for t in triggers) and is_origin(read, position, own):
            yield ORIGIN
        if reason := elsewhere(read, position, own):
            yield reason


def hangs_elsewhere(read: ParsedSentence, position: int, events: Container[int] = (), *, relative: bool = True) -> bool:
    """Whether a place, by its code point, hangs on what is not the event; what :func:`elsewhere` says."""
    reason = elsewhere(read, position, events)
    return bool(reason) and reason != FRONTED and (relative or reason != _RELATIVE)


def elsewhere(read: ParsedSentence, position: int, events: Container[int] = ()) -> str:
    """Return why a place, by its code point, is not its sentence's event's: who tells of it where, or what somebody once did.

    "…, the minister said in Geneva"; "…, the head of the Donetsk region said"; "police in Makurdi said …";
    "…, said an analyst, reached in Kaya"; "…, according to a doctor in Goma"; "the group, which once held parts of Syria, …".

    Parameters
    ----------
    events
        The words of the sentence that tell events: what hangs on them is theirs.
    """
    words = read.words
    at = read.word_at(position)
    if read.says_who(position) or (at is not None and (_behind_source(read, at) or _before_speech(read, at, events))):
        return SAID
    if at is not None and _is_compound(read.text, words[at].end):
        return BOUND
    reason, climbed = "", False
    while at is not None and words[at].head >= 0:
        label, above = words[at].label, words[at].head
        if above in events or (climbed and words[above].form.lower() in cue_words("speech", "claiming")):
            return reason
        if words[above].tag == "VERB":
            if any(
                read.words[c].lemma in cue_words("aside", "since") and read.words[c].label == "mark"
                for c in read.children[above]
            ):
                return SINCE  # "the worst since a truce was signed in Minsk"
            found = _under(read, above, label, position)
            if found in {SAID, FRONTED} or not words[above].label.startswith("acl"):
                return found or reason
            # "The command, based in Stuttgart, said"; "…, said the man who heads the administration in Dnipro".
            # Those who claim a deed are often where they did it: "guerrillas operating in Kaya have claimed …".
            reason, climbed = reason or found, True
        at = above
    return reason


def _is_compound(text: str, end: int) -> bool:
    """Whether a name that ends at a code point only describes: "a Nairobi-bound bus", "the Moscow-brokered truce"."""
    found = _COMPOUND.match(text, end)
    return found is not None and (found[1].endswith(_PARTICIPLE) or found[1] in cue_words("aside", "compounds"))


def _under(read: ParsedSentence, verb: int, label: str, position: int) -> str:
    """Return why what hangs on a verb by a function (``label``) is no event's: the verb speaks, or stands in a relative clause."""
    word, below = read.words[verb], read.children[verb]
    form, lemma = word.form.lower(), word.lemma
    if (
        word.label == "acl:relcl"
        and lemma not in cue_words("reaction", "words")
        and word.fine != "VBG"
        and lemma not in cue_words("aside", "lying")
    ):
        return _RELATIVE
    alone = word.head >= 0 and not any(read.words[c].label.startswith(("nsubj", "aux", "obj")) for c in below)
    if form in cue_words("aside", "reached") and alone:
        return SAID
    if lemma in cue_words("reaction", "words"):
        return SAID  # also in the passive: "was condemned in New York"
    passive = any(read.words[c].label in {"nsubj:pass", "aux:pass"} for c in below)
    if form in cue_words("aside", "telling") and label in _HEARERS and not passive:
        return SAID  # "told reporters in Geneva that …"
    said = form in cue_words("aside", "uttering") and not label.startswith("ccomp")
    said = said or (form in cue_words("aside", "saying") and label.startswith(("obl", "nsubj", "xcomp")))
    voiced = form in cue_words("aside", "voicing") and label.startswith("nsubj")
    if passive or not (said or voiced):
        return ""
    return FRONTED if label.startswith("obl") and _before_subject(read, verb, position) else SAID


_HEARERS = frozenset({"obj", "iobj"})


def _before_subject(read: ParsedSentence, verb: int, position: int) -> bool:
    """Whether a code point stands before who speaks: "in Kherson, the governor said, …" may be where it happened."""
    subjects = [c for c in read.children[verb] if read.words[c].label == "nsubj"]
    return bool(subjects) and position < read.words[subjects[0]].start and subjects[0] < verb


def is_taken_to(read: ParsedSentence, position: int) -> bool:
    """Whether people are taken to a place, by its code point, or treated there, or die in its hospital.

    "Were driven to a hospital in Biu"; "was flown to Dakar"; "died in hospital in Kaya"; "the mortuary in Goma received two bodies".
    """
    words = read.words
    at = read.word_at(position)
    above, ward = at, False
    while at is not None and above is not None and words[above].head >= 0:
        above = words[above].head
        ward = ward or words[above].lemma in cue_words("aside", "wards")
        if words[above].tag == "VERB":
            form, between = words[above].form.lower(), words[above + 1 : at]
            if form in cue_words("aside", "motion"):
                return any(w.label == "case" and w.lemma in cue_words("aside", "goals") for w in between)
            ward = ward or any(w.lemma in cue_words("aside", "wards") for w in between)
            cared = form in cue_words("aside", "expiring") | cue_words("aside", "receiving")
            return (ward and cared) or (at > above and form in cue_words("aside", "treating"))
    return False


def is_origin(read: ParsedSentence, position: int, events: Container[int] = ()) -> bool:
    """Whether a place, by its code point, is where people or fire come from.

    "Two men from the state of Bihar"; "rockets launched from heights in Churachandpur"; "a convoy coming up from Kaya".
    """
    words = read.words
    at = read.word_at(position)
    start = at or 0
    while at is not None and words[at].head >= 0:
        above = words[at].head
        lead = [c for c in read.children[at] if words[c].label == "case"]
        if any(words[c].lemma in cue_words("aside", "origins") for c in lead):
            left = words[above].form.lower() in cue_words("aside", "leaving") - cue_words("aside", "firing")
            return not left and all(w.form != "," for w in words[lead[0] : start])
        if words[above].form.lower() in cue_words("aside", "firing"):
            return any(w.lemma in cue_words("aside", "origins") for w in words[above + 1 : start])
        if above in events or words[above].tag == "VERB":
            return False
        at = above
    return False


def _behind_source(read: ParsedSentence, at: int) -> bool:
    """Whether a word stands in what "according to" leads to, however far: no comma and no verb lie between."""
    for word in reversed(read.words[:at]):
        if word.form.lower() in cue_words("aside", "sources"):
            return True
        if word.form == "," or (word.tag == "VERB" and not word.label.startswith(_INNER)):
            return False
    return False


def _before_speech(read: ParsedSentence, at: int, events: Container[int]) -> bool:
    """Whether a name ends what somebody who speaks is called: "an official in Goma said", "a nurse in Goma, where …, said".

    However the parser takes the clauses around it.
    """
    words = read.words
    end = at + 1
    while end < len(words) and words[end].tag == "PROPN":
        end += 1
    if words[end : end + 1] and words[end].form == ",":
        end = next(
            (i + 1 for i in range(end + 1, min(len(words), end + _INSERTED)) if words[i].form == ","), len(words)
        )
    if end >= len(words) or words[end].form.lower() not in cue_words("aside", "uttering"):
        return False
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i].tag in {"PUNCT", "CCONJ"}), 0)
    if any(i in events or words[i].tag in {"VERB", "AUX"} for i in range(start, at)):
        return False
    return any(words[i].tag in {"NOUN", "PROPN"} for i in range(start, at) if words[i].head != at)


_INSERTED = 14
"""What stands between a name and the verb of speech, between commas, is no longer than this (words)."""
_INNER = ("compound", "amod")
"""Functions of verbs that are part of a name or noun ("the reporting centre")."""


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
    if not places or max(map(width, places)) < COUNTRY or relation.kind is not RelationKind.IN:
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
