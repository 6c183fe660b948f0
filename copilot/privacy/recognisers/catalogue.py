"""Every recogniser of the first form: patterns, check digits and labels. Importing this module imports Presidio."""

from __future__ import annotations

from typing import Any

import presidio_analyzer.predefined_recognizers as stock

from copilot.privacy.recognisers.answered_secrets import AnsweredSecretRecogniser
from copilot.privacy.recognisers.answers import AnswerRecogniser
from copilot.privacy.recognisers.api_keys import ApiKeyRecogniser
from copilot.privacy.recognisers.bank_accounts import BankAccountRecogniser
from copilot.privacy.recognisers.birth_dates import BirthDateRecogniser
from copilot.privacy.recognisers.card_details import CardDetailRecogniser
from copilot.privacy.recognisers.card_talk import CardTalkRecogniser
from copilot.privacy.recognisers.cards import CardRecogniser
from copilot.privacy.recognisers.checked_ids import CheckedIdRecogniser
from copilot.privacy.recognisers.emails import EmailRecogniser
from copilot.privacy.recognisers.ibans import IbanRecogniser
from copilot.privacy.recognisers.id_rules import ID_RULES
from copilot.privacy.recognisers.labelled_ids import LabelledIdRecogniser
from copilot.privacy.recognisers.macs import MacRecogniser
from copilot.privacy.recognisers.national_ids import NationalIdRecogniser
from copilot.privacy.recognisers.one_time_codes import OneTimeCodeRecogniser
from copilot.privacy.recognisers.passwords import PasswordRecogniser
from copilot.privacy.recognisers.phones import PhoneRecogniser
from copilot.privacy.recognisers.pins import PinRecogniser
from copilot.privacy.recognisers.postcodes import PostcodeRecogniser
from copilot.privacy.recognisers.recalled_passwords import RecalledPasswordRecogniser
from copilot.privacy.recognisers.recogniser import Recogniser
from copilot.privacy.recognisers.scattered_cards import ScatteredCardRecogniser
from copilot.privacy.recognisers.spoken_emails import SpokenEmailRecogniser
from copilot.privacy.recognisers.spoken_numbers import SpokenNumberRecogniser
from copilot.privacy.recognisers.told_later import ToldLaterRecogniser
from copilot.privacy.recognisers.user_names import UserNameRecogniser
from copilot.privacy.recognisers.wallets import WalletRecogniser
from copilot.settings import PrivacySettings


def all_recognisers(settings: PrivacySettings) -> list[Recogniser]:
    """The recognisers, in no particular order.

    Raises:
        ConfigError: a telephone region is unknown.
    """
    return [
        CardRecogniser(),
        ScatteredCardRecogniser(),
        SpokenNumberRecogniser(),
        CardDetailRecogniser(),
        CardTalkRecogniser(),
        EmailRecogniser(),
        SpokenEmailRecogniser(),
        PhoneRecogniser(settings.phone_regions),
        IbanRecogniser(_stock("IbanRecognizer")),
        NationalIdRecogniser({rule.recogniser: _stock(rule.recogniser) for rule in ID_RULES}),
        CheckedIdRecogniser(),
        LabelledIdRecogniser(),
        ToldLaterRecogniser(),
        MacRecogniser(),
        BankAccountRecogniser(),
        BirthDateRecogniser(),
        OneTimeCodeRecogniser(),
        PinRecogniser(),
        PasswordRecogniser(),
        RecalledPasswordRecogniser(),
        UserNameRecogniser(),
        WalletRecogniser(),
        ApiKeyRecogniser(),
        PostcodeRecogniser(),
        AnswerRecogniser(),
        AnsweredSecretRecogniser(),
    ]


def _stock(name: str) -> Any:
    """A recogniser of Presidio by its class name."""
    return getattr(stock, name)()
