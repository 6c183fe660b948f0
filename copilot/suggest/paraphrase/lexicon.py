"""The closed word classes that paraphrasing needs: pronouns, auxiliaries, negations, joining and asking words."""

from __future__ import annotations

from typing import Final

Words = frozenset[str]


def word_set(text: str) -> Words:
    """The words of a text, as a set."""
    return frozenset(text.split())


CUSTOMER: Final = word_set("i me my mine myself we us our ours ourselves")
"""First persons: who writes, or their household or company."""
COMPANY: Final = word_set("you your yours yourself yourselves")
NOMINATIVE: Final = word_set("i we he she they")
"""Pronouns that only a finite verb can follow."""
PRONOUN: Final = NOMINATIVE | word_set(
    """
    you it there this that these those someone somebody anyone anybody everyone everybody nobody everything nothing
    something anything one none
    """
)
DEMONSTRATIVE: Final = word_set("this that these those")
POSSESSIVE: Final = word_set("my your our his her its their whose")
DETERMINER: Final = (
    POSSESSIVE
    | DEMONSTRATIVE
    | word_set(
        """
        a an the some any no each every another both all many much more most several one two three which what
        """
    )
)

NUMBER: Final = word_set("two three four five six seven eight nine ten one both")

BE: Final = word_set("am is are was were isn't aren't wasn't weren't ain't 'm 're 's")
HAVE: Final = word_set("have has had haven't hasn't hadn't 've 'd")
DO: Final = word_set("do does did don't doesn't didn't")
MODAL: Final = word_set(
    """
    can could will would shall should may might must can't cannot couldn't won't wouldn't shan't shouldn't mustn't
    mightn't needn't 'll
    """
)
CLITIC: Final = word_set("'m 're 's 've 'd 'll")
AUXILIARY: Final = BE | HAVE | DO | MODAL
NEGATION: Final = word_set(
    """
    not no never none nobody nothing nowhere neither nor without cannot ain't
    """
) | frozenset(word for word in AUXILIARY if word.endswith("n't"))

WH: Final = word_set("what when where why who whom whose which how")
SUBORDINATOR: Final = word_set(
    """
    if unless until till because since as although though while when whenever once after before whether that so than
    except where whereas even provided providing assuming
    """
)
_CONDITIONAL_PAIRS: Final = frozenset(
    {
        ("in", "case"),
        ("as", "soon"),
        ("as", "long"),
        ("only", "if"),
        ("even", "if"),
        ("even", "though"),
        ("just", "because"),
    }
)
_OPENS_CONDITION: Final = SUBORDINATOR - {"so", "than", "even", "that"}


def opens_condition(first: str, second: str) -> bool:
    """True if a clause that begins with these words needs another one: "if it", "as soon as", "in case"."""
    return first in _OPENS_CONDITION or (first, second) in _CONDITIONAL_PAIRS


COORDINATOR: Final = word_set("and but so or yet plus also then")
PREPOSITION: Final = word_set(
    """
    about above across after against along among around at before behind below between beyond by despite down during
    except for from in inside into like near of off on onto out outside over past per through till to toward towards
    under until up upon via with within without
    """
)
ADVERB: Final = word_set(
    """
    not never always still already just only also even now again really actually currently recently often usually
    sometimes suddenly simply constantly so too very ever probably apparently clearly definitely almost barely
    hardly nearly completely fully automatically accidentally finally originally previously first then soon please
    kindly repeatedly last specifically yet back twice exactly
    """
)

KNOWN: Final = (
    CUSTOMER | COMPANY | PRONOUN | DETERMINER | AUXILIARY | NEGATION | WH | SUBORDINATOR | COORDINATOR | PREPOSITION
) | ADVERB
"""Words of the closed classes: never names."""

DAYS: Final = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS: Final = word_set(
    """
    january february april june july august september october november december
    """
)

MENDED: Final = {
    # what customers type for pronouns and auxiliaries; a space separates tokens, as the tokeniser splits contractions
    "im": "i 'm", "iam": "i am", "ive": "i 've", "iv": "i 've", "u": "you", "ya": "you", "ur": "your", "urs": "yours",
    "youre": "you 're", "youve": "you 've", "youll": "you 'll", "theyre": "they 're", "theyve": "they 've",
    "thats": "that 's", "whats": "what 's", "wheres": "where 's", "whos": "who 's", "hows": "how 's",
    "theres": "there 's",
    "hes": "he 's", "shes": "she 's", "dont": "don't", "doesnt": "doesn't", "dosent": "doesn't", "doesn": "doesn't",
    "didnt": "didn't", "dint": "didn't", "cant": "can't", "wont": "won't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "havent": "haven't", "havnt": "haven't", "hasnt": "hasn't",
    "hadnt": "hadn't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "aint": "ain't",
    "dnt": "don't", "pls": "please", "plz": "please", "plse": "please", "coz": "because", "cuz": "because",
    "bcz": "because", "bc": "because", "cos": "because", "wanna": "want to", "gonna": "going to", "gotta": "have to",
    "thx": "thanks", "ty": "thanks", "tx": "thanks", "r": "are", "y": "why", "wy": "why", "abt": "about", "wat": "what",
    "wen": "when", "bcoz": "because", "becuase": "because", "becos": "because", "alot": "a lot",
    "gimme": "give me", "lemme": "let me", "tryna": "trying to", "idk": "i don't know", "dunno": "don't know",
    "lmk": "let me know", "yall": "you", "y'all": "you", "finna": "going to", "coulda": "could have",
    "shoulda": "should have", "aren": "aren't", "wouldn": "wouldn't", "thanx": "thanks",
    "ppl": "people", "prolly": "probably", "thru": "through",
}  # fmt: skip
"""Words that are nothing else; those that may be are mended by what stands around them."""

ACRONYMS: Final = word_set(
    """
    atm pin vat uk usa eu id sms dhl usb tv pc vpn ok iban bic sim gb mb cvv cvc pdf app faq otp eta uv hdmi led nfc
    gps dpd url html api csv sepa ach fx gbp eur usd aud hdd ssd rma sku wifi ios
    """
) - {"app", "wifi"}
"""Written in capitals wherever they stand."""
