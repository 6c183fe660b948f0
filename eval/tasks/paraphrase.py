"""Does a restatement say what the customer said: all of it, nothing else, and nothing that it must not say?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.suggest.paraphrase.restatement import Restatement, restate
from copilot.suggest.paraphrase.sources import additions, restates
from eval.datasets.paraphrases import LabelledStatus, Retold
from eval.measures.interval import by_cluster, mean
from eval.report import Figure, Row, Section, Table
from eval.subject import Track

NAME: Final = "paraphrase"
_ENOUGH: Final = 8
"""A tag with fewer conversations says nothing."""
_QUOTES: Final = str.maketrans("’‘“”'", '""""' + '"')
_COMPLETE: Final = frozenset({"denied", "missing"})
"""Statuses of which all are labelled, so that what is found besides is wrong."""


class Told(Struct, frozen=True, kw_only=True):
    """A conversation and its restatement, None if nothing is said."""

    case: Retold
    restatement: Restatement | None

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(self.restatement.sentences) if self.restatement else ""

    @property
    def covered(self) -> list[bool]:
        """Whether each fact is said, in one of its wordings."""
        said = _plain(self.text)
        return [any(_plain(wording) in said for wording in wordings) for wordings in self.case.facts]

    @property
    def forbidden(self) -> list[str]:
        """What is said and must not be."""
        said = _plain(self.text)
        return [word for word in self.case.must_not if re.search(rf"(?<!\w){re.escape(_plain(word))}(?!\w)", said)]

    @property
    def refused(self) -> list[str]:
        """Sentences that the independent check does not find in the customer's messages, or with words not in them."""
        sentences = self.restatement.sentences if self.restatement else ()
        own = self.case.own
        return [sentence for sentence in sentences if additions(sentence, own) or not restates(sentence, own)]

    @property
    def is_rightly_empty(self) -> bool:
        """True if something is said exactly if something should be."""
        return bool(self.text) == bool(self.case.gold)

    def finds(self, label: LabelledStatus) -> bool:
        """True if a fact with the label's status holds the labelled words, or restates a place that does."""
        return any(_plain(label.fact) in text for text in self._with_status(label.status))

    def unlabelled(self) -> Iterator[tuple[str, bool]]:
        """The facts of each status of which all are labelled: whether a label says so, too."""
        texts = {message.id: message.text for message in self.case.said()}
        for fact in self.restatement.facts if self.restatement else ():
            if fact.status in _COMPLETE:
                place = _plain(texts[fact.message_id][fact.start : fact.end])
                labels = [_plain(label.fact) for label in self.case.statuses if label.status == fact.status]
                yield fact.status, any(label in place or label in _plain(fact.text) for label in labels)

    def _with_status(self, status: str) -> Iterator[str]:
        texts = {message.id: message.text for message in self.case.said()}
        for fact in self.restatement.facts if self.restatement else ():
            if fact.status == status:
                yield _plain(fact.text)
                yield _plain(texts[fact.message_id][fact.start : fact.end])


def run(name: str, cases: Sequence[Retold], track: Track[Retold]) -> Section:
    """Restate each conversation, of all authors, up to its last message.

    Raises:
        InvalidInput: there is no conversation.
    """
    if not cases:
        raise InvalidInput(f"the data set {name} has no conversation")
    told = [Told(case=case, restatement=restate(case.said())) for case in track(cases, f"{NAME} {name}")]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="restatements", rows=tuple(_rows(told)), note="facts: said of those that should be"),
            Table(title="statuses", rows=tuple(_statuses(told)), note="confirmed: only certain ones are labelled"),
        ),
        items=tuple(map(_item, told)),
    )


def _rows(told: Sequence[Told]) -> Iterator[Row]:
    """All conversations first, then those of each tag."""
    yield Row(name="all", n=len(told), figures=_figures(told))
    for tag in sorted({tag for one in told for tag in one.case.tags}):
        tagged = [one for one in told if tag in one.case.tags]
        if len(tagged) >= _ENOUGH:
            yield Row(name=tag, n=len(tagged), figures=_figures(tagged))


def _figures(told: Sequence[Told]) -> Mapping[str, Figure]:
    facts = {"facts": _covered(told)} if any(one.case.facts for one in told) else {}
    length = [len(one.text.split()) / len(one.case.gold.split()) for one in told if one.case.gold]
    return {
        **facts,
        "additions": mean([float(bool(one.refused)) for one in told]),
        "forbidden": mean([float(bool(one.forbidden)) for one in told]),
        "empty rightly": mean([float(one.is_rightly_empty) for one in told]),
        **({"length to gold": mean(length)} if length else {}),
    }


def _covered(told: Sequence[Told]) -> Figure:
    """The share of facts; whole conversations are drawn for its interval."""
    pairs = [(number, said) for number, one in enumerate(told) for said in one.covered]
    owners = np.unique([number for number, _ in pairs], return_inverse=True)[1].astype(np.int64)
    values = np.asarray([said for _, said in pairs], dtype=np.float64)
    return by_cluster(lambda rows: float(values[rows].mean()), owners)


def _statuses(told: Sequence[Told]) -> Iterator[Row]:
    """Recall of each status, and where all are labelled its precision; one without labels is left out."""
    for status in ("confirmed", "denied", "missing"):
        found = [float(one.finds(label)) for one in told for label in one.case.statuses if label.status == status]
        right = [float(is_right) for one in told for kind, is_right in one.unlabelled() if kind == status]
        if found:
            precision = {"precision": mean(right)} if right else {}
            yield Row(name=status, n=len(found), figures={"recall": mean(found), **precision})


def _item(told: Told) -> Mapping[str, Any]:
    return {
        "id": told.case.id,
        "said": told.text,
        "missed": [wordings[0] for wordings, is_said in zip(told.case.facts, told.covered, strict=True) if not is_said],
        "forbidden": told.forbidden,
        "additions": told.refused,
        "statuses missed": [label.fact for label in told.case.statuses if not told.finds(label)],
    }


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())
