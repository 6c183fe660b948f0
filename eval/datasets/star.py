"""STAR (Mosig et al. 2020): what human operators typed, and which canned reply they picked.

A folder with `dialogues.jsonl.gz` and `tasks/<task>/responses.json`. Picks labelled `custom` are free text, and left
out; so are dialogues that were broken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.types import CannedReply
from eval.dataset import Part
from eval.datasets.files import content_of

DIALOGUES: Final = "dialogues.jsonl.gz"
_FREE_TEXT: Final = "custom"
_SLOT: Final = re.compile(r"\{(\w+)[^}]*\}")
_FIFTHS: Final = 5
_MOST_KNOWN_CHARS: Final = 300

Share = Literal["memory", "dev", "test"]


class Choice(Struct, frozen=True, kw_only=True):
    """A pick, and what there was before it.

    `turns` are the customer's, `said` the operator's messages, in order; `known` is what the study's knowledge base
    returned last; `offered` what its tool showed, best first.
    """

    dialogue: int
    tasks: tuple[str, ...]
    typed: str
    turns: tuple[str, ...]
    said: tuple[str, ...]
    known: str
    picked: str
    offered: tuple[str, ...]

    @property
    def share(self) -> Share:
        """A fifth of the dialogues is for tests, a fifth of the others for development, by a hash of their numbers."""
        number = int(sha256(str(self.dialogue).encode()).hexdigest(), 16)
        if number % _FIFTHS == 0:
            return "test"
        return "dev" if number // _FIFTHS % _FIFTHS == 0 else "memory"


class Star(Struct, frozen=True, kw_only=True):
    """All replies, those that the data set names for each task, and the picks in the order of the file."""

    replies: tuple[CannedReply, ...]
    pools: Mapping[str, frozenset[str]]
    choices: tuple[Choice, ...]

    def pools_after(self, learnt: Sequence[Choice]) -> dict[str, frozenset[str]]:
        """The replies of each task: those named for it, and those that were picked in a dialogue of it alone."""
        pools = {task: set(replies) for task, replies in self.pools.items()}
        for choice in learnt:
            if len(choice.tasks) == 1:
                pools.setdefault(choice.tasks[0], set()).add(choice.picked)
        return {task: frozenset(replies) for task, replies in pools.items()}

    def split(self, part: Part) -> tuple[list[Choice], list[Choice]]:
        """The picks to learn from, and those to measure on; for `dev` the test dialogues are left out of both.

        Raises:
            InvalidInput: there is nothing to learn from or to measure on.
        """
        if part == "all":
            raise InvalidInput("what was learnt from cannot be measured on: choose --split test or dev")
        known = {"memory"} if part == "dev" else {"memory", "dev"}
        learnt = [choice for choice in self.choices if choice.share in known]
        asked = [choice for choice in self.choices if choice.share == part]
        if not learnt or not asked:
            raise InvalidInput("the data set has too few dialogues to learn from some and to measure on others")
        return learnt, asked


def read_star(path: Path) -> Star:
    """The data set in a folder.

    Raises:
        InvalidInput: the folder is not one of STAR, or a file cannot be read.
    """
    if not (path / DIALOGUES).is_file():
        raise InvalidInput(f"{path} holds no picks of canned replies: give a folder with {DIALOGUES} (STAR)")
    try:
        dialogues = [msgspec.json.decode(line) for line in content_of(path / DIALOGUES).splitlines()]
        texts = {file.parent.name: _responses(file) for file in sorted(path.glob("tasks/*/responses.json"))}
        choices = tuple(choice for dialogue in dialogues for choice in _choices(dialogue))
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path} is not in the format of STAR ({type(error).__name__})") from error
    return Star(
        replies=tuple(_replies(texts, dialogues)),
        pools={task: frozenset(responses) for task, responses in texts.items()},
        choices=choices,
    )


def star_hash(star: Star) -> str:
    """Which picks and replies a figure was measured on."""
    return "sha256:" + sha256(msgspec.json.encode([star.replies, star.choices])).hexdigest()[:16]


def _responses(file: Path) -> dict[str, str]:
    responses = msgspec.json.decode(content_of(file), type=dict[str, str])
    return {label: text for label, text in responses.items() if label != _FREE_TEXT}


def _replies(texts: Mapping[str, Mapping[str, str]], dialogues: Sequence[Mapping[str, Any]]) -> Iterator[CannedReply]:
    """A label has the text of the first task that has one, else that in which it was sent first."""
    found: dict[str, str] = {}
    for responses in texts.values():
        found = {**responses, **found}
    for dialogue in dialogues:
        for event in dialogue["Events"]:
            if event["Action"] == "pick_suggestion" and event["ActionLabel"] != _FREE_TEXT:
                found.setdefault(event["ActionLabel"], event["Text"])
    for label in sorted(found):
        yield CannedReply(id=label, title=label.replace("_", " "), text=_SLOT.sub(r"{{\1}}", found[label]))


def _choices(dialogue: Mapping[str, Any]) -> Iterator[Choice]:
    if dialogue["CompletionLevel"] != "Complete":
        return
    tasks = tuple(capability["Task"] for capability in dialogue["Scenario"]["WizardCapabilities"])
    turns: list[list[str]] = []
    said: list[str] = []
    typed = known = ""
    is_answered = True
    for event in dialogue["Events"]:
        match event["Action"], event["Agent"]:
            case "utter", "User":
                turns = [*turns, [event["Text"]]] if is_answered else [*turns[:-1], [*turns[-1], event["Text"]]]
                is_answered = False
            case "request_suggestions", _:
                typed = event["Text"]
            case "return_item", _:
                known = _known(event)
            case ("pick_suggestion" | "utter") as action, "Wizard":
                if action == "pick_suggestion" and event["ActionLabel"] != _FREE_TEXT:
                    yield Choice(
                        dialogue=dialogue["DialogueID"],
                        tasks=tasks,
                        typed=typed,
                        turns=tuple(map("\n".join, turns)),
                        said=tuple(said),
                        known=known,
                        picked=event["ActionLabel"],
                        offered=tuple(event.get("ActionLabelOptions", ())),
                    )
                said.append(event["Text"])
                typed, is_answered = "", True


def _known(event: Mapping[str, Any]) -> str:
    """What the study's knowledge base returned, as other systems tell the copilot: system, label, value."""
    item = {name: value for name, value in (event.get("Item") or {}).items() if name != "APIName"}
    facts = "; ".join(f"{name} {value}" for name, value in item.items()) or "nothing found"
    return f"{event['APIName']} {facts}".replace("_", " ")[:_MOST_KNOWN_CHARS]
