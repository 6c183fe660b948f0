"""What a message asks the other side to tell."""

from __future__ import annotations

import pytest

from copilot.privacy.asking import asked_for, requests_in


def kinds(text: str) -> set[str]:
    return set(asked_for(text))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you send me your card number?", {"CREDIT_CARD"}),
        ("please confirm your date of birth", {"DATE_OF_BIRTH"}),
        ("Just pop your postcode in here.", {"ZIP_CODE"}),
        ("What is your e-mail address?", {"EMAIL_ADDRESS"}),
        ("could i grab ur phone number", {"PHONE_NUMBER"}),
        ("May I take your PIN?", {"PIN"}),
        ("Do you have your order number to hand?", {"ORDER_NUMBER"}),
        ("Would you mind sharing your username?", {"USER_NAME"}),
        ("Name and postcode please?", {"PERSON", "ZIP_CODE"}),
        ("Full name?", {"PERSON"}),
        ("Card number:", {"CREDIT_CARD"}),
        ("I need your name, address and date of birth.", {"PERSON", "STREET_ADDRESS", "DATE_OF_BIRTH"}),
        ("full name account number and pin", {"PERSON", "BANK_ACCOUNT", "PIN"}),
        ("and the expiry date?", {"CARD_EXPIRY"}),
        ("And the three digits on the back?", {"CVV"}),
        ("For security, the long number across the front?", {"CREDIT_CARD"}),
        ("Who am I speaking with?", {"PERSON"}),
        ("Where shall we send the replacement?", {"STREET_ADDRESS"}),
        ("Kindly share the OTP received on your registered mobile number.", {"ONE_TIME_CODE"}),
        ("I've just texted you a code, could you read it out to me?", {"ONE_TIME_CODE"}),
        ("I can't find it without your SSN. Could you tell me?", {"US_SSN"}),
        ("Please send me a photo of both sides of your card", {"CREDIT_CARD"}),
        ("Please reply with the following:\n- Card number\n- CVV", {"CREDIT_CARD", "CVV"}),
        ("IBAN and sort code please", {"IBAN_CODE", "SORT_CODE"}),
        ("Could you paste your API key here?", {"API_KEY"}),
    ],
)
def test_a_request_names_what_it_is_for(text: str, asked: set[str]) -> None:
    assert kinds(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Never send us your password.",
        "please don't share your card number here",
        "We will never ask for your PIN.",
        "no need to give me ur CVV",
        "I don't need your full card number.",
        "I do not need your full card number.",
        "We will not need your PIN.",
        "Please do not send your password here; I do not need it.",
        "Don't send, share or give me your PIN.",
        "Never send us:\n- your PIN\n- your card number",
        "Your password is not needed.",
        "Thanks for sending your date of birth.",
    ],
)
def test_a_warning_is_no_request(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Never mind the email, just send me your card number.", {"CREDIT_CARD"}),
        ("Don't worry, it's safe to type your CVV here.", {"CVV"}),
        ("If you don't want to call, give me your PIN.", {"PIN"}),
        ("We never store cards, so please type your card number here.", {"CREDIT_CARD"}),
        ("I would never ask for your password but I need your username.", {"USER_NAME"}),
        ("Not just the last four digits, I need the whole card number.", {"CREDIT_CARD"}),
        ("Don't forget to send me your postcode.", {"ZIP_CODE"}),
        ("I don't have your card number. Could you send it again?", {"CREDIT_CARD"}),
    ],
)
def test_a_negation_reaches_no_further_than_what_it_negates(text: str, asked: set[str]) -> None:
    assert kinds(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Please enter your card number in the secure form.",
        "Enter your card number at checkout.",
        "Please enter your password on the login page.",
        "Please confirm your phone number in the app.",
        "Please verify your email by clicking the link in the message.",
        "Type your card number here: https://pay.example.com",
        "Please show your passport at the counter.",
        "Share your order number with the courier.",
        "You can update your card in account settings.",
        "Enter the code on the sign-in page.",
    ],
)
def test_a_direction_to_another_place_is_no_request(text: str) -> None:
    assert kinds(text) == set()


