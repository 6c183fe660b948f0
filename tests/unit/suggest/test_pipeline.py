"""The whole way from a message to a suggestion."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.canned.replies import CannedReplies
from copilot.suggest.composing.composer import Composer
from copilot.suggest.procedures.procedures import Procedures
from copilot.suggest.request import IncomingCustomer, IncomingMessage, SuggestionRequest
from copilot.triage.heads import SHIPPED, load_heads
from copilot.types import Filters, ToneWish, Verdict
from tests.copilots import ANSWER, ASKED, FakeKnowledge, a_copilot, begun, suggested
from tests.examples import NOON, a_hit
from tests.fakes import FakeEncoder, FakeRedactor, a_listener, a_triager
from tests.faulty import BrokenDrafter, FailingRedactor, UnavailableDrafter


class ReadingRedactor(FakeRedactor):
    """Reads every text with an encoder, as the names head does."""

    def __init__(self, encoder: FakeEncoder) -> None:
        self._encoder = encoder

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        redaction = super().redact(text, vault, asked)
        reading = self._encoder.read(redaction.text)
        return msgspec.structs.replace(redaction, read=lambda: reading)


class Broken:
    """Fails whatever it is asked, with an error that quotes it."""

    def __getattr__(self, name: str) -> object:
        def fail(*said: object, **_: object) -> None:
            raise RuntimeError(str(said))

        return fail


def test_a_question_is_answered_from_the_passages_with_its_sources() -> None:
    suggestion = suggested(a_copilot(), conversation_id="c1", customer=IncomingCustomer(name="Ana"))

    (draft,) = suggestion.drafts
    assert draft.template_text == (
        "Hello <PERSON_1>,\n\nThanks for getting in touch.\n\nA refund takes 5 days.\n\n"
        "Is there anything else I can help you with?"
    )
    assert [sentence.support for sentence in draft.sentences] == ["template", "template", "passage", "template"]
    source = draft.sentences[2]
    assert (source.passage_id, source.start, source.end) == ("refund-times#1", 0, 22)
    assert (suggestion.tier, suggestion.answerability.verdict, suggestion.answers_message_id) == (
        "full",
        "answer",
        "m1",
    )
    assert (suggestion.conversation_id, suggestion.snapshot_id) == ("c1", "7-abc")
    assert (suggestion.encoder, suggestion.settings) == ("sha256:e", "sha256:s")


def test_canned_replies_are_filled_and_procedures_offered() -> None:
    suggestion = suggested(a_copilot(), "How long a refund does take, the lamp is dark")

    assert [(hit.id, hit.missing) for hit in suggestion.canned] == [("r", ("customer_name",))]
    assert [step.action for step in suggested(a_copilot(), "the lamp is dark").next_steps] == ["start_procedure"]


def test_stages_are_timed_in_their_order() -> None:
    timings = suggested(a_copilot()).timings_ms

    assert list(timings) == ["redact", "read", "triage", "retrieve", "draft", "guard", "total"]


def test_one_pass_of_the_encoder_serves_reading_and_retrieval() -> None:
    encoder = FakeEncoder()

    suggested(a_copilot(redactor=ReadingRedactor(encoder), listener=a_listener(encoder), shares_encoder=True))

    assert encoder.texts == [ASKED]


def test_an_encoder_of_its_own_hears_the_customer_and_makes_the_vector_for_the_search() -> None:
    reader, retriever = FakeEncoder(), FakeEncoder(dim=64)
    redactor = ReadingRedactor(reader)
    canned = CannedReplies([], np.empty((0, 64), dtype=np.float32))
    procedures = Procedures([], np.empty((0, 64), dtype=np.float32))
    triager = a_triager(heads=load_heads(SHIPPED, retriever.manifest).course)
    parts = {"triager": triager, "canned": canned, "procedures": procedures}

    suggestion = suggested(a_copilot(redactor=redactor, listener=a_listener(retriever), **parts))

    assert (reader.texts, retriever.texts) == ([ASKED], [ASKED])
    assert suggestion.tier == "full"


def test_retrieval_is_asked_in_redacted_words_and_judged_by_public_passages() -> None:
    knowledge = FakeKnowledge(ANSWER)

    suggested(a_copilot(knowledge), "I paid with 4111111111111111 for the lamp", k=7)

    ((text, k, filters, judged),) = knowledge.asked
    assert "4111" not in text
    assert k >= 7
    assert (filters, judged) == (Filters(), "public")


def test_internal_passages_are_shown_to_the_operator_and_never_quoted_to_a_customer() -> None:
    knowledge = FakeKnowledge(a_hit("Offer 20 euros at most.", "secret#1", audience="internal"), ANSWER)

    suggestion = suggested(a_copilot(knowledge))

    assert [hit.passage.audience for hit in suggestion.hits] == ["internal", "public"]
    assert "euros" not in suggestion.drafts[0].template_text
    assert "5 days" in suggestion.drafts[0].template_text


@pytest.mark.parametrize(("verdict", "kind"), [("abstain", "acknowledge"), ("clarify", "clarify")])
def test_without_an_answer_the_copilot_asks_or_abstains(verdict: Verdict, kind: str) -> None:
    suggestion = suggested(a_copilot(FakeKnowledge(ANSWER, verdict=verdict)))

    assert suggestion.answerability.verdict == verdict
    assert [draft.kind for draft in suggestion.drafts] == [kind]


def test_the_wish_for_a_tone_reaches_the_draft() -> None:
    (draft,) = suggested(a_copilot(), tone=ToneWish(formality="formal")).drafts

    assert draft.tone.formality == "formal"
    assert draft.template_text.startswith("Good day,")


def test_a_failed_redaction_ends_everything() -> None:
    knowledge = FakeKnowledge(ANSWER)

    with pytest.raises(RedactionFailed):
        suggested(a_copilot(knowledge, redactor=FailingRedactor()))

    assert knowledge.asked == []


@pytest.mark.parametrize(
    ("broken", "tier", "kinds"),
    [
        ({"listener": Broken()}, "template", ["acknowledge"]),
        ({"knowledge": Broken()}, "template", ["acknowledge"]),
        ({"canned": Broken()}, "template", ["acknowledge"]),
        ({"triager": Broken()}, "template", ["reply"]),
        ({"drafter": UnavailableDrafter()}, "template", ["acknowledge"]),
        ({"drafter": BrokenDrafter()}, "template", ["acknowledge"]),
    ],
    ids=["encoder", "knowledge", "canned", "triage", "drafter unavailable", "drafter broken"],
)
def test_a_fault_after_redaction_lowers_the_tier_and_is_no_error(
    broken: dict[str, object], tier: str, kinds: list[str]
) -> None:
    suggestion = suggested(a_copilot(**broken))

    assert suggestion.tier == tier
    assert [draft.kind for draft in suggestion.drafts] == kinds
    assert suggestion.customer_text == ASKED


def test_what_was_found_is_shown_even_if_drafting_fails_and_the_draft_says_so() -> None:
    suggestion = suggested(a_copilot(drafter=BrokenDrafter()))

    assert [draft.warnings for draft in suggestion.drafts] == [("drafter_unavailable",)]
    assert [hit.passage.passage_id for hit in suggestion.hits] == ["refund-times#1"]


def test_a_deadline_that_has_passed_leaves_the_passages() -> None:
    suggestion = suggested(a_copilot(), deadline_ms=0)

    assert (suggestion.tier, suggestion.drafts) == ("passages", ())
    assert suggestion.hits


@pytest.mark.parametrize(("best", "drafts"), [("passages", 0), ("template", 1), ("full", 1)])
def test_the_setting_caps_the_tier(best: str, drafts: int) -> None:
    suggestion = suggested(a_copilot(best_tier=best))

    assert suggestion.tier == best
    assert len(suggestion.drafts) == drafts


def test_an_operators_message_alone_is_not_answered() -> None:
    message = IncomingMessage(id="m1", author="operator", text="Hello", sent_at=NOON)

    suggestion = a_copilot().suggest(SuggestionRequest(messages=(message,), query="refund"), Vault()).suggestion

    assert (suggestion.answers_message_id, suggestion.customer_text, suggestion.drafts) == (None, None, ())
    assert suggestion.hits


def test_what_the_customer_repeats_from_our_own_texts_is_no_leak() -> None:
    ours = "Write to help@larkwell.example for a refund."
    knowledge = FakeKnowledge(a_hit(ours))

    suggestion = suggested(a_copilot(knowledge), "help@larkwell.example does not answer, what now?")

    assert ours in suggestion.drafts[0].template_text


class Inventing:
    """Adds a sentence of its own to what the composer drafts."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        return tuple(
            msgspec.structs.replace(sketch, parts=(*sketch.parts, self._sentence)) for sketch in Composer().draft(brief)
        )


