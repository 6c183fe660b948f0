"""The public sets that the head is trained on, read from the folder in which somebody unpacked them.

wnut17, BTC and wikigold (CC BY 4.0) have people labelled; STAR (MIT) and NLU++ (CC BY 4.0) become templates, their few
names exchanged for slots; banking77 and clinc150 (CC BY) lend customers' ways of asking. The test parts stay unread.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from copilot.privacy.known import is_also_a_word
from copilot.text import words
from eval.datasets.filled import Labelled, Span, Template

_CONLL: Final = (
    *("wnut17/wnut17train.conll.gz", "wnut17/emerging.dev.conll"),
    *(f"ner_person_extra/BTC/{name}" for name in ("a.conll", "b.conll", "e.conll", "f.conll", "g.conll.gz", "h.conll")),
    "ner_person_extra/wikigold/wikigold.conll.txt.gz",
)
_KINDS: Final = {
    **dict.fromkeys(("person", "PER"), "PERSON"),
    **dict.fromkeys(("location", "LOC"), "PLACE"),
    **dict.fromkeys(("corporation", "group", "product", "creative-work", "ORG", "MISC"), "ORGANISATION"),
}
_NO_SPACE_BEFORE: Final = frozenset(".,!?;:)%") | {"'s", "n't", "'m", "'re", "'ll", "'ve", "'d", "...", "'"}
_STAR_FIRST: Final = (
    "angela|alexis|ben|mark|john|sarah|tyler|jane|katarina|katrina|brian|bryan|susan|alina|ella|zoe|sirius|dave|rey"
    "|chewie|yoda|han|kylo|leia|luke|anglea|alexos|alexia|jhon|anna|jim|joe|bob|bobby"
)
_STAR_LAST: Final = "brown|jones|doe|miller|smith|white|davis"
_STAR_NAMES: Final = re.compile(
    rf"(?P<title>\b(?:dr|doctor)\b\.? )(?:johnson|morgan|alexis)\b|\b(?:{_STAR_FIRST})(?P<last> (?:{_STAR_LAST}))?\b",
    re.IGNORECASE,
)
_LONGEST_REQUEST: Final = 220


def tagged(data: Path) -> Iterator[Labelled]:
    """Posts and sentences with people labelled; places and organisations are what stays."""
    for name in _CONLL:
        for rows in _sentences(_read(data / name)):
            if ("@", "B-PER") not in rows:  # handles are labelled in some files and not in others
                yield _joined(rows)


def dialogues(data: Path) -> Iterator[Template]:
    """Turns of the STAR dialogues with the operator's turn before, and NLU++ requests, with slots for people."""
    for line in _read(data / "star_train" / "dialogues.jsonl.gz").splitlines():
        yield from _star_turns(json.loads(line))
    for path in sorted((data / "nlupp" / "data").glob("*/fold*.json")):
        for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            yield _nlupp(f"nlupp-{path.parent.name}-{path.stem}-{number}", row)


def requests(data: Path) -> Iterator[str]:
    """What customers of banks and users of assistants asked, but for the two in a hundred that name somebody."""
    banking = [row["text"] for row in csv.DictReader(io.StringIO(_read(data / "banking77" / "train.csv.gz")))]
    clinc = json.loads(_read(data / "clinc150" / "data_full.json.gz"))
    assistants = [text for part in ("train", "val", "oos_train", "oos_val") for text, _ in clinc[part]]
    yield from (text for text in (*banking, *assistants) if _known_names().isdisjoint(words(text)))


@cache
def _known_names() -> frozenset[str]:
    """English first names that are no other words."""
    from faker.providers.person.en_GB import Provider as British
    from faker.providers.person.en_US import Provider as American

    names = {name.lower() for name in (*British.first_names, *American.first_names)}
    return frozenset(name for name in names if len(name) > 2 and not is_also_a_word(name))


def _star_turns(dialogue: dict[str, Any]) -> Iterator[Template]:
    said = None
    for number, event in enumerate(dialogue["Events"]):
        text = event.get("Text")
        if event["Action"] not in {"utter", "pick_suggestion"} or event["Agent"] not in {"User", "Wizard"} or not text:
            continue
        name = f"star-{dialogue['DialogueID']}-{number}"
        if event["Agent"] == "Wizard":
            said = text
            continue
        if len(text) <= _LONGEST_REQUEST:
            yield Template(id=name, text=_with_slots(text), after=said and _with_slots(said))


def _with_slots(text: str) -> str:
    """The text with a slot for each name of the few that the set has."""
    return _STAR_NAMES.sub(_slot, text.replace("{", "(").replace("}", ")"))


def _slot(name: re.Match[str]) -> str:
    if name["title"]:
        return name["title"] + "{PERSON.last}"
    return "{PERSON.full}" if name["last"] else "{PERSON.first}"


def _nlupp(name: str, row: dict[str, Any]) -> Template:
    person = row.get("slots", {}).get("person_name")
    text = row["text"]
    if person:
        start, end = person["span"]
        slot = "{PERSON.full}" if " " in person["text"] else "{PERSON.any}"
        text = f"{text[:start]}{slot}{text[end:]}"
    return Template(id=name, text=text)


def _sentences(content: str) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*content.splitlines(), ""]:
        parts = line.split()
        if len(parts) >= 2:
            rows.append((parts[0], parts[-1]))
        elif rows:
            yield rows
            rows = []


def _joined(rows: list[tuple[str, str]]) -> Labelled:
    """The text of a sentence's tokens, with the spans of their tags."""
    text = ""
    spans: list[Span] = []
    previous = ""
    for token, tag in rows:
        text += "" if not text or token in _NO_SPACE_BEFORE else " "
        start, kind = len(text), _KINDS.get(tag.rpartition("-")[2] if "creative" not in tag else "creative-work", "")
        text += token
        if kind and kind == previous and tag.startswith("I-"):
            spans[-1] = Span(kind=kind, start=spans[-1].start, end=len(text))
        elif kind:
            spans.append(Span(kind=kind, start=start, end=len(text)))
        previous = kind
    personal = tuple(span for span in spans if span.kind == "PERSON")
    return Labelled(
        template=text, text=text, spans=personal, stays=tuple(span for span in spans if span not in personal)
    )


def _read(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
