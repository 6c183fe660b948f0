"""How things are asked for, refused and sent elsewhere, in English: role → phrases."""

from __future__ import annotations

from typing import Final

_ACT = (
    r"ask(?:ing|ed|s)?(?: (?:you|anyone|customers?|people|someone))?(?: (?:for|to (?:send|share|give|tell|enter"
    r"|provide|confirm|type)))?"
    r"|request(?:ing|s|ed)?|need|require|want|send(?:ing)?(?: (?:over|out|back))?|shar(?:e|ing)|giv(?:e"
    r"|ing)(?: out| away)?|tell(?:ing)?"
    r"|post(?:ing)?|typ(?:e|ing)(?: in| out)?|enter(?:ing)?|provid(?:e|ing)|reply(?:ing)?(?: with)?|writ(?:e"
    r"|ing)(?: down)?|read(?:ing)?(?: out| back)?"
    r"|disclos(?:e|ing)|reveal(?:ing)?|submit(?:ting)?|forward(?:ing)?|past(?:e|ing)|put(?:ting)?"
    r"|upload(?:ing)?|e-?mail(?:ing)?|text(?:ing)?"
    r"|messag(?:e|ing)|confirm(?:ing)?|show(?:ing)?|hand(?:ing)?(?: over| out)?|say(?:ing)?|repeat(?:ing)?"
    r"|us(?:e|ing)|includ(?:e|ing)|attach(?:ing)?"
    r"|commit(?:ting)?|publish(?:ing)?|leav(?:e|ing)|drop(?:ping)?|pop(?:ping)?|stor(?:e|ing)|keep(?:ing)?"
    r"|spell(?:ing)?|mention(?:ing)?|quot(?:e|ing)|add(?:ing)?"
)
_FILL = (
    r"ever|please|pls|plz|to|have|be|us|me|we|i|our|team|staff|anyone|anybody|any|time|under|circumstances|need"
    r"|needed|required|going"
    r"|want|wants|like|asking|just|simply|also|really|actually|again|by|phone|email|chat|in|from|this|that"
    r"|colleagues?|should"
    r"|would|will|could|so|even|feel|and|or|no|one|here|at|the|company|bank|obliged|going|allowed|supposed"
    r"|reason|necessary|it"
)

MACROS: Final = {
    "ACT": rf"(?:{_ACT})(?:(?:,| or| and|,? nor)(?: even)? (?:{_ACT}))*",
    "FILL": rf"(?: (?:{_FILL})){{0,8}}",
    "YOU": r"(?: (?:you|u|people|customers?))?",
    "ADV": r"(?:(?: |, )(?:please|pls|plz|just|quickly|also|possibly|kindly|maybe|perhaps|only|still|now|then"
    r"|first|really|therefore|simply|go ahead and"
    r"|be so kind as to|have to|by any chance|briefly|again|and|need to)(?:,)?)*",
    "I": r"i|we",
    "ME": r"me|us",
    "TELLING": r"send|give|tell|share|confirm|provide|supply|state|quote|read|spell|drop|pop|paste|post|forward"
    r"|text|dm|message|verify|specify|include"
    r"|submit|show|upload|attach|name|repeat|resend|remind|say|write|type|enter|key in|put|leave|note|list"
    r"|confrim|conform|indicate|clarify|hand over|fire|shoot",
    "THEM": r"(?:{D}|these|those|every)? ?(?:\w+ )?(?:bank|courier|driver|receptionist|police|engineer"
    r"|technician|shop|store|branch|hotel|airline|issuer|"
    r"provider|seller|landlord|doctor|pharmacist|cashier|guard|staff|neighbour|postman|carrier|restaurant|host"
    r"|clerk|agent|colleague at|insurer|machine)",
}

