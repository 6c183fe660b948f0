"""The half of the task `redaction` that operators feel: was anything masked that is not personal?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.measures.clusters import clustered, ratio
from eval.measures.spans import NUMBERS, is_touched
from eval.redacted import Redacted
from eval.report import Row, Table
from eval.texts import Texts


def kept_tables(texts: Texts, read: Sequence[Redacted]) -> Iterator[Table]:
    """Messages without personal data, and what looks personal in the others, where the data set has them."""
    clean = [one for one in read if not one.message.spans]
    if clean:
        yield _touched(texts, clean)
    if any(one.message.stays for one in read):
        yield _stays(read)


def _touched(texts: Texts, clean: Sequence[Redacted]) -> Table:
    masked = [(one.message.template, {span.kind for span in one.found if texts.measures(span.kind)}) for one in clean]
    often = Counter(kind for _, kinds in masked for kind in kinds)
    rows = [_share("any kind", [(template, bool(kinds)) for template, kinds in masked])]
    for kind, _ in sorted(often.items(), key=lambda item: (-item[1], item[0])):
        rows.append(_share(kind, [(template, kind in kinds) for template, kinds in masked]))
    note = "the share in which something was masked, and as what"
    return Table(title="messages without personal data", rows=tuple(rows), note=note)


def _stays(read: Sequence[Redacted]) -> Table:
    """How much of what fills a slot that is not personal was masked, wholly or in part."""
    places = [(one, span) for one in read for span in one.message.stays]
    groups = {"all numbers": NUMBERS} if any(span.kind in NUMBERS for _, span in places) else {}
    slots = {kind: frozenset({kind}) for kind in sorted({span.kind for _, span in places})}
    rows = [
        _share(
            name, [(one.message.template, is_touched(span, one.found)) for one, span in places if span.kind in kinds]
        )
        for name, kinds in {**groups, **slots}.items()
    ]
    note = f"the share of which anything was masked; all numbers: {', '.join(sorted(NUMBERS))}"
    return Table(title="what stays", rows=tuple(rows), note=note)


def _share(name: str, touched: Sequence[tuple[str, bool]]) -> Row:
    share = clustered([(template, (is_so, 1)) for template, is_so in touched], ratio)
    return Row(name=name, n=len(touched), figures={"touched": share})
