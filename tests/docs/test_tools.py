"""The tools of these tests see what they are there to see."""

from __future__ import annotations

import json

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from tests.docs.examples import Answer, Reader
from tests.docs.shell import HttpRequest, commands, curl_requests, files_written

JSON = "application/json"
EVENTS = "text/event-stream"
SUGGESTION = "sug_" + "0" * 28

SAME: list[tuple[object, object]] = [
    ({"a": 1}, {"a": 2.5, "b": "more"}),
    ({"a": [{"b": 1}, "…"], "…": "…"}, {"a": [{"b": 1}, {"c": 1}]}),
    ({"a": [{"b": 1}]}, {"a": []}),
    ({"a": None}, {"a": "text"}),
    ({"customer_text": "Hi"}, {"customer_text": "Hi"}),
    ({"text": "Hi <PERSON_1>"}, {"text": "Hi <PERSON_1>"}),
]
DIFFERENT: list[tuple[object, object, str]] = [
    ({"a": 1}, {"b": 1}, "$.a is not in the answer"),
    ({"a": {"b": 1}}, {"a": {}}, "$.a.b is not in the answer"),
    ({"a": [{"b": 1}]}, {"a": [{}]}, "$.a[0].b is not in the answer"),
    ({"a": "text"}, {"a": 1}, "$.a is int, not str"),
    ({"a": {}}, {"a": []}, "$.a is list, not dict"),
    ({"a": True}, {"a": 1}, "$.a is int, not bool"),
    ({"customer_text": "Hi"}, {"customer_text": "Ho"}, "$.customer_text is 'Ho', not 'Hi'"),
    ({"text": "Hi <PERSON_1>"}, {"text": "Hi Ana"}, "$.text is 'Hi Ana', not 'Hi <PERSON_1>'"),
    ({"placeholder": "<PIN_1>", "start": 1}, {"placeholder": "<PIN_1>", "start": 2}, "$.start is 2, not 1"),
]
COMMANDS: list[tuple[str, list[list[str]]]] = [
    ("make serve    # it's easy", [["make", "serve"]]),
    ("a 'b c' \\\n  d\n\ne f", [["a", "b c", "d"], ["e", "f"]]),
    ("a -d '{\n  \"b\": 1\n}'\nc", [["a", "-d", '{\n  "b": 1\n}'], ["c"]]),
    ("cat > f.md <<'EOF'\n# it's a heading\nEOF\na", [["a"]]),
    ("A=1 b; c && d | e", [["A=1", "b"], ["c"], ["d"], ["e"]]),
]


def differences(client: TestClient[Litestar], shown: Answer, response: Response) -> list[str]:
    return Reader(client).differences(shown, response)


def answer(body: object, status: int | None = None) -> Answer:
    return Answer(status=status, content_type=JSON, body=json.dumps(body))


@pytest.mark.parametrize(("shown", "real"), SAME)
def test_an_answer_that_holds_what_is_shown_is_no_difference(
    documented: TestClient[Litestar], shown: object, real: object
) -> None:
    assert differences(documented, answer(shown), Response(200, json=real)) == []


@pytest.mark.parametrize(("shown", "real", "difference"), DIFFERENT)
def test_a_difference_is_told_with_its_path(
    documented: TestClient[Litestar], shown: object, real: object, difference: str
) -> None:
    assert differences(documented, answer(shown), Response(200, json=real)) == [difference]


@pytest.mark.parametrize(("status", "real", "count"), [(201, 200, 1), (None, 404, 1), (None, 202, 0), (404, 404, 0)])
def test_a_status_that_differs_is_told(
    documented: TestClient[Litestar], status: int | None, real: int, count: int
) -> None:
    assert len(differences(documented, answer({}, status), Response(real, json={}))) == count


def test_events_are_compared_by_name_and_order(documented: TestClient[Litestar]) -> None:
    shown = Answer(status=200, content_type=EVENTS, body="event: a\ndata: …\n\nevent: b\n")
    swapped = Response(200, headers={"content-type": EVENTS}, text="event: b\n\nevent: a\n")
    repeated = Response(200, headers={"content-type": EVENTS}, text="event: a\n\nevent: a\n\nevent: b\n")

    assert differences(documented, shown, swapped) == ["the events are ['b', 'a'], not ['a', 'b']"]
    assert differences(documented, shown, repeated) == []


def test_a_later_request_uses_the_id_that_was_really_given(documented: TestClient[Litestar]) -> None:
    reader = Reader(documented)
    asked = documented.post("/v1/suggestions", json={"messages": [{"author": "customer", "text": "Hello"}]})
    event = HttpRequest(
        method="POST",
        host="",
        address=f"/v1/suggestions/{SUGGESTION}/events",
        headers={"Content-Type": JSON},
        body='{"type": "viewed"}',
    )

    before = reader.send(event).status_code
    shown = reader.differences(answer({"id": SUGGESTION}), asked)
    after = reader.send(event).status_code

    assert (before, shown, after) == (404, [], 202)


@pytest.mark.parametrize(("script", "expected"), COMMANDS)
def test_a_script_is_read_as_a_shell_reads_it(script: str, expected: list[list[str]]) -> None:
    assert list(commands(script)) == expected


def test_a_curl_command_becomes_a_request_with_the_file_that_was_written() -> None:
    script = (
        "cat > a.md <<'EOF'\ntext\nEOF\ncurl -s -X PUT http://127.0.0.1:8000/v1/a?b=c -H 'A: b' --data-binary @a.md"
    )

    (request,) = curl_requests(script, {})

    assert files_written(script) == {"a.md": "text\n"}
    assert request == HttpRequest(
        method="PUT", host="http://127.0.0.1:8000", address="/v1/a?b=c", headers={"A": "b"}, body="text\n"
    )


@pytest.mark.parametrize(("data", "method"), [("", "GET"), ("-d '{}'", "POST")])
def test_a_curl_command_without_a_method_gets_or_posts(data: str, method: str) -> None:
    (request,) = curl_requests(f"curl -s http://127.0.0.1:8000/livez {data}", {})

    assert request.method == method


def test_an_unknown_option_of_curl_is_not_passed_over() -> None:
    script = "curl --insecure http://127.0.0.1:8000/livez"

    with pytest.raises(ValueError, match="--insecure"):
        list(curl_requests(script, {}))
