"""What customers say besides answering: what they have tried, take back, or ask about something else (pure)."""

from __future__ import annotations

import re
from typing import Final

from copilot.suggest.procedures.branching.forest import Tree
from copilot.suggest.procedures.branching.forks import Bar, Choice, Fork, Saying, speaks_of_danger

UNASKED: Final = Bar(score=0.62, both=0.9)
"""For one that nobody asked for: to the first step, or to the one that is due."""
_EARLY: Final = Bar(score=0.85, both=1.1)
"""For one to a later step, given before: a complaint sounds like many answers."""
_OUTCOME: Final = Bar(score=0.45, lead=0.1)
"""For what came of something that the customer has done already."""

_DONE: Final = 0.45
_DONE_STEMS: Final = 2
"""A customer has done what a step says if they speak of it in so many of its words, that close in meaning."""

_FAR: Final = 0.4
_FARTHER: Final = 0.3
_FAR_STEMS: Final = 3
"""A question has left the procedure if a part of it is far from all that is said there, and the customer says that it
is another matter; or if all of it is farther still, and it has words enough to tell."""

_CORRECTION: Final = re.compile(
    r"\b(?:actually|sorry|wait|hang on|hold on|i meant|misread|misspoke|correct(?:ion| myself)|my mistake|i was wrong"
    r"|wrong one|oops|instead)\b",
    re.IGNORECASE,
)
_TRIED: Final = re.compile(
    r"\b(?:already|tried|i['’]ve|i have|we['’]ve|we have|did (?:that|this|it|all)|twice|\w+ times|restarted|rebooted"
    r"|reset)\b",
    re.IGNORECASE,
)
_TURNS_AWAY: Final = re.compile(
    r"\b(?:(?:different|another|other|new) (?:question|thing|topic|problem|issue)|by the way|btw|forget (?:it|that|the)"
    r"|never ?mind|leave (?:it|that)|something else)\b",
    re.IGNORECASE,
)


def volunteered(fork: Fork, said: Saying, *, is_first: bool) -> Choice | None:
    """The answer that a customer gave before anybody asked.

    What has to be done counts only if they say that they did it, and a question about danger only if there is some.
    """
    if fork.step.kind == "do":
        return _outcome(fork, said) if _has_done(fork, said) else None
    choice = fork.choice(said)
    if choice is None or (fork.is_about_safety and not speaks_of_danger(choice.answer.label)):
        return None
    return choice if choice.passes(UNASKED if is_first else _EARLY) else None


def _has_done(fork: Fork, said: Saying) -> bool:
    """True if a customer speaks of something done, in words of the step and close to it in meaning."""
    if not any(map(_TRIED.search, said.texts)):
        return False
    common = max(len(fork.say.stems & one.stems) for one in said.wordings)
    return common >= _DONE_STEMS and float((said.vectors @ fork.meaning).max()) >= _DONE


def _outcome(fork: Fork, said: Saying) -> Choice | None:
    """What came of it; who has done it and still asks for help has not succeeded."""
    choice = fork.choice(said)
    if choice is None or choice.passes(_OUTCOME):
        return choice
    return Choice(answer=fork.failing, score=choice.score, lead=0.0) if fork.failing else None


def is_elsewhere(tree: Tree, said: Saying) -> bool:
    """True if a customer ends with a question that is far from all that the procedure and its customers say."""
    if not said.texts[-1].rstrip().endswith("?"):
        return False
    close = (tree.everything @ said.vectors.T).max(axis=0)
    if any(map(_TURNS_AWAY.search, said.texts)):
        return float(close.min()) < _FAR
    return len(said.wordings[-1].stems) >= _FAR_STEMS and float(close.max()) < _FARTHER


def takes_back(said: Saying) -> bool:
    """True if a customer may be correcting what they said before."""
    return any(map(_CORRECTION.search, said.texts))
