"""A suggestion as it is stored, and ready for the operator."""

from __future__ import annotations

import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import Results
from copilot.suggest.brief import Sketch
from copilot.suggest.canned import FilledReply
from copilot.suggest.guard import Guarded, Trace
from copilot.suggest.suggestion import Findings, Origin, Suggestion, ready, respond
from copilot.telemetry import Stopwatch
from copilot.types import Answerability, CannedReply, Hit, RedactedText, Tone
from tests.examples import a_conversation, a_hit, a_triage, an_entity

MAIL = "ana@example.org"


@pytest.fixture
def vault() -> Vault:
    vault = Vault()
    vault.placeholder("EMAIL_ADDRESS", MAIL)
    return vault


def guarded(*parts: tuple[str, str]) -> Guarded:
    """A reply of (text, support) parts."""
    sketch = Sketch(kind="reply", parts=tuple(text for text, _ in parts), tone=Tone(), drafter="composer")
    traces = tuple(
        Trace(part=text, support=support, passage_id="refund-times#1" if support == "passage" else None)
        for text, support in parts
    )
    return Guarded(sketch=sketch, traces=traces, warnings=("unsupported_removed",))


def responded(
    vault: Vault, *drafts: Guarded, canned: tuple[FilledReply, ...] = (), hits: tuple[Hit, ...] = ()
) -> Suggestion:
    findings = Findings(
        conversation=a_conversation("I am <EMAIL_ADDRESS_1>", entities=(an_entity("EMAIL_ADDRESS"),)),
        triage=a_triage(),
        results=Results(hits=hits, answerability=Answerability(verdict="answer", confidence=0.9), snapshot_id="1-a"),
        canned=canned,
        next_steps=(),
        drafts=drafts,
        tier="full",
    )
    return respond(findings, "c1", vault, Stopwatch(), Origin(encoder="e", settings="s"))


def a_reply(text: str, own: str = "") -> FilledReply:
    return FilledReply(reply=CannedReply(id="r", title="R", text=own or text), text=text, score=0.5, missing=("day",))


def test_a_draft_is_stored_with_placeholders_and_its_sentences(vault: Vault) -> None:
    suggestion = responded(vault, guarded(("Hello,\n\n", "template"), ("I write to <EMAIL_ADDRESS_1>. ", "passage")))

    (draft,) = suggestion.drafts
    assert draft.template_text == "Hello,\n\nI write to <EMAIL_ADDRESS_1>."
    assert isinstance(draft.template_text, RedactedText)
    assert [(sentence.text, sentence.support) for sentence in draft.sentences] == [
        ("Hello,", "template"),
        ("I write to <EMAIL_ADDRESS_1>.", "passage"),
    ]
    assert draft.warnings == ("unsupported_removed",)


def test_ids_are_new_each_time(vault: Vault) -> None:
    one, other = (responded(vault, guarded(("Hello,", "template"))) for _ in range(2))

    assert one.id.startswith("sug_")
    assert one.drafts[0].id.startswith("drf_")
    assert one.id != other.id
    assert one.drafts[0].id != other.drafts[0].id


def test_the_operator_gets_the_customers_values_back_where_text_is_sent(vault: Vault) -> None:
    stored = responded(
        vault,
        guarded(("I write to <EMAIL_ADDRESS_1>.", "passage")),
        canned=(a_reply("Mail to <EMAIL_ADDRESS_1> on {{day}}"),),
        hits=(a_hit("Text."),),
    )

    shown = ready(stored, vault)

    assert shown.drafts[0].text == f"I write to {MAIL}."
    assert shown.drafts[0].template_text == "I write to <EMAIL_ADDRESS_1>."
    assert shown.drafts[0].sentences[0].text == f"I write to {MAIL}."
    assert shown.canned[0].text == f"Mail to {MAIL} on {{{{day}}}}"
    assert shown.canned[0].missing == ("day",)
    assert shown.customer_text == "I am <EMAIL_ADDRESS_1>"
    assert (shown.passages[0].passage_id, shown.passages[0].rank) == ("refund-times#1", 1)


@pytest.mark.parametrize("support", ["conversation", "unsupported"])
def test_a_value_of_the_customer_in_a_draft_fails_closed(vault: Vault, support: str) -> None:
    with pytest.raises(RedactionFailed):
        responded(vault, guarded((f"I write to {MAIL}.", support)))


def test_a_value_of_the_customer_in_a_canned_reply_fails_closed(vault: Vault) -> None:
    with pytest.raises(RedactionFailed):
        responded(vault, canned=(a_reply(f"Mail to {MAIL}", own="Mail to {{address}}"),))


def test_what_our_own_texts_say_to_everyone_is_no_leak(vault: Vault) -> None:
    ours = f"Write to {MAIL}."

    suggestion = responded(
        vault,
        guarded((ours, "passage"), (ours, "template")),
        canned=(a_reply(ours),),
        hits=(a_hit(ours),),
    )

    assert suggestion.drafts[0].template_text == ours + ours
    assert suggestion.canned[0].text == ours
