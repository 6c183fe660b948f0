"""What can be asked for, in English: kind of personal data → the words that name it."""

from __future__ import annotations

from typing import Final

MACROS: Final = {
    "N": r"numbers?|no\.?|nr\.?|num|numer|nummer|nbr|numba",
    "D": r"the|your|ur|you're|a|an|his|her|their|my|our|that|this|both",
    "DETAILS": r"details?|info|information|data",
    "OF": r"(?: (?:on|of|for|in)(?: {D})? (?:booking|account|card|order|ticket|policy|contract|reservation"
    r"|invoice|bill|parcel|"
    r"file|property|subscription|label|front|delivery|letter|certificate|letterbox|doorbell|account holder|holder))?",
    "PHOTO": r"(?:{D} )?(?:photo|picture|pic|scan|copy|image|screenshot|selfie)s? (?:of|with)(?: (?:both|{D}|two))?"
    r"(?: (?:front|back|sides?|photo page|first page)(?: and(?: {D})? back)?(?: of)?)?(?: {D})?",
    "SENT": r"(?: that| which)?(?: (?:i|we)(?:'ve| have)?(?: just)? (?:texted|sent|e-?mailed|messaged|sms'?ed)"
    r"| (?:you|u)(?:'ve| have| should have|'ll)?(?: just)? (?:receiv(?:ed|e)|got|get|were sent)"
    r"| (?:just |has |has just )?(?:came|arrived|popped up)(?: (?:to|on|in|by|through))?"
    r"| (?:from|on|in|by) (?:{D} )?(?:text message|text|sms|app|authenticator(?: app)?|phone|mobile|message"
    r"|e-?mail))",
}

