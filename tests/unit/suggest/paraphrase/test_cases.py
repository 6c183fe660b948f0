"""Every labelled conversation: the rules that hold for all, and how much of the facts is said overall."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from copilot.suggest.paraphrase.restatement import restate
from copilot.suggest.paraphrase.sources import additions, restates
from eval.datasets.paraphrases import Retold, read_paraphrases
from eval.tasks.paraphrase import Told

FOLDER: Final = Path(__file__).parents[4] / "eval" / "data" / "paraphrase"
CASES: Final = read_paraphrases(FOLDER, "all")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|me|my|mine|myself|I'm|I've|am)\b")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)['‘][^'’]*['’](?!\w)|\d+ ?am\b")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")


def told(case: Retold) -> Told:
    return Told(case=case, restatement=restate(case.said()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_it_says_what_the_customer_said_in_the_second_person(case: Retold) -> None:
    found = told(case)
    own = " ".join(case.own)

    for sentence in found.restatement.sentences if found.restatement else ():
        assert restates(sentence, case.own)
        assert not additions(sentence, case.own)
        assert not _FIRST_PERSON.search(_QUOTED.sub("", sentence))
        assert set(_NUMBER.findall(sentence)) <= set(_NUMBER.findall(own))
        assert sentence[0].upper() == sentence[0]
        assert sentence.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_facts_point_into_their_messages(case: Retold) -> None:
    found = told(case)
    texts = {message.id: message for message in case.said()}

    for fact in found.restatement.facts if found.restatement else ():
        message = texts[fact.message_id]
        assert 0 <= fact.start < fact.end <= len(message.text)
        assert fact.status != "missing" or message.author == "operator"


def test_there_are_hundreds_of_cases() -> None:
    assert len(CASES) >= 300


def test_nearly_all_facts_are_said_and_hardly_anything_forbidden() -> None:
    all_told = [told(case) for case in CASES]
    covered = [said for one in all_told for said in one.covered]

    assert sum(covered) / len(covered) >= 0.90
    assert sum(bool(one.forbidden) for one in all_told) / len(all_told) <= 0.06
    assert sum(one.is_rightly_empty for one in all_told) / len(all_told) >= 0.97
