"""What one part of a draft rests on, computed from the text alone (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

from copilot.suggest.brand import filled
from copilot.suggest.brief import Brief
from copilot.suggest.composing.kinds.clarify import products
from copilot.suggest.composing.kinds.known import source_of, told
from copilot.suggest.guard.pleasantries import is_pleasantry
from copilot.suggest.guard.wording import Place, first, quoted, reworded, says
from copilot.suggest.paraphrase.sources import restates
from copilot.suggest.request import ContextFact
from copilot.suggest.tone import long_forms
from copilot.suggest.voice import Knowing
from copilot.text import sentence_spans
from copilot.types import Hit, Support

_COMMITS: Final = re.compile(
    r"\b(?:we|i)(?:['’]ll| will| shall| can|['’]ve| have|['’]re| are|['’]m| am| guarantee| promise| refund)\b"
    r"|\byou(?:['’]ll| will| can| may| must| should| get| receive)\b|\bguarantee|\bpromis",
    re.IGNORECASE,
)
"""What no customer can say for us, whatever they have written."""
_LINK: Final = re.compile(
    r"https?://|www\.|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|example|[a-z]{2})\b(?:/|\b)", re.IGNORECASE
)


class Trace(Struct, frozen=True, kw_only=True):
    """One part of a sketch and its support.

    `start`/`end` are code points in the text of the passage, or of the message; `source` names a fact of the context.
    """

    part: str
    support: Support
    passage_id: str | None = None
    message_id: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None


Grounding = Callable[[str, Sequence[Hit]], tuple[str, int, int] | None]
"""A sentence in free words → the passage id and the span of it that supports the sentence, or None."""


class Tracer:
    """Everything that the parts of a brief's drafts may rest on.

    `sayings` are approved texts beside the brand's: steps of procedures. Without `grounding` a part has to be quoted,
    or be said in nearly the same words.
    """

    def __init__(self, brief: Brief, sayings: frozenset[str] = frozenset(), grounding: Grounding | None = None) -> None:
        self._brief = brief
        self._sayings = sayings
        self._grounding = grounding
        self._approved = _approved(brief)
        hits = (*(hit for answer in (*brief.answers, *brief.alternatives) for hit in answer.passages), *brief.hits)
        self._hits = tuple({(hit.passage.passage_id, hit.passage.text): hit for hit in reversed(hits)}.values())[::-1]

    def trace(self, part: str) -> Trace:
        """What the part rests on: the brand's words, a passage, the context, the conversation, or nothing."""
        text = part.strip()
        sources = (
            self._template,
            self._told_back,
            self._quoted,
            self._titles,
            self._context,
            self._reworded,
            self._conversation,
            self._grounded,
        )
        return first(source(part, text) for source in sources) or Trace(part=part, support="unsupported")

    def _template(self, part: str, text: str) -> Trace | None:
        is_known = (
            long_forms(text) in self._approved or text in self._sayings or text.removeprefix("- ") in self._sayings
        )
        return Trace(part=part, support="template") if is_known or is_pleasantry(text) else None

    def _titles(self, part: str, text: str) -> Trace | None:
        """A title, or a question between two of them or between their products."""
        clarify = self._brief.brand.clarify
        for frame in ("{first}", clarify.between, clarify.which):
            named = _slots(frame, text.removeprefix("- "))
            if named and all(name in self._offered for name in named):
                return Trace(part=part, support="passage", passage_id=self._offered[named[0]])
        return None

    @cached_property
    def _offered(self) -> dict[str, str]:
        """The titles and products that may be named, each with the best passage for it."""
        return {name: hit.passage.passage_id for hit in reversed(self._hits) for name in _names(hit)}

    def _context(self, part: str, text: str) -> Trace | None:
        known = self._brief.conversation.context
        found = next((fact for fact in known if _tells(fact, text, self._brief.brand.context)), None)
        return Trace(part=part, support="context", source=source_of(found)) if found else None

    def _quoted(self, part: str, text: str) -> Trace | None:
        return _traced(part, first(quoted(text, hit.passage) for hit in self._hits))

    def _reworded(self, part: str, text: str) -> Trace | None:
        return _traced(part, first(reworded(text, hit.passage) for hit in self._hits))

    def _conversation(self, part: str, text: str) -> Trace | None:
        """What somebody said. A customer's words can promise nothing in our name, and link to nothing."""
        for message in self._brief.conversation.messages:
            if message.author == "customer" and (_COMMITS.search(text) or _LINK.search(text)):
                continue
            for start, end in _sayings(message.text):
                if says(message.text[start:end], text):
                    return Trace(part=part, support="conversation", message_id=message.id, start=start, end=end)
        return self._restated(part, text)

    def _told_back(self, part: str, text: str) -> Trace | None:
        """A sentence of our own restatement, each clause of which was checked against what the customer wrote."""
        restated = self._brief.restatement
        if restated is None or long_forms(text) not in map(long_forms, restated.sentences) or _LINK.search(text):
            return None
        return self._from_facts(part, text)

    def _restated(self, part: str, text: str) -> Trace | None:
        """What the customer said, in the second person, in whatever words of theirs."""
        own = [message.text for message in self._brief.conversation.messages if message.author == "customer"]
        if _LINK.search(text) or not restates(text, own):
            return None
        return self._from_facts(part, text)

    def _from_facts(self, part: str, text: str) -> Trace | None:
        """The part, with the place of the first fact that it tells; nothing if no fact is known."""
        facts = self._brief.restatement.facts if self._brief.restatement else ()
        if not facts:
            return None
        spoken = long_forms(text).casefold()
        origin = next((fact for fact in facts if long_forms(fact.text).casefold() in spoken), facts[0])
        return Trace(
            part=part, support="conversation", message_id=origin.message_id, start=origin.start, end=origin.end
        )

    def _grounded(self, part: str, text: str) -> Trace | None:
        place = self._grounding(text, self._hits) if self._grounding else None
        if place is None:
            return None
        passage_id, start, end = place
        return Trace(part=part, support="passage", passage_id=passage_id, start=start, end=end)


