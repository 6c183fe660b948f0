"""Drafts over HTTP: what they rest on, what a language model adds, and when they are out of date."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services, make_store
from copilot.store.port import Store
from copilot.suggest.brief import Brief
from copilot.suggest.writing.breaker import Breaker
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.writer import LOST, unavailable
from copilot.writer_settings import BreakerSettings, WriterTimeouts
from tests.apps import bytes_in, own_folders, serving
from tests.examples import a_message
from tests.fake_writer import FakeWriter

Client = TestClient[Litestar]

ASKED = "How long does a refund to my credit card take?"
TRUE = "A refund to a credit card takes 5 to 7 working days after the inspection."
FALSE = "A refund takes 2 days and we add a voucher of 500 euros."


def supervised(fake: FakeWriter, **seconds: float) -> SupervisedWriter:
    limits = {"first_piece_seconds": 30.0, "between_pieces_seconds": 30.0, "total_seconds": 60.0, **seconds}
    return SupervisedWriter(fake, Breaker(BreakerSettings(failures=2)), WriterTimeouts(**limits))


def suggested(client: Client, *texts: str, **more: object) -> dict[str, Any]:
    messages = [{"author": "customer", "text": text} for text in texts]
    response = client.post("/v1/suggestions", json={"messages": messages, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def events(client: Client, text: str, **more: object) -> list[tuple[str, Any]]:
    body = {"messages": [{"author": "customer", "text": text}], **more}
    with client.stream("POST", "/v1/suggestions", json=body, headers={"Accept": "text/event-stream"}) as response:
        blocks = "".join(response.iter_text()).replace("\r\n", "\n").strip().split("\n\n")
    pairs = (dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks)
    return [(pair["event"], json.loads(pair["data"])) for pair in pairs]


def replies(answer: dict[str, Any], drafter: str) -> list[dict[str, Any]]:
    return [draft for draft in answer["drafts"] if draft["kind"] == "reply" and draft["drafter"] == drafter]


def test_a_fact_of_another_system_is_told_and_traced_to_it(client: Client) -> None:
    facts = [
        {"source": "orders", "label": "delivery status", "value": "out for delivery"},
        {"source": "orders", "label": "order", "value": "RH-1234567"},
        {"source": "warranty", "label": "ends on", "value": "3 May 2027"},
    ]

    reply = replies(suggested(client, "Where is my delivery?", context=facts), "composer")[0]

    told = [sentence for sentence in reply["sentences"] if sentence["support"] == "context"]
    assert [(one["text"], one["source"]) for one in told] == [
        ("Your delivery status is out for delivery.", "orders: delivery status")
    ]
    assert "RH-1234567" not in reply["text"]
    assert "2027" not in reply["text"]


def test_personal_data_in_the_context_is_in_the_draft_and_nowhere_else(services: Services, tmp_path: Any) -> None:
    settings = own_folders(services, tmp_path)
    facts = [{"source": "crm", "label": "e-mail address", "value": "ana.berg@example.org"}]

    with serving(services, settings) as client:
        answer = suggested(client, "Which e-mail address do you have for my order?", context=facts)

    assert any("ana.berg@example.org" in draft["text"] for draft in answer["drafts"])
    assert all("ana.berg" not in draft["template_text"] for draft in answer["drafts"])
    assert b"ana.berg" not in bytes_in(settings)


def test_a_model_s_supported_reply_comes_first_and_the_composer_s_stays(services: Services) -> None:
    fake = FakeWriter("Hello,\n\n", TRUE[:20], TRUE[20:])

    with serving(services, writer=supervised(fake)) as client:
        answer = suggested(client, ASKED)

    assert answer["tier"] == "full"
    assert answer["warnings"] == []
    assert [draft["drafter"] for draft in answer["drafts"] if draft["kind"] == "reply"] == ["fake:writer", "composer"]
    (written,) = replies(answer, "fake:writer")
    assert TRUE in written["text"]
    assert {sentence["support"] for sentence in written["sentences"]} <= {"passage", "template"}


def test_what_a_model_invents_is_taken_out_or_the_composer_s_reply_stands_alone(services: Services) -> None:
    with serving(services, writer=supervised(FakeWriter(f"{TRUE} {FALSE}"))) as client:
        mixed = suggested(client, ASKED)
    with serving(services, writer=supervised(FakeWriter(FALSE))) as client:
        wrong = suggested(client, ASKED)

    (written,) = replies(mixed, "fake:writer")
    assert "500" not in written["text"]
    assert written["warnings"] == ["unsupported_removed"]
    assert not replies(wrong, "fake:writer")
    assert replies(wrong, "composer")
    assert (wrong["tier"], wrong["warnings"]) == ("template", ["writer_rejected"])


def test_a_model_that_is_down_slow_or_left_alone_lowers_the_tier_and_nothing_else(services: Services) -> None:
    down, slow = FakeWriter(unavailable(LOST)), FakeWriter(asyncio.Event())

    with serving(services, writer=supervised(down)) as client:
        answers = [suggested(client, ASKED) for _ in range(3)]
    with serving(services, writer=supervised(slow, first_piece_seconds=0.05)) as client:
        late = suggested(client, ASKED)

    assert [answer["warnings"] for answer in answers] == [["writer_unavailable"]] * 2 + [["writer_open"]]
    assert late["warnings"] == ["writer_late"]
    for answer in (*answers, late):
        assert answer["tier"] == "template"
        assert replies(answer, "composer")


def test_a_deadline_that_has_passed_leaves_the_model_unasked(services: Services) -> None:
    fake = FakeWriter(TRUE)

    with serving(services, writer=supervised(fake)) as client:
        answer = suggested(client, ASKED, deadline_ms=1)

    assert fake.briefs == []
    assert answer["tier"] in {"template", "passages"}


def test_a_model_sees_redacted_text_only_and_its_marks_are_restored(services: Services) -> None:
    fake = FakeWriter(f"Hello <PERSON_1>,\n\n{TRUE}")
    asked = f"{ASKED} My mail is ana.berg@example.org"

    with serving(services, writer=supervised(fake)) as client:
        answer = suggested(client, asked, customer={"name": "Ana Berg"})

    (brief,) = fake.briefs
    assert "ana.berg" not in repr(brief)
    assert "Ana" not in repr(brief)
    assert replies(answer, "fake:writer")[0]["text"].startswith("Hello Ana Berg,")


def test_the_stream_shows_what_is_there_before_the_model_writes_and_only_what_is_supported(services: Services) -> None:
    fake = FakeWriter(TRUE[:30], f"{TRUE[30:]} ", FALSE)

    with serving(services, writer=supervised(fake)) as client:
        seen = events(client, ASKED)

    names = [name for name, _ in seen]
    assert names[:2] == ["triage", "passages"]
    assert names[-1] == "suggestion"
    assert names.count("suggestion") == 1
    whole = seen[-1][1]
    (written,) = replies(whole, "fake:writer")
    pieces = [data["text"] for name, data in seen if name == "draft.delta" and data["draft_id"] == written["id"]]
    assert "".join(pieces).strip() == TRUE
    first_piece = next(
        place for place, (name, data) in enumerate(seen) if data == {"draft_id": written["id"], "text": pieces[0]}
    )
    composed = [place for place, (name, data) in enumerate(seen) if name == "draft" and data["drafter"] == "composer"]
    assert composed
    assert max(composed) < first_piece
    assert sorted(data["id"] for name, data in seen if name == "draft") == sorted(one["id"] for one in whole["drafts"])


def opened(client: Client, name: str) -> str:
    assert client.post("/v1/conversations", json={"id": name}).status_code == 201
    return name


def said(client: Client, conversation: str, message: str, text: str, author: str = "customer") -> dict[str, Any]:
    body = {"author": author, "id": message, "text": text}
    response = client.post(f"/v1/conversations/{conversation}/messages?suggest=true", json=body)
    assert response.status_code in {200, 201}, response.text
    suggestion: dict[str, Any] = response.json()["suggestion"]
    return suggestion


def test_a_suggestion_is_superseded_when_the_customer_writes_again_but_not_by_an_operator(client: Client) -> None:
    conversation = opened(client, "superseding")
    first = said(client, conversation, "m1", ASKED)
    said(client, conversation, "m2", "Let me look.", author="operator")
    before = client.get(f"/v1/suggestions/{first['id']}").json()
    said(client, conversation, "m3", "And to PayPal?")

    after = client.get(f"/v1/suggestions/{first['id']}").json()
    sent = client.post(f"/v1/suggestions/{first['id']}/events", json={"type": "sent", "sent_text": "5 to 7 days"})

    assert (before["is_current"], before["superseded_by"]) == (True, None)
    assert (after["is_current"], after["superseded_by"], after["answers_message_id"]) == (False, "m3", "m1")
    assert sent.status_code == 202
    assert sent.json()["superseded_by"] == "m3"


class Interrupted(FakeWriter):
    """While it writes, the customer goes on."""

    def __init__(self, store: Store, conversation: str) -> None:
        super().__init__(TRUE)
        self.store, self.conversation = store, conversation

    async def write(self, brief: Brief) -> AsyncGenerator[str, None]:
        more = a_message("And to PayPal?", number=9)
        await self.store.add_message(self.conversation, more)
        async for piece in super().write(brief):
            yield piece


def test_a_message_that_comes_while_a_model_writes_supersedes_what_it_writes(services: Services) -> None:
    store = make_store(services.settings)

    with serving(services, store=store, writer=supervised(Interrupted(store, "interrupted"))) as client:
        answer = said(client, opened(client, "interrupted"), "m1", ASKED)

    assert (answer["answers_message_id"], answer["superseded_by"]) == ("m1", "m9")


def test_the_same_again_keeps_its_id_and_something_new_does_not(client: Client) -> None:
    conversation = opened(client, "repeating")
    first = said(client, conversation, "m1", ASKED)

    again = said(client, conversation, "m1", ASKED)
    asked_again = client.post(f"/v1/conversations/{conversation}/suggestions").json()
    formal = client.post(f"/v1/conversations/{conversation}/suggestions", json={"tone": {"formality": "formal"}}).json()

    assert again["id"] == asked_again["id"] == first["id"]
    assert [draft["id"] for draft in again["drafts"]] == [draft["id"] for draft in first["drafts"]]
    assert formal["id"] != first["id"]


def test_a_suggestion_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/v1/suggestions/sug_unknown").status_code == 404


@pytest.mark.parametrize(
    ("text", "rule", "verdict"),
    [
        ("We guarantee that it arrives.", "forbidden_promise", "block"),
        ("Unfortunately it is late.", "avoided_word", "warn"),
        ("Your bike is ready.", "preferred_word", "warn"),
        ("A refund to your credit card takes 2 to 3 working days.", "unsupported_fact", "warn"),
        ("Pay at https://pay.elsewhere.example please.", "unsupported_fact", "warn"),
    ],
)
def test_lint_finds_what_the_guard_would_take_out(client: Client, text: str, rule: str, verdict: str) -> None:
    found = client.post("/v1/lint", json={"text": text}).json()

    assert rule in [finding["rule"] for finding in found["findings"]]
    assert found["verdict"] == verdict


@pytest.mark.parametrize("text", [f"{TRUE}", "I'm looking into it and will tell you.", "Thanks for writing to us!"])
def test_lint_lets_pass_what_is_true_or_states_nothing(client: Client, text: str) -> None:
    assert client.post("/v1/lint", json={"text": text}).json() == {"verdict": "ok", "findings": []}


def test_lint_knows_what_was_said_in_the_conversation(client: Client) -> None:
    conversation = opened(client, "linted")
    said(client, conversation, "m1", "I paid 49 euros on 3 March for my order")
    text = "You wrote that you paid 49 euros on 3 March."

    alone = client.post("/v1/lint", json={"text": text}).json()
    within = client.post("/v1/lint", json={"text": text, "conversation_id": conversation}).json()

    assert [finding["rule"] for finding in alone["findings"]] == ["unsupported_fact"]
    assert within == {"verdict": "ok", "findings": []}
