"""The task `redaction` with a redactor that finds what it was told to find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pytest

from copilot.errors import InvalidInput
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.types import Entity
from eval.datasets.filled import Labelled, Span
from eval.report import Row, Section
from eval.tasks import redaction
from eval.texts import Texts, texts_hash
from tests.fakes import sealed


class ToldRedactor:
    """Finds pieces of texts, (kind, piece), and keeps what it was asked."""

    def __init__(self, pieces: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self._pieces = pieces
        self.calls: list[tuple[str, int, frozenset[str]]] = []

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        self.calls.append((text, id(vault), asked))
        entities = [
            Entity(kind=kind, placeholder="<X_1>", start=text.index(piece), end=text.index(piece) + len(piece), score=1)
            for kind, piece in self._pieces.get(text, ())
        ]
        return Redaction(text=sealed(text), entities=tuple(entities))


def track(items: Sequence[Labelled], _: str) -> Iterable[Labelled]:
    return items


def message(text: str, *labels: tuple[str, str], template: str = "", after: str | None = None) -> Labelled:
    """A message in which the labels are pieces of the text; a kind in small letters stays."""
    spans = [Span(kind=kind, start=text.index(piece), end=text.index(piece) + len(piece)) for kind, piece in labels]
    return Labelled(
        template=template or text,
        text=text,
        after=after,
        spans=tuple(span for span in spans if span.kind.isupper()),
        stays=tuple(span for span in spans if span.kind.islower()),
    )


def measured(
    messages: Sequence[Labelled],
    found: Mapping[str, Sequence[tuple[str, str]]],
    only: frozenset[str] | None = None,
    *,
    shows_text: bool = True,
) -> Section:
    texts = Texts(name="chat", messages=tuple(messages), only=only, shows_text=shows_text)
    return redaction.run(texts, ToldRedactor(found), track)


def row(section: Section, title: str, name: str) -> Row:
    table = next(table for table in section.tables if table.title.startswith(title))
    return next(item for item in table.rows if item.name == name)


def values(found: Row) -> dict[str, float]:
    return {name: round(figure.value, 3) for name, figure in found.figures.items()}


def test_spans_are_measured_overall_by_group_and_by_kind() -> None:
    messages = [
        message("im Jo Li", ("PERSON", "Jo Li")),
        message("Ada here", ("PERSON", "Ada")),
        message("cvv 123", ("CVV", "123")),
        message("pin 4321", ("PIN", "4321")),
    ]
    found = {"im Jo Li": [("PERSON", "Jo Li")], "cvv 123": [("PIN", "123")], "pin 4321": [("PIN", "432")]}

    section = measured(messages, found)

    # same kind, .5: Jo Li and the PIN hit; Ada and CVV missed; one PIN is false
    assert values(row(section, "spans", ".5 same kind")) == {"precision": 0.667, "recall": 0.5, "F2": 0.526}
    assert values(row(section, "spans", ".9 same kind")) == {"precision": 0.333, "recall": 0.25, "F2": 0.263}
    assert values(row(section, "spans", ".5 any kind")) == {"precision": 1.0, "recall": 0.75, "F2": 0.789}
    payment = row(section, "groups", "payment and credentials")
    assert payment.n == 2
    assert values(payment) == {"recall .5": 0.5, "any kind .5": 1.0, "F2 .5": 0.5, "F2 .9": 0.0, "leaked": 0.143}
    people = row(section, "kinds", "PERSON")
    assert values(people) == {"recall .5": 0.5, "F2 .5": 0.556, "F2 .9": 0.556, "leaked": 0.429, "precision .5": 1.0}
    assert values(row(section, "kinds", "PIN"))["precision .5"] == 0.5


def test_a_kind_that_nothing_labels_and_nothing_finds_has_no_row_and_one_that_is_only_found_no_recall() -> None:
    messages = [message("im Jo", ("PERSON", "Jo")), message("it is mint")]

    section = measured(messages, {"it is mint": [("CVV", "mint")]})

    kinds = next(table for table in section.tables if table.title.startswith("kinds"))
    assert [(one.name, one.n) for one in kinds.rows] == [("PERSON", 1), ("CVV", 0)]
    assert list(kinds.rows[0].figures) == ["recall .5", "F2 .5", "F2 .9", "leaked"]
    assert values(kinds.rows[1]) == {"precision .5": 0.0}


def test_overall_precision_is_left_out_where_nothing_is_found() -> None:
    section = measured([message("im Jo", ("PERSON", "Jo"))], {})

    assert values(row(section, "spans", ".5 same kind")) == {"recall": 0.0, "F2": 0.0}


def test_messages_without_personal_data_are_counted_once_however_often_they_are_touched() -> None:
    messages = [message("May I"), message("Mint 123"), message("ok"), message("fine"), message("Jo", ("PERSON", "Jo"))]

    section = measured(messages, {"Mint 123": [("PERSON", "Mint"), ("CVV", "123")], "Jo": [("PERSON", "Jo")]})

    anything, person = (row(section, "messages without", name) for name in ("any kind", "PERSON"))
    assert (anything.n, values(anything)) == (4, {"touched": 0.25})
    assert (person.n, values(person)) == (4, {"touched": 0.25})


def test_what_stays_is_touched_by_any_kind_and_numbers_stand_together() -> None:
    messages = [
        message("order A-77 to Leeds", ("order_number", "A-77"), ("city", "Leeds")),
        message("parcel 1Z9 of Jo", ("tracking_number", "1Z9"), ("PERSON", "Jo")),
    ]

    section = measured(messages, {"order A-77 to Leeds": [("PHONE_NUMBER", "77")]})

    assert row(section, "what stays", "all numbers").n == 2
    assert values(row(section, "what stays", "all numbers")) == {"touched": 0.5}
    assert values(row(section, "what stays", "tracking_number")) == {"touched": 0.0}
    assert values(row(section, "what stays", "city")) == {"touched": 0.0}


def test_templates_are_listed_by_what_goes_wrong_with_the_kinds_that_were_missed() -> None:
    messages = [
        message("im Jo", ("PERSON", "Jo"), template="people-1"),
        message("im Al", ("PERSON", "Al"), template="people-1"),
        message("pin 1234", ("PIN", "1234"), template="pay-1"),
        message("cvv 123", ("CVV", "123"), template="pay-2"),
    ]
    found = {"im Jo": [("PERSON", "Jo")], "pin 1234": [("CVV", "pin")], "cvv 123": [("PIN", "123")]}

    section = measured(messages, found)

    worst = next(table for table in section.tables if table.title == "worst templates")
    assert [(one.name, one.n, values(one)) for one in worst.rows] == [
        ("pay-1 PIN", 1, {"missed": 1.0, "wrong": 1.0}),
        ("people-1 PERSON", 2, {"missed": 0.5, "wrong": 0.0}),
    ]


def test_the_operators_message_is_redacted_first_with_the_same_vault_and_says_what_is_asked() -> None:
    redactor = ToldRedactor({})
    texts = Texts(name="chat", messages=(message("Jo", after="What is your name?"), message("hello")))

    redaction.run(texts, redactor, track)

    (said, first, nothing), (answer, same, asked), (other, another, unasked) = redactor.calls
    assert (said, answer, other) == ("What is your name?", "Jo", "hello")
    assert first == same
    assert (nothing, unasked) == (frozenset(), frozenset())
    assert "PERSON" in asked
    assert another


def test_labels_that_know_people_only_say_nothing_of_other_kinds() -> None:
    messages = [
        message("@jo_77 met Al in Oslo", ("USER_NAME", "@jo_77"), ("PERSON", "Al")),
        message("call 5551234"),
    ]
    found = {
        "@jo_77 met Al in Oslo": [("PERSON", "jo_77"), ("PERSON", "Al"), ("PERSON", "Oslo")],
        "call 5551234": [("PHONE_NUMBER", "5551234")],
    }

    section = measured(messages, found, only=frozenset({"PERSON"}))

    assert values(row(section, "spans", ".5 same kind")) == {"precision": 0.5, "recall": 1.0, "F2": 0.833}
    assert values(row(section, "messages without", "any kind")) == {"touched": 0.0}


def test_requests_have_no_spans_to_score_and_list_what_was_masked() -> None:
    section = measured([message("Mint 12"), message("ok")], {"Mint 12": [("PERSON", "Mint")]})

    assert [table.title for table in section.tables] == ["messages without personal data"]
    assert section.items == (
        {
            "id": "Mint 12",
            "labels": [],
            "found": [{"kind": "PERSON", "start": 0, "end": 4, "text": "Mint"}],
            "text": "Mint 12",
        },
    )


def test_messages_that_may_be_real_are_not_quoted() -> None:
    section = measured(
        [message("im Jo", ("PERSON", "Jo"), template="own.jsonl:1", after="Your name?")],
        {"im Jo": [("PERSON", "Jo")]},
        shows_text=False,
    )

    span = {"kind": "PERSON", "start": 3, "end": 5}
    assert section.items == ({"id": "own.jsonl:1", "labels": [span], "found": [span]},)
    assert b"Jo" not in msgspec.json.encode(section)


def test_an_empty_set_of_messages_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="chat has no message"):
        measured([], {})


def test_another_label_is_another_set() -> None:
    one = Texts(name="chat", messages=(message("im Jo", ("PERSON", "Jo")),))
    other = Texts(name="chat", messages=(message("im Jo"),))

    assert texts_hash(one) != texts_hash(other)
