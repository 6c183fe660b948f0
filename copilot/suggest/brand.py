"""How a brand talks: `brand.toml` as values."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct, field

from copilot.errors import CorpusInvalid
from copilot.suggest.tone import long_forms
from copilot.suggest.voice import (
    BrandName,
    ChannelGreetings,
    Clarifying,
    Closing,
    Confirming,
    Deescalation,
    Greetings,
    Knowing,
    Promises,
    Recap,
    SecurePayment,
    Sentences,
    Voice,
    WordRules,
)
from copilot.types import Channel, Fault, Formality, Tone


def _sentences(*sentences: str) -> Sentences:
    return field(default=Sentences(sentences=sentences))


class Brand(Struct, frozen=True, kw_only=True, dict=True):
    """Everything in `brand.toml`; the defaults are neutral enough for any brand.

    `wait` tells when an answer can be expected, as `{wait}`; `other_languages`: what is said, in a language that the
    brand does not answer in, to a customer who writes in it.
    """

    brand: BrandName = BrandName()
    voice: Voice = Voice()
    words: WordRules = WordRules()
    greeting: ChannelGreetings = ChannelGreetings()
    closing: Closing = Closing()
    next_step: Sentences = _sentences(
        "I'm checking it now and will tell you here what I find.", "Please try that and tell me what you see."
    )
    clarify: Clarifying = Clarifying(sentences=("So that I look at the right thing, could you tell me a little more?",))
    abstain: Sentences = _sentences(
        "I don't have a reliable answer to that yet, so I'm asking a colleague and will reply here."
    )
    acknowledge: Sentences = _sentences("Thanks for getting in touch.")
    wait: Sentences = _sentences("Somebody will answer you here {wait}.")
    other_languages: dict[str, str] = {}
    deescalate: Deescalation = Deescalation(
        sentences=("I'm sorry about the trouble, and I want to help you put it right.",)
    )
    steer_payment: Sentences = _sentences("Please don't send card details, passwords or codes here; I don't need them.")
    close: Recap = Recap(sentences=("Thanks for writing to us.",))
    paraphrase: Confirming = Confirming()
    context: Knowing = Knowing()
    public_channel: Sentences = _sentences(
        "Please send order numbers and other personal details only in a private message."
    )
    promises: Promises = Promises()
    secure_payment: SecurePayment = SecurePayment()

    @property
    def tone(self) -> Tone:
        """The brand's own tone."""
        return Tone(formality=self.voice.formality, warmth=self.voice.warmth, length=self.voice.length)

    @cached_property
    def approved(self) -> tuple[str, ...]:
        """Every sentence that may be sent word for word, with `{name}` where the name belongs."""
        lists = (
            self.next_step,
            self.clarify,
            self.abstain,
            self.acknowledge,
            self.deescalate,
            self.steer_payment,
            self.close,
            self.public_channel,
        )
        question, check = self.closing.question, self.close.check
        greetings = (self.greeting, self.greeting.email, self.greeting.social)
        texts = [item for choice in lists for item in choice.sentences]
        texts += [line for item in greetings if item for line in _lines(item)]
        texts += [form for asked in (question, check) for form in (asked.casual, asked.neutral, asked.formal)]
        calming = self.deescalate
        texts += [*calming.feelings.values(), *calming.causes.values(), *calming.steps.values(), self.close.recap]
        texts += [*self.paraphrase.openings, *self.paraphrase.questions]
        texts += [*self.closing.sign_off.values(), self.secure_payment.explanation, *self.other_languages.values()]
        return tuple(text for text in texts if text)

    @cached_property
    def approved_nameless(self) -> frozenset[str]:
        """The approved sentences in long forms, the name's place closed up."""
        return frozenset(long_forms(filled(text, None)).strip() for text in self.approved)

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The approved sentences that name the customer."""
        return tuple(text for text in self.approved if "{name}" in text)

    @cached_property
    def avoided(self) -> re.Pattern[str]:
        """Finds a word that never appears."""
        return _phrases(self.words.avoid)

    @cached_property
    def replaced(self) -> re.Pattern[str]:
        """Finds a word that the brand has another one for."""
        return _phrases(tuple(word for words in self.words.use.values() for word in words))

    def preferred(self, word: str) -> str:
        """The brand's own word for one that it replaces; any other word as it is."""
        return next((own for own, others in self.words.use.items() if word.lower() in map(str.lower, others)), word)

    def in_own_words(self, text: str) -> str:
        """The text with the brand's words for those that it replaces; a capital at the beginning stays one."""
        return self.replaced.sub(lambda match: _as_begun(match.group(), self.preferred(match.group())), text)

    @cached_property
    def forbidden(self) -> re.Pattern[str]:
        """Finds a promise that must not be made."""
        return _phrases(self.promises.forbidden)


def _lines(item: Greetings) -> tuple[str, ...]:
    return (
        item.casual,
        item.casual_without_name,
        item.neutral,
        item.neutral_without_name,
        item.formal,
        item.formal_without_name,
    )


def _as_begun(word: str, other: str) -> str:
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; nothing for none."""
    alternatives = "|".join(map(re.escape, phrases)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def load_brand(folder: Path) -> Brand:
    """The brand of a corpus folder; neutral defaults if it has no `brand.toml`.

    Raises:
        CorpusInvalid: the file cannot be read, is not TOML, or a field has the wrong type.
    """
    path = folder / "brand.toml"
    if not path.is_file():
        return Brand()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Brand)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError, OSError) as error:
        raise CorpusInvalid(f"brand.toml: {error}", faults=(Fault(path="brand.toml", rule=str(error)),)) from error


def greeting(brand: Brand, channel: Channel, formality: Formality, name: str | None) -> str:
    """The greeting line of a channel, with the customer's name if it is known."""
    by_channel = {"email": brand.greeting.email, "social": brand.greeting.social}.get(channel)
    greetings = by_channel or brand.greeting
    line: str = getattr(greetings, formality if name else f"{formality}_without_name")
    return line.replace("{name}", name or "")


def sentence(choices: Sentences, name: str | None, turn: int) -> str:
    """One of the approved sentences, the next one with each turn; without a name, without its place."""
    return filled(choices.sentences[turn % len(choices.sentences)], name)


def filled(text: str, name: str | None) -> str:
    """An approved sentence with the name, or with its place closed up; the operator's name is theirs to add."""
    unsigned = text.replace("{operator}\n", "").replace("{operator}, ", "").replace("{operator}", "")
    if name:
        return unsigned.replace("{name}", name)
    if unsigned.startswith("{name}, "):
        rest = unsigned.removeprefix("{name}, ")
        return rest[:1].upper() + filled(rest[1:], None)
    return unsigned.replace(", {name}", "").replace("{name}", "")
