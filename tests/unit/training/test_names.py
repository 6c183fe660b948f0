"""What the names head is trained on."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from copilot.privacy.placeholders import BLANK
from eval.datasets.filled import Labelled, Span, read_templates
from training.names import public, sentences
from training.names.features import TAGS, Row
from training.names.people import People
from training.names.sentences import Example
from training.names.slots import Slots
from training.names.thresholds import Held, counts

TEMPLATES = sorted(sentences._TEMPLATES.glob("*.jsonl"))


def test_the_same_seed_gives_the_same_people() -> None:
    one, other = People(3), People(3)

    assert [one.any() for _ in range(50)] == [other.any() for _ in range(50)]
    assert len({one.full() for _ in range(50)}) > 40


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_every_template_can_be_filled(path: Path) -> None:
    slots = Slots(1, ["where is it"])

    filled = [sentences.fill(template, slots.choose) for template in read_templates(path)]

    assert len(filled) > 50
    assert not any("{PERSON" in one.text for one in filled)


def test_tokens_become_text_with_the_spans_of_people_and_what_stays() -> None:
    rows = [("Ana", "B-person"), ("Lee", "I-person"), ("of", "O"), ("Leeds", "B-location"), ("!", "O")]

    post = public._joined(rows)

    assert post.text == "Ana Lee of Leeds!"
    assert [(span.kind, post.text[span.start : span.end]) for span in (*post.spans, *post.stays)] == [
        ("PERSON", "Ana Lee"),
        ("PLACE", "Leeds"),
    ]


def test_a_dialogue_becomes_templates_with_the_question_before(tmp_path: Path) -> None:
    turns = [
        {"Agent": "Wizard", "Action": "pick_suggestion", "Text": "Your name?"},
        {"Agent": "User", "Action": "utter", "Text": "John Smith, to see Dr. Johnson"},
    ]
    folder = tmp_path / "star_train"
    folder.mkdir()
    (folder / "dialogues.jsonl.gz").write_bytes(gzip.compress(json.dumps({"DialogueID": 1, "Events": turns}).encode()))

    (template,) = public.dialogues(tmp_path)

    assert (template.text, template.after) == ("{PERSON.full}, to see Dr. {PERSON.last}", "Your name?")


def test_spans_follow_a_text_that_folding_makes_shorter_and_other_data_is_blanked_at_times() -> None:
    text = "e\u0301 im Zoe\u0301, jo@mail.com"
    spans = (Span(kind="PERSON", start=6, end=10), Span(kind="EMAIL_ADDRESS", start=12, end=23))
    labelled = Labelled(template="t", text=text, spans=spans)

    made = [sentences._varied(labelled, None, random.Random(seed)) for seed in range(40)]  # noqa: S311 - no secret

    assert {one.text[one.spans[0][1] : one.spans[0][2]].lower() for one in made} == {"zoe"}
    assert {BLANK in one.text for one in made} == {True, False}


def test_counts_values_that_overlap_by_half_and_clean_messages_that_are_touched() -> None:
    tags = np.array([TAGS.index(tag) for tag in ("O", "B-PERSON", "I-PERSON", "O")])
    sure = np.full((4, len(TAGS)), 0.01, dtype=np.float32)
    sure[1, TAGS.index("B-PERSON")] = sure[3, TAGS.index("B-PERSON")] = 0.9
    named = held(tags, Example(source="a", text="x", spans=(("PERSON", 0, 1),)))
    clean = held(np.zeros(4, dtype=np.int64), Example(source="b", text="x", spans=()))

    found = counts([named, clean], [sure, sure], "PERSON", 0.5)

    assert (found.right, found.wrong, found.missed) == (1, 3, 0)
    assert (found.clean, found.touched) == (1, 1)


def held(tags: np.ndarray, example: Example) -> Held:
    empty = np.zeros((4, 0))
    return Held(example=example, row=Row(vectors=empty, flags=empty, buckets=np.zeros(4), tags=tags))
