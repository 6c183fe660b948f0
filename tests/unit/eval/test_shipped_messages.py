"""The messages that the repository ships for the task `redaction` can be filled, and are enough to say something."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.filled import Labelled, read_filled, read_templates

FOLDER = Path(__file__).parents[3] / "eval" / "data" / "redaction"


def shipped() -> tuple[Labelled, ...]:
    return read_filled(FOLDER)


def test_there_are_enough_messages_of_enough_templates() -> None:
    labelled = [message for message in shipped() if message.spans]

    assert len(labelled) >= 1_500
    assert len({message.template for message in labelled}) >= 150


def test_there_are_enough_messages_without_personal_data_and_numbers_that_stay() -> None:
    messages = shipped()

    assert sum(not message.spans for message in messages) >= 500
    assert sum(bool(message.stays) for message in messages) >= 500


def test_no_id_is_a_template_and_a_message_without_personal_data_at_once() -> None:
    templates = {template.id for template in read_templates(FOLDER / "templates.jsonl")}
    others = [message.template for message in shipped() if message.template not in templates]

    assert len(others) == len(set(others)) >= 500


def test_every_slot_is_filled_and_every_label_is_a_piece_of_its_text() -> None:
    for message in shipped():
        for span in (*message.spans, *message.stays):
            value = message.text[span.start : span.end]
            assert value.strip()
            assert "{" + span.kind not in message.text
