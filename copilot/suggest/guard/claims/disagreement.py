"""Where a claim goes against its evidence or beyond it, whatever a model thinks of the two (pure).

Each check is one-sided: it tells what the evidence surely does not say. A claim without a disagreement may still have
too little in common with the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from copilot.suggest.guard.claims.facts import Facts, kinds_of
from copilot.suggest.guard.claims.lexicon import meaning, stem
from copilot.suggest.guard.claims.polarity import Assertion, Pole
from copilot.suggest.guard.claims.quantities import Quantity

Reason: TypeAlias = Literal[
    "number", "amount", "date", "link", "name", "negation", "promise", "condition", "order", "little_in_common"
]

_MAIN_CLAUSE_USED: Final = 0.34
"""Share of the claim's words that the main clause of a conditional sentence must have to be what the claim rests on."""
_CONDITION_KEPT: Final = 0.51
_CONDITION_FOUND: Final = 0.34
_MORE_THAN_ONE: Final = 2
_FREE: Final = stem("free")


class Evidence(Struct, frozen=True, kw_only=True):
    """The facts of one sentence or of adjacent ones together, of each by itself, and of the headings above them."""

    whole: Facts
    sentences: tuple[Facts, ...]
    above: Facts


def disagreements(claim: Facts, evidence: Evidence) -> tuple[Reason, ...]:
    """Every reason why the evidence does not support the claim, each once; empty if nothing speaks against it."""
    found = (reason for check in _CHECKS for reason in check(claim, evidence))
    return tuple(dict.fromkeys(found))