ITEMS: Final = {
    "CREDIT_CARD": r"""
        card(?: payment)? (?:{N}|{DETAILS}|digits|data)(?: again)?{OF}
        credit/debit/bank/visa/mastercard/amex/payment card (?:{N}|{DETAILS}|digits|data)
        credit/debit {N}
        cc {N}
        payment {DETAILS}
        full/whole/complete/entire (?:credit |debit |long |bank )?card(?: {N}| {DETAILS})?
        long (?:card )?(?:{N})(?: (?:across|on|from)(?: {D})?(?: front)?(?: of)?(?: {D})?(?: card)?)?
        16/sixteen digits?(?: card)?(?: {N})?(?: (?:across|on|from)(?: {D})? front(?: of)?(?: {D})?(?: card)?)?
        first/middle (?:12|twelve|eight|8|six|6) digits
        digits/number/numbers (?:across|on)(?: {D})? front(?: of)?(?: {D})?(?: card)?
        number (?:of|on)(?: {D})?(?: credit| debit| bank)? card(?: you (?:used|paid with))?
        pan number
        photo/picture/pic/scan/copy/image of(?: both| {D})?(?: front| back\
            | sides?)?(?: and(?: {D})? back)?(?: of)?(?: {D})?(?: credit| debit| bank| payment)? card
        """,
    "CVV": r"""
        cvv/cvv2/cvc/cvc2/cvn/csc(?: (?:code|{N}|digits))?
        security (?:code|digits|{N})(?: (?:on|of)(?: {D})?(?: back of(?: {D})?)? card)?
        card verification (?:code|{N}|value)
        three/3 (?:digits?|numbers?)(?: code| number)? (?:on|from|off|of|at)(?: {D})? (?:back|reverse\
            |signature strip|rear)(?: of(?: {D})? card)?
        three/3 digit (?:security )?code
        digits/numbers/code on(?: {D})? (?:back|signature strip)(?: of(?: {D})? card)?
        last (?:three|3) (?:digits|numbers) (?:on|from|off|of|at)(?: {D})? (?:back|reverse|signature strip\
            |rear)(?: of(?: {D})? card)?
        four/4 digits? (?:code |number )?(?:on|from|off)(?: {D})? front(?: of)?(?: {D})?(?: amex\
            | american express| card)?
        """,
    "CARD_EXPIRY": r"""
        expiry/expiration/exp(?: (?:date|month|year|details))?{OF}
        expires end
        valid (?:thru|through|until|till|to) date
        date (?:it|the card) expires
        """,
    "ONE_TIME_CODE": r"""
        otp/tan/smstan(?: (?:code|{N}))?
        one time (?:code|pass ?word|pass ?code|pin|{N})
        otc
        verification/authentication/authenticator/auth/login/signin/access/sms/2fa/mfa/texted/text (?:code\
            |passcode|{N})
        log/sign in (?:code|passcode)
        two/2 (?:factor|step)(?: authentication| verification)? (?:code|{N})
        confirmation code
        passcode{SENT}?
        six/6/four/4/five/5/eight/8 digit (?:verification |security |login )?(?:code|passcode){SENT}?
        security (?:code|{N}){SENT}
        temporary code
        code/codes{SENT}
        numbers/digits{SENT}
        pin{SENT}
        """,
    "CODE": "code",
    "PASSWORD": r"""
        password/passwort/passwrd/pasword/passwords/pwd/pw/passphrase
        pass (?:word|phrase)
        memorable/secret (?:word|phrase|information|answer)
        security (?:answers?|word|question answers?)
        answer/answers (?:to|for)(?: {D})?(?: \w+)? security questions?
        login/signin/logon (?:details|credentials|info|information|data)
        log/sign in (?:details|credentials|info|information)
        access credentials
        credentials
        recovery/backup/seed (?:codes?|phrase|key)
        """,
    "PIN": r"""
        pin/pins/puk(?: (?:code|{N}))?
        pincode
        personal identification number
        """,
    "API_KEY": r"""
        api (?:keys?|tokens?|secret|credentials)
        apikey
        access/bearer/auth/secret/private/client (?:token|key|secret)
        """,
    "US_SSN": r"""
        ssn
        social security(?: (?:{N}|card))?
        full/whole/complete social(?=\s*(?:[,.?!]|please|pls|$))
        """,
    "UK_NINO": r"""
        national insurance(?: {N})?
        ni {N}
        nino
        """,
    "UK_NHS": "nhs {N}",
    "PASSPORT": r"""
        passport(?: (?:{N}|{DETAILS}|page|id))?
        photo/picture/pic/scan/copy/image of(?: both| {D})?(?: (?:photo|first) page| front)?(?: of)?(?: {D})? passport
        """,
    "DRIVER_LICENSE": r"""
        driving/driver/drivers licen[cs]es?(?: {N}| {DETAILS})?
        driver'?s licen[cs]e(?: {N}| {DETAILS})?
        licen[cs]e {N}
        licence/license {N}
        number (?:on|of)(?: {D})? (?:driving|driver'?s?) licen[cs]e
        photo/picture/pic/scan/copy/image of(?: both| {D})?(?: front| back| sides?)?(?: of)?(?: {D})? (?:driving\
            |driver'?s?) licen[cs]e
        """,
    "NATIONAL_ID": r"""
        tax (?:id|identification|payer)(?: {N})?
        taxpayer (?:id|identification)?(?: {N})?
        tin(?: {N})?
        national/government/personal (?:id|identity|identification)(?: card)?(?: {N})?
        id (?:card )?{N}
        id/identity card(?: {N})?
        identity/identification (?:{N}|document)
        id/identity proof
        proof of (?:id|identity)
        photo/picture/pic/scan/copy/image of(?: both| {D})?(?: front| back\
            | sides?)?(?: and(?: {D})? back)?(?: of)?(?: {D})?(?: photo| government| national)? (?:id\
            |identity card|identification)(?: card)?
        citizen/resident (?:id|{N})
        aadhaar/pesel/curp/cpf/nie/dni/bsn(?: {N})?
        """,
    "IBAN_CODE": r"iban/ibans(?: {N})?",
    "SORT_CODE": r"sort codes?",
    "ABA_ROUTING_NUMBER": r"""
        routing(?: {N})?(?= and account)
        routing/aba/transit {N}
        """,
    "BANK_ACCOUNT": r"""
        bank (?:account )?(?:{N}|{DETAILS})
        bank account
        account/acount/acct/acc (?:{N})(?! (?:with us|at the top|on your bill))
        """,
    "USER_NAME": r"""
        username/usernames/userid/userame
        user (?:name|id)
        login/logon/account name
        login(?= and password)
        login id
        """,
    "EMAIL_ADDRESS": r"""
        email/emial/emai/emails/mail(?: (?:address(?:es)?|adress|addres|adr|id))?
        e mails?(?: (?:address(?:es)?|adress|addres|id))?
        """,
    "PHONE_NUMBER": r"""
        phone/telephone/mobile/cell/cellphone/contact/callback/landline/whatsapp/tel(?: phone)? {N}
        mobile/cell phone {N}
        phone/telephone/mobile(?=\s*(?:[,.?!/]|and\b|or\b|please|pls|$))
        number to (?:reach|call|ring|contact|phone)(?: (?:you|u|them|him|her))?(?: (?:on|at|back))?
        number (?:i|we|he|she|they|the driver|the engineer) can (?:reach|call|ring|phone)
        number (?:you're|you are|ur) (?:calling|ringing|phoning|texting)(?: (?:about|from|on))?
        best number
        """,
    "DATE_OF_BIRTH": r"""
        date/dates of birth
        dob/birthday/birthdate/birthdays
        d\.o\.b\.?
        birth (?:date|day|year)
        year of birth
        """,
    "ZIP_CODE": r"""
        postcode/postcodes/zip/zipcode/postalcode/poscode{OF}
        post/zip/postal codes?{OF}
        """,
    "STREET_ADDRESS": r"""
        address/adress/addres/adresses/addresses{OF}
        house number(?: and street)?
        street(?: (?:name|address))?(?: and house number)?
        first/1st line(?: of(?: {D})? address)?
        where (?:you|u) live
        """,
    "PERSON": r"""
        name/names/nmae{OF}
        first/last/full/sur/family/middle/maiden/given/legal/christian names?{OF}
        first/last and (?:last|first) names?{OF}
        surname/surnames/forename/forenames/firstname/lastname/fullname{OF}
        initials
        guest/host/passenger/traveller/traveler/patient/cardholder/recipient/contact/member/child/policyholder name
        """,
    "ORDER_NUMBER": r"""
        order/orders/tracking/booking/reservation/ticket/case/return/returns/rma/invoice/reference/ref\
            /confirmation/receipt/policy/claim/shipment/parcel/consignment/customer/client/membership/member\
            /loyalty/meter/contract/job/quote/purchase/serial/transaction/incident/support/flight/patient/student\
            /frequent/complaint (?:serial |reference |flyer |account |tracking |confirmation |id )?(?:{N}|id\
            |reference|ref|code)(?: (?:on|at|in|from)(?: {D})? (?:top|label|letter|email|e-mail|bottom))?
        account {N} (?:with us|at the top|on your bill)
        energy/utility/broadband/gas/electricity/water account {N}
        reference/ref/rma/pnr/imei
        """,
}

