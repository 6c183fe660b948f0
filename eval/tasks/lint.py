"""Is an operator stopped from asking for what must not be asked for, and not from anything else?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.privacy.asking import asked_for
from copilot.suggest.brand import Brand
from copilot.suggest.guard.objections import asked, blocks, rule_of
from eval.datasets.operators import OperatorMessage
from eval.measures.interval import mean
from eval.report import Figure, Row, Section, Table
from eval.subject import Track

NAME: Final = "lint"

_BLOCKED: Final = "any rule that blocks"
_ANYTHING: Final = "any kind"


class _Judged(Struct, frozen=True, kw_only=True):
    """A message; `wanted` and `found` are what it asks for, by the labels and by us: kinds or rules."""

    wanted: frozenset[str]
    found: frozenset[str]


def run(name: str, messages: Sequence[OperatorMessage], track: Track[OperatorMessage]) -> Section:
    """Every message is read by itself, as `POST /v1/lint` does without a conversation.

    Raises:
        InvalidInput: there is no message.
    """
    if not messages:
        raise InvalidInput(f"the data set {name} has no message")
    kinds = [_Judged(wanted=one.asks, found=asked_for(one.text)) for one in track(messages, f"{NAME} {name}")]
    rules = [_Judged(wanted=_rules(one.asks), found=_broken(one.text)) for one in messages]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="rules", rows=tuple(_rows(rules, _BLOCKED)), note="a message with and without each finding"),
            Table(title="what is asked for", rows=tuple(_rows(kinds, _ANYTHING)), note="what the redactor is told"),
            Table(title="messages", rows=tuple(_whole(kinds, rules))),
        ),
        items=tuple(_item(one, judged) for one, judged in zip(messages, kinds, strict=True)),
    )


def _rules(kinds: frozenset[str]) -> frozenset[str]:
    rules = [rule for rule in map(rule_of, kinds) if rule]
    return frozenset(rule.name for rule in rules) | {_BLOCKED for rule in rules if rule.severity == "block"}


def _broken(text: str) -> frozenset[str]:
    found = list(asked(text, Brand()))
    return frozenset(one.rule for one in found) | {_BLOCKED for one in found if blocks(one)}


def _rows(judged: Sequence[_Judged], first: str) -> Iterator[Row]:
    """A row for each label, the sum of all first; `n` is how many messages truly have it."""
    labels = sorted({label for one in judged for label in one.wanted | one.found} - {first})
    for label in [first, *labels]:
        pairs = [(_has(one.wanted, label), _has(one.found, label)) for one in judged]
        yield Row(name=label, n=sum(wanted for wanted, _ in pairs), figures=_figures(pairs))


def _has(labels: frozenset[str], label: str) -> bool:
    return bool(labels) if label == _ANYTHING else label in labels


def _figures(pairs: Sequence[tuple[bool, bool]]) -> Mapping[str, Figure]:
    """Precision and recall; one that has nothing to be measured on is left out."""
    right = [float(wanted) for wanted, found in pairs if found]
    got = [float(found) for wanted, found in pairs if wanted]
    return {name: mean(values) for name, values in (("precision", right), ("recall", got)) if values}


def _whole(kinds: Sequence[_Judged], rules: Sequence[_Judged]) -> Iterator[Row]:
    exact = [float(one.wanted == one.found) for one in kinds]
    yield Row(name="all", n=len(kinds), figures={"exactly right": mean(exact)})
    harmless = [float(bool(one.found)) for one in rules if not one.wanted]
    if harmless:
        yield Row(name="breaking no rule", n=len(harmless), figures={"false alarms": mean(harmless)})


def _item(message: OperatorMessage, judged: _Judged) -> Mapping[str, Any]:
    return {
        "id": message.id,
        "text": message.text,
        "missed": sorted(judged.wanted - judged.found),
        "false": sorted(judged.found - judged.wanted),
    }