def _miscounted(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    given = (*evidence.whole.quantities, *evidence.above.quantities)
    for quantity in claim.quantities:
        same = [one for one in given if _equal(quantity, one)]
        rivals = [one for one in given if _is_rival(one, quantity, claim.quantities)]
        if not same or all(_bounds_differ(quantity, one) for one in same) or _belongs_elsewhere(quantity, same, rivals):
            yield quantity.kind
    if _is_called_free(claim, evidence):
        yield "amount"


def _is_called_free(claim: Facts, evidence: Evidence) -> bool:
    """True if the claim calls free what the evidence puts a price on."""
    has_price = any(quantity.kind == "amount" for quantity in evidence.whole.quantities)
    return has_price and _FREE in claim.content and _FREE not in evidence.whole.content


def _equal(claimed: Quantity, given: Quantity) -> bool:
    """True for the same value in the same unit; the end of a range is as good as the range if it is named as one."""
    if claimed.unit != given.unit:
        is_bare = claimed.kind == given.kind and not (claimed.unit and given.unit)
        return is_bare and claimed.figures == given.figures and not claimed.near.isdisjoint(given.near)
    if claimed.values == given.values:
        return True
    if len(claimed.values) > 1 or len(given.values) < _MORE_THAN_ONE:
        return False
    lowest, highest = min(given.values), max(given.values)
    return (claimed.bound < 0 and claimed.values[0] == highest) or (claimed.bound > 0 and claimed.values[0] == lowest)


def _bounds_differ(claimed: Quantity, given: Quantity) -> bool:
    """True for "at least" against "at most", for a bound from below that nobody gave, and an "up to" that was lost."""
    if len(given.values) > 1:
        return False
    if claimed.bound * given.bound < 0:
        return True
    if claimed.bound > 0 and given.bound == 0:
        return not given.near & _LOWEST
    lost = claimed.bound == 0 and given.bound < 0
    return lost and (given.kind == "amount" or given.unit == "percent")


_LOWEST: Final = frozenset({"minimum", "old", "older", "newer", "least", "from", "start", "begin"})


def _is_rival(given: Quantity, claimed: Quantity, others: Sequence[Quantity]) -> bool:
    """True for another value in the same unit; two ends of opening hours that are both claimed are none."""
    if given.unit != claimed.unit or given.values == claimed.values:
        return False
    return given.kind != "date" or all(given.values != other.values for other in others)


def _belongs_elsewhere(claimed: Quantity, same: Iterable[Quantity], rivals: Sequence[Quantity]) -> bool:
    """True if the words around the number stand elsewhere in the evidence, or another thing stands at the number."""
    if all(_is_of_another_thing(claimed.near, one.near) for one in same):
        return True
    own = max(len(claimed.near & one.near) for one in same)
    return any(len(claimed.near & one.near) > own for one in rivals)


def _is_of_another_thing(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    ours_kinds, their_kinds = (kinds_of(near) for near in (ours, theirs))
    agreed = {group for group, _ in ours_kinds & their_kinds}
    return bool({group for group, _ in ours_kinds} & {group for group, _ in their_kinds} - agreed)


def _linked_elsewhere(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    given = evidence.whole.links | evidence.above.links
    if any(all(one != link and not one.startswith(link + "/") for one in given) for link in claim.links):
        yield "link"


def _named_otherwise(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    """A name or code that is not there, or a thing of a kind of which the evidence has another."""
    spoken = evidence.whole.spoken | evidence.above.spoken
    parts = {part for link in evidence.whole.links | evidence.above.links for part in link.replace("/", ".").split(".")}
    codes = evidence.whole.codes or evidence.above.codes  # a sentence that names a model is about that one
    if (
        any(not _is_spoken(name, spoken) and name not in parts for name in claim.names)
        or claim.codes - codes
        or _is_of_another_kind(claim, evidence)
    ):
        yield "name"


def _is_spoken(name: str, spoken: frozenset[str]) -> bool:
    return stem(name) in spoken or meaning(name) in spoken or all(part in spoken for part in map(stem, name.split("-")))


def _is_of_another_kind(claim: Facts, evidence: Evidence) -> bool:
    given = evidence.whole.kinds
    missing = claim.kinds - given - evidence.above.kinds
    unused = given - claim.kinds
    return any(group == other for group, _ in missing for other, _ in unused)


def _denied(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    """A clause that denies what the clause nearest to it affirms, or stands on the other side of an opposition."""
    names = frozenset(map(meaning, claim.names | evidence.whole.names))
    if (claim.is_limited and not evidence.whole.is_limited) or any(
        all(_contradicts(ours, theirs, names) for theirs in _nearest(ours, evidence.whole.assertions))
        for ours in claim.assertions
    ):
        yield "negation"


def _nearest(ours: Assertion, given: Sequence[Assertion]) -> Sequence[Assertion]:
    """The clauses that share most words with a clause; all of them, where none shares any."""
    shared = [len(ours.content & theirs.content) for theirs in given]
    most = max(shared, default=0)
    return [theirs for theirs, count in zip(given, shared, strict=True) if count == most]


def _contradicts(ours: Assertion, theirs: Assertion, names: frozenset[str]) -> bool:
    return (
        _is_denied_otherwise(ours, theirs, names)
        or _is_on_the_other_side(ours.opposites, theirs.opposites)
        or _contradicts_beside(ours.contrasts, theirs.contrasts)
    )


def _is_denied_otherwise(ours: Assertion, theirs: Assertion, names: frozenset[str]) -> bool:
    """True if more shared words are denied on one side only than on both, or a denial comes from nowhere."""
    if _mean_the_same(ours, theirs):
        return False
    agreed = ours.denied & theirs.denied
    against = (ours.denied & theirs.affirmed - theirs.denied) | (theirs.denied & ours.affirmed - theirs.affirmed)
    against -= names
    if against:
        return len(against) > len(agreed)
    return bool(ours.negations and not agreed and not theirs.negations and not _has_negative_side(theirs))


def _mean_the_same(ours: Assertion, theirs: Assertion) -> bool:
    """True if one is "closed" where the other is "not open"."""
    sides = {(pole.group, pole.side) for pole in ours.opposites} & {
        (pole.group, pole.side) for pole in theirs.opposites
    }
    return any((group in ours.turned) != (group in theirs.turned) for group, _ in sides)


def _has_negative_side(given: Assertion) -> bool:
    return any(pole.side == 1 for pole in given.opposites)


def _is_on_the_other_side(claimed: frozenset[Pole], given: frozenset[Pole]) -> bool:
    """True if of an opposition the evidence has only the other side, or has the other one beside the same word."""
    sides = {(pole.group, pole.side) for pole in given}
    missed = ((pole.group, 1 - pole.side) in sides and (pole.group, pole.side) not in sides for pole in claimed)
    return any(missed) or _contradicts_beside(claimed, given)


def _contradicts_beside(claimed: frozenset[Pole], given: frozenset[Pole]) -> bool:
    return any(pole.beside and pole not in given and pole._replace(side=1 - pole.side) in given for pole in claimed)


def _promised(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    known = evidence.whole.commitments
    for commitment in claim.commitments - known:
        if commitment.removeprefix("will:") == commitment or not _is_done(commitment, evidence.whole):
            yield "promise"
            return


def _is_done(commitment: str, given: Facts) -> bool:
    """True if the evidence has the verb of what is promised, and does not deny it."""
    verb = commitment.removeprefix("will:")
    return verb in given.content and all(verb not in one.denied for one in given.assertions)


def _unconditional(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    """A condition of the sentence that the claim rests on is left out, or the claim sets one of its own."""
    known = evidence.whole.content | evidence.above.content
    invented = any(len(one & known) < _CONDITION_FOUND * len(one) for one in claim.conditions)
    if invented or any(_leaves_out(claim, sentence) for sentence in evidence.sentences):
        yield "condition"


def _leaves_out(claim: Facts, sentence: Facts) -> bool:
    for condition in (*sentence.conditions, *sentence.restrictions):
        main = sentence.content - condition
        is_used = len(main & claim.content) >= _MAIN_CLAUSE_USED * max(1, len(claim.content))
        if is_used and len(condition & claim.content) < _CONDITION_KEPT * len(condition):
            return True
    return False


def _out_of_order(claim: Facts, evidence: Evidence) -> Iterator[Reason]:
    """Steps that the claim tells in another order than the evidence, judged by where their own words stand."""
    words = evidence.whole.words
    places = [_mean_place(step - _others(claim.steps, at), words) for at, step in enumerate(claim.steps)]
    known = [place for place in places if place is not None]
    if any(later < earlier for earlier, later in pairwise(known)):
        yield "order"


def _others(steps: Sequence[frozenset[str]], at: int) -> frozenset[str]:
    return frozenset().union(*steps[:at], *steps[at + 1 :])


def _mean_place(step: frozenset[str], words: Sequence[str]) -> float | None:
    places = [place for place, word in enumerate(words) if word in step]
    return sum(places) / len(places) if places else None


_CHECKS: Final[tuple[Callable[[Facts, Evidence], Iterator[Reason]], ...]] = (
    _miscounted,
    _linked_elsewhere,
    _named_otherwise,
    _denied,
    _promised,
    _unconditional,
    _out_of_order,
)
