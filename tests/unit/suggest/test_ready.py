"""A suggestion for the operator's eyes."""

from __future__ import annotations

import msgspec
import pytest

from copilot.privacy.vault import Vault
from copilot.suggest.ready import ready, ready_passage
from copilot.suggest.request import IncomingFact
from copilot.types import ToneDistance
from tests.copilots import a_copilot, begun
from tests.examples import a_guarded_reply, a_hit, a_suggestion

MAIL, CARD = "ana@example.org", "4111111111111111"
STORY = f"My order arrived broken on Monday. I am {MAIL}. I want a replacement."


@pytest.fixture
def vault() -> Vault:
    vault = Vault()
    vault.placeholder("EMAIL_ADDRESS", MAIL)
    vault.placeholder("CREDIT_CARD", CARD)
    return vault


def test_values_come_back_where_text_is_sent_and_nowhere_else(vault: Vault) -> None:
    stored = a_suggestion(vault, a_guarded_reply(("I write to <EMAIL_ADDRESS_1>.", "passage")))

    (draft,) = ready(stored, vault).drafts

    assert (draft.text, draft.template_text) == (f"I write to {MAIL}.", "I write to <EMAIL_ADDRESS_1>.")
    assert [sentence.text for sentence in draft.sentences] == [draft.text]
    assert MAIL not in (ready(stored, vault).customer_text or "")


def test_a_secret_stays_hidden_from_everybody(vault: Vault) -> None:
    shown = ready(a_suggestion(vault, a_guarded_reply(("It was <CREDIT_CARD_1>.", "conversation"))), vault)

    assert CARD not in repr(shown)
    assert shown.drafts[0].text == "It was [hidden]."


def test_without_the_vault_there_is_nothing_to_restore(vault: Vault) -> None:
    stored = a_suggestion(vault, a_guarded_reply(("I write to <EMAIL_ADDRESS_1>.", "passage")))

    assert ready(stored, Vault()).drafts[0].text == "I write to <EMAIL_ADDRESS_1>."


def test_a_paraphrase_shows_its_facts_with_their_places() -> None:
    vault = Vault()
    suggestion = begun(a_copilot(), STORY, vault=vault).suggestion
    shown = ready(suggestion, vault)

    (paraphrase,) = [draft for draft in shown.drafts if draft.kind == "paraphrase"]
    assert paraphrase.because == "several_facts"
    for fact in paraphrase.facts:
        assert fact.message_id == "m1"
        assert 0 <= fact.start < fact.end <= len(suggestion.customer_text)
    assert any("broken on Monday" in fact.text for fact in paraphrase.facts)


def test_a_fact_of_another_system_is_shown_with_its_source_and_its_own_value() -> None:
    vault = Vault()
    context = (IncomingFact(source="orders", label="delivery e-mail", value=MAIL),)

    shown = ready(begun(a_copilot(), "what is the delivery e-mail", vault=vault, context=context).suggestion, vault)

    (told,) = [one for draft in shown.drafts for one in draft.sentences if one.support == "context"]
    assert (told.source, told.passage_id) == ("orders: delivery e-mail", None)
    assert MAIL in told.text


def test_how_far_a_draft_is_from_its_tone_is_shown(vault: Vault) -> None:
    stored = a_suggestion(vault, a_guarded_reply(("Please take it.", "passage")))

    assert ready(stored, vault).drafts[0].distance == ToneDistance()


@pytest.mark.parametrize("message_id", [None, "m7"])
def test_what_the_customer_has_written_since_is_named(vault: Vault, message_id: str | None) -> None:
    assert ready(a_suggestion(vault), vault, message_id).superseded_by == message_id


def test_a_passage_has_the_fields_of_the_contract() -> None:
    hit = msgspec.structs.replace(a_hit("Text.", heading="H", audience="internal"), score=0.25, rank=3)

    shown = ready_passage(hit)

    assert (shown.passage_id, shown.article_id, shown.heading) == ("refund-times#1", "refund-times", "H")
    assert (shown.text, shown.score, shown.rank, shown.audience) == ("Text.", 0.25, 3, "internal")