def test_the_same_words_with_this_chat_as_the_place_are_a_request() -> None:
    assert kinds("Please enter your card number in this chat.") == {"CREDIT_CARD"}


@pytest.mark.parametrize(
    "text",
    [
        "What are the last four digits of the card?",
        "last 4 of your ssn?",
        "Could you confirm the card number ending in 4242?",
        "Reset your password.",
        "Please choose a new password.",
        "Your password must have 12 characters.",
        "Your card number was masked.",
        "The name on your card has to match.",
        "We sent a code to your phone.",
        "Your PIN arrives by post.",
        "Do you remember your password?",
        "What error code do you see?",
        "Please send the parcel back to the address on the label.",
        'You wrote: "what is your password?" - that page was not ours.',
        "> send me your CVV\nThat wasn't us.",
        "Confirm with your password, or with your passkey.",
        "",
        " ",
        "?",
    ],
)
def test_parts_statements_and_quotations_are_no_request(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Wie lautet Ihre Bestellnummer?", {"ORDER_NUMBER"}),
        ("Könnten Sie mir bitte Ihr Passwort nennen?", {"PASSWORD"}),
        ("Pouvez-vous me donner votre adresse e-mail ?", {"EMAIL_ADDRESS"}),
        ("¿Cuál es su número de tarjeta?", {"CREDIT_CARD"}),
        ("Mag ik uw postcode?", {"ZIP_CODE"}),
        ("Mi può dare la sua password?", {"PASSWORD"}),
        ("Proszę podać imię i nazwisko.", {"PERSON"}),
        ("Qual é o seu nome completo?", {"PERSON"}),
        ("Bitte schicken Sie uns niemals Ihr Passwort.", set()),
        ("Ne partagez jamais votre mot de passe.", set()),
        ("No comparta nunca su contraseña.", set()),
    ],
)
def test_the_commonest_forms_of_seven_other_languages_are_understood(text: str, asked: set[str]) -> None:
    assert kinds(text) == asked


@pytest.mark.parametrize("before", ["", "Zoë 🙂 e\u0301: ", "«Hi» "])
def test_places_are_code_points_of_the_text_that_came_in(before: str) -> None:
    text = f"{before}Could you send me your card number and the CVV?"

    found = requests_in(text)

    assert [(one.kind, text[one.start : one.end]) for one in found] == [("CREDIT_CARD", "card number"), ("CVV", "CVV")]


def test_a_placeholder_is_no_word_of_a_request() -> None:
    assert kinds("Card number: <CREDIT_CARD_1>") == set()
    assert kinds("Thanks <PERSON_1>, and your postcode?") == {"ZIP_CODE"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Did the verification code arrive?", {"ONE_TIME_CODE"}),
        ("Have you received the code yet?", {"ONE_TIME_CODE"}),
        ("Has the text come through?", {"ONE_TIME_CODE"}),
        ("What code did you get?", {"ONE_TIME_CODE"}),
        ("Welchen Code haben Sie per SMS bekommen?", {"ONE_TIME_CODE"}),
        ("Quel code avez-vous reçu ?", {"ONE_TIME_CODE"}),
        ("¿Qué código recibió?", {"ONE_TIME_CODE"}),
        ("What error code did you get?", set()),
        ("Did you get the promo code?", set()),
        ("Did the parcel arrive?", set()),
        ("Which API key are you using?", {"API_KEY"}),
        ("Which token did you use?", {"API_KEY"}),
    ],
)
def test_an_answer_may_hold_a_code_that_was_only_asked_after(text: str, asked: set[str]) -> None:
    assert kinds(text) == asked


def test_asking_whether_a_code_came_is_no_request_for_it() -> None:
    assert requests_in("Did the verification code arrive?") == []
