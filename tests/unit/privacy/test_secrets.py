"""Passwords, user names, one-time codes, PINs and API keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.api_keys import ApiKeyRecogniser
from copilot.privacy.recognisers.emails import EmailRecogniser
from copilot.privacy.recognisers.one_time_codes import OneTimeCodeRecogniser
from copilot.privacy.recognisers.passwords import PasswordRecogniser
from copilot.privacy.recognisers.pins import PinRecogniser
from copilot.privacy.recognisers.recalled_passwords import RecalledPasswordRecogniser
from copilot.privacy.recognisers.user_names import UserNameRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("my password is hunter2", "hunter2"),
        ("password: letmein", "letmein"),
        ("Password = Summer2024!", "Summer2024!"),
        ("my pw is blue-horse-9, please reset", "blue-horse-9"),
        ("I changed my password to Tr0ub4dor&3 but it fails", "Tr0ub4dor&3"),
        ('the password is "correct horse battery"', "correct horse battery"),
        ("login jo pass: s3cret!", "s3cret!"),
        ("my wifi password for home is kittens22", "kittens22"),
        ("password hunter2 does not work", "hunter2"),
        ("my password is letmein.", "letmein"),
        ("my password is letMeIn but it fails", "letMeIn"),
        ("pwd:abc123", "abc123"),
        ("password: (hunter2)", "hunter2"),
        ("password is <hunter2>", "<hunter2>"),
        ("passcode 739182", "739182"),
        ("Passwort: geheim99", "geheim99"),
        ("mi contraseña es: gato99", "gato99"),
        ("my password is correct horse battery staple", "correct horse battery staple"),
        ("my pw is purple monkey dishwasher", "purple monkey dishwasher"),
        ("the password I use is Sunshine99", "Sunshine99"),
        ("the password we set was Kittens-22, doesnt work", "Kittens-22"),
        ("mein Passwort lautet: Sommer2024", "Sommer2024"),
        ("mon mot de passe est soleil77", "soleil77"),
        ("wachtwoord: zomer!!", "zomer!!"),
        ('{"password":"hunter2"}', "hunter2"),
        ("my password is dragon, can you check", "dragon"),
        ("my pasword is hunter2", "hunter2"),
        ("my passwrod is hunter2", "hunter2"),
        ("passowrd: Blue42!", "Blue42!"),
        ("and my password's 'tall ships 1812', all lower case", "tall ships 1812"),
        ("hasło to swordfish1, nie działa", "swordfish1"),
    ],
)
def test_finds_a_password(find: Find, text: str, password: str) -> None:
    assert find(PasswordRecogniser(), text) == [("PASSWORD", password)]


def test_finds_the_second_password_too(find: Find) -> None:
    found = find(PasswordRecogniser(), "my password is hunter2 or Hunter22")

    assert found == [("PASSWORD", "hunter2"), ("PASSWORD", "Hunter22")]


@pytest.mark.parametrize(
    ("text", "passwords"),
    [
        ("changed my pasword from Ch3ls3a to fluffy1987 and now it wont sync", ["Ch3ls3a", "fluffy1987"]),
        ("I changed my password from kittens to Kittens22 today", ["kittens", "Kittens22"]),
        ("tried every password i can think of: Zaq12wsx, SuNfLoWeR, Tr0ub4dor&3. locked out", None),
        ("these passwords fail: Zaq12wsx, SuNfLoWeR and Tr0ub4dor&3", None),
        ("old passwords:\n- Zaq12wsx\n- SuNfLoWeR\n- Tr0ub4dor&3", None),
        ("changed my password from time to time", []),
        ("I changed the password from Android to iPhone", []),
        ("I changed my password from my phone to be safe", []),
        ("password: kittens22, iPhone 12 says no", ["kittens22"]),
        ("my password's not working", []),
        ("password reset fails with: error502", []),
        ("every password reset link i get: expired", []),
        ("my pasword is wrong, order SO-10293 is stuck", []),
    ],
)
def test_finds_every_password_of_several(find: Find, text: str, passwords: list[str] | None) -> None:
    expected = ["Zaq12wsx", "SuNfLoWeR", "Tr0ub4dor&3"] if passwords is None else passwords

    assert [piece for _, piece in find(PasswordRecogniser(), text)] == expected


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("haha its just 9dogs&1cat nobody would guess that", "9dogs&1cat"),
        ("it's _dragon_, impossible to guess", "_dragon_"),
        ("my password? I changed it to Blue42!", "Blue42!"),
        ("I changed it to Blue42! but the password is rejected", "Blue42!"),
        ("password123 is my password", "password123"),
        ("username jo.smith password kittens", "kittens"),
        ("credentials: jo / Kittens22", "Kittens22"),
        ("that was the old password, the new one is Lemons!2", "Lemons!2"),
    ],
)
def test_finds_a_password_away_from_the_word(find: Find, text: str, password: str) -> None:
    assert find(RecalledPasswordRecogniser(), text) == [("PASSWORD", password)]


@pytest.mark.parametrize(
    "text",
    [
        "my password is not working",
        "my password is wrong/expired",
        "I forgot my password",
        "the password is case-sensitive",
        "the password was declined by the app",
        "how do I change my password to something else",
        "password must be 8 characters",
        "my password is really hard to remember",
        "password reset link expired",
        "password V-205",
        "see https://example.com/password: https://example.com",
        "my passport is at home",
        "password:",
        "password is a?",
        "your username is awesome",
        "username: required",
        "username: taken",
        "my password is rejected every time",
        "my password has expired since yesterday",
        "my password should be reset please",
        "I changed it to express shipping, the password page was slow",
        "on instagram @brand replied",
    ],
)
def test_leaves_talk_about_passwords(find: Find, text: str) -> None:
    assert find(PasswordRecogniser(), text) == []
    assert find(RecalledPasswordRecogniser(), text) == []
    assert find(UserNameRecogniser(), text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my username is jo_smith88", "jo_smith88"),
        ("user name: ana", "ana"),
        ("login: jsmith", "jsmith"),
        ("my insta is @jo.k", "@jo.k"),
        ("I'm @jo_k on twitter", "@jo_k"),
        ("twitter: @jo_smith", "@jo_smith"),
        ("my steam is xX_jo_Xx", "xX_jo_Xx"),
        ("My username's der_uwe and it fails", "der_uwe"),
        ("her user name is thirdtimelucky", "thirdtimelucky"),
        ("my handle is kittenlover, can you see it", "kittenlover"),
        ("i play as goalkeeper1 on ps5", "goalkeeper1"),
        ("i log in as jo_smith84 and it fails", "jo_smith84"),
        ("change my username to kitten_lover99 pls", "kitten_lover99"),
        ("login captain_pugwash9, nie mogę się zalogować", "captain_pugwash9"),
        ("nazwa użytkownika to ngozi_n", "ngozi_n"),
    ],
)
def test_finds_a_user_name_that_is_said_to_be_one(find: Find, text: str, name: str) -> None:
    assert find(UserNameRecogniser(), text) == [("USER_NAME", name)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("can you change my handle from @blue.tit.77 to @zbig_w", ["@blue.tit.77", "@zbig_w"]),
        ("rename my account name from karen to karen_w", ["karen", "karen_w"]),
        ("change my login from email to phone", []),
        ("change my username to something else", []),
        ("my username is lowercase", []),
        ("we play as a team", []),
        ("login error404 again", []),
        ("user logged in as admin", []),
    ],
)
def test_finds_names_that_change_and_leaves_words(find: Find, text: str, names: list[str]) -> None:
    assert [piece for _, piece in find(UserNameRecogniser(), text)] == names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("backup codes left: 805 116, 8841 2207, 75518. which one", ["805 116", "8841 2207", "75518"]),
        ("recovery codes:\n1. 4829-2211\n2. 9931-2212", ["4829-2211", "9931-2212"]),
        ("my two codes 482913 and 558812 both expired", ["482913", "558812"]),
        ("the code is 482913 or 482931", ["482913", "482931"]),
        ("I told him the TAN 8841 2207. Now it's gone", ["8841 2207"]),
        ("code is 3JK8-QWZ2", ["3JK8-QWZ2"]),
        ("code is X4T9PL", ["X4T9PL"]),
        ("o código que chegou foi 8841 2207, posso falar?", ["8841 2207"]),
        ("el código que me llegó es 482913", ["482913"]),
        ("le code que j'ai reçu par SMS est 482 913", ["482 913"]),
        ("der Code, den ich bekommen habe, ist 482913", ["482913"]),
        ("il codice che ho ricevuto è 4829", ["4829"]),
        ("kod z smsa to 482913", ["482913"]),
        ("backup codes never came, order 20483157", []),
        ("error codes: 4013, 4015 and 4018", []),
        ("zip codes 90210, 10001", []),
        ("booking code is X4T9PL", []),
        ("the code is SUMMER24 for 10% off", []),
        ("the code is ERR-1204", []),
        ("el código postal que tengo es 28013", []),
    ],
)
def test_finds_codes_in_groups_lists_and_other_languages(find: Find, text: str, codes: list[str]) -> None:
    assert find(OneTimeCodeRecogniser(), text) == [("ONE_TIME_CODE", code) for code in codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the code is 482913", ("ONE_TIME_CODE", "482913")),
        ("I got the code 482913 but it expired", ("ONE_TIME_CODE", "482913")),
        ("your verification code is 123456", ("ONE_TIME_CODE", "123456")),
        ("OTP 482 913", ("ONE_TIME_CODE", "482 913")),
        ("one-time password: 998877", ("ONE_TIME_CODE", "998877")),
        ("code: 48291", ("ONE_TIME_CODE", "48291")),
        ("482913 is the code I got", ("ONE_TIME_CODE", "482913")),
        ("G-482913 is your verification code", ("ONE_TIME_CODE", "G-482913")),
        ("my verification code 1234 does not work", ("ONE_TIME_CODE", "1234")),
        ("code 123-456", ("ONE_TIME_CODE", "123-456")),
        ("the text says 4829", ("ONE_TIME_CODE", "4829")),
        ("it says 4829, the code you texted", ("ONE_TIME_CODE", "4829")),
        ("4829 is what it says", ("ONE_TIME_CODE", "4829")),
        ("it texted me 773311", ("ONE_TIME_CODE", "773311")),
        ("my 2fa is 773311", ("ONE_TIME_CODE", "773311")),
        ("i got sms code: 77-33-11", ("ONE_TIME_CODE", "77-33-11")),
        ("the verification code is AB12CD", ("ONE_TIME_CODE", "AB12CD")),
        ("mein Bestätigungscode lautet 482913", ("ONE_TIME_CODE", "482913")),
        ("a message with the code so here it is: 931583", ("ONE_TIME_CODE", "931583")),
    ],
)
def test_finds_a_one_time_code(find: Find, text: str, expected: tuple[str, str]) -> None:
    assert find(OneTimeCodeRecogniser(), text) == [expected]


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("my pin is 4821", ["4821"]),
        ("PIN: 482190", ["482190"]),
        ("pin code 4821", ["4821"]),
        ("4821 is my pin", ["4821"]),
        ("my pin's 4521", ["4521"]),
        ("entered 4521 as pin", ["4521"]),
        ("PIN: 4 8 2 1", ["4 8 2 1"]),
        ("my pin is 4821 or 4812", ["4821", "4812"]),
        ("gate code: 4821#", ["4821"]),
        ("the code to my front door is 4521", ["4521"]),
        ("The door code / PIN for the key box is 0093. Come in", ["0093"]),
        ("the safe code for the box under the porch is 4821", ["4821"]),
        ("combination for the bike lock is 4821", ["4821"]),
        ("the combination to my bike lock is 4821", ["4821"]),
        ("PUK 12345678", ["12345678"]),
        ("le code de la porte est 4821", ["4821"]),
        ("the pin on the charger plug is 2300", []),
        ("the pin is bent on the plug, model 4821", []),
        ("2-pin plug 2300 W", []),
    ],
)
def test_finds_pins(find: Find, text: str, pins: list[str]) -> None:
    assert find(PinRecogniser(), text) == [("PIN", pin) for pin in pins]


@pytest.mark.parametrize(
    "text",
    [
        "error code is 4013",
        "the display shows an error, the code is 4013",
        "promo code: 20241234",
        "the postcode is 90210",
        "zip code 90210",
        "the code is V-205",
        "the 4013 is the error code",
        "my code 4013",
        "pin 3 of the connector",
        "2-pin plug 2300 W",
        "my discount code 123456",
        "the display shows 482913 is the code",
        "error: it says 4829",
        "my area code is 0161",
        "sort code 20-00-00",
        "it says 5 days",
        "dress code 2024",
        "verification code never came, order 20483157",
    ],
)
def test_leaves_other_codes(find: Find, text: str) -> None:
    assert find(OneTimeCodeRecogniser(), text) == []
    assert find(PinRecogniser(), text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sk-abcdefghijklmnopqrstuvwx1234", "sk-abcdefghijklmnopqrstuvwx1234"),
        ("use ghp_abcdefghijklmnopqrstuvwxyz0123456789.", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("api key: 4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c", "4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c"),
        ("Bearer abcDEF1234567890abc", "abcDEF1234567890abc"),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3",
        ),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", None),
        ("xoxb-123456789012-abcdefghij", "xoxb-123456789012-abcdefghij"),
        ("glpat-abcdefghij1234567890", "glpat-abcdefghij1234567890"),
        ("token=abcd1234efgh", "abcd1234efgh"),
        ("Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==", "dXNlcjpwYXNzd29yZDEyMw=="),
        ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY1", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY1"),
        ("commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", ""),
        ("https://shop.example.com/orders?token=abcd", ""),
        ("key features include 12345678 colours", ""),
        ("the token ring", ""),
        ("tokenisation1234567890abcdef", ""),
    ],
)
def test_finds_keys_by_their_form_or_their_label(find: Find, text: str, key: str | None) -> None:
    expected = [("API_KEY", text if key is None else key)] if key != "" else []

    assert find(ApiKeyRecogniser(), text) == expected


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("postgres://app:s3cr3t@db.host/x", "s3cr3t"),
        ("https://jo:hunter2@example.com", "hunter2"),
        ("Server=db;User Id=sa;Password=Tr0ub4dor;", "Tr0ub4dor"),
    ],
)
def test_finds_the_password_in_a_connection_string(find: Find, text: str, password: str) -> None:
    assert find(ApiKeyRecogniser(), text) == [("PASSWORD", password)]
    assert find(EmailRecogniser(), text) == []
