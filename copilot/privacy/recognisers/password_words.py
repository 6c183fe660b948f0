"""Which words go on with a sentence about a password, and which can only be the password."""

from __future__ import annotations

import regex

# A password that is one of these words is not found.
_ORDINARY_WORDS = """
a about accepted again all already also always an and any anymore at back bad be because been being blank blocked
broken but by called can't cannot case case-sensitive changed compromised correct correctly declined different
disabled do does doesn't don't easy empty enough exactly expired failing fine for forgotten from gone good hard hacked
have having here his her hidden i if in incorrect invalid is isn't it its known leaked locked lost matching me mine
missing my needed never new no none not nothing ok okay old on one only or our out outdated please protected random
really rejected required reset right safe same saved secret secure sensitive set short so some something still stolen
strong that the their them there they this to too true unable unknown until updated used useless valid very visible
was weak weird what when where which who why with won't working wrong you your yours enter entered log login sign
access open unlock use change recover get make view see email manager field page link help
wont doesnt dont isnt cant im it's i'm we he she how did are were has had will would should could may might must let
since after before every each time times yesterday today tomorrow morning night ago day days week weeks month months
year years hour hours minute minutes apparently supposedly definitely probably maybe likely just simply totally
completely super quite rather fully automatically constantly suddenly long complicated simple difficult way another
later soon now then else somewhere anywhere everywhere nowhere down up off over under of as than like
try tried keep keeps kept getting got sent send need needs want wants know knows remember remembers forgot forget
wants reset resets resetting account app website site system card
case-insensitive protected wrongly mistyped misspelled deleted deactivated inactive active acting strange funny
confidential private personal public shared unsafe insecure simple guessed unreadable obvious impossible ridiculous
annoying asking showing saying coming going supposed sufficient insufficient similar identical recognised recognized
unrecognised unrecognized unavailable available failed fails error denied taken rejected refused
nicht falsch richtig abgelaufen vergessen weg ungultig gesperrt zu kurz lang und funktioniert geht
incorrecta incorrecto mala no olvidada correcta muy corta expirada caducada
incorrect pas faux fausse oublie perdu trop court expire bon mauvais
niet verkeerd onjuist vergeten kwijt verlopen te kort fout
"""
ORDINARY = frozenset(_ORDINARY_WORDS.split())

_ANSWER_WORDS = """
yes yeah yep yup no nope nah ok okay okey sure fine right hi hello hey sorry thanks thank thx cheers please pls why what
how who when where help agent human stop cancel never nothing none idk dunno maybe wait hang hold hmm um uh er erm well
done bye later lol haha ja nein si oui non danke merci gracias
"""
_ANSWERS = frozenset(_ANSWER_WORDS.split())

WORD = regex.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SYMBOL = regex.compile(r"[^\W_][!@#$%^&*_+=~][^\W]|[!@#$%^&*_]{1,3}$|^[!@#$%^&*_]")
_AMOUNT = regex.compile(r"[$£€]?\d[\d.,]*(?:%|st|nd|rd|th|am|pm|x|gb|kg|min|h)?")  # codespell:ignore nd


def is_telling(token: str) -> bool:
    """True if the token looks like a password by itself: digits or signs among letters, capitals in the middle."""
    if len(token) < 4 or _AMOUNT.fullmatch(token.lower()) or "://" in token:
        return False
    letters = [character for character in token if character.isalpha()]
    if not letters:
        return False
    has_digit = any(map(str.isdigit, token))
    is_mixed = any(map(str.isupper, token[1:])) and any(map(str.islower, token))
    return has_digit or is_mixed or _SYMBOL.search(token) is not None


def is_phrase(words: list[str]) -> bool:
    """True if several plain words are a pass phrase and not the rest of a sentence."""
    ordinary = sum(word.lower().strip("'\"") in ORDINARY for word in words)
    return 2 <= len(words) <= 8 and ordinary <= (1 if len(words) > 3 else 0)


def is_reply(word: str) -> bool:
    """True if the word by itself is an answer such as `no` or `why`, and no password."""
    return word.lower() in _ANSWERS or word.lower() in ORDINARY
