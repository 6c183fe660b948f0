"""Hundreds of values that must not be found again, in every input of every call: no sink has any of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from copilot.bootstrap import Services
from copilot.privacy.vault import SECRET_KINDS
from copilot.settings import Settings
from tests.apps import own_folders, serving, with_keys
from tests.leaks.answers import parts
from tests.leaks.canaries import Mint
from tests.leaks.document import fields, operations
from tests.leaks.planting import SAMPLES, WITHOUT_BODY, Planter
from tests.leaks.scanning import Hit, Scanner
from tests.leaks.sinks import Sinks, folder_bytes

pytestmark = pytest.mark.slow

LEAST_CANARIES = 500


class Planted(NamedTuple):
    """Everything was sent; the service has stopped."""

    planter: Planter
    mint: Mint
    scanner: Scanner
    document: dict[str, Any]
    sinks: dict[str, bytes]


@pytest.fixture(scope="module")
def planted(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("leaks")
    settings: Settings = own_folders(services, folder)
    mint, sinks = Mint(), Sinks(folder)
    with sinks.open(), serving(services, settings) as client:
        document = client.get("/schema/openapi.json").json()
        planter = Planter(client, document, mint)
        planter.plant_everything()
        for name in planter.file_names():
            broken = settings.corpus.path / "articles" / f"{name}.md"
            broken.write_text("---\nid: [\n---\nx", encoding="utf-8")
            planter.reindex(name)
            broken.unlink()
        with serving(services, with_keys(settings)) as locked:
            planter.plant_keys(locked)
        contents = {
            "metrics": client.get("/metrics").content,
            "openapi": client.get("/schema/openapi.json").content,
            "state folder of a service that runs": folder_bytes(settings.var),
        }
    contents |= {"state folder": folder_bytes(settings.var), **sinks.contents()}
    return Planted(planter, mint, Scanner(mint.made), document, contents)


def shown(hits: list[Hit]) -> str:
    return "\n".join(f"{hit.canary.kind} {hit.form}: {hit.around}" for hit in hits)


def test_every_place_of_the_document_has_a_canary(planted: Planted) -> None:
    calls = operations(planted.document)
    known = {
        (name, field.path) for name, operation in calls.items() for field in fields(planted.document, operation)
    } | {
        (name, (parameter["in"], parameter["name"]))
        for name, operation in calls.items()
        for parameter in operation.get("parameters", ())
    }

    assert set(calls) == set(SAMPLES) | WITHOUT_BODY, "give a new call a sample body in tests/leaks/planting.py"
    assert known <= planted.planter.places
    assert len({canary.value for canary in planted.mint.made}) >= LEAST_CANARIES


def test_texts_reached_what_stores_them(planted: Planted) -> None:
    refused = [
        (sent.place, sent.response.status_code, sent.response.text)
        for sent in planted.planter.sent
        if sent.is_free_text and not sent.place.startswith("PUT") and sent.response.status_code >= 400
    ]

    assert not refused, "\n".join(map(str, refused))


def test_no_request_is_a_fault_of_ours(planted: Planted) -> None:
    faults = [(sent.place, sent.response.text) for sent in planted.planter.sent if sent.response.status_code >= 500]

    assert not faults


def test_no_sink_has_a_canary(planted: Planted) -> None:
    found = {sink: shown(planted.scanner.hits(content)) for sink, content in planted.sinks.items()}

    assert not any(found.values()), "\n".join(f"{sink}:\n{hits}" for sink, hits in found.items() if hits)
    assert len(planted.sinks["log"]) > 100_000, "every request leaves a line in the log"
    assert len(planted.sinks["loggers of libraries"]) > 10_000, "libraries were turned up"


def test_the_first_part_of_a_card_is_not_kept_once_the_last_has_come(planted: Planted) -> None:
    scanner = Scanner(planted.planter.fragments)

    hits = {sink: shown(scanner.hits(content)) for sink, content in planted.sinks.items()}

    assert len(planted.planter.fragments) >= 4
    assert not any(hits.values()), hits


def test_no_answer_has_a_canary_but_drafts_those_of_the_request(planted: Planted) -> None:
    found: dict[str, str] = {}
    for sent in planted.planter.sent:
        rest, restored = parts(sent.response)
        hits = planted.scanner.hits(rest)
        hits += [
            hit
            for hit in planted.scanner.hits(restored)
            if hit.canary not in sent.canaries or hit.canary.kind in SECRET_KINDS
        ]
        if hits:
            found[f"{sent.place} {sent.response.status_code}"] = shown(hits)

    assert not found, "\n".join(f"{place}: {hits}" for place, hits in found.items())
