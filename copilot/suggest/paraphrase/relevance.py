"""Which of a customer's facts make up their problem: a cheap score over words, place and age."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.content import content_of
from copilot.suggest.paraphrase.facts import Claim
from copilot.suggest.paraphrase.lexicon import NEGATION, word_set

_PROBLEM: Final = word_set(
    """
    broken wrong missing late damaged faulty declined rejected failed fails fail failing blocked lost stolen error
    cancelled canceled delayed stuck cracked leaking leaked leaks twice double charged overcharged refused locked
    empty expired unable problem issue trouble disappeared crashed crashes frozen stopped unauthorised unauthorized
    fraud pending instead only still dead ruined torn scratched disconnected down slow defective incorrect invalid
    used short expensive took taken code
    """
)
_COUNTS: Final = word_set("two three four five six seven eight nine ten half")
_WISH: Final = word_set(
    """
    want need like refund replacement cancel prefer rather exchange back love whether
    """
)
_DEALING: Final = word_set(
    """
    bought ordered booked paid switched signed sent received subscribed purchased returned
    """
)
_HISTORY: Final = word_set(
    """
    called then afterwards rang phoned wrote emailed waited chatted spoke angry blame blaming nice friendly kind
    complain promise sorry hope student measured checked spam slip live
    """
)
"""What was tried or felt before: said if there is room for it."""
_WEIGHTS: Final = {
    "": 1.0,
    "you'd like to know": 1.5,
    "you'd like us to": 1.7,
    "you'd like us not to": 1.6,
    "you'd like": 1.5,
}
_PER_TURN: Final = 0.04
"""What a fact loses for each message after it."""


def most_relevant(claims: Sequence[Claim], most: int, most_words: int) -> list[Claim]:
    """At most so many claims and words, in the order said: problem, wish, numbers and codes before the rest.

    A single claim may be longer than `most_words`.
    """
    last = max((claim.turn for claim in claims), default=0)
    ranked = sorted(range(len(claims)), key=lambda place: (-score(claims[place], last), place))
    kept: list[int] = []
    left = most_words
    for place in ranked:
        length = len(claims[place].wording.text.split())
        if len(kept) < most and (not kept or length <= left):
            kept.append(place)
            left -= length
    return [claims[place] for place in sorted(kept)]


def score(claim: Claim, last_turn: int) -> float:
    """How much a claim belongs to the problem; comparable within one conversation only."""
    source = claim.wording.source
    said = {token.word for token in source}
    points = _WEIGHTS.get(claim.wording.frame, 0.6)
    points += 0.4 * bool(said & _PROBLEM) + 0.4 * bool(said & NEGATION)
    points += 0.6 * bool(said & _WISH)
    points += 0.4 * bool(said & _DEALING)
    points += 0.5 * any(token.kind == "fixed" for token in source)
    points += 0.3 * bool(said & _COUNTS)
    points -= 0.6 * bool(said & _HISTORY)
    points += 0.05 * min(len(content_of(source)), 10) - 0.7 * (len(content_of(source)) < 2)
    return points - _PER_TURN * (last_turn - claim.turn)
