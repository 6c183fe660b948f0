"""What is said back to a customer, whatever they write."""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.paraphrase.person import is_shifted
from copilot.suggest.paraphrase.restatement import restate
from copilot.suggest.paraphrase.sources import additions, restates
from copilot.suggest.paraphrase.tokens import tokens
from copilot.types import Message
from tests.examples import a_message
from tests.strategies import written_text

CHAT: Final = """
    I i you we my your it the card order lamp refund broken charged is was am do does did can not don't why where if and
    but or because please cancel send me back LW-204 39.90 <EMAIL_ADDRESS_1> ( ) , . ? ! thanks hello im ive u paid want
    to know twice idiots no
"""
WORDS: Final = (*CHAT.split(), '"I am off"', "the fuck", "\n")
customers = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
authors = st.sampled_from(["customer", "customer", "operator", "system"])
conversations = st.lists(st.tuples(authors, customers | written_text), min_size=1, max_size=5)

STATEMENTS: Final = (
    "I ordered two lamps on Monday", "my card was charged 39.90", "you sent me the wrong chair", "it does not work",
    "I never got the mail", "the red box is missing",
)  # fmt: skip
OTHERS: Final = ("table", "Friday", "12", "never", "<CREDIT_CARD_7>", "LW-999", "unless", "stolen")


def messages_of(said: list[tuple[str, str]]) -> list[Message]:
    return [a_message(text, author, number) for number, (author, text) in enumerate(said, start=1)]


@given(conversations)
def test_every_sentence_is_found_in_what_the_customer_wrote(said: list[tuple[str, str]]) -> None:
    found = restate(messages_of(said))
    own = [text for author, text in said if author == "customer"]

    for sentence in found.sentences if found else ():
        assert restates(sentence, own)
        assert not additions(sentence, own)
        assert is_shifted(tokens(sentence))


@given(conversations)
def test_the_same_conversation_is_restated_the_same_way(said: list[tuple[str, str]]) -> None:
    assert restate(messages_of(said)) == restate(messages_of(said))


@given(conversations, st.integers(1, 6))
def test_facts_lie_inside_their_messages_and_are_not_too_many(said: list[tuple[str, str]], most: int) -> None:
    found = restate(messages_of(said), most_facts=most)
    texts = {message.id: message.text for message in messages_of(said)}

    for fact in found.facts if found else ():
        assert 0 <= fact.start < fact.end <= len(texts[fact.message_id])
        assert fact.text
    assert found is None or 1 <= len(found.sentences) <= 2


@given(st.sampled_from(STATEMENTS), st.sampled_from(OTHERS), st.data())
def test_a_sentence_with_one_more_word_is_refused(statement: str, other: str, data: st.DataObject) -> None:
    found = restate([a_message(statement)])
    assert found is not None
    words = found.sentences[0].rstrip(".").split()
    place = data.draw(st.integers(1, len(words)))

    assert not restates(" ".join([*words[:place], other, *words[place:]]) + ".", [statement])


@given(st.sampled_from(STATEMENTS), st.sampled_from(STATEMENTS))
def test_what_another_customer_said_is_refused(statement: str, other: str) -> None:
    found = restate([a_message(statement)])
    assert found is not None

    assert restates(found.sentences[0], [other]) == (statement == other)
