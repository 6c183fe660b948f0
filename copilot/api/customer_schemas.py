"""What a console knows about the customer and the case, as it is sent with a request."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from copilot.suggest.request import IncomingCustomer, IncomingFact

Slug = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
LanguageTag = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class CustomerBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the console knows about the customer; `id` is its own id of them, of which only a keyed hash is stored."""

    id: Annotated[str, Meta(max_length=200, pattern=r"\S")] | None = None
    name: Annotated[str, Meta(max_length=200)] | None = None
    language: LanguageTag | None = None
    tier: Slug | None = None

    def incoming(self) -> IncomingCustomer:
        """The same for the pipeline."""
        return IncomingCustomer(name=self.name, language=_plain_language(self.language), tier=self.tier)


class ContextBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact from another system, such as an order's delivery status: used for this suggestion, stored nowhere."""

    source: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    label: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    value: Annotated[str, Meta(min_length=1, max_length=2_000, pattern=r"\S")]

    def incoming(self) -> IncomingFact:
        """The same for the pipeline."""
        return IncomingFact(source=self.source, label=self.label, value=self.value)


def _plain_language(tag: str | None) -> str | None:
    """Language, script and region of a tag (RFC 5646); further parts, which may be any word, are left out."""
    if tag is None:
        return None
    language, *others = tag.split("-")
    script = next((part for part in others[:1] if len(part) == 4 and part.isalpha()), None)
    rest = others[1:] if script else others
    region = next((part for part in rest[:1] if len(part) == 2 + part.isdigit()), None)
    return "-".join(filter(None, (language, script, region)))
