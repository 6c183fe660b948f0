"""Formats of labelled messages and of customers' requests, told apart by what they hold."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from eval.datasets.filled import Labelled, Span
from eval.datasets.load import load_texts


def write(path: Path, content: str | bytes | object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = content.encode() if isinstance(content, str) else msgspec.json.encode(content)
    path.write_bytes(gzip.compress(plain) if path.suffix == ".gz" else plain)
    return path


def marked(message: Labelled) -> list[tuple[str, str]]:
    return [(span.kind, message.text[span.start : span.end]) for span in message.spans]


def column(*words: str) -> str:
    return "".join(f"{word.replace('/', chr(9))}\n" for word in words) + "\n"


def test_tagged_words_become_running_text_with_its_people(tmp_path: Path) -> None:
    content = column(
        "I/O", "met/O", "Jo/B-person", "Li/I-person", ",/O", "(/O", "Al/B-person", ")/O", "'s/O", "Oslo/B-location"
    )

    texts = load_texts(write(tmp_path / "wnut" / "test.annotated", content))

    assert texts.name == "wnut/test"
    assert texts.only == {"PERSON"}
    assert [message.text for message in texts.messages] == ["I met Jo Li, (Al)'s Oslo"]
    assert marked(texts.messages[0]) == [("PERSON", "Jo Li"), ("PERSON", "Al")]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (("Jo/I-PER", "Li/I-PER"), ["Jo Li"]),
        (("Jo/B-PER", "Li/B-PER"), ["Jo", "Li"]),
        (("Oslo/I-LOC", "Jo/I-PER", "won/O"), ["Jo"]),
        (("Jo/B-PER", "Oslo/I-LOC"), ["Jo"]),
        (("he/O", "'/O", "s/O", "Jo/B-PER"), ["Jo"]),
    ],
)
def test_names_begin_and_end_as_their_tags_say(words: tuple[str, ...], people: list[str], tmp_path: Path) -> None:
    texts = load_texts(write(tmp_path / "a.conll.gz", column(*words)))

    assert marked(texts.messages[0]) == [("PERSON", person) for person in people]


def test_a_word_that_was_cut_off_is_taken_for_two(tmp_path: Path) -> None:
    content = column("he/O", "'/O", "s/O", "do/O", "n't/O", "\u200bJo/B-PER") + "\tO\n-DOCSTART-\tO\nLi\tB-PER\n"

    texts = load_texts(write(tmp_path / "a.conll", content))

    assert [message.text for message in texts.messages] == ["he's don't \u200bJo", "Li"]


def test_a_handle_is_no_name(tmp_path: Path) -> None:
    content = column("@/B-PER", "jo_77/I-PER", "hi/O", "@al/B-PER", "Li/B-PER")

    texts = load_texts(write(tmp_path / "a.conll", content))

    assert marked(texts.messages[0]) == [("USER_NAME", "@jo_77"), ("USER_NAME", "@al"), ("PERSON", "Li")]


def test_tagged_words_without_people_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="marks nobody"):
        load_texts(write(tmp_path / "a.conll", column("Oslo/B-LOC")))


def test_a_word_without_a_tag_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"a\.conll:2: a word and its tag"):
        load_texts(write(tmp_path / "a.conll", "Jo B-PER\nLi\n"))


def test_a_folder_of_tagged_files_is_one_set(tmp_path: Path) -> None:
    write(tmp_path / "b" / "2.conll", column("Jo/B-PER"))
    write(tmp_path / "b" / "1.conll.txt.gz", column("Li/I-PER"))

    texts = load_texts(tmp_path / "b")

    assert (texts.name, [message.text for message in texts.messages]) == ("b", ["Li", "Jo"])


def test_ones_own_labelled_messages_are_read_and_never_shown(tmp_path: Path) -> None:
    lines = [
        {"text": "I'm 🙂 Jo", "spans": [{"kind": "PERSON", "start": 6, "end": 8}], "after": "Your name?"},
        {"id": "x", "text": "hi", "spans": []},
    ]

    texts = load_texts(write(tmp_path / "m" / "own.jsonl", "\n".join(msgspec.json.encode(x).decode() for x in lines)))

    assert marked(texts.messages[0]) == [("PERSON", "Jo")]
    assert [message.template for message in texts.messages] == ["own.jsonl:1", "x"]
    assert (texts.only, texts.shows_text) == (None, False)


@pytest.mark.parametrize("span", [(0, 9), (1, 1), (-1, 1)])
def test_a_span_outside_its_text_is_named_and_the_text_not_quoted(span: tuple[int, int], tmp_path: Path) -> None:
    line = {"text": "secret", "spans": [{"kind": "PIN", "start": span[0], "end": span[1]}]}

    with pytest.raises(InvalidInput, match=r"own\.jsonl:1: a span") as raised:
        load_texts(write(tmp_path / "own.jsonl", line))

    assert "secret" not in raised.value.detail


def test_a_malformed_line_of_ones_own_messages_is_named_and_not_quoted(tmp_path: Path) -> None:
    content = '{"text": "a", "spans": []}\n{"text": "secret"}\n'

    with pytest.raises(InvalidInput, match=r"own\.jsonl:2") as raised:
        load_texts(write(tmp_path / "own.jsonl", content))

    assert "secret" not in raised.value.detail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("train.csv", "text,category\nwhere is it,a\nhello,b\n"),
        ("train.csv.gz", "sentence,label\nwhere is it,a\n hello,b\n"),
        ("data.json.gz", {"train": [["where is it", "a"]], "oos_test": [["hello", "oos"]]}),
        ("fold0.json", [{"text": "where is it", "intents": []}, {"text": "hello", "slots": {"time": {"value": 3}}}]),
        ("chats.jsonl", '{"text": "where is it"}\n\n{"text": "hello"}\n'),
    ],
)
def test_requests_are_read_out_of_what_published_sets_look_like(name: str, content: object, tmp_path: Path) -> None:
    texts = load_texts(write(tmp_path / "set" / name, content))

    assert [message.text.strip() for message in texts.messages] == ["where is it", "hello"]
    assert not any(message.spans for message in texts.messages)


def test_a_name_that_a_request_marks_is_a_label(tmp_path: Path) -> None:
    requests = [{"text": "pay guy kephart", "slots": {"person_name": {"text": "guy kephart", "span": [4, 15]}}}]

    texts = load_texts(write(tmp_path / "fold0.json", requests))

    assert texts.messages[0].spans == (Span(kind="PERSON", start=4, end=15),)


def test_a_folder_of_requests_has_each_text_once_and_leaves_other_files_alone(tmp_path: Path) -> None:
    write(tmp_path / "bank" / "test.csv", "text,category\nhello,a\nhello,b\n")
    write(tmp_path / "bank" / "train.csv", "text,category\nhello,a\nbye,b\n")
    write(tmp_path / "bank" / "categories.json", ["a", "b"])

    texts = load_texts(tmp_path / "bank")

    assert [(message.text, message.template) for message in texts.messages] == [
        ("hello", "test.csv:1"),
        ("bye", "train.csv:2"),
    ]


@pytest.mark.parametrize(("name", "content"), [("a.csv", "x,y\n1,2\n"), ("a.json", ["a"]), ("a.txt", "hello")])
def test_what_holds_no_messages_is_refused(name: str, content: object, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds no messages that can be read"):
        load_texts(write(tmp_path / name, content))


def test_a_packed_file_that_is_broken_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(b"no gzip")

    with pytest.raises(InvalidInput, match="cannot be read"):
        load_texts(path)
