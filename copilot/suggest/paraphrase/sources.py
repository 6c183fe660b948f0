"""The check that a restatement says what its sources say, no more, no less and of the same people.

It knows nothing of how restatements are made: it compares words, order, negations, modal verbs and persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.paraphrase.lexicon import (
    AUXILIARY,
    COMPANY,
    COORDINATOR,
    CUSTOMER,
    DETERMINER,
    NEGATION,
    PRONOUN,
    SUBORDINATOR,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token, tokens
from copilot.suggest.paraphrase.verbs import past, third

_FRAMES: Final = tuple(
    tuple(frame.split())
    for frame in [
        "you 'd like us not to",
        "you 'd like us to",
        "you 'd like to know",
        "you 'd like to",
        "you 'd like",
        "you 're asking about",
        "you 're writing about",
        "you mentioned",
    ]
)
_SPOKEN_OF: Final = word_set(
    """
    two three four five six seven eight nine ten both each every all no many most several another other
    """
)
_MODAL: Final = {
    "can": "can", "can't": "can", "cannot": "can", "could": "could", "couldn't": "could", "will": "will",
    "won't": "will", "'ll": "will", "would": "would", "wouldn't": "would", "shall": "shall",
    "should": "should", "shouldn't": "should",
    "may": "may", "might": "might", "must": "must", "mustn't": "must",
}  # fmt: skip
_LIGHT: Final = (
    AUXILIARY
    | CUSTOMER
    | COMPANY
    | (DETERMINER - _SPOKEN_OF)
    | PRONOUN
    | WH
    | word_set("to of that be whether about too even")
) - NEGATION
_PERSONS: Final = CUSTOMER | COMPANY
_BREAKS: Final = (COORDINATOR - {"or", "so", "also", "plus", "then", "yet"}) | {"whether"}
_GENERAL: Final = word_set(
    """
    when whenever if once how can do could must where before after until unless says said what should would
    """
)
_CONDITIONS: Final = SUBORDINATOR - word_set("so than even that as")
_MOST_SKIPPED: Final = 3
"""Content words of a source that may be left out between two that are said: fillers and abuse."""


class _Unit(Struct, frozen=True, kw_only=True):
    """A word: its content or none, whether negated, of whom, whether auxiliary or modal; or a break."""

    content: str = ""
    negated: bool = False
    role: str = ""
    modal: str = ""
    helps: bool = False
    breaks: bool = False
    before: str = ""


def restates(sentence: str, sources: Sequence[str]) -> bool:
    """True if every clause of a sentence in the second person is said by one of the customer's messages.

    Each word of content, number, code and placeholder has to come from a source, in its order, with as many negations,
    the same modal verbs and the same persons: the customer's "I" is "you" here, their "you" is "we".
    """
    read = [Source(text) for text in sources]
    return all(any(source.says(piece) for source in read) for piece in _told(sentence))


def _told(sentence: str) -> list[list[_Unit]]:
    return list(_pieces(_units(tokens(sentence), told=True)))


class Source:
    """A message of the customer, read once to be compared with many clauses."""

    def __init__(self, text: str) -> None:
        parts = tokens(text)
        self._units = list(_units(parts, told=False))
        self._words = {token.word for token in parts}

    def restated_by(self, sentence: str) -> bool:
        """True if this message alone says the sentence."""
        return all(map(self.says, _told(sentence)))

    def says(self, piece: Sequence[_Unit]) -> bool:
        """True if the clause is said somewhere in the message."""
        said = [place for place, unit in enumerate(piece) if unit.content]
        if not said:
            return self._says_lightly(piece)
        return any(self._agrees(piece, said, places) for places in self._alignments([piece[place] for place in said]))

    def holds(self, content: str) -> bool:
        """True if the word is in the message."""
        return any(unit.content and self._is(content, unit.content) for unit in self._units)

    def _says_lightly(self, piece: Sequence[_Unit]) -> bool:
        """True if words without content ("and we didn't") stand so between two breaks or words of content."""
        if not any(unit.helps or unit.negated for unit in piece):
            return True
        return any(_signature(run) == _signature(piece) for run in self._light_runs())

    def _light_runs(self) -> Iterator[list[_Unit]]:
        run: list[_Unit] = []
        for unit in self._units:
            if unit.breaks or unit.content:
                yield run
                run = []
            else:
                run.append(unit)
        yield run

    def _alignments(self, said: Sequence[_Unit]) -> Iterator[list[int]]:
        """Where the words of content stand in the message, in order and close together: every way to begin."""
        for start, unit in enumerate(self._units):
            if unit.content and self._is(said[0].content, unit.content):
                places = self._following(start, said)
                if places:
                    yield places

    def _following(self, start: int, said: Sequence[_Unit]) -> list[int] | None:
        places = [start]
        for wanted in said[1:]:
            skipped, place = 0, places[-1] + 1
            while place < len(self._units) and not self._is(wanted.content, self._units[place].content):
                skipped += bool(self._units[place].content)
                place += 1
            if place == len(self._units) or skipped > _MOST_SKIPPED:
                return None
            places.append(place)
        return places

    def _is(self, said: str, source: str) -> bool:
        """The same word, or the form that it takes where "does" or "did" has gone."""
        if said == source:
            return True
        if not source.isalpha():
            return False
        inflected = "does" in self._words or "do" in self._words
        return (inflected and said == third(source)) or ("did" in self._words and said == past(source))

    def _agrees(self, piece: Sequence[_Unit], said: Sequence[int], places: Sequence[int]) -> bool:
        lead = self._lead(places[0])
        window = self._units[lead : places[-1] + 1]
        ours = piece[: said[-1] + 1]
        if _negations(ours) != _negations(window):
            return False
        tail = self._units[places[-1] + 1 : self._break_after(places[-1])]
        trailing = piece[said[-1] + 1 :]
        if any(unit.helps or unit.negated for unit in trailing) and _negations(trailing) != _negations(tail):
            return False
        modals = {unit.modal for unit in self._units[lead : self._break_after(places[-1])]}
        return {unit.modal for unit in piece} <= modals | {""} and self._same_persons(piece, said, lead, places)

    def _same_persons(self, piece: Sequence[_Unit], said: Sequence[int], lead: int, places: Sequence[int]) -> bool:
        theirs = [unit for unit in self._units[lead : places[-1] + 1] if unit.role]
        if any(unit.role == "company" and unit.before in _GENERAL for unit in theirs):
            return True
        ours = [unit.role for unit in piece[: said[-1] + 1] if unit.role]
        inside = sum(bool(unit.role) for unit in self._units[places[0] : places[-1] + 1])
        roles = [unit.role for unit in theirs]
        return _agree(ours, roles, inside)

    def _lead(self, place: int) -> int:
        """Where what belongs to a word before it begins: behind the break or the word of content before."""
        while place and not self._units[place - 1].breaks and not self._units[place - 1].content:
            place -= 1
        return place

    def _break_after(self, place: int) -> int:
        place += 1
        while place < len(self._units) and not self._units[place].breaks and not self._units[place].content:
            place += 1
        return place


def _negations(units: Sequence[_Unit]) -> int:
    return sum(unit.negated for unit in units)


def _signature(units: Sequence[_Unit]) -> tuple[int, list[str], set[str]]:
    """Negations, persons and modal verbs of words without content."""
    return _negations(units), [unit.role for unit in units if unit.role], {unit.modal for unit in units} - {""}


def _agree(ours: Sequence[str], theirs: Sequence[str], inside: int) -> bool:
    """The persons from the last ones backwards; those before the first word of content may be left out or added."""
    both = min(len(ours), len(theirs))
    if not theirs and "company" in ours:
        return False
    if len(ours) < inside:
        return False
    return list(ours[len(ours) - both :]) == list(theirs[len(theirs) - both :]) if both else not inside


def _pieces(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    piece: list[_Unit] = []
    for unit in units:
        if unit.breaks:
            yield piece
            piece = []
        if not unit.breaks or unit.content or unit.negated:
            piece.append(unit)
    yield piece


def _units(parts: Sequence[Token], *, told: bool) -> Iterator[_Unit]:
    """The words as units. `told`: in the second person, where "you" is the customer."""
    place = 0
    while place < len(parts):
        frame = _frame_at(parts, place) if told else ()
        if frame:
            yield _Unit(breaks=True)
            if "not" in frame:
                yield _Unit(negated=True)
            place += len(frame)
            continue
        if told and _is_added(parts, place):
            place += 1
            continue
        yield _unit(parts[place], parts[place - 1].word if place else "", told=told)
        place += 1


def _frame_at(parts: Sequence[Token], place: int) -> tuple[str, ...]:
    if parts[place].word != "you":
        return ()
    said = tuple(token.word for token in parts[place : place + 6])
    return next((frame for frame in _FRAMES if said[: len(frame)] == frame), ())


def _is_added(parts: Sequence[Token], place: int) -> bool:
    """True for the "happens" of "what happens if", which stands for "what if"."""
    around = [token.word for token in parts[max(0, place - 1) : place + 2]]
    return around == ["what", "happens", "if"]


def _unit(token: Token, before: str, *, told: bool) -> _Unit:
    word = token.word
    if token.kind == "mark":
        return _Unit(breaks=token.text in {",", ".", ";", "!", "?", ":", "–", "—", "…", "..", "..."})
    if token.kind == "fixed":
        return _Unit(content=token.text.casefold())
    if word in _PERSONS:
        is_customer = (word in COMPANY) if told else (word in CUSTOMER)
        return _Unit(role="customer" if is_customer else "company", before=before)
    is_content = word not in _LIGHT and word not in NEGATION and word not in _BREAKS
    return _Unit(
        content=word if is_content else "",
        negated=word in NEGATION,
        modal=_MODAL.get(word, ""),
        helps=word in AUXILIARY,
        breaks=word in _BREAKS or word in _CONDITIONS,
    )


def additions(sentence: str, sources: Sequence[str]) -> list[str]:
    """The words of content that no source holds in any form, in order: what was made up."""
    read = [Source(text) for text in sources]
    told = [unit for unit in _units(tokens(sentence), told=True) if unit.content]
    return [unit.content for unit in told if not any(source.holds(unit.content) for source in read)]
