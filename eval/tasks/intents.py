"""Is it known what a customer wants, by the knowledge base alone, and that it is nothing that it knows?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.suggest.spoken import searchable
from copilot.triage.intents import Classifier, wanted
from copilot.triage.listener import Listener
from eval.measures.interval import mean
from eval.report import Row, Section, Table
from eval.subject import Track
from eval.wants import Want

NAME: Final = "intents"


class Guess(Struct, frozen=True, kw_only=True):
    """A message with the labels that it got, surest first."""

    want: Want
    labels: tuple[str, ...]

    @property
    def categories(self) -> frozenset[str]:
        """The categories of the labels."""
        return frozenset(label.partition(".")[0] for label in self.labels)


def run(name: str, wants: Sequence[Want], listener: Listener, classifier: Classifier, track: Track[Want]) -> Section:
    """Every message by itself, as the first of a conversation.

    Raises:
        InvalidInput: there is no message.
    """
    if not wants:
        raise InvalidInput(f"the data set {name} has no message")
    guesses = [_guess(want, listener, classifier) for want in track(wants, f"{NAME} {name}")]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="categories", rows=tuple(_rows(guesses))),
            Table(title="articles", rows=tuple(_articles(guesses))),
        ),
        items=tuple(map(_item, guesses)),
    )


def _guess(want: Want, listener: Listener, classifier: Classifier) -> Guess:
    seen = listener.impression(searchable(want.text))
    found = wanted((*seen.parts, *seen.clauses), classifier)
    return Guess(want=want, labels=tuple(intent.label for intent in found.intents))


def _rows(guesses: Sequence[Guess]) -> Iterator[Row]:
    groups = {
        "questions": [one for one in guesses if not one.want.is_opening and one.want.categories],
        "openings, one thing": [one for one in guesses if one.want.is_opening and len(one.want.categories) == 1],
        "openings, two things": [one for one in guesses if one.want.is_opening and len(one.want.categories) == 2],
    }
    for name, group in groups.items():
        if group:
            right = [float(one.categories == one.want.categories) for one in group if one.want.is_opening]
            figures = {
                "first is right": mean([float(_first(one) in one.want.categories) for one in group]),
                "recall": mean([len(one.categories & one.want.categories) / len(one.want.categories) for one in group]),
                "null": mean([float(not one.labels) for one in group]),
            }
            yield Row(name=name, n=len(group), figures=figures | ({"exactly right": mean(right)} if right else {}))
    none = [one for one in guesses if not one.want.categories]
    if none:
        yield Row(name="fits nothing", n=len(none), figures={"null": mean([float(not one.labels) for one in none])})


def _articles(guesses: Sequence[Guess]) -> Iterator[Row]:
    """Of the labels that name an article, how many name a judged one."""
    named = [
        float(label.partition(".")[2] in one.want.articles)
        for one in guesses
        if one.want.articles
        for label in one.labels
        if "." in label
    ]
    if named:
        yield Row(name="named", n=len(named), figures={"precision": mean(named)})


def _first(one: Guess) -> str | None:
    return one.labels[0].partition(".")[0] if one.labels else None


def _item(one: Guess) -> Mapping[str, Any]:
    return {"id": one.want.id, "wanted": sorted(one.want.categories), "got": list(one.labels)}
