"""Text → tokens with their places: contractions are parted, typed pronouns and auxiliaries mended, codes kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from copilot.privacy.placeholders import PLACEHOLDER
from copilot.suggest.paraphrase.lexicon import ACRONYMS, DAYS, KNOWN, MENDED, MONTHS, PREPOSITION, word_set
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund
from copilot.text import sentence_spans

Kind = Literal["word", "fixed", "mark"]


class Token(Struct, frozen=True, kw_only=True):
    """A word, something that must stay as it is (`fixed`: number, code, placeholder, quotation), or a mark.

    `word` is the lower-cased and mended form of a word, else empty; `text` is how it is printed. `start` and `end` are
    code points of the text it comes from; the parts of a contraction share those of the whole. `spaced` says that white
    space comes before.
    """

    text: str
    word: str
    start: int
    end: int
    kind: Kind
    spaced: bool = True


_TOKEN: Final = re.compile(
    rf"(?P<fixed>{PLACEHOLDER.pattern}|\b(?:[ap]\.m\.|e\.g\.|i\.e\.)"
    r"|(?:https?://|www\.)[^\s,;]{0,400}[\w/]|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,62}\w"
    r"|\"[^\"\n]{1,300}\"|“[^”\n]{1,300}”|(?<!\w)[‘'](?!(?:m|re|s|ve|d|ll|t|cause|em)\b)[^‘’'\n]{2,200}[’'](?!\w)"
    r"|[#$£€¥]?(?=[\w-]{0,30}\d)\w{1,40}(?:[-.,:/]\w{1,40}){0,8}[%€£$]?|[#@]\w{1,60})"
    r"|(?P<word>[^\W\d_]{1,60}(?:['’`´][^\W\d_]{1,20})?(?:-[^\W\d_]{1,40}){0,4})"
    r"|(?P<mark>\.{2,}|…|[^\w\s])"
)
_CONTRACTION: Final = re.compile(
    r"^(i|you|we|they|he|she|it|that|this|there|what|where|who|how|when|why)'(m|re|s|ve|d|ll)$"
)
_TYPED: Final = {"id": "i 'd", "ill": "i 'll", "its": "it 's"}
_WISHES: Final = frozenset({"like", "love", "prefer", "rather", "appreciate"})
_APOSTROPHES: Final = str.maketrans("’`´", "'''")
_TOO_MUCH: Final = word_set(
    """
    small big large long late expensive tight loose short high slow heavy much many
    """
)
_BE_BEFORE: Final = word_set("am 'm is was were be been feel fell got very so my your the an a")
"""Words before "ill" that make it the adjective."""


def sentences(text: str) -> list[list[Token]]:
    """The tokens of each sentence of a text, in order, its end mark included; a quotation is never parted."""
    groups: list[list[Token]] = []
    spans = list(sentence_spans(text))
    place = 0
    for token in _mended(text):
        is_first = not groups or _ends_after_contraction(groups[-1])
        while place < len(spans) and token.start >= spans[place].end:
            place, is_first = place + 1, True
        if is_first:
            groups.append([])
        groups[-1].append(token)
    return [_lowered(group) if _shouts(group, text) else group for group in groups]


def _ends_after_contraction(parts: Sequence[Token]) -> bool:
    """The full stop of "they didn't." ends a sentence, though a single letter stands before it."""
    return len(parts) > 1 and parts[-1].text == "." and "'" in parts[-2].word


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; white space is only told by `spaced`."""
    return [token for sentence in sentences(text) for token in sentence]


def _mended(text: str) -> list[Token]:
    raw = list(_raw(text))
    return [
        part for place, token in enumerate(raw) for part in _parts(token, _word(raw, place - 1), _word(raw, place + 1))
    ]


def joined(parts: Sequence[Token]) -> str:
    """The tokens as text, with white space where there was some; none before the first."""
    return "".join((" " if token.spaced and place else "") + token.text for place, token in enumerate(parts))


def a_word(text: str, like: Token) -> Token:
    """A word of ours, with the place of the token that it stands for; a clitic sticks to the word before."""
    return Token(
        text=text, word=text.lower(), start=like.start, end=like.end, kind="word", spaced=not text.startswith("'")
    )


def _raw(text: str) -> Iterator[Token]:
    last = 0
    for match in _TOKEN.finditer(text):
        kind: Kind = "fixed" if match["fixed"] or match.group() == "US" else "word" if match["word"] else "mark"
        word = match.group().lower().translate(_APOSTROPHES) if kind == "word" else ""
        yield Token(
            text=match.group(),
            word=word,
            start=match.start(),
            end=match.end(),
            kind=kind,
            spaced=match.start() > last or not match.start(),
        )
        last = match.end()


def _word(raw: Sequence[Token], place: int) -> str:
    return raw[place].word if 0 <= place < len(raw) else ""


def _parts(token: Token, before: str, after: str) -> Iterator[Token]:
    """A word as one token or several, in the spelling that it should have."""
    word = token.word
    if not word:
        yield token
        return
    found = _CONTRACTION.match(word)
    meant = f"{found[1]} '{found[2]}" if found else _typed(token, before) or _in_context(word, before, after)
    if meant is None:
        yield replace(token, text=_printed(token.text, word), word=word)
        return
    for place, part in enumerate(meant.split()):
        spaced = token.spaced if not place else not part.startswith("'")
        yield replace(token, text=_printed(part, part), word=part, spaced=spaced)


def _typed(token: Token, before: str) -> str | None:
    """What a word of customers' spelling is meant as; a single letter only where it is no name ("Model Y")."""
    if len(token.word) == 1 and (token.text != token.word or (token.word == "y" and before)):
        return MENDED.get(token.word) if token.text == "U" else None
    return MENDED.get(token.word)


def _in_context(word: str, before: str, after: str) -> str | None:
    """What a word that is also another one is meant as, or None if it is itself."""
    if word == "to" and after in _TOO_MUCH:
        return "too"
    if word == "id" and after in _WISHES:
        return _TYPED[word]
    if word == "ill" and before not in _BE_BEFORE and (is_base(after) or after in {"be", "just", "not", "never"}):
        return _TYPED[word]
    if word == "its" and (
        not after
        or after in PREPOSITION
        or after in {"a", "the", "not", "to", "too", "been", "my", "still", "so", "now", "just", "all", "an"}
        or is_gerund(after)
    ):
        return _TYPED[word]
    return None


def _printed(text: str, word: str) -> str:
    if word == "i":
        return "I"
    if word in DAYS or word in MONTHS:
        return word.capitalize()
    if text.isupper() and len(text) > 1 and word not in ACRONYMS and text != "IT":
        return word if word in KNOWN or is_finite(word) else text
    return text.upper() if word in ACRONYMS and word != "ok" else text


def _shouts(parts: Sequence[Token], text: str) -> bool:
    letters = [
        char for token in parts if token.kind == "word" for char in text[token.start : token.end] if char.isalpha()
    ]
    return len(letters) > 6 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _lowered(parts: Sequence[Token]) -> list[Token]:
    """Capitals to small letters, but in codes and well-known abbreviations."""
    return [replace(token, text=_printed(token.word, token.word)) if token.kind == "word" else token for token in parts]
