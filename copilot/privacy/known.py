"""Values that are known beforehand, such as the customer's name that the console gives."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.privacy.clues import Clues
from copilot.privacy.findings import STRONG, Finding
from copilot.privacy.folding import fold
from copilot.privacy.sealing import seal
from copilot.privacy.vault import Vault
from copilot.text import printable
from copilot.types import RedactedText

_SHORTEST_PART = 3

# Names that are also words or products: found only with a capital letter.
_WORDS = """
will mark may april june august bill grace hope joy rose art sue pat grant chase dean drew frank gene jack faith
page price rich rob victor young long short small best day case cash card black white green brown gray grey gold
silver king law lane love miles penny ray rusty sandy summer autumn ivy iris jade ruby pearl amber crystal dawn eve
basil bob guy buck cliff dale don duke earl ernest forest glen hunter jean jay josh ken lance lee max miller nick
norm pierce reed ricky robin rock stone ted tony trip van wade ward west wood woods wright an in on to no yes hi so
my me he she do go is it at be by or if am as us we
alexa siri echo nest ring mini pro plus prime home sim
"""
_ALSO_WORDS = frozenset(_WORDS.split())
# Words around names, which are never looked for by themselves.
_AROUND_NAMES = """
mr mrs ms miss mx dr prof sir madam dear hi hello hey thanks thank the and you your for from not with customer guest
user client team support unknown none null test van von der den del dos das della bin ibn abu ben
"""
_NEVER_ALONE = frozenset(_AROUND_NAMES.split())
_MOST_PARTS = 5


def remember_person(vault: Vault, name: str) -> None:
    """Have a name that was found in a text, and the words of it, replaced wherever a later text has them."""
    for term in _terms("PERSON", " ".join(printable(name).split())):
        vault.remember(term, "PERSON")


def known(vault: Vault, kind: str, value: str) -> RedactedText:
    """Put a value into the vault and have it, and the words of a person's name, replaced wherever a later text has it.

    Returns its placeholder. A value with fewer than two letters or digits gets one too, but is not looked for.
    """
    clean = " ".join(printable(value).split())
    for term in _terms(kind, clean):
        vault.remember(term, kind)
    return seal(vault.placeholder(kind, clean))


def _terms(kind: str, value: str) -> Iterator[str]:
    """What to look for: the value, and the words of a person's name if it looks like one."""
    whole = " ".join(fold(value).text.lower().split())
    if sum(map(str.isalnum, whole)) > 1 and whole not in _NEVER_ALONE:
        yield whole
    parts = whole.replace("-", " ").replace(",", " ").split()
    if kind == "PERSON" and len(parts) <= _MOST_PARTS:
        yield from (part for part in parts if len(part) >= _SHORTEST_PART and part not in _NEVER_ALONE)


def find_known(vault: Vault, clues: Clues) -> Iterator[Finding]:
    """Where the known terms stand as whole words, in any case; names that are also words only with a capital."""
    for term, kind in vault.known_terms():
        start = clues.lowered.find(term)
        while start >= 0:
            end = start + len(term)
            if is_whole_word(clues.lowered, start, end) and (term not in _ALSO_WORDS or clues.text[start].isupper()):
                yield Finding(kind, start, end, STRONG)
            start = clues.lowered.find(term, start + 1)


def is_whole_word(text: str, start: int, end: int) -> bool:
    """True if no letter or digit goes on at either end of the span."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def is_also_a_word(name: str) -> bool:
    """True if the name alone says nothing about a person."""
    return name.casefold() in _ALSO_WORDS