def _approved(brief: Brief) -> frozenset[str]:
    """Everything that the brand approved, in long forms, with the name filled in or closed up."""
    brand = brief.brand
    told_wait = (text.replace("{wait}", brief.wait) for text in brand.wait.sentences) if brief.wait else ()
    named = (filled(text, brief.name) for text in (*brand.naming, *told_wait))
    return brand.approved_nameless | frozenset(long_forms(text).strip() for text in named)


def _traced(part: str, place: Place | None) -> Trace | None:
    if place is None:
        return None
    passage, start, end = place
    return Trace(part=part, support="passage", passage_id=passage.passage_id, start=start, end=end)


def _names(hit: Hit) -> Iterator[str]:
    """How a hit may be named in a question: by its title, or by the product that it is about."""
    yield hit.passage.title
    yield from (f"the {product}" for product in products(hit.passage.title))


def _slots(frame: str, text: str) -> tuple[str, ...]:
    """What stands in the slots of a frame, if the text is the frame filled; it may be in long forms."""
    match = first(pattern.fullmatch(text) for pattern in _patterns(frame))
    return match.groups() if match else ()


@lru_cache(64)
def _patterns(frame: str) -> tuple[re.Pattern[str], ...]:
    forms = dict.fromkeys((frame, long_forms(frame)))
    return tuple(re.compile(re.sub(r"\\\{(?:first|second)\\\}", "(.+)", re.escape(form))) for form in forms)


def _tells(fact: ContextFact, text: str, knowing: Knowing) -> bool:
    """True if the text tells the fact as we would, or in nearly its words."""
    if long_forms(told(fact, knowing)) == long_forms(text):
        return True
    whole = f"{fact.source} {fact.label} {fact.value}"
    return fact.value in text and not _COMMITS.search(text) and says(whole, text)


def _sayings(message: str) -> Iterator[tuple[int, int]]:
    """The sentences of a message, and all of it."""
    yield from ((span.start, span.end) for span in sentence_spans(message))
    yield 0, len(message)
