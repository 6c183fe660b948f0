"""One typed tree of settings out of `copilot.toml` and `COPILOT__SECTION__FIELD` variables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from copilot.errors import ConfigError
from copilot.ranges import AtLeastOne, NotNegative, Port, Probability, Seconds, Weight
from copilot.types import EscalationTarget, Tier
from copilot.writer_settings import NoWriter, WriterSettings, without_key

ENVIRONMENT_PREFIX = "COPILOT__"
_RESOLVED = "COPILOT_RESOLVED_SETTINGS"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

PolicyAction = Literal["mask", "last4", "generalise", "keep"]


class ServerSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the service listens."""

    host: str = "127.0.0.1"
    port: Port = 8000
    workers: AtLeastOne = 1

    @property
    def is_loopback(self) -> bool:
        """True if only this machine can connect."""
        return self.host in _LOOPBACK


class AuthSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """API keys. `required: false` is allowed on loopback only."""

    required: bool = False


class LimitSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one request and one key may ask for; `waiting_requests` and `worker_threads` are per worker process."""

    body_bytes: AtLeastOne = 2_000_000
    requests_per_second: AtLeastOne = 100
    waiting_requests: NotNegative = 128
    worker_threads: AtLeastOne = 2
    forget_values_after_seconds: AtLeastOne = 86_400


class CorpusSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folder of articles and what a link to one looks like."""

    path: Path = Path("kb_corpus")
    article_url: str = "/v1/kb/articles/{id}"


class EncoderSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Models by path or name: what reads messages, and what embeds passages and queries; one pass serves both."""

    reader: str = "minilm"
    retriever: str = "minilm"
    threads: AtLeastOne = 1


class RetrievalSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fusion and abstention. `None` takes the value that was fitted (see docs/decisions)."""

    lexical_weight: Weight | None = None
    answer_threshold: Probability | None = None
    clarify_threshold: Probability | None = None
    exact_up_to_rows: NotNegative = 20_000


class PrivacySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the redactor does with each kind of data, and its limits; kinds that `policy` does not name are masked."""

    policy: dict[str, PolicyAction] = {}
    names_head: str = ""

    regex_timeout_seconds: Seconds = 0.25
    phone_regions: tuple[str, ...] = ("GB", "DE", "US", "FR", "NL", "ES", "IT", "NO", "CH")


class TriageSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reading the customer. `None` takes the value that was fitted; `languages` empty takes the brand's."""

    languages: tuple[str, ...] = ()
    intent_threshold: Probability | None = None
    remembered_messages: AtLeastOne = 4_000


class EscalationSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a colleague should take over.

    `due` is the probability that it is time, below which no rule counts but keywords, intents and certain dangers;
    `signal` that from which a signal counts, `failed_fixes` how many of them do; `frustration` the score from which a
    conversation is handed over, `tiers` the same for customers of a tier. From `urgent` on a conversation is of high
    urgency, below `idle` of low. `keywords` are words or phrases by target. A message with an intent or category of
    `security_intents` always goes to security.
    """

    due: Probability = 0.45
    frustration: Probability = 0.85
    tiers: dict[str, Probability] = {}
    signal: Probability = 0.3
    failed_fixes: AtLeastOne = 2
    urgent: Probability = 0.5
    idle: Probability = 0.1
    keywords: dict[EscalationTarget, tuple[str, ...]] = {}
    security_intents: tuple[str, ...] = ()


class FirstResponseSeconds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How soon the first answer is due, by channel."""

    chat: AtLeastOne = 60
    social: AtLeastOne = 1_800
    email: AtLeastOne = 14_400


class NextResponseSeconds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How soon each further answer is due, by channel."""

    chat: AtLeastOne = 120
    social: AtLeastOne = 3_600
    email: AtLeastOne = 28_800


class PointsByUrgency(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an urgency moves a conversation up; `critical` outweighs everything but a very long wait."""

    low: Weight = 0.0
    normal: Weight = 10.0
    high: Weight = 25.0
    critical: Weight = 1_000.0


class QueueSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The queue: seconds to the first and to each further answer by channel, and what moves a conversation up.

    Weights are points. Waiting as long as the channel's target is worth `waiting_weight`, twice as long twice of it,
    without end, so that nobody waits for ever. `tiers`: points by customer tier.
    """

    first_response_seconds: FirstResponseSeconds = FirstResponseSeconds()
    next_response_seconds: NextResponseSeconds = NextResponseSeconds()
    chats_per_operator: AtLeastOne = 4
    urgency_weights: PointsByUrgency = PointsByUrgency()
    frustration_weight: Weight = 20.0
    escalation_weight: Weight = 15.0
    waiting_weight: Weight = 30.0
    complexity_weight: Weight = 5.0
    tiers: dict[str, Weight] = {}
    estimate_from_minutes: AtLeastOne = 30


class SuggestSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The drafter and how much it may use."""

    drafter: str = "composer"
    max_canned: NotNegative = 3
    best_tier: Tier = "full"


class StoreSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Database URL; empty means SQLite in the state folder."""

    url: str = ""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set; unknown names are errors so that a typing mistake is seen at once."""

    server: ServerSettings = ServerSettings()
    auth: AuthSettings = AuthSettings()
    limits: LimitSettings = LimitSettings()
    corpus: CorpusSettings = CorpusSettings()
    encoder: EncoderSettings = EncoderSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    privacy: PrivacySettings = PrivacySettings()
    triage: TriageSettings = TriageSettings()
    escalation: EscalationSettings = EscalationSettings()
    queue: QueueSettings = QueueSettings()
    suggest: SuggestSettings = SuggestSettings()
    writer: WriterSettings = NoWriter()
    store: StoreSettings = StoreSettings()
    var: Path = Path("var")

    @property
    def fingerprint(self) -> str:
        """Hash of the settings that change an answer; stored with each suggestion."""
        sections = (self.encoder, self.retrieval, self.privacy, self.triage, self.escalation, self.suggest)
        relevant = (*sections, without_key(self.writer))
        return "sha256:" + sha256(msgspec.json.encode(relevant, enc_hook=str, order="deterministic")).hexdigest()[:16]


def load_settings(
    config: Path | None, environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None
) -> Settings:
    """Settings from a TOML file, then the environment, then explicit overrides (`{"server.port": 8001}`).

    Raises:
        ConfigError: for an unreadable file, an unknown name, a value of the wrong type or out of range, with its path.
    """
    tree = _read_toml(config) if config else {}
    for name, value in environ.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            _put(tree, name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__"), _plain(value))
    for dotted, value in (overrides or {}).items():
        _put(tree, dotted.split("."), value)
    try:
        return msgspec.convert(tree, Settings, strict=False, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        raise ConfigError(f"settings: {error}; see copilot.example.toml for every name and its default") from error


def hand_over(settings: Settings, environ: MutableMapping[str, str]) -> None:
    """Leave the settings in the environment for worker processes, which read them with `resolved_settings`."""
    environ[_RESOLVED] = msgspec.json.encode(settings, enc_hook=str).decode()


def resolved_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that another process handed over."""
    return msgspec.json.decode(environ[_RESOLVED], type=Settings, dec_hook=lambda kind, value: kind(value))


def _read_toml(config: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"settings file {config} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"settings file {config} is not valid TOML: {error}") from error


def _plain(value: str) -> object:
    """Lists and objects are given as JSON; anything else is left to the field's type."""
    if value[:1] in {"[", "{"}:
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            return value
    return value


def _put(tree: dict[str, Any], path: list[str], value: object) -> None:
    for name in path[:-1]:
        branch = tree.setdefault(name, {})
        if not isinstance(branch, dict):
            raise ConfigError(f"settings: {'.'.join(path)} goes through {name}, which is a value and not a section")
        tree = branch
    tree[path[-1]] = value
