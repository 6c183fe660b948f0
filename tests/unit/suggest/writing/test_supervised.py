"""A language model under supervision."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from copilot.suggest.writing.breaker import Breaker
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.writer import BUSY, FILTERED, LENGTH, LOST, PROMPT_TOO_LONG, TOO_LONG, unavailable
from copilot.suggest.writing.written import Written
from copilot.writer_settings import BreakerSettings, WriterTimeouts
from tests.examples import a_brief, a_conversation
from tests.fake_writer import FakeWriter

pytestmark = pytest.mark.anyio

SECRET = "4111-secret-1111"
SOON = 0.02
LONG = 60.0


def a_breaker(failures: int = 2) -> Breaker:
    return Breaker(BreakerSettings(failures=failures, cool_down_seconds=3_600))


def supervised(*script: Any, breaker: Breaker | None = None, **seconds: float) -> SupervisedWriter:
    return around(FakeWriter(*script), breaker, **seconds)


def around(writer: FakeWriter, breaker: Breaker | None = None, **seconds: float) -> SupervisedWriter:
    limits = {f"{phase}_seconds": LONG for phase in ("first_piece", "between_pieces", "total")}
    return SupervisedWriter(writer, breaker or a_breaker(), WriterTimeouts(**{**limits, **seconds}))


def never() -> asyncio.Event:
    return asyncio.Event()


async def test_a_whole_reply_is_written_and_told_piece_by_piece() -> None:
    heard: list[str] = []

    written = await supervised("It takes ", "", "5 days.", "\n").write(a_brief(), None, heard.append)

    assert written == Written(text="It takes 5 days.", outcome="written")
    assert heard == ["It takes ", "5 days.", "\n"]


async def test_a_listener_may_wait() -> None:
    heard: list[str] = []

    async def hear(piece: str) -> None:
        await asyncio.sleep(0)
        heard.append(piece)

    await supervised("One. ", "Two.").write(a_brief(), None, hear)

    assert heard == ["One. ", "Two."]


async def test_thoughts_of_which_only_the_end_came_are_no_part_of_the_reply() -> None:
    assert (await supervised("5 days?</think>", "It takes 5.").write(a_brief(), None)).text == "It takes 5."


LIMITS = [
    ({"first_piece_seconds": SOON}, [], "first_piece_timeout"),
    ({"between_pieces_seconds": SOON}, ["One. Two"], "between_pieces_timeout"),
    ({"between_pieces_seconds": SOON}, [""], "between_pieces_timeout"),
    ({"total_seconds": SOON}, [], "total_timeout"),
    ({"total_seconds": SOON}, ["One. Two"], "total_timeout"),
]


@pytest.mark.parametrize(("seconds", "pieces", "reason"), LIMITS)
async def test_each_phase_has_its_limit_after_which_the_request_is_ended(
    seconds: dict[str, float], pieces: list[str], reason: str
) -> None:
    writer = FakeWriter(*pieces, never())

    written = await around(writer, **seconds).write(a_brief(), None)

    assert written == Written(text="One." if any(pieces) else "", outcome="late", reason=reason)
    assert (len(writer.briefs), writer.open_requests) == (1, 0)


async def test_the_requests_own_deadline_counts_if_it_comes_first() -> None:
    writer = FakeWriter("One. Two", never())

    written = await around(writer).write(a_brief(), SOON)

    assert written == Written(text="One.", outcome="late", reason="deadline")
    assert writer.open_requests == 0


async def test_the_total_counts_if_the_deadline_is_later() -> None:
    assert (await supervised(never(), total_seconds=SOON).write(a_brief(), LONG)).reason == "total_timeout"


async def test_pieces_in_time_are_no_reason_to_stop_however_many_they_are() -> None:
    written = await supervised(*["word "] * 500, "End.", between_pieces_seconds=5).write(a_brief(), None)

    assert written.outcome == "written"
    assert written.text.count("word") == 500


@pytest.mark.parametrize("deadline", [0, -1.5])
async def test_nothing_is_asked_when_it_is_too_late_already(deadline: float) -> None:
    writer = FakeWriter("One.")

    assert (await around(writer).write(a_brief(), deadline)).outcome == "late"
    assert writer.briefs == []


async def test_a_slow_listener_does_not_outlast_the_deadline() -> None:
    stuck = never()

    async def hear(_: str) -> None:
        await stuck.wait()

    writer = FakeWriter("One. ", "Two.")

    assert (await around(writer).write(a_brief(), SOON, hear)).outcome == "late"
    assert writer.open_requests == 0


FAULTS = [
    ([unavailable(LOST)], Written(text="", outcome="unavailable", reason=LOST)),
    (["One. Tw", unavailable(LOST)], Written(text="One.", outcome="cut", reason=LOST)),
    (["One", unavailable(LOST)], Written(text="", outcome="unavailable", reason=LOST)),
    (["One. Tw", unavailable(LENGTH)], Written(text="One.", outcome="cut", reason=LENGTH)),
    ([unavailable("http_503")], Written(text="", outcome="unavailable", reason="http_503")),
    ([], Written(text="", outcome="unavailable", reason="empty")),
    ([" \n"], Written(text="", outcome="unavailable", reason="empty")),
    ([ValueError(SECRET)], Written(text="", outcome="unavailable", reason="fault")),
    (["One. Tw", MemoryError(SECRET)], Written(text="One.", outcome="cut", reason="fault")),
    ([TimeoutError(SECRET)], Written(text="", outcome="unavailable", reason="fault")),
]


@pytest.mark.parametrize(("script", "written"), FAULTS)
async def test_a_fault_is_told_and_never_raised(script: list[Any], written: Written) -> None:
    with capture_logs() as logs:
        assert await supervised(*script).write(a_brief(conversation=a_conversation(SECRET)), None) == written
    assert SECRET not in str(logs)


async def test_a_listener_that_fails_ends_the_request_and_is_not_the_models_fault() -> None:
    def hear(_: str) -> None:
        raise ConnectionError(SECRET)

    writer, breaker = FakeWriter("One. ", never()), a_breaker(failures=1)

    written = await around(writer, breaker).write(a_brief(), None, hear)

    assert (written.outcome, written.reason) == ("cut", "not_heard")
    assert (writer.open_requests, breaker.state) == (0, "closed")


async def test_whoever_cancels_it_ends_the_request() -> None:
    writer, breaker = FakeWriter("One. ", never()), a_breaker(failures=1)
    begun = asyncio.Event()
    task = asyncio.create_task(around(writer, breaker).write(a_brief(), None, lambda _: begun.set()))
    await begun.wait()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (len(writer.briefs), writer.open_requests, breaker.state) == (1, 0, "closed")


async def test_a_model_that_fails_again_and_again_is_left_alone() -> None:
    writer = FakeWriter(unavailable("http_500"))
    watched = around(writer, a_breaker(failures=2))

    outcomes = [(await watched.write(a_brief(), None)).outcome for _ in range(4)]

    assert outcomes == ["unavailable", "unavailable", "open", "open"]
    assert len(writer.briefs) == 2


async def test_a_probe_that_is_cancelled_leaves_the_way_free_for_the_next() -> None:
    now = [0.0]
    breaker = Breaker(BreakerSettings(failures=1, cool_down_seconds=10), lambda: now[0])
    writer = FakeWriter(unavailable(LOST))
    watched = around(writer, breaker)
    await watched.write(a_brief(), None)
    now[0] = 10.0
    writer.script = (never(),)
    probe = asyncio.create_task(watched.write(a_brief(), None))
    await asyncio.sleep(0)
    meanwhile = await watched.write(a_brief(), None)
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    writer.script = ("It works.",)

    assert meanwhile.outcome == "open"
    assert (await watched.write(a_brief(), None)).outcome == "written"
    assert breaker.state == "closed"


VERDICTS = [
    ([unavailable(LOST)], None, "open"),
    ([never()], None, "open"),
    ([ValueError()], None, "open"),
    ([], None, "open"),
    ([never()], SOON, "closed"),
    ([unavailable(BUSY)], None, "closed"),
    ([unavailable(PROMPT_TOO_LONG)], None, "closed"),
    (["One. Tw", unavailable(LENGTH)], None, "closed"),
    (["One. Tw", unavailable(TOO_LONG)], None, "closed"),
    (["One. Tw", unavailable(FILTERED)], None, "closed"),
]


@pytest.mark.parametrize(("script", "deadline", "state"), VERDICTS)
async def test_the_breaker_counts_only_what_the_model_is_to_blame_for(
    script: list[Any], deadline: float | None, state: str
) -> None:
    breaker = a_breaker(failures=1)

    await supervised(*script, breaker=breaker, first_piece_seconds=4 * SOON).write(a_brief(), deadline)

    assert breaker.state == state


async def test_outcomes_are_counted_and_what_fell_short_is_logged_by_its_reason() -> None:
    before = counted("cut"), counted("written"), first_pieces()

    with capture_logs() as logs:
        await supervised("One. Tw", unavailable(LOST)).write(a_brief(), None)
        await supervised("One.").write(a_brief(), None)

    assert (counted("cut"), counted("written"), first_pieces()) == (before[0] + 1, before[1] + 1, before[2] + 2)
    assert [(log["event"], log["outcome"], log["reason"]) for log in logs] == [("writer_fell_short", "cut", LOST)]


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("copilot_writer_replies_total", {"outcome": outcome}) or 0.0


def first_pieces() -> float:
    return REGISTRY.get_sample_value("copilot_writer_first_piece_seconds_count") or 0.0


async def test_it_has_its_writers_name_and_closes_it() -> None:
    writer = FakeWriter("One.")
    watched = around(writer)

    await watched.aclose()

    assert watched.name == writer.name
    assert writer.is_closed
    assert (await watched.write(a_brief(), None)).outcome == "unavailable"