# Names of other things, so that the words in them are not taken for what they are not.
OTHER: Final = r"""
    product/file/domain/brand/company/business/model/item/shop/store/street/network/wifi/server/app/device/plan\
            /pet/event/team/folder/display/screen/nick/article/hotel/restaurant/branch/street/bank name
    name of(?: {D})? (?:product|app|device|item|article|file|model|shop|store|street|company|brand|plan|game\
            |program|software|network|hotel|restaurant|branch|medicine|bank|page|button|event|film|show|team\
            |retailer|courier)
    my name
    error/promo/promotional/product/area/country/dress/voucher/discount/colour/color/item/article/bar/qr/source\
            /swift/bic/coupon/gift/fault/currency/class/door/gate/referral/invite/activation/pairing/style/sku\
            /model/status/airport/game/redemption/language/book codes?
    ip/mac/web/url/site/wallet/server/network address(?:es)?
    address (?:bar|book|line|field|label|sticker|it|this|your (?:concern|question|point|issue|complaint))
    email/mail/text/message/sms/call/ring/phone (?:me|us|him|her|them|it|or|support|alert|notification\
            |notifications|newsletter|confirmation|queue)
    e mail (?:me|us|him|her|them|it)
    phone (?:model|case|line|call|lines|contract|plan|cable|charger)
    mobile (?:app|data|network|plan|phone contract|site|version)
    number on(?: {D})? back of(?: {D})? card
    pin (?:pad|badge|entry|board|point)
    card (?:issuer|type|reader|holder|provider|company|payment|terminal|machine|ending)
    password (?:reset|manager|policy|rules|field|box|page|link|change|strength|prompt)
    birthday (?:party|cake|card|gift|present|voucher|discount|treat)
    zip (?:file|files|folder|archive|pocket)
    mail (?:server|box|app|program|client|provider)
    username/password (?:field|box|rules)
    """
