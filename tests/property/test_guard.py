"""What the guard lets through, and what never."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from copilot.retrieval.chunking import chunk
from copilot.suggest.brief import Sketch
from copilot.suggest.composing.composer import Composer
from copilot.suggest.guard.guard import UNSUPPORTED_REMOVED, Guarded, checked, guard
from copilot.suggest.guard.tracing import Tracer
from copilot.text import sentence_spans
from copilot.types import Hit, Relevance, Tone
from tests.examples import a_brief, a_conversation, a_hit, an_article, text_of
from tests.strategies import NEGATIONS, WORDS, WrittenArticle, written_articles

numbers = st.integers(2, 99).map(str) | st.sampled_from(["two", "seven", "twelve", "3.5", "1,000"])
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)


def said(words: list[str]) -> str:
    return " ".join([*words, "today."]).capitalize()


def guarded(claim: str, passage: str) -> Guarded:
    sketch = Sketch(kind="reply", parts=(claim,), tone=Tone(), drafter="test")
    brief = a_brief(a_hit(passage), conversation=a_conversation("?"))
    return checked(sketch, brief, Tracer(brief))


def is_traced(claim: str, passage: str) -> bool:
    return bool(guarded(claim, passage).traces)


@st.composite
def with_one_more(draw: st.DrawFn, more: st.SearchStrategy[str]) -> tuple[list[str], int]:
    """A sentence, and the place of a word of another kind in it."""
    words = draw(sentences)
    place = draw(st.integers(0, len(words)))
    return [*words[:place], draw(more), *words[place:]], place


@given(written_articles())
def test_every_sentence_and_every_line_of_a_passage_is_traced_to_itself(written: WrittenArticle) -> None:
    for passage in chunk(an_article(body=written.body), "/x"):
        spans = [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]
        for text in {*spans, *filter(None, map(str.strip, passage.text.splitlines()))}:
            (trace,) = guarded(text, passage.text).traces
            assert (trace.support, passage.text[trace.start : trace.end]) == ("passage", text)


@given(st.lists(sentences, min_size=1, max_size=4), st.data())
def test_a_run_of_whole_sentences_is_traced(texts: list[list[str]], data: st.DataObject) -> None:
    whole = [said(words) for words in texts]
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first, len(whole) - 1))

    assert is_traced(" ".join(whole[first : last + 1]), " ".join(whole))


@given(with_one_more(numbers), numbers)
def test_a_sentence_with_a_changed_number_is_never_traced(sentence: tuple[list[str], int], other: str) -> None:
    words, place = sentence
    assume(other != words[place])
    changed = [*words[:place], other, *words[place + 1 :]]
    assume({other, words[place]} not in ({"two", "2"}, {"seven", "7"}, {"twelve", "12"}))

    assert not is_traced(said(changed), said(words))


@given(with_one_more(numbers), numbers)
def test_a_sentence_with_a_number_added_is_never_traced(sentence: tuple[list[str], int], other: str) -> None:
    words, place = sentence

    assert not is_traced(said([*words[:place], other, *words[place:]]), said(words))


@given(with_one_more(st.sampled_from(NEGATIONS)))
def test_a_sentence_without_its_negation_is_never_traced(sentence: tuple[list[str], int]) -> None:
    words, place = sentence

    assert not is_traced(said([*words[:place], *words[place + 1 :]]), said(words))


@given(with_one_more(st.sampled_from(NEGATIONS)))
def test_a_sentence_with_a_new_negation_is_never_traced(sentence: tuple[list[str], int]) -> None:
    words, place = sentence

    assert not is_traced(said(words), said([*words[:place], *words[place + 1 :]]))


@given(written_articles(), st.randoms())
def test_nothing_that_the_composer_writes_is_without_support(written: WrittenArticle, chance: Random) -> None:
    passages = chunk(an_article(body=written.body), "/x")
    hits = [
        Hit(
            passage=passage,
            score=0.5,
            rank=rank,
            sentences=tuple(
                Relevance(start=span.start, end=span.end, score=chance.choice([0.2, 0.5, 0.6]))
                for span in sentence_spans(passage.text)
            ),
        )
        for rank, passage in enumerate(passages[:3], start=1)
    ]
    asked = a_conversation(" ".join(written.words[::3]) + " and more?")
    brief = a_brief(*hits, conversation=asked, tone=Tone(length="long"))

    sketches = Composer().draft(brief)
    assert [guarded.warnings for guarded in guard(sketches, brief)] == [()] * len(sketches)


@given(st.lists(sentences | st.just(["we", "guarantee"]), max_size=4), st.lists(sentences, max_size=6))
def test_what_stays_is_supported_and_what_goes_is_told_the_same_way_each_time(
    said_by_us: list[list[str]], drafted: list[list[str]]
) -> None:
    known = [said(words) for words in said_by_us]
    parts = tuple(f"{said(words)} " for words in [*drafted, *said_by_us])
    brief = a_brief(a_hit(" ".join([*known, "The end."])), conversation=a_conversation("?"))
    sketch = Sketch(kind="acknowledge", parts=parts, tone=Tone(), drafter="test")

    found = checked(sketch, brief, Tracer(brief))

    assert found == checked(sketch, brief, Tracer(brief))
    assert all(trace.support != "unsupported" for trace in found.traces)
    left = [trace.part for trace in found.traces]
    assert left == [part for part in parts if part in left]
    assert set(known) <= {part.strip() for part in left}
    assert (UNSUPPORTED_REMOVED in found.warnings) is (len(left) < len(parts))


@given(st.permutations(["lamps", "parcels", "batteries"]), st.sampled_from(["not", "never"]))
def test_a_negation_that_has_moved_to_another_thing_is_never_traced(things: list[str], negation: str) -> None:
    first, second, third = things
    told = f"You can return {first} but {negation} {second} and {third}."
    turned = f"You can return {second} but {negation} {first} and {third}."

    assert is_traced(told, told)
    assert not is_traced(turned, told)


@given(with_one_more(numbers), numbers, st.sampled_from(["customer", "operator"]))
def test_a_changed_number_has_no_support_in_the_conversation_either(
    sentence: tuple[list[str], int], other: str, author: str
) -> None:
    words, place = sentence
    assume(other != words[place] and {other, words[place]} not in ({"two", "2"}, {"seven", "7"}, {"twelve", "12"}))
    conversation = a_conversation("?", (author, said(words)))
    changed = said([*words[:place], other, *words[place + 1 :]])
    sketch = Sketch(kind="reply", parts=(changed,), tone=Tone(), drafter="test")
    brief = a_brief(conversation=conversation)

    assert text_of(checked(sketch, brief, Tracer(brief))) == ""
