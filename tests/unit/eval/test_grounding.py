"""How grounding is measured."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from eval.datasets.grounded import Claim, Grounded, grounded_hash, read_grounded
from eval.report import Section
from eval.tasks.grounding import run

OWN = Path("eval/data/grounding")
PLACE = {"id": "lamps#1", "title": "Lamps", "heading": "", "text": "A lamp is free. It burns for 5 years."}
CLAIM = {"id": "a", "article": "lamps", "claim": "A lamp costs nothing.", "supported": True, "tag": "reworded"}


def folder(tmp_path: Path, *claims: object, place: object = PLACE) -> Path:
    (tmp_path / "passages.jsonl").write_bytes(msgspec.json.encode(place))
    (tmp_path / "dev.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, claims)))
    (tmp_path / "test.jsonl").write_bytes(b"")
    return tmp_path


def measured(grounded: Grounded) -> Section:
    return run("own", grounded, None, lambda claims, _: claims)


def test_claims_come_with_the_passages_of_their_article(tmp_path: Path) -> None:
    grounded = read_grounded(folder(tmp_path, CLAIM), "dev")

    assert grounded.claims == (Claim(**CLAIM),)
    assert [passage.text for passage in grounded.passages["lamps"]] == [PLACE["text"]]


@pytest.mark.parametrize(
    ("claims", "part", "told"),
    [
        ((), "dev", "no claim"),
        ((CLAIM,), "test", "no claim"),
        ((CLAIM, CLAIM), "dev", "twice"),
        (({**CLAIM, "article": "taps"},), "dev", "no passage of taps"),
        (({**CLAIM, "support": True},), "all", r"dev\.jsonl:1"),
    ],
)
def test_what_cannot_be_measured_on_is_an_error(
    tmp_path: Path, claims: tuple[object, ...], part: str, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        read_grounded(folder(tmp_path, *claims), part)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"passages\.jsonl cannot be read"):
        read_grounded(tmp_path, "dev")


def test_kept_and_refused_are_counted_for_every_reason(tmp_path: Path) -> None:
    wrong = [
        {
            **CLAIM,
            "id": "b",
            "claim": "A lamp burns for 7 years.",
            "supported": False,
            "tag": "wrong",
            "reason": "number",
        },
        {**CLAIM, "id": "c", "claim": "A lamp is not free.", "supported": False, "tag": "wrong", "reason": "negation"},
        {**CLAIM, "id": "d", "claim": "A lamp is free.", "supported": False, "tag": "wrong", "reason": "number"},
    ]
    section = measured(read_grounded(folder(tmp_path, CLAIM, *wrong), "dev"))

    verdicts, refused, kept = section.tables
    assert verdicts.rows[0].figures["precision"].value == 0.5
    assert verdicts.rows[0].figures["recall"].value == 1.0
    assert {row.name: (row.n, row.figures["refused"].value) for row in refused.rows} == {
        "all": (3, 2 / 3),
        "negation": (1, 1.0),
        "number": (2, 0.5),
    }
    assert {row.name: row.n for row in kept.rows} == {"all": 1, "reworded": 1}
    assert [item["kept"] for item in section.items] == [True, False, False, True]


def test_our_claims_say_why_exactly_where_they_are_not_supported() -> None:
    grounded = read_grounded(OWN, "all")

    assert len(grounded.claims) >= 160
    assert all((claim.reason is None) is claim.supported for claim in grounded.claims)
    assert {claim.id.partition("-")[0] for claim in read_grounded(OWN, "test").claims} == {"test"}


def test_the_hash_follows_claims_labels_and_passages(tmp_path: Path) -> None:
    first = read_grounded(folder(tmp_path, CLAIM), "dev")
    relabelled = read_grounded(folder(tmp_path, {**CLAIM, "supported": False, "reason": "number"}), "dev")
    rewritten = read_grounded(folder(tmp_path, CLAIM, place={**PLACE, "text": "A lamp."}), "dev")

    assert len({grounded_hash(one) for one in (first, relabelled, rewritten)}) == 3
