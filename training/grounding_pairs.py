"""Claims with and without support, made of DSTC9's replies: other snippets of a place, replies spoilt by rule."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.suggest.guard.claims.facts import facts
from copilot.suggest.guard.claims.lexicon import is_courtesy, without_courtesies
from copilot.suggest.guard.grounding import Embed
from copilot.text import sentence_spans
from copilot.types import Passage
from eval.datasets.dstc9 import Entity, Label, Source

PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "val": ("train_val_knowledge.json.gz", "val_labels.json.gz"),
    "test": ("test_knowledge.json.gz", "test_labels.json.gz"),
}
GOLD: Final = "as written"
OTHER: Final = "other snippet"
NUMBER, NEGATION, NAME, CLAUSE = "number changed", "negation flipped", "name swapped", "clause added"
CORRUPTIONS: Final = (NUMBER, NEGATION, NAME, CLAUSE)


class Pair(Struct, frozen=True, kw_only=True):
    """A sentence and the snippet it is held against; `kind` says how it came about, `source` from which snippet."""

    claim: str
    passage: Passage
    kind: str
    source: str

    @property
    def is_supported(self) -> bool:
        """True for what a person wrote from this snippet: mostly, not always, something it says."""
        return self.kind == GOLD


def read_pairs(folder: Path, part: str, seed: int) -> list[Pair]:
    """Pairs of one part, in its order: each sentence of a reply with its snippet, with another, and spoilt."""
    knowledge_file, labels_file = PARTS[part]
    knowledge = msgspec.json.decode(_unpacked(folder / knowledge_file), type=dict[str, dict[str, Entity]])
    labels = msgspec.json.decode(_unpacked(folder / labels_file), type=list[Label])
    generator = random.Random(seed)  # noqa: S311 - which negatives are drawn, not a secret
    names = sorted({entity.name.title() for places in knowledge.values() for entity in places.values() if entity.name})
    pairs: list[Pair] = []
    seen = set()
    for label in labels:
        if label.target and label.response not in seen:
            seen.add(label.response)
            source = label.knowledge[0]
            entity = knowledge[source.domain][str(source.entity_id)]
            pairs += _pairs(label.response, source, entity, names, generator)
    return pairs


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def claims_of(response: str) -> Iterator[str]:
    """The sentences of a reply that claim something."""
    for span in sentence_spans(response):
        sentence = response[span.start : span.end]
        said = without_courtesies(sentence)
        if said and not is_courtesy(sentence) and not sentence.rstrip().endswith("?") and facts(said).content:
            yield sentence


def _pairs(
    response: str, source: Source, entity: Entity, names: Sequence[str], generator: random.Random
) -> Iterator[Pair]:
    passage = _passage(source, entity, str(source.doc_id))
    others = [_passage(source, entity, doc) for doc in entity.docs if doc != str(source.doc_id)]
    for claim in claims_of(response):
        yield Pair(claim=claim, passage=passage, kind=GOLD, source=passage.passage_id)
        if others:
            yield Pair(claim=claim, passage=_hard(claim, others, generator), kind=OTHER, source=passage.passage_id)
        for kind, spoilt in spoilt_claims(claim, entity.name, names, others, generator):
            yield Pair(claim=spoilt, passage=passage, kind=kind, source=passage.passage_id)


def _passage(source: Source, entity: Entity, doc: str) -> Passage:
    snippet = entity.docs[doc]
    return Passage(
        passage_id=f"{source.domain}/{source.entity_id}/{doc}",
        article_id=f"{source.domain}/{source.entity_id}",
        title=(entity.name or source.domain).title(),
        heading=snippet.title,
        text=snippet.body,
        url="",
        revision="",
        audience="public",
        category=source.domain,
        tags=(),
        language="en",
    )


def _hard(claim: str, others: Sequence[Passage], generator: random.Random) -> Passage:
    """Of five other snippets, the one that shares most with the claim."""
    content = facts(claim).content
    drawn = generator.sample(others, min(5, len(others)))
    return max(drawn, key=lambda other: len(content & facts(f"{other.heading} {other.text}").content))


_DIGITS = re.compile(r"\d+")
_AUXILIARY = re.compile(r"\b(is|are|was|can|will|does|do|has|have|must|should)\b(?! not|n't)", re.IGNORECASE)
_DENIAL = re.compile(r"\b(is|are|was|ca|can|wo|will|does|do|has|have|must|should)(?: not|n['’]?t)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(no|not)\b ", re.IGNORECASE)


def spoilt_claims(
    claim: str, name: str | None, names: Sequence[str], others: Sequence[Passage], generator: random.Random
) -> Iterator[tuple[str, str]]:
    """(what was done, the claim after it) for every corruption that can be done to a claim."""
    if numbers := list(_DIGITS.finditer(claim)):
        number = generator.choice(numbers)
        changed = int(number.group()) + generator.choice((1, 2, 5, 10))
        yield NUMBER, claim[: number.start()] + str(changed) + claim[number.end() :]
    if (flipped := _flipped(claim)) != claim:
        yield NEGATION, flipped
    if name and name.casefold() in claim.casefold():
        start = claim.casefold().index(name.casefold())
        other = generator.choice([one for one in names if one.casefold() != name.casefold()])
        yield NAME, claim[:start] + other + claim[start + len(name) :]
    if others:
        added = generator.choice(others).text.rstrip(".!? ")
        yield CLAUSE, f"{claim.rstrip('.!? ')}, and {added[:1].lower()}{added[1:]}."


def _flipped(claim: str) -> str:
    said = without_courtesies(claim)
    start = claim.find(said) if said else 0
    head, tail = claim[:start], claim[start:]
    for pattern, instead in ((_DENIAL, r"\1"), (_NONE, ""), (_AUXILIARY, r"\1 not")):
        changed = pattern.sub(instead, tail, count=1)
        if changed != tail:
            return head + re.sub(r"\bca\b", "can", re.sub(r"\bwo\b", "will", changed))
    return claim


def remembered(embed: Embed) -> Embed:
    """The same, reading each text once."""
    known: dict[str, Matrix] = {}

    def embed_new(texts: Sequence[str]) -> Matrix:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, embed(new), strict=True))
        return np.stack([known[text] for text in texts])

    return embed_new
