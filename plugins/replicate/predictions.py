"""Replicate's predictions: begins one, looks until it is over, and calls it off when stopped."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

from editor.engine.addresses import trusted
from editor.engine.answer import Answer, words_of
from editor.engine.contract import Progress
from editor.engine.errors import BadResult, Blocked, EngineError, RateLimited
from editor.engine.polling import charged, polled, share_done
from editor.engine.schema_engine import Made, data_uri
from editor.engine.stop import Stop
from editor.engine.tasks import Task
from editor.engine.web import Web

DOMAIN = "replicate.com"
ADDRESSES = ("get", "cancel")  # of a run
LARGE = 256 << 10  # bytes from which a picture is uploaded instead of written into the input
UNSAFE = re.compile(r"nsfw|sensitive|safety|flagged|E005", re.IGNORECASE)


class Predictions:
    """Runs of one model, which is named by `version`: a hash, or "owner/name" for those that Replicate keeps."""

    def __init__(self, web: Web, version: str) -> None:
        self._web, self._version = web, version

    def put(self, png: bytes, stop: Stop) -> str:
        """Small pictures are written into the input, large ones are kept at Replicate for a day."""
        if len(png) < LARGE:
            return data_uri(png)
        told = self._web.call("POST", "files", stop, files={"content": ("picture.png", png, "image/png")})
        where = told.field("urls", "get")
        if not isinstance(where, str):
            raise BadResult("The provider named no place for the picture.")
        return where

    def begin(self, body: dict[str, Any], stop: Stop) -> Task:
        """Raises EngineError."""
        begun = self._web.call("POST", "predictions", stop, paid=True, json={"version": self._version, "input": body})
        if not isinstance(begun.field("id"), str):
            raise BadResult("The provider took the request and gave no run for it.", billed=True)
        return {"id": begun.field("id"), **{name: begun.field("urls", name) for name in ADDRESSES}}

    def follow(self, task: Task, stop: Stop) -> Generator[Progress, None, Made]:
        """Raises EngineError; the run is called off at Replicate where it is not waited for."""
        with charged():
            get, cancel = (trusted(task.get(name), self._web.base, DOMAIN) for name in ADDRESSES)
        return (
            yield from polled(
                self._web, get, _read, stop, cancel=lambda late: self._web.call("POST", cancel, late, tries=1)
            )
        )


def explained(answer: Answer) -> EngineError | None:
    """What an answer that is no success means, in Replicate's terms."""
    if answer.status == 429:
        said = words_of(answer)
        wait = re.search(r"available in (\d+(?:\.\d+)?)", said)
        return RateLimited(f"The provider was asked too often.{said}", retry_after=float(wait[1]) if wait else None)
    return None


def _read(answer: Answer) -> Progress | Made:
    """What a look at a run says: how far it is, or what it made."""
    status, log = answer.field("status"), answer.field("logs")
    if status == "starting":
        return Progress(0.0, "Starting")
    if status == "processing":
        return Progress(share_done(log) if isinstance(log, str) else 0.0, "Drawing")
    if status == "succeeded":
        told = {"model": answer.field("model"), "version": answer.field("version"), "run": answer.field("id")}
        seconds = answer.field("metrics", "predict_time")
        facts = {name: value for name, value in (*told.items(), ("seconds", seconds)) if value is not None}
        return Made(pictures=tuple(_addresses(answer.field("output"))), facts=facts)
    said = answer.field("error")
    words = f" It says: {' '.join(said.split())[:300]}" if isinstance(said, str) and said.strip() else ""
    if status == "failed" and UNSAFE.search(words):
        raise Blocked(f"The provider refused the words, a picture or what was drawn.{words}")
    if status == "failed":
        raise BadResult(f"The model failed.{words}", billed=True)
    raise BadResult(f"The provider gave the run up ({status}).{words}", billed=True)


def _addresses(output: object) -> Iterator[str]:
    """All addresses in an output, which is one, a list, or named parts, as the model likes."""
    if isinstance(output, str) and output.startswith(("https://", "http://", "data:")):
        yield output
    for part in output.values() if isinstance(output, dict) else output if isinstance(output, list) else ():
        yield from _addresses(part)
