"""API keys and roles; and what protects a service without keys."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services, make_store
from copilot.settings import Settings
from copilot.store.values import ApiKey
from copilot.types import Role
from tests.apps import asking, make_keys, own_folders, problem_of, serving, with_keys, with_limits

Client = TestClient[Litestar]
Keys = dict[Role, tuple[ApiKey, dict[str, str]]]

ROLES: tuple[Role, ...] = ("operator", "supervisor", "editor", "admin", "integration")
ANYONE = set(ROLES)
CONVERSING = ANYONE - {"editor"}
EDITING = {"editor", "admin"}
WATCHING = {"supervisor", "integration", "admin"}
CALLS: list[tuple[str, str, Any, set[str]]] = [
    ("POST", "/v1/suggestions", asking("What does E42 mean?"), CONVERSING),
    ("POST", "/v1/suggestions/none/events", {"type": "viewed"}, CONVERSING),
    ("POST", "/v1/conversations", {}, CONVERSING),
    ("GET", "/v1/conversations/none", None, CONVERSING),
    ("POST", "/v1/conversations/none/messages", {"author": "customer", "text": "Hello"}, CONVERSING),
    ("POST", "/v1/conversations/none/suggestions", {}, CONVERSING),
    ("POST", "/v1/conversations/none/close", {"outcome": "resolved"}, CONVERSING),
    ("POST", "/v1/search", {"query": "E42"}, ANYONE),
    ("POST", "/v1/redact", {"text": "E42"}, ANYONE),
    ("GET", "/v1/kb/status", None, ANYONE),
    ("GET", "/v1/kb/articles/error-e42", None, ANYONE),
    ("PUT", "/v1/kb/articles/by-role", {"title": "T", "body": "Text"}, EDITING),
    ("DELETE", "/v1/kb/articles/none", None, EDITING),
    ("POST", "/v1/kb/reindex", None, EDITING),
    ("GET", "/metrics", None, WATCHING),
]
OPEN = ["/livez", "/readyz", "/", "/schema", "/schema/openapi.json"]


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    own = own_folders(services, tmp_path_factory.mktemp("auth"))
    return with_keys(with_limits(own, requests_per_second=1_000, body_bytes=100_000))


@pytest.fixture(scope="module")
def keys(own_settings: Settings) -> Keys:
    return make_keys(own_settings, *ROLES)


@pytest.fixture(scope="module")
def keyed_client(services: Services, own_settings: Settings) -> Iterator[Client]:
    with serving(services, own_settings) as client:
        yield client


@pytest.mark.parametrize(("method", "path", "body", "allowed"), CALLS, ids=[f"{c[0]} {c[1]}" for c in CALLS])
def test_each_role_may_do_what_is_its_work_and_nothing_else(
    keyed_client: Client, keys: Keys, method: str, path: str, body: object, allowed: set[str]
) -> None:
    for role, (_, header) in keys.items():
        response = keyed_client.request(method, path, json=body, headers=header)

        if role in allowed:
            assert response.status_code in {200, 201, 202, 204, 404}, (role, response.text)
        else:
            assert (problem_of(response)["status"], problem_of(response)["code"]) == (403, "not_authorised")


BAD_KEYS = {
    "no header": {},
    "empty": {"Authorization": ""},
    "no scheme": {"Authorization": "cpk.0123456789ab.secret"},
    "another scheme": {"Authorization": "Basic YTpi"},
    "empty key": {"Authorization": "Bearer "},
    "another form": {"Authorization": "Bearer sk-0123456789"},
    "unknown id": {"Authorization": "Bearer cpk.0123456789ab.secret"},
    "not ASCII": {"Authorization": "Bearer cpk.é.ü".encode("latin-1")},
    "in another header": {"X-API-Key": "cpk.0123456789ab.secret"},
}


@pytest.mark.parametrize("headers", BAD_KEYS.values(), ids=BAD_KEYS.keys())
def test_without_a_valid_key_nothing_is_answered(keyed_client: Client, headers: dict[str, Any]) -> None:
    for method, path, body, _ in CALLS:
        response = keyed_client.request(method, path, json=body, headers=headers)

        assert (problem_of(response)["status"], problem_of(response)["code"]) == (401, "not_authenticated")
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.headers["x-request-id"].startswith("req_")


def test_a_key_with_another_keys_secret_is_not_valid(keyed_client: Client, keys: Keys) -> None:
    mine, theirs = keys["operator"][1]["Authorization"], keys["admin"][1]["Authorization"]
    mixed = ".".join([*theirs.split(".")[:2], mine.split(".", 2)[2]])

    response = keyed_client.get("/v1/kb/status", headers={"Authorization": mixed})

    assert problem_of(response)["status"] == 401


def test_a_revoked_key_stops_working_at_once(keyed_client: Client, own_settings: Settings) -> None:
    key, header = make_keys(own_settings, "operator")["operator"]
    before = keyed_client.get("/v1/kb/status", headers=header)

    async def revoke() -> None:
        store = make_store(own_settings)
        await store.revoke_key(key.id)
        await store.aclose()

    asyncio.run(revoke())

    assert before.status_code == 200
    assert problem_of(keyed_client.get("/v1/kb/status", headers=header))["status"] == 401


def test_a_key_is_stored_as_a_hash_only(own_settings: Settings, keys: Keys) -> None:
    secrets = [header["Authorization"].rsplit(".", 1)[1].encode() for _, header in keys.values()]

    files = [path.read_bytes() for path in own_settings.var.glob("copilot.db*")]

    assert files
    assert not any(secret in content for secret in secrets for content in files)


@pytest.mark.parametrize("path", OPEN)
def test_health_and_pages_need_no_key(keyed_client: Client, path: str) -> None:
    assert keyed_client.get(path).status_code == 200


def test_with_keys_other_hosts_are_served(keyed_client: Client, keys: Keys) -> None:
    headers = {**keys["operator"][1], "Host": "copilot.example", "Origin": "https://desk.example"}

    assert keyed_client.get("/v1/kb/status", headers=headers).status_code == 200


def test_too_many_requests_with_one_key_are_429_and_do_not_hurt_another(
    services: Services, own_settings: Settings, keys: Keys
) -> None:
    with serving(services, with_limits(own_settings, requests_per_second=3)) as client:
        header, other = keys["operator"][1], keys["supervisor"][1]
        responses = [client.get("/v1/kb/status", headers=header) for _ in range(30)]
        refused = [response for response in responses if response.status_code != 200]
        others = client.get("/v1/kb/status", headers=other)

    assert refused
    assert {(problem_of(response)["status"], problem_of(response)["code"]) for response in refused} == {
        (429, "rate_limited")
    }
    assert refused[0].headers["ratelimit-reset"].isdigit()
    assert others.status_code == 200


def chunks(size: int) -> Iterator[bytes]:
    """A body whose length no header tells."""
    yield from (b"a" * 10_000 for _ in range(size // 10_000))


@pytest.mark.parametrize("method_and_path", ["POST /v1/redact", "PUT /v1/kb/articles/big", "POST /v1/suggestions"])
@pytest.mark.parametrize("is_chunked", [False, True], ids=["with a length", "chunked"])
def test_a_body_over_the_limit_is_413(keyed_client: Client, keys: Keys, method_and_path: str, is_chunked: bool) -> None:
    method, path = method_and_path.split()
    content: Any = chunks(200_000) if is_chunked else b"a" * 200_000

    response = keyed_client.request(method, path, content=content, headers=keys["admin"][1])

    assert (problem_of(response)["status"], problem_of(response)["code"]) == (413, "too_large")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:1234", "[::1]:8000", "LOCALHOST:8000"])
def test_without_keys_this_machine_is_served(client: Client, host: str) -> None:
    assert client.get("/v1/kb/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["copilot.example", "127.0.0.1.evil.example", "evil.example:8000", "localhost@evil.example", "", "[::1", "a]"],
)
def test_without_keys_another_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    problem = problem_of(client.post("/v1/search", json={"query": "E42"}, headers={"Host": host}))

    assert problem["status"] in {400, 403}


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://127.0.0.1:8000"])
def test_without_keys_our_own_page_may_call(client: Client, origin: str) -> None:
    assert client.post("/v1/search", json={"query": "E42"}, headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1.evil.example:8000", "[", "http://["],
)
def test_without_keys_no_page_of_another_address_may_call(client: Client, origin: str) -> None:
    for path in ("/v1/search", "/v1/suggestions", "/v1/conversations"):
        problem = problem_of(client.post(path, json={"query": "E42"}, headers={"Origin": origin}))

        assert (problem["status"], problem["code"]) == (403, "not_authorised")
