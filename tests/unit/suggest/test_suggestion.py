"""A suggestion as it is stored, and ready for the operator."""

from __future__ import annotations

import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.vault import Vault
from copilot.suggest.canned.replies import FilledReply
from copilot.suggest.ready import ready
from copilot.types import CannedReply, RedactedText
from tests.examples import a_guarded_reply, a_hit, a_suggestion

MAIL = "ana@example.org"


@pytest.fixture
def vault() -> Vault:
    vault = Vault()
    vault.placeholder("EMAIL_ADDRESS", MAIL)
    return vault


def a_reply(text: str, own: str = "") -> FilledReply:
    return FilledReply(reply=CannedReply(id="r", title="R", text=own or text), text=text, score=0.5, missing=("day",))


def test_a_draft_is_stored_with_placeholders_and_its_sentences(vault: Vault) -> None:
    suggestion = a_suggestion(
        vault, a_guarded_reply(("Hello,\n\n", "template"), ("I write to <EMAIL_ADDRESS_1>. ", "passage"))
    )

    (draft,) = suggestion.drafts
    assert draft.template_text == "Hello,\n\nI write to <EMAIL_ADDRESS_1>."
    assert isinstance(draft.template_text, RedactedText)
    assert [(sentence.text, sentence.support) for sentence in draft.sentences] == [
        ("Hello,", "template"),
        ("I write to <EMAIL_ADDRESS_1>.", "passage"),
    ]
    assert draft.warnings == ("unsupported_removed",)


def test_ids_are_new_each_time(vault: Vault) -> None:
    one, other = (a_suggestion(vault, a_guarded_reply(("Hello,", "template"))) for _ in range(2))

    assert one.id.startswith("sug_")
    assert one.drafts[0].id.startswith("drf_")
    assert one.id != other.id
    assert one.drafts[0].id != other.drafts[0].id


def test_the_operator_gets_the_customers_values_back_where_text_is_sent(vault: Vault) -> None:
    stored = a_suggestion(
        vault,
        a_guarded_reply(("I write to <EMAIL_ADDRESS_1>.", "passage")),
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
        a_suggestion(vault, a_guarded_reply((f"I write to {MAIL}.", support)))


def test_a_value_of_the_customer_in_a_canned_reply_fails_closed(vault: Vault) -> None:
    with pytest.raises(RedactionFailed):
        a_suggestion(vault, canned=(a_reply(f"Mail to {MAIL}", own="Mail to {{address}}"),))


def test_what_our_own_texts_say_to_everyone_is_no_leak(vault: Vault) -> None:
    ours = f"Write to {MAIL}."

    suggestion = a_suggestion(
        vault,
        a_guarded_reply((ours, "passage"), (ours, "template")),
        canned=(a_reply(ours),),
        hits=(a_hit(ours),),
    )

    assert suggestion.drafts[0].template_text == ours + ours
    assert suggestion.canned[0].text == ours
