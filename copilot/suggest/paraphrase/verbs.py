"""English verbs as customers use them: base forms, irregular pasts, and the endings that can be told by rule."""

from __future__ import annotations

from typing import Final

from copilot.suggest.paraphrase.lexicon import word_set

_IRREGULAR_LINES: Final = """
be was been|become became become|begin began begun|bend bent bent|bite bit bitten|blow blew blown|break broke broken
bring brought brought|build built built|burn burnt burnt|buy bought bought|catch caught caught|choose chose chosen
come came come|cost cost cost|cut cut cut|deal dealt dealt|do did done|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feel felt felt|fight fought fought|find found found|fit fit fit
fly flew flown|forget forgot forgotten|freeze froze frozen|get got got|give gave given|go went gone|grow grew grown
hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt
keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let|lie lay lain
light lit lit|lose lost lost|make made made|mean meant meant|meet met met|mistake mistook mistaken|pay paid paid
put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said
see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shrink shrank shrunk
shut shut shut|sign-up signed-up signed-up|sit sat sat|sleep slept slept|speak spoke spoken|spend spent spent
split split split|stand stood stood|steal stole stolen|stick stuck stuck|take took taken|teach taught taught
tear tore torn|tell told told|think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written|reset reset reset|undo undid undone
swim swam swum|sing sang sung|sting stung stung|swing swung swung|sink sank sunk
slide slid slid|strike struck struck|sweep swept swept|swear swore sworn|bleed bled bled|feed fed fed|flee fled fled
forbid forbade forbidden|forgive forgave forgiven|grind ground ground|bind bound bound|bet bet bet|burst burst burst
cast cast cast|shoot shot shot|shine shone shone|beat beat beaten|spin spun spun|stink stank stunk|dig dug dug
overpay overpaid overpaid|resend resent resent|redo redid redone|prove proved proven|show showed shown
"""
_IRREGULAR: Final[dict[str, tuple[str, str]]] = {
    base: (past, participle)
    for line in _IRREGULAR_LINES.replace("|", "\n").split("\n")
    if line.strip()
    for base, past, participle in [line.split()]
}
_PASTS: Final = frozenset(past for past, _ in _IRREGULAR.values()) | {"were"}
_PARTICIPLES: Final = frozenset(participle for _, participle in _IRREGULAR.values()) | {"gotten"}

_REGULAR: Final = word_set(
    """
    bake calculate brew brush climb clog collapse confuse decorate deflate describe detach develop dial disturb divide
    drag dress drown echo eject empty engage engrave escape examine expand explode express fasten fetch flip float
    flood flush fold glow glue greet grip guide hack hike hug hum identify ignore imagine impress inflate inspect
    invite itch jam knit knock laugh lick marry melt mend mix mount mow mute nag nod offend overheat paint paste
    peel perform pinch plant polish pour practise practice pray preheat prescribe preserve pretend purr rebuild
    recline recycle reheat relax rely repaint resize retire rewind rinse risk rub rust sail scare scream seal sew
    shape shave shiver shout skate smile smoke snap sneeze snore soak spoil spray squeak stare steam steer stir
    strap strip suck suffer suit surf surprise surround taste tease thaw threaten tick tidy tie tighten toast toggle
    tow translate trap tremble trick unfold vanish vary vibrate wander warn waste wave whistle wipe wobble yell zoom
    leak flash beep buzz rattle drip overcharge undercharge confirm accept access accrue activate add adjust advise
    affect agree allow answer appear apply approve arrange arrive ask assist assume attach attempt authorise
    authorize avoid await ban bill block boil book borrow bounce call cancel care carry change charge chat check
    claim clean clear click close collect compare compensate complain complete connect consider contact contain
    continue convert cook cool copy correct count cover crack crash create credit damage debit decide decline deduct
    delay delete deliver demand deny deposit detect differ disable disagree disappear disconnect discontinue
    dispatch display dispute donate double download drain drop dry earn edit email enable end enjoy enrol enroll
    enter escalate exceed exchange exclude exist expect expire explain export extend face fail file fill finish fix
    flicker follow force format forward fund guarantee handle happen heat help honour honor hope import impose
    improve include increase inform insert insist install insure integrate intend interest investigate invoice issue
    join jump keep kick lack last let like limit link list load locate lock log look lower mail manage mark match
    measure mention merge miss move need negotiate notice notify obtain occur offer open operate order owe own pack
    park pause pend permit phone pick place plan play plug post postpone prefer prepare present press prevent price
    print proceed process produce promise prompt protect provide publish pull purchase push qualify raise reach
    reactivate realise realize receive recharge recognise recognize recommend record recover redeem reduce refer
    reflect refund refuse regain register reinstate reject release remember remind remove renew rent repair repay
    repeat replace reply report request require reschedule reserve resolve respond restart restore restrict resume
    retrieve return reverse revert review rip rotate round save scan schedule scratch screw search select separate
    serve settle share ship shop show sign skip slip smell solve sort sound spill spin start state stay stop store
    stretch submit subscribe suggest supply support suppose suspect suspend swap switch sync tap terminate test text
    top total touch trace track trade transfer travel treat trust try turn type unblock unfreeze uninstall unlink
    unlock unsubscribe update upgrade upload use validate verify view visit void wait waive walk want wash watch
    weigh wish wonder work worry wrap fry vacuum amend assemble hear apologise apologize clarify dim pair trim leave
    seem tend twist lift shake squeeze live bend tip dye crease fade stain shrink reorder relocate rebook reimburse
    redirect recall unpack
    """
)
BASES: Final = _REGULAR | frozenset(_IRREGULAR) - {"be"}

