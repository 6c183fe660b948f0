"""The application of one worker process, made from the settings that the serving command has put together."""

from __future__ import annotations

import gc
import os

from litestar import Litestar

from copilot.api.app import create_app
from copilot.bootstrap import make_services, warm_up
from copilot.settings import resolved_settings
from copilot.telemetry import configure_logging


def make_app() -> Litestar:
    """Called once in each worker process."""
    configure_logging()
    services = make_services(resolved_settings(os.environ))
    warm_up(services)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: a full collection over it would take tens of milliseconds now and then
    return create_app(services)