CUES: Final = {
    # Verbs of telling, to nobody in particular: `confirm your postcode`.
    "TELL": r"""
        give(?: out| back)?(?= (?:your|ur|yr|full|first|both|name|card|number|the full|the card)\b)
        send/tell/share/confirm/provide/state/quote/read/spell/drop/pop/paste/post/forward/ping/text/dm/message\
            /verify/specify/include/submit/show/upload/attach/repeat/resend/say/leave/list/confrim/conform\
            /indicate/clarify/shoot(?: (?:over|across|through|along|out|again|back))?
        let {ADV}(?:{ME}) (?:know|have)
        read/spell/say/type/write (?:out|back)
        hand over
        email(?= (?:your|ur) (?!address))
        e mail(?= (?:your|ur) (?!address))
        supply(?: {ME})?(?: with)?(?= (?:your|ur|the full|a copy)\b)
        what about
        how about
        how do you spell
        """,
    # Verbs of telling, to the one who asks: `tell me`, `send me`.
    "TELL_ME": r"""
        send/give/tell/ping/text/dm/message/shoot/drop/fire/read/provide/resend/forward/paste/pop/show/remind\
            /pass/bring {ME}(?: (?:of|with|back|again|over|through|on))*(?: (?:a |by |in )?(?:quick )?(?:message\
            |reply)(?: with)?)?
        send/give/pass/read/shoot (?:over|across|through|along|it over)
        let {ME} (?:know|have)
        lemme (?:know|have)
        gimme/lmk
        reply/respond/answer/write(?: back)?(?: to (?:me|us|this message))?(?: here)? with
        get back to (?:me|us) with
        come back to (?:me|us) with
        """,
    "ENTER": r"""
        enter/type/input/insert/write/fill/put/add/key/punch/use(?: (?:in|down|out))?
        """,
    # `I need`, `could I have`, `do you have … to hand`.
    "WANT": r"""
        i/we(?:'d|'ll|'m| would| will| do| am| have)?{ADV}(?: (?:am|are))? (?:need|require|want|like|after\
            |missing|be needing)(?: to{ADV} (?:have|know|take|get|ask(?: you)?(?: for)?|confirm|verify|see|note))?
        im (?:missing|after)
        ill/id{ADV} need
        all/what {I} (?:'d )?(?:still )?need (?:is|are|now is)
        need
        can/could/may/might/shall {I}{ADV} (?:have|get|grab|take|see|ask(?: you)?(?: for)?|borrow|confirm|verify\
            |note|check|trouble you for|bother you for|know|collect|pinch|request)(?: {D} look at)?
        let {ME}{ADV} (?:take|get|grab|note|confirm|verify)(?: down)?
        ok/okay/alright/possible (?:for (?:{ME}) to|if {I}|to){ADV} (?:have|get|take|see|ask for)
        do/did/have/would (?:you|u|ya){ADV}(?: (?:still|happen to|also))? (?:have|got|remember|recall|know|tell)
        any chance (?:of|{I} (?:can|could) (?:have|get))
        mind/appreciate{YOU} (?:sharing|giving|telling|confirming|sending|providing|spelling|dropping|popping\
            |repeating|verifying|typing|reading)(?: (?:{ME}|out|over))?
        could do with
        i/we(?:'ll| will| can)(?: (?:happily|gladly|just|then|also))? take
        once/as(?: soon as)? (?:i|we)(?:'ve| have)(?: got)?
        i/we(?:'d|'ll|'ve| would| do| will| have| just)*(?: (?:have|need|must|like|got\
            |want))(?: to)?(?: just)? ask(?: you)?(?: for)?
        """,
    "QUESTION": r"""
        what/which/whose/whats/wats/whos
        what(?:'s| is| was| are| were|'re)
        which(?:'s| is| was| are| were)
        may {I} know what
        under what/which
        """,
    "NOT": r"""
        never/not{FILL}{YOU}{FILL} (?:{ACT})
        don/didn/doesn'?t{FILL}{YOU}{FILL} (?:{ACT})
        dont/doesnt/didnt{FILL}{YOU}{FILL} (?:{ACT})
        do/does/did not{FILL}{YOU}{FILL} (?:{ACT})
        i/we (?:do|did|will|would|shall|should|must|can|could|are|am)(?: not| never){FILL}{YOU}{FILL} (?:{ACT})
        won/wouldn/shouldn/mustn/needn/can/couldn/isn/aren/ain'?t{FILL} (?:{ACT})
        wont/wouldnt/shouldnt/mustnt/neednt/cant/isnt{FILL} (?:{ACT})
        will/would/should/must/need/are/is/cannot(?: (?:not|never)){FILL} (?:{ACT})
        nobody/none{FILL} (?:{ACT})
        no one{FILL} (?:{ACT})
        no (?:need|reason)(?: whatsoever)?(?: (?:for|of))?{YOU}{FILL}(?: (?:{ACT}))?
        no(?= (?:cvv|cvc|pin|password|card|code)\b)
        not (?:{D})
        not (?:{D} )?(?:whole|full|complete|entire|necessary|required|needed)
        without (?:{ACT})
        avoid/stop/refrain/against/beware(?: (?:from|of))?(?: ever)? (?:{ACT})
        instead/rather (?:of|than)(?: (?:{ACT}))?
        beware of
        neither/nor
        thanks/thank/thx(?: you| u)?(?: (?:so much|very much|a lot))? for
        tell/give/show/send/share/reveal (?:anyone|anybody|someone|somebody|strangers|others|people|others|everyone)
        if/when/whenever (?:anyone|anybody|someone|somebody|a \w+|they) (?:asks?|calls?|requests?|says?|claims?)
        scammers/fraudsters/phishers/criminals
        """,
    # What is named before this is not wanted: `your card number is not needed`.
    "NOT_NEEDED": r"""
        is/are/isn/aren/isnt/arent(?:'t)?(?: not)? (?:needed|required|necessary|something (?:{I}))
        not (?:needed|required|necessary)
        """,
    # What follows is done with a thing, or said of it; nobody is asked to tell it.
    "OFF": r"""
        reset/resets/resetting/change/changing/changed/update/updating/updated/create/creating/choose/choosing\
            /set/pick/forgot/forget/recover/check/checking/remember/save/keep/protect/hide/cover/block/cancel\
            /replace/revoke/rotate/delete/remove/removed/edit/try/look/looking/find/see/sent/found/noted/received\
            /matched/matches/print/bring/match/adjust/correct
        before/after/once/while/when/whenever/whether/because/since/until/unless/if/where/how/why
        i/we/they/he/she/it(?:'ll|'ve|'d|'re|'s|'m| will| can| could| would| have| had| has| already| just\
            | always| only| sometimes| may| might| should| was| were| am| are| is| do| did| also)(?: (?:also|now\
            |already|just|then|ever|always|never|be|have|gladly|happily|soon|to|not|n't|been))*(?: (?:{TELLING}\
            |asked|asking|ask)(?:ing|ed)?)?
        i/we (?:{TELLING})
        will/would/may/might/can/does/did (?:it|they|he|she|the \w+)
        shall/should/can/could/may/do {I} (?:{TELLING}|email|e-mail|ring|call|pass|help)
        me/us to (?:{TELLING})
        to (?:{TELLING}|verify|process|check|email|investigate|review|update|change|reset|find)(?: you)?
        send/give/tell/text/email/ask/show/offer/get (?:you|u|him|her|them)
        tell/give/show/send/share/call/contact/inform/ask/notify/hand {THEM}
        you(?:'ll| will| may| might| would| do)?(?: (?:also|only|just|still))* need(?: to)?
        you (?:can|may|could|need|will|should|must|have|might|'ll|'ve|want|had)
        you(?:'ll|'ve|'d)(?: (?:need|have|be|already|find|get|see|just))*
        you (?:already )?(?:gave|told|sent|shared|posted|entered|typed|used|provided|confirmed|set|wrote|mentioned)
        me/us (?:already )?(?:gave|sent|told)
        use of
        asks/asked/asking(?: (?:you|customers|people|them|him|her|us))? (?:for|to (?:reply with|{TELLING}))
        confirm/verify/authenticate/pay/sign/log(?: in| on)? with(?! (?:me|us))
        enter into
        """,
    # A place that is made for it, or somebody else to whom it may be told.
    "SECURE": r"""
        on/in/at/into/inside/under/onto(?: {D}| our)?(?: \w+){0,3}? (?:checkout|page|form|app|portal|website\
            |web site|site|settings|profile|wallet|dashboard|screen|reader|keypad|terminal|menu|field|box|header\
            |vault|pos|shop|counter|desk|reception|gate|door|till|branch|atm|machine|inbox|parcel|slip|label\
            |envelope|security)
        at (?:check-?in|check-?out|checkout|reception|arrival|pick-?up|collection)
        when you (?:arrive|pick|collect|check in|pay|get there)
        in(?: {D})? (?:account|accounts)(?: (?:settings|area|page|menu))?
        under (?:my|your)? ?(?:account|profile|payment methods?|details|settings)
        with/to {THEM}
        with/to (?:anyone|anybody|someone|strangers|others)
        click here
        by (?:post|mail|letter|phone)
        https
        http
        www
        """,
    "CHANNEL": r"""
        via/through/using(?: {D}| our)?(?: \w+){0,3}? (?:checkout|page|form|app|portal|website|site|link|settings\
            |line|channel|button|box|terminal|phone menu|keypad|menu|hotline|system)
        with/on/in (?:{D} |our )?(?:secure|payment|encrypted)(?: \w+){0,2}? (?:form|link|page|portal|site|line\
            |channel|website|area)
        by (?:clicking|following|tapping|using)
        """,
    "HERE": r"""
        here
        in(?:to)?(?: {D})? (?:chat|conversation|window|reply|message|response|thread)
        over chat
        below
        right here
        to me
        for me
        back to (?:me|us)
        with {ME}
        """,
    "SKIP": r"""
        for (?:identity |security |data protection |verification |identification |safety \
            |account )?(?:verification|security|data protection|identification|safety|reference|confirmation\
            |delivery|billing|our records)(?: (?:purposes|reasons|checks?))?
        for {ME}
        when you have a (?:moment|minute|second|sec)
        for (?:{D} )?(?:visa|invoice|refund|booking|delivery|transfer|payment|shipping|customs) ?(?:form)?
        if (?:possible|you can|you like|that's ok|you don't mind|you have it|you have it to hand|that's all right\
            |you could|you would|you may)
        able to
        kind/good as to
        you to
        happy/willing/free to
        forget/hesitate/afraid/safe/fine/ok/okay/secure/easiest/easier/best/quicker to
        """,
    "WORRY": r"""
        don/dont(?:'t)? (?:worry|mind|hesitate|forget|be afraid)(?: to)?
        never mind(?: (?:{D} )?\w+)?
        no (?:worries|problem|rush|hurry|stress)
        not a problem
        """,
    "BUT": r"but/instead/however/otherwise/just/simply/then/so",
    "PARTIAL": r"""
        last/final (?:four|4|few|two|2|three|3|five|5)(?: (?:digits?|numbers?|characters?|letters?))?
        first (?:four|4|six|6)(?: (?:digits?|numbers?))? and(?: {D})? last (?:four|4)(?: (?:digits?|numbers?))?
        ending
        """,
    "WHOLE": r"""
        not (?:just |only )?(?:{D} )?last (?:four|4)(?: (?:digits?|numbers?))?
        """,
    "THAT": r"""
        it/them/both/these/those/that/one
        the (?:correct|right|new|valid|full|whole) one
        """,
    "=PERSON": r"""
        who (?:am i|i am|im|i'm|are we|do i have) (?:speaking|talking|chatting|dealing)(?: (?:with|to))?
        who (?:am i|i'm|im) (?:speaking|talking|chatting)(?: (?:with|to))?
        who do i have the pleasure of
        who should(?: \w+){1,5}? ask for
        what (?:should|shall|may|can) i call you
        who/whom/whos(?:'s|'ll)?(?: [^\W_]+){1,9}?(?=\s*\?)
        which (?:driver|doctor|agent|colleague|employee|engineer|technician|teacher|stylist|user(?! ?(?:name|id))\
            |nurse|courier|adviser|advisor|dentist)
        which of your (?:colleagues|team|staff)
        how (?:should|shall|may|do) i address you
        am i (?:speaking|talking|chatting) (?:to|with)
        what do your friends call you
        your (?:good )?name is(?=\s*\?)
        catch your name
        spell (?:that|it)(?: (?:for me|please|out))?
        """,
    "=STREET_ADDRESS": r"""
        where (?:should|shall|do|can|may|would you like|do you want|would you want)(?: (?:we|i|us|me|it|him|her\
            |them|the \w+|to))* (?:deliver|ship|send|post|pick up|collect|mail|come)(?: (?:it|them|the \w+|your \w+))?
        where do (?:you|u) live
        where are (?:you|u) living
        where (?:did|do) (?:you|u)(?: used to)? live
        what number is the house
        is it a house or a flat
        how do i get to you
        """,
    "=PHONE_NUMBER": r"""
        how (?:can|could|may) (?:i|we|he|she|they|the \w+) (?:reach|call|ring) you(?: by phone)?
        what(?:'s| is)? (?:your|ur|yr) number(?=\s*(?:[.?!,]|$|please|pls))
        whats (?:your|ur|yr) number(?=\s*(?:[.?!,]|$|please|pls))
        """,
    "=API_KEY": r"""
        which/what (?:api )?(?:key|token) (?:are|do|did|have) (?:you|u) (?:using|use|used|sending|calling|passing\
            |authenticating|trying|tried|set|configured)
        """,
    "=DATE_OF_BIRTH": "when were (?:you|u|they|he|she|the \\w+) born",
    "=CARD_EXPIRY": r"""
        when (?:does|will|do)(?: {D}| it)?(?: card)? (?:expire|run out)(?=\s*(?:[?.!]|$))
        """,
}