@pytest.mark.parametrize("invented", ["You will get 100 euros.", "I wrote to ana@example.org."])
def test_what_a_drafter_invents_is_removed_and_warned_of(invented: str) -> None:
    drafts = suggested(a_copilot(drafter=Inventing(invented)), f"ana@example.org asks: {ASKED}").drafts

    assert drafts
    assert all(invented not in draft.template_text for draft in drafts)
    assert {draft.warnings for draft in drafts} == {("unsupported_removed",)}


def test_what_a_writer_writes_becomes_the_first_draft_as_far_as_it_is_supported() -> None:
    copilot, vault = a_copilot(), Vault()
    before = begun(copilot, vault=vault)
    sketch = Sketch(
        kind="reply", parts=("A refund takes 5 days. ", "We pay 100 euros."), tone=before.brief.tone, drafter="fake:w"
    )

    after = copilot.add(before, sketch, vault)

    first, *others = after.drafts
    assert (first.id, first.template_text, first.drafter) == (
        before.writer_draft_id,
        "A refund takes 5 days.",
        "fake:w",
    )
    assert tuple(others) == before.suggestion.drafts
    assert after.tier == "full"


def test_a_writer_whose_words_rest_on_nothing_adds_no_draft() -> None:
    copilot, vault = a_copilot(), Vault()
    before = begun(copilot, vault=vault)
    sketch = Sketch(kind="reply", parts=("We pay 100 euros.",), tone=before.brief.tone, drafter="fake:w")

    assert copilot.add(before, sketch, vault) is None
    assert copilot.supported(before, sketch) == ""
