"""`/v1/search`, `/v1/redact` and `/v1/kb`: the knowledge base, and redaction by itself."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, Router, delete, get, post, put
from litestar.datastructures import State

from copilot.api.article_bodies import article_of
from copilot.api.auth import ANYONE_WITH_A_KEY, EDITING
from copilot.api.description import MARKDOWN, WithArticle, answers
from copilot.api.desk import Desk
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.schemas import (
    ArticleAnswer,
    KnowledgeStatus,
    RedactAnswer,
    RedactBody,
    ReindexAnswer,
    SearchAnswer,
    SearchBody,
)
from copilot.bootstrap import Services
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.retrieval.article import Article, markdown
from copilot.retrieval.corpus import read_corpus
from copilot.retrieval.knowledge import SyncReport
from copilot.retrieval.search import Query
from copilot.suggest.ready import ready_passage
from copilot.telemetry import Stopwatch


@post(
    "/v1/search",
    responses=PROBLEM_RESPONSES,
    status_code=200,
    summary="Search the knowledge base",
    guards=[ANYONE_WITH_A_KEY],
)
async def search(data: SearchBody, desk: Desk) -> SearchAnswer:
    """Passages, best first. The query is used in memory and stored nowhere."""
    return await desk.workers.run(_search, desk.services, data)


@post("/v1/redact", responses=PROBLEM_RESPONSES, status_code=200, summary="Redact a text", guards=[ANYONE_WITH_A_KEY])
async def redact(data: RedactBody, desk: Desk) -> RedactAnswer:
    """The text with placeholders; nothing is stored."""
    redaction: Redaction = await desk.workers.run(desk.services.redactor.redact, data.text, Vault())
    return RedactAnswer(text=redaction.text, entities=redaction.entities)


@get("/v1/kb/status", responses=PROBLEM_RESPONSES, summary="The knowledge base in numbers", guards=[ANYONE_WITH_A_KEY])
async def status(desk: Desk) -> KnowledgeStatus:
    """Snapshot, encoder, articles, passages."""
    seen = await desk.workers.run(desk.services.knowledge.status)
    return msgspec.convert(seen, KnowledgeStatus, from_attributes=True)


@post(
    "/v1/kb/reindex",
    responses=PROBLEM_RESPONSES,
    status_code=200,
    summary="Take over the corpus folder",
    guards=[EDITING],
)
async def reindex(desk: Desk) -> ReindexAnswer:
    """Read the folder again; if any file has a fault, all faults are named and the last good state keeps serving."""
    report: SyncReport = await desk.workers.run(_reindex, desk.services)
    seen = await desk.workers.run(desk.services.knowledge.status)
    return ReindexAnswer(
        written=report.written, deleted=report.deleted, unchanged=report.unchanged, snapshot_id=seen.snapshot_id
    )


@get(
    "/v1/kb/articles/{article_id:str}",
    responses=answers(_200=ArticleAnswer),
    summary="Read an article",
    description="Markdown with `Accept: text/markdown`.",
    guards=[ANYONE_WITH_A_KEY],
)
async def read_article(
    request: Request[Any, Any, State], article_id: str, desk: Desk
) -> Response[ArticleAnswer] | Response[str]:
    """An article as it is searched now."""
    found = await desk.workers.run(desk.services.knowledge.article, article_id)
    if MARKDOWN in request.headers.get("accept", ""):
        return Response(markdown(found), media_type=MARKDOWN)
    return Response(_answer(found))


@put(
    "/v1/kb/articles/{article_id:str}",
    responses=answers(_200=ArticleAnswer, _201=ArticleAnswer),
    summary="Write an article",
    operation_class=WithArticle,
    guards=[EDITING],
)
async def write_article(request: Request[Any, Any, State], article_id: str, desk: Desk) -> Response[ArticleAnswer]:
    """Write an article; it is searchable when the call returns. 201 for a new id, else 200. Secrets are refused."""
    content_type = request.headers.get("content-type", "")
    patterns = desk.services.patterns
    written = await desk.workers.run(article_of, article_id, await request.body(), content_type, patterns)
    is_new = await desk.workers.run(desk.services.knowledge.put, written)
    return Response(_answer(written), status_code=201 if is_new else 200)


@delete(
    "/v1/kb/articles/{article_id:str}",
    responses=PROBLEM_RESPONSES,
    status_code=204,
    summary="Delete an article",
    guards=[EDITING],
)
async def delete_article(article_id: str, desk: Desk) -> None:
    """Delete an article; it is no longer found when the call returns."""
    await desk.workers.run(desk.services.knowledge.delete, article_id)


def _search(services: Services, data: SearchBody) -> SearchAnswer:
    watch = Stopwatch()
    with watch.stage("read"):
        query = Query(data.query, services.retriever.read(data.query).vector)
    with watch.stage("retrieve"):
        results = services.knowledge.search(query, data.k, data.filters)
    return SearchAnswer(
        passages=tuple(map(ready_passage, results.hits)),
        answerability=results.answerability,
        timings_ms=watch.timings_ms(),
    )


def _reindex(services: Services) -> SyncReport:
    return services.knowledge.sync(read_corpus(services.settings.corpus.path))


def _answer(item: Article) -> ArticleAnswer:
    return ArticleAnswer(
        id=item.id,
        title=item.title,
        body=item.body,
        category=item.category,
        tags=item.tags,
        audience=item.audience,
        language=item.language,
        questions=item.questions,
        updated=item.updated.isoformat(),
        revision=item.revision,
    )


router = Router(
    "/",
    route_handlers=[search, redact, status, reindex, read_article, write_article, delete_article],
    tags=["Knowledge and privacy"],
)
