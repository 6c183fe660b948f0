"""`/livez`, `/readyz`, `/metrics`, `/schema` and the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from copilot.bootstrap import Services
from copilot.errors import StoreUnavailable
from copilot.store.sql import SqlStore
from tests.apps import asking, problem_of, serving
from tests.faulty import FailingRedactor

Client = TestClient[Litestar]


def test_livez_says_ok(client: Client) -> None:
    response = client.get("/livez")

    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_readyz_names_every_dependency(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"store": "ok", "redactor": "ok", "knowledge": "ok"}}


def test_readyz_is_503_and_names_what_is_down(services: Services) -> None:
    with serving(services, redactor=FailingRedactor()) as client:
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "down", "checks": {"store": "ok", "redactor": "down", "knowledge": "ok"}}


def test_readyz_is_503_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def ping(_: SqlStore) -> None:
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(SqlStore, "ping", ping)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]["store"]) == (503, "down")


def test_metrics_are_prometheus_text_with_routes_and_stages(client: Client) -> None:
    client.post("/v1/suggestions", json=asking("What does E42 mean? 4111 1111 1111 1111"))

    response = client.get("/metrics")

    assert response.headers.get_list("content-type") == ["text/plain; version=1.0.0; charset=utf-8"]
    lines = response.text.splitlines()
    assert any(
        re.match(r'copilot_requests_total\{method="POST",route="/v1/suggestions",status="200"\} \d', line)
        for line in lines
    )
    for stage in ("redact", "read", "triage", "retrieve", "draft", "guard"):
        assert any(line.startswith(f'copilot_stage_seconds_count{{stage="{stage}"}}') for line in lines)
    assert any(line.startswith('copilot_suggestions_total{tier="full",verdict="answer"}') for line in lines)
    assert any(line.startswith("copilot_passages ") for line in lines)


def counted(client: Client, **labels: str) -> float:
    wanted = ",".join(f'{name}="{value}"' for name, value in sorted(labels.items()))
    prefix = f"copilot_requests_total{{{wanted}}} "
    lines = client.get("/metrics").text.splitlines()
    return next((float(line.removeprefix(prefix)) for line in lines if line.startswith(prefix)), 0.0)


@pytest.mark.parametrize(
    ("method", "path", "status", "route"),
    [
        ("GET", "/livez", 200, "/livez"),
        ("GET", "/v1/conversations/nobody", 404, "/v1/conversations/{conversation_id}"),
        ("GET", "/nothing/here", 404, "unknown"),
        ("DELETE", "/livez", 405, "unknown"),
    ],
)
def test_every_answer_has_an_id_is_counted_and_logged_by_route(
    client: Client, method: str, path: str, status: int, route: str
) -> None:
    before = counted(client, method=method, route=route, status=str(status))

    with capture_logs() as logs:
        response = client.request(method, path)

    assert response.status_code == status
    assert counted(client, method=method, route=route, status=str(status)) == before + 1
    (line,) = [entry for entry in logs if entry["event"] == "request"]
    assert (line["route"], line["method"], line["status"]) == (route, method, status)
    assert line["request_id"] == response.headers["x-request-id"]
    if status >= 400:
        assert problem_of(response)["instance"] == f"urn:request:{line['request_id']}"


def test_a_method_that_http_does_not_have_is_counted_as_other(client: Client) -> None:
    response = client.request("ANA", "/livez")

    assert problem_of(response)["status"] == 405
    assert "ANA" not in client.get("/metrics").text


LINK = re.compile(r"""(?:src|href|spec-url|action)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
POLICY = re.compile(r'Content-Security-Policy" content="([^"]+)"', re.IGNORECASE)
HARMLESS_SOURCES = {"'none'", "'self'", "'unsafe-inline'", "data:"}


@pytest.mark.parametrize("path", ["/", "/schema"])
def test_pages_load_nothing_from_another_host(client: Client, path: str) -> None:
    page = client.get(path)

    links = {link for link in LINK.findall(page.text) if not link.startswith(("#", "data:"))}
    assert page.headers["content-type"].startswith("text/html")
    assert all(link.startswith("/") and not link.startswith("//") for link in links)
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("path", ["/", "/schema"])
def test_the_browser_is_told_to_load_nothing_from_another_host(client: Client, path: str) -> None:
    page = client.get(path)

    policy = page.headers.get("content-security-policy") or POLICY.findall(page.text)[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert {source for sources in rules.values() for source in sources.split()} <= HARMLESS_SOURCES


def test_the_openapi_document_is_served_beside_its_page(client: Client) -> None:
    document: dict[str, Any] = client.get("/schema/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]