_DOUBLING: Final = word_set(
    """
    cancel refer occur submit commit admit permit prefer transfer control label travel debit-not ship stop drop plan
    slip scan swap tap trim chat log plug rip grab beg ban tip skip drip pop rub top wrap spin dim unplug zip cram
    """
)
_NOUNS_IN_ING: Final = word_set(
    """
    billing shipping pricing booking tracking banking listing roaming setting settings meeting packaging thing
    things anything something everything nothing morning evening string spring ring king building earring clothing
    bedding ceiling during parking training wedding hosting charging
    """
)
_NOT_PAST: Final = word_set("need speed feed bed red seed indeed hundred exceed proceed shed led")
_SERVED_AS_NOUNS: Final = word_set(
    """
    order charge transfer refund return cost work change exchange ship top balance issue fee invoice account bill
    call check claim cover credit debit delay deposit display email file fund interest limit link list load lock log
    mail mark match offer pack park phone place plan play plug post present press price print process purchase
    record register release rent repair reply report request review sale save scan schedule screw search share shop
    sign sound stain start state stay stop store supply support switch tap test text total touch track trade travel
    trust try turn type update upgrade use view visit wait wash watch wish wrap cut deal drive fall find fit hit
    hold light meet show stand split win ring set run app quote book vacuum heat tip pair dry clean damage double
    """
)


def is_base(word: str) -> bool:
    """True for the base form of a verb that is listed."""
    return word in BASES


def may_be_noun(word: str) -> bool:
    """True for base forms that name things as often as they are verbs ("my order", "a transfer")."""
    return word in _SERVED_AS_NOUNS or (word.endswith("s") and word[:-1] in _SERVED_AS_NOUNS)


def is_participle(word: str) -> bool:
    """True for past participles, listed or regular."""
    return word in _PARTICIPLES or is_regular_past(word)


def is_regular_past(word: str) -> bool:
    """True for what ends as regular pasts do and is none of the nouns that end so."""
    return len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST


def is_gerund(word: str) -> bool:
    """True for "waiting", not for "billing"."""
    return len(word) > 4 and word.endswith("ing") and word not in _NOUNS_IN_ING


def is_past(word: str) -> bool:
    """True for simple pasts, listed or regular."""
    return word in _PASTS or is_regular_past(word)


def is_third(word: str) -> bool:
    """True for the third person singular of a verb that is listed."""
    return word in {"is", "has", "does", "goes"} or (word.endswith("s") and _without_s(word) in BASES)


def is_finite(word: str) -> bool:
    """True for a form that can be the verb of a clause."""
    return is_base(word) or is_past(word) or is_third(word)


def third(base: str) -> str:
    """The third person singular: "work" → "works"."""
    if base in {"have", "do", "go", "be"}:
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[base]
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def past(base: str) -> str:
    """The simple past: "ship" → "shipped", "come" → "came"."""
    if base in _IRREGULAR:
        return _IRREGULAR[base][0]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


def _without_s(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "oes")):
        return word[:-2]
    return word[:-1]
