"""Is a draft worth sending: does it hold the needed facts and nothing else, in the right tone, or does it abstain?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.privacy.vault import Vault
from copilot.suggest.brand import Brand
from copilot.suggest.pipeline import Copilot
from copilot.suggest.ready import ReadyDraft, ReadySuggestion, ready
from copilot.text import words
from eval.datasets.drafted import DraftedConversation
from eval.measures.interval import mean
from eval.report import Row, Section, Table
from eval.subject import Track

NAME: Final = "drafts"

_DIMENSIONS: Final = ("formality", "warmth", "length", "reading_level")


class Judged(Struct, frozen=True, kw_only=True):
    """A conversation and what was suggested for it."""

    labelled: DraftedConversation
    suggested: ReadySuggestion

    @property
    def reply(self) -> ReadyDraft | None:
        """The first reply: the one that an operator sees first."""
        return next((draft for draft in self.suggested.drafts if draft.kind == "reply"), None)

    @property
    def kinds(self) -> set[str]:
        """The kinds that were offered."""
        return {draft.kind for draft in self.suggested.drafts}

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Every fact that a good reply has, each with its wordings."""
        return (*self.labelled.expect.facts, *self.labelled.expect.context_facts)

    def held(self) -> list[bool]:
        """For each needed fact whether the first reply has it."""
        return self._held_by(self.reply.text if self.reply else "")

    def is_held_by_any(self) -> bool:
        """True if one of the replies has every needed fact: an operator can choose it."""
        return any(all(self._held_by(draft.text)) for draft in self.suggested.drafts if draft.kind == "reply")

    def _held_by(self, text: str) -> list[bool]:
        plain = _plain(text)
        return [any(_plain(wording) in plain for wording in wordings) for wordings in self.needed]

    def forbidden(self) -> list[str]:
        """What must not be said and stands in a draft."""
        texts = [_plain(draft.text) for draft in self.suggested.drafts]
        return [said for said in self.labelled.expect.must_not if any(_plain(said) in text for text in texts)]


def run(
    name: str, conversations: Sequence[DraftedConversation], copilot: Copilot, track: Track[DraftedConversation]
) -> Section:
    """Each conversation goes through the service's pipeline up to its last message.

    Raises:
        InvalidInput: there is no conversation.
    """
    if not conversations:
        raise InvalidInput(f"the data set {name} has no conversation")
    judged = [_judged(one, copilot) for one in track(conversations, f"{NAME} {name}")]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="answerable", rows=tuple(_answerable(judged)), note="facts in the first reply"),
            Table(title="unanswerable", rows=tuple(_unanswerable(judged))),
            Table(title="by tag, answerable", rows=tuple(_by_tag(judged)), note="all needed facts in the first reply"),
            Table(title="kinds", rows=tuple(_kinds(judged)), note="where the labels wish for one, or for none"),
            Table(title="tone", rows=tuple(_tone(judged)), note="distance of all drafts to the wished tone, 0 to 1"),
            Table(title="rules", rows=tuple(_rules(judged, copilot.brand)), note="in all drafts; none is allowed"),
        ),
        items=tuple(map(_item, judged)),
    )


def _judged(one: DraftedConversation, copilot: Copilot) -> Judged:
    vault = Vault()
    return Judged(labelled=one, suggested=ready(copilot.suggest(one.request(), vault).suggestion, vault))


def _answerable(judged: Sequence[Judged]) -> Iterator[Row]:
    found = [one for one in judged if one.needed]
    yield Row(
        name="all",
        n=len(found),
        figures={
            "all facts": mean([float(all(one.held())) for one in found]),
            "in any reply": mean([float(one.is_held_by_any()) for one in found]),
            "share of facts": mean([sum(one.held()) / len(one.needed) for one in found]),
            "has a reply": mean([float(one.reply is not None) for one in found]),
            "right article": mean([float(_cites(one)) for one in found]),
            "words": mean([float(len(words(one.reply.text))) for one in found if one.reply]),
        },
    )


def _unanswerable(judged: Sequence[Judged]) -> Iterator[Row]:
    found = [one for one in judged if one.labelled.expect.verdict == "abstain"]
    if found:
        yield Row(
            name="all",
            n=len(found),
            figures={
                "no reply": mean([float(one.reply is None) for one in found]),
                "abstained": mean([float(one.suggested.answerability.verdict == "abstain") for one in found]),
            },
        )


def _by_tag(judged: Sequence[Judged]) -> Iterator[Row]:
    found = [one for one in judged if one.needed]
    for tag in sorted({one.labelled.tags[0] for one in found}):
        group = [float(all(one.held())) for one in found if one.labelled.tags[0] == tag]
        yield Row(name=tag, n=len(group), figures={"all facts": mean(group)})


def _kinds(judged: Sequence[Judged]) -> Iterator[Row]:
    for kind in sorted(
        {kind for one in judged for kind in (*one.labelled.expect.kinds, *one.labelled.expect.absent_kinds)}
    ):
        wanted = [float(kind in one.kinds) for one in judged if kind in one.labelled.expect.kinds]
        absent = [float(kind in one.kinds) for one in judged if kind in one.labelled.expect.absent_kinds]
        figures = {name: mean(values) for name, values in (("offered", wanted), ("out of place", absent)) if values}
        yield Row(name=kind, n=len(wanted) + len(absent), figures=figures)


def _tone(judged: Sequence[Judged]) -> Iterator[Row]:
    drafts = [draft for one in judged for draft in one.suggested.drafts]
    for name in _DIMENSIONS:
        yield Row(name=name, n=len(drafts), figures={"distance": mean([getattr(one.distance, name) for one in drafts])})


def _rules(judged: Sequence[Judged], brand: Brand) -> Iterator[Row]:
    drafts = [draft for one in judged for draft in one.suggested.drafts]
    sentences = [sentence for draft in drafts for sentence in draft.sentences]
    broken = [float(bool(brand.avoided.search(one.text) or brand.forbidden.search(one.text))) for one in drafts]
    unsupported = [float(one.support == "unsupported") for one in sentences]
    yield Row(name="words and promises", n=len(drafts), figures={"broken": mean(broken)})
    yield Row(name="unsupported sentences", n=len(sentences), figures={"share": mean(unsupported)})
    yield Row(
        name="said what the labels forbid",
        n=len(judged),
        figures={"share": mean([float(bool(one.forbidden())) for one in judged])},
    )


def _cites(one: Judged) -> bool:
    """True if the reply rests on an article that answers; without one in the labels, if it rests on anything."""
    cited = {(sentence.passage_id or "").rpartition("#")[0] for sentence in one.reply.sentences} if one.reply else set()
    wanted = set(one.labelled.expect.articles)
    return bool(cited & wanted) if wanted else one.reply is not None


def _item(one: Judged) -> Mapping[str, Any]:
    return {
        "id": one.labelled.id,
        "tags": list(one.labelled.tags),
        "verdict": one.suggested.answerability.verdict,
        "kinds": [draft.kind for draft in one.suggested.drafts],
        "missing": [needed for needed, held in zip(one.needed, one.held(), strict=True) if not held],
        "forbidden": one.forbidden(),
        "reply": one.reply.text if one.reply else None,
    }


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
