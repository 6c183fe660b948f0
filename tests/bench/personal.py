"""Messages of so many words, without personal data or with some in every two hundred words (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random
from typing import Final

CONTENTS: Final = ("nothing personal", "a name", "name, address, e-mail, card, phone")
_EVERY: Final = 200
_SEED: Final = 20_260_105
_FIRST: Final = ("Maria", "James", "Aisha", "Tomasz", "Linh", "Ngozi", "Pierre", "Sofía", "Anja", "Kofi", "Mei", "Ravi")
_LAST: Final = ("Kowalska", "Okafor", "Müller", "Haddad", "Nguyen", "Smith", "García", "Jansen", "Rossi", "Singh")
_STREETS: Final = ("Mill Lane", "Station Road", "Church Street", "Elm Avenue", "Harbour Close")
_TOWNS: Final = (("Leeds", "LS6 2AB"), ("Bristol", "BS1 4DJ"), ("York", "YO1 7HH"), ("Cardiff", "CF10 1EP"))


def written(words: Sequence[str], length: int, content: str, count: int) -> tuple[str, ...]:
    """`count` different messages of about `length` words, the same ones each time.

    Their words are those given, in their order and round again; each message goes on where the one before stopped.
    """
    random, endless = Random(_SEED), cycle(words)  # noqa: S311 - test data, no secret
    return tuple(" ".join(_pieces(endless, length, content, random)) for _ in range(count))


def _pieces(words: Iterator[str], length: int, content: str, random: Random) -> Iterator[str]:
    for start in range(0, length, _EVERY):
        own = _personal(content, random)
        room = max(min(_EVERY, length - start) - len(own.split()), 0)
        ordinary = list(islice(words, room))
        yield from (" ".join(piece) for piece in (ordinary[: room // 2],) if piece)
        yield from filter(None, [own])
        yield from (" ".join(piece) for piece in (ordinary[room // 2 :],) if piece)


def _personal(content: str, random: Random) -> str:
    if content == CONTENTS[0]:
        return ""
    first, last = random.choice(_FIRST), random.choice(_LAST)
    if content == CONTENTS[1]:
        return f"My name is {first} {last}."
    town, postcode = random.choice(_TOWNS)
    mail = f"{first}.{last}{random.randrange(100)}@example.com".lower()
    return (
        f"I am {first} {last}, {random.randrange(1, 200)} {random.choice(_STREETS)}, {town} {postcode}, "
        f"{mail}, +44 20 7946 0{random.randrange(100, 1_000)}, card {_card(random)}."
    )


def _card(random: Random) -> str:
    """Sixteen digits with the right check digit, in fours."""
    digits = [4, *(random.randrange(10) for _ in range(14))]
    doubled = sum(sum(divmod(digit * 2, 10)) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    number = "".join(map(str, [*digits, -doubled % 10]))
    return " ".join(number[start : start + 4] for start in range(0, 16, 4))
