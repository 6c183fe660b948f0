"""A knowledge base in a process of its own, told what to do line by line: `knowledge_process.py FOLDER < commands`.

`put ID TEXT`, `delete ID` and `find TEXT` answer with a line. `sync COUNT ROW` takes over that many articles, but stops
before it writes that row, says `writing`, and waits to be killed.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from copilot.retrieval import shelf as shelves
from copilot.retrieval.answerability import load_calibration
from copilot.retrieval.corpus import Corpus
from copilot.retrieval.knowledge import KnowledgeBase, KnowledgeOptions
from copilot.retrieval.search import Query
from copilot.retrieval.shelf import Shelf
from copilot.types import Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder


def opened(folder: Path, exact_up_to_rows: int = 20_000) -> KnowledgeBase:
    encoder = FakeEncoder()
    options = KnowledgeOptions(article_url="/{id}", lexical_weight=0.2, exact_up_to_rows=exact_up_to_rows)
    return KnowledgeBase(Shelf(folder / "knowledge.db", encoder.manifest), encoder, load_calibration(), options)


def many(count: int, word: str) -> Corpus:
    return Corpus(
        articles=tuple(an_article(f"a{number}", f"The {word} of {number}.") for number in range(count)), faults=()
    )


def found(knowledge: KnowledgeBase, text: str, k: int = 50) -> list[str]:
    """The text of every passage that is found, by article."""
    hits = knowledge.search(Query(text, FakeEncoder().read(text).vector), k, Filters()).hits
    return [f"{hit.passage.article_id}: {hit.passage.text}" for hit in hits]


def answer(knowledge: KnowledgeBase, command: str, *words: str) -> str:
    match command:
        case "put":
            return str(knowledge.put(an_article(words[0], " ".join(words[1:]))))
        case "delete":
            knowledge.delete(words[0])
            return "deleted"
        case "find":
            return " | ".join(found(knowledge, " ".join(words)))
        case _:
            count, row = map(int, words)
            _stop_at(row)
            return str(knowledge.sync(many(count, "new")).written)


def _stop_at(place: int) -> None:
    """Have the shelf stop before it writes that row."""
    make_row, rows = shelves._row, iter(range(1, sys.maxsize))

    def stopping(*arguments: object) -> tuple[object, ...]:
        if next(rows) == place:
            say("writing")
            signal.pause()
        return make_row(*arguments)

    shelves._row = stopping


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    knowledge = opened(Path(sys.argv[1]))
    say("ready")
    for line in sys.stdin:
        say(answer(knowledge, *line.split()))


if __name__ == "__main__":
    main()
