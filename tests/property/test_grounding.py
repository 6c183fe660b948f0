"""What grounding holds to, whatever is written."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from copilot.retrieval.chunking import chunk
from copilot.suggest.guard.claims.quantities import quantities
from copilot.suggest.guard.grounding import supported
from copilot.text import sentence_spans
from tests.examples import a_passage, an_article
from tests.strategies import WORDS, WrittenArticle, any_text, written_articles

UNITS = ("days", "hours", "%", "euros", "working days", "km", "lamps", "weeks")
numbers = st.integers(2, 5_000)
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=10)


def said(words: Sequence[str], number: int, unit: str) -> str:
    return f"{' '.join(words)} {number} {unit} {words[0]}.".capitalize()


@given(written_articles())
def test_every_sentence_of_a_passage_supports_itself(written: WrittenArticle) -> None:
    for passage in chunk(an_article(body=written.body), "/x"):
        for span in sentence_spans(passage.text):
            claim = passage.text[span.start : span.end]
            found = supported(claim, [passage])
            assert found is not None
            assert found.is_supported
            assert passage.text[found.start : found.end] == claim


@given(sentences, numbers, numbers, st.sampled_from(UNITS))
def test_a_changed_number_never_passes(words: list[str], given_number: int, claimed: int, unit: str) -> None:
    assume(given_number != claimed)

    found = supported(said(words, claimed, unit), [a_passage(said(words, given_number, unit))])

    assert found is not None
    assert {"number", "amount"} & set(found.reasons)


@given(sentences, numbers, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_a_changed_unit_never_passes(words: list[str], number: int, given_unit: str, claimed: str) -> None:
    assume({given_unit, claimed} != {"lamps"} and "lamps" not in {given_unit, claimed} and given_unit != claimed)

    found = supported(said(words, number, claimed), [a_passage(said(words, number, given_unit))])

    assert found is not None
    assert {"number", "amount"} & set(found.reasons)


@given(st.lists(sentences, min_size=1, max_size=6), sentences, st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(texts: list[list[str]], claim: list[str], random: Random) -> None:
    passages = [a_passage(f"{' '.join(words).capitalize()}.", f"a#{number}") for number, words in enumerate(texts)]
    shuffled = list(passages)
    random.shuffle(shuffled)

    said_claim = " ".join(claim).capitalize()

    assert supported(said_claim, passages) == supported(said_claim, shuffled)


@given(any_text, any_text)
def test_any_text_is_judged_and_its_place_is_inside_the_passage(claim: str, text: str) -> None:
    found = supported(claim, [a_passage(text)])

    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
        assert 0 <= found.probability <= 1


@given(numbers)
def test_a_number_is_read_the_same_with_and_without_separators(number: int) -> None:
    assert [one.values for one in quantities(f"it is {number:,} m")] == [
        one.values for one in quantities(f"it is {number} m")
    ]
