"""Shell blocks of the documentation → the commands in them, the files that they write and their HTTP requests."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from msgspec import Struct

_HEREDOC = re.compile(r"^cat > (\S+) <<'(\w+)'\n(.*?)^\2$\n?", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(?:^|[ \t]+)# .*$", re.MULTILINE)
_ASSIGNMENT = re.compile(r"[A-Z][A-Z0-9_]*=")
_FLAGS = frozenset({"-s", "-i", "-N", "-f", "-sN", "-si"})


class HttpRequest(Struct, frozen=True, kw_only=True):
    """One request of an example; `address` is everything behind the host."""

    method: str
    host: str
    address: str
    headers: dict[str, str]
    body: str | None


def files_written(script: str) -> dict[str, str]:
    """The files that a block writes with `cat > name <<'EOF'`."""
    return {match.group(1): match.group(3) for match in _HEREDOC.finditer(script)}


def commands(script: str) -> Iterator[list[str]]:
    """The words of each command of a block, in order; variables set in front of a command are left in."""
    text = _COMMENT.sub("", _HEREDOC.sub("", script)).replace("\\\n", " ")
    reader = shlex.shlex(text, posix=True, punctuation_chars="\n;|&")
    reader.whitespace, reader.whitespace_split, reader.commenters = " \t", True, ""
    words: list[str] = []
    for token in reader:
        if set(token) <= set("\n;|&"):
            yield from filter(None, [words])
            words = []
        else:
            words.append(token)
    yield from filter(None, [words])


def without_variables(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """The variables that are set for a command, and the command."""
    count = next((i for i, word in enumerate(words) if not _ASSIGNMENT.match(word)), len(words))
    parts = [word.partition("=") for word in words[:count]]
    return {name: value for name, _, value in parts}, words[count:]


def curl_requests(script: str, files: dict[str, str]) -> Iterator[HttpRequest]:
    """The requests of the block's `curl` commands, in order; `files` are those that blocks before it wrote."""
    known = {**files, **files_written(script)}
    for words in commands(script):
        _, command = without_variables(words)
        if command and command[0] == "curl":
            yield _request(command[1:], known)


def _request(arguments: list[str], files: dict[str, str]) -> HttpRequest:
    method, url, body, headers = "", "", None, dict[str, str]()
    rest = iter(arguments)
    for word in rest:
        match word:
            case "-X":
                method = next(rest)
            case "-H":
                name, _, value = next(rest).partition(":")
                headers[name] = value.strip()
            case "-d" | "--data" | "--data-binary":
                body = _content(next(rest), files)
            case _ if word in _FLAGS:
                continue
            case _ if not word.startswith("-") and not url:
                url = word
            case _:
                raise ValueError(f"tests/docs/shell.py does not know curl's {word}: leave it out, or teach it there")
    scheme, _, rest_of_url = url.partition("://")
    host, _, path = rest_of_url.partition("/")
    return HttpRequest(
        method=method or ("POST" if body is not None else "GET"),
        host=f"{scheme}://{host}",
        address=f"/{path}",
        headers=headers,
        body=body,
    )


def _content(word: str, files: dict[str, str]) -> str:
    return files[word[1:]] if word.startswith("@") else word
