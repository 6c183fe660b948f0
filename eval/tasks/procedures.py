"""Is a conversation seen where it is in a procedure: the right one, the right step, by the right answers?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Procedures
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import SuggestionRequest
from copilot.suggest.spoken import spoken
from copilot.triage.listener import Listener
from eval.datasets.walks import LabelledWalk
from eval.measures.interval import mean
from eval.report import Figure, Row, Section, Table
from eval.subject import Track

NAME: Final = "procedures"
_ENOUGH: Final = 3
"""A tag with fewer walks says nothing."""


@dataclass(frozen=True, slots=True)
class WalkSubject:
    """The service's own parts, as its settings make them."""

    redactor: Redactor
    listener: Listener
    procedures: Procedures


class Followed(Struct, frozen=True, kw_only=True):
    """A walk, and where the service saw it; each property is of the walk and everything before it."""

    walk: LabelledWalk
    position: Position | None

    @property
    def finds_procedure(self) -> bool:
        """True if it is in the right procedure, or rightly in none."""
        return (self.position.procedure.id if self.position else None) == self.walk.procedure

    @property
    def finds_step(self) -> bool:
        """True if the right step is proposed, too."""
        return self.finds_procedure and (self.position.step.id if self.position else None) == self.walk.step

    @property
    def finds_path(self) -> bool:
        """True if the answers so far were understood, too."""
        path = self.position.path if self.position else ()
        return self.finds_step and tuple(taken.label for taken in path) == self.walk.path

    @property
    def asks_rightly(self) -> bool:
        """True if the step is the right one, and is asked again exactly if it should be."""
        return self.finds_step and (self.position.asks_again if self.position else False) == self.walk.asks_again


def run(name: str, walks: Sequence[LabelledWalk], subject: WalkSubject, track: Track[LabelledWalk]) -> Section:
    """Follow each walk up to its last message.

    Raises:
        InvalidInput: there is no walk.
    """
    if not walks:
        raise InvalidInput(f"the data set {name} has no walk")
    found = [_followed(walk, subject) for walk in track(walks, "walks")]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(
                title="walks",
                rows=tuple(_rows(found)),
                note="step, path and asks again count only if all before is right",
            ),
            Table(title="outside any procedure", rows=tuple(_outside(found))),
            Table(title="by tag", rows=tuple(_tags(found))),
        ),
        items=tuple(map(_item, found)),
    )


def _followed(walk: LabelledWalk, subject: WalkSubject) -> Followed:
    conversation = redact_request(SuggestionRequest(messages=walk.incoming()), subject.redactor, Vault())
    heard = subject.listener.hear(spoken(conversation, shares_encoder=False))
    return Followed(walk=walk, position=subject.procedures.follow(conversation, heard))


def _rows(found: Sequence[Followed]) -> Iterator[Row]:
    yield Row(name="all", n=len(found), figures=_figures(found))
    inside = [one for one in found if one.walk.procedure]
    if inside:
        yield Row(name="in a procedure", n=len(inside), figures=_figures(inside))


def _outside(found: Sequence[Followed]) -> Iterator[Row]:
    outside = [float(one.position is not None) for one in found if one.walk.procedure is None]
    if outside:
        yield Row(name="all", n=len(outside), figures={"false starts": mean(outside)})


def _tags(found: Sequence[Followed]) -> Iterator[Row]:
    for tag in sorted({tag for one in found for tag in one.walk.tags}):
        group = [one for one in found if tag in one.walk.tags]
        if len(group) >= _ENOUGH:
            yield Row(name=tag, n=len(group), figures=_figures(group))


def _figures(found: Sequence[Followed]) -> Mapping[str, Figure]:
    return {
        "procedure": mean([float(one.finds_procedure) for one in found]),
        "step": mean([float(one.finds_step) for one in found]),
        "path": mean([float(one.finds_path) for one in found]),
        "asks again": mean([float(one.asks_rightly) for one in found]),
    }


def _item(one: Followed) -> Mapping[str, Any]:
    position = one.position
    return {
        "id": one.walk.id,
        "procedure": position.procedure.id if position else None,
        "step": position.step.id if position else None,
        "path": [taken.label for taken in position.path] if position else [],
        "asks_again": position.asks_again if position else False,
        "right": one.finds_path and one.asks_rightly,
    }
