"""`/v1/lint`: what an operator is about to send, looked over before it goes."""

from __future__ import annotations

from litestar import Router, post

from copilot.api.auth import CONVERSING
from copilot.api.desk import Desk
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.schemas import LintAnswer, LintBody
from copilot.bootstrap import Services
from copilot.suggest.guard.fact_check import FactCheck
from copilot.suggest.guard.lint import Lint, Linter
from copilot.suggest.spoken import searchable


@post("/v1/lint", responses=PROBLEM_RESPONSES, status_code=200, summary="Look a text over before it is sent")
async def lint(data: LintBody, desk: Desk) -> LintAnswer:
    """May it go, and if not, why; nothing is stored."""
    said: tuple[str, ...] = ()
    if data.conversation_id is not None:
        said = tuple(message.text for message in await desk.services.store.messages(data.conversation_id))
    found = await desk.workers.run(_lint, desk.services, data, said)
    return LintAnswer(verdict=found.verdict, findings=found.findings)


def _lint(services: Services, data: LintBody, said: tuple[str, ...]) -> Lint:
    copilot = services.copilot
    facts = FactCheck(services.knowledge, lambda text: copilot.listener.impression(searchable(text)).vector)
    linter = Linter(redactor=services.redactor, brand=copilot.brand, facts=facts)
    if data.conversation_id is None:
        return linter.lint(data.text)
    with services.vaults.of(data.conversation_id) as vault:
        return linter.lint(data.text, vault, said)


router = Router("/", route_handlers=[lint], guards=[CONVERSING], tags=["Knowledge and privacy"])
