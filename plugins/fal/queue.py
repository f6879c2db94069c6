"""fal's queue: submits, looks until a run is over, reads its result, and calls it off when stopped."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any, NamedTuple

from editor.engine.addresses import trusted
from editor.engine.answer import Answer, words_of
from editor.engine.contract import Progress
from editor.engine.errors import BadResult, BillingError, Blocked, EngineError
from editor.engine.polling import PATIENCE, charged, polled, share_done
from editor.engine.schema_engine import Made, data_uri
from editor.engine.stop import Stop
from editor.engine.tasks import Task
from editor.engine.web import Web

DOMAINS = ("fal.run", "fal.ai")
ADDRESSES = ("status", "response", "cancel")  # of a run
LARGE = 1 << 20  # bytes from which a picture is uploaded instead of written into the input


class Places(NamedTuple):
    """Where the parts of fal are: one host each, or all at the user's own address."""

    queue: str
    schemas: str
    storage: str
    platform: str

    @classmethod
    def of(cls, address: str) -> Places:
        if address:
            base = address.rstrip("/")
            return cls(base, f"{base}/api/openapi/queue/openapi.json", base, f"{base}/v1")
        return cls(
            "https://queue.fal.run",
            "https://fal.ai/api/openapi/queue/openapi.json",
            "https://rest.fal.ai",
            "https://api.fal.ai/v1",
        )


class Queue:
    """Runs of one model."""

    def __init__(self, web: Web, places: Places, model: str) -> None:
        self._web, self._places, self._model = web, places, model

    def put(self, png: bytes, stop: Stop) -> str:
        """Small pictures are written into the input, large ones are stored at fal first."""
        if len(png) < LARGE:
            return data_uri(png)
        where = f"{self._places.storage}/storage/upload/initiate?storage_type=fal-cdn-v3"
        told = self._web.call("POST", where, stop, json={"file_name": "picture.png", "content_type": "image/png"})
        upload, file = told.field("upload_url"), told.field("file_url")
        if not isinstance(upload, str) or not isinstance(file, str):
            raise BadResult("The provider named no place for the picture.")
        self._web.upload(upload, png, "image/png", stop)
        return file

    def begin(self, body: dict[str, Any], stop: Stop) -> Task:
        """Raises EngineError."""
        submitted = self._web.call("POST", self._model, stop, paid=True, json=body)
        run = submitted.field("request_id")
        if not isinstance(run, str) or not run:
            raise BadResult("The provider took the request and gave no run for it.", billed=True)
        return {"id": run, **{name: submitted.field(f"{name}_url") for name in ADDRESSES}}

    def follow(self, task: Task, stop: Stop) -> Generator[Progress, None, Made]:
        """Raises EngineError; the run is called off at fal where it is not waited for."""
        with charged():
            status, result, cancel = (trusted(task.get(name), self._web.base, *DOMAINS) for name in ADDRESSES)
        looks = f"{status}{'&' if '?' in status else '?'}logs=1"
        yield from polled(
            self._web, looks, _read, stop, cancel=lambda late: self._web.call("PUT", cancel, late, tries=1)
        )
        with charged():
            answer = self._web.call("GET", result, stop, tries=PATIENCE)
            return _made(answer, self._model, task.get("id"))


def explained(answer: Answer) -> EngineError | None:
    """What an answer that is no success means, by the types that fal gives to errors."""
    said, found = words_of(answer), answer.field("detail")
    types = {part.get("type") for part in found if isinstance(part, dict)} if isinstance(found, list) else set()
    if "content_policy_violation" in types:
        return Blocked(f"The provider refused the words or a picture.{said}")
    if "no_media_generated" in types:
        return Blocked(f"The model drew nothing for this.{said}")
    if types & {"generation_timeout", "downstream_service_error", "downstream_service_unavailable"}:
        return BadResult(f"The model failed at the provider.{said}")
    if answer.status == 403 and re.search(r"balance|locked|exhausted|billing", said, re.IGNORECASE):
        return BillingError(f"The account cannot pay for it.{said}")
    return None


def _read(answer: Answer) -> Progress | bool:
    """What a look at a run says: how far it is, or that it is over, well or not."""
    status = answer.field("status")
    if status == "COMPLETED":
        return True
    if status == "IN_QUEUE":
        before = answer.field("queue_position")
        return Progress(0.0, f"Waiting behind {before} others" if before else "Waiting")
    if status == "IN_PROGRESS":
        logs = answer.field("logs")
        lines = [log.get("message", "") for log in logs if isinstance(log, dict)] if isinstance(logs, list) else []
        return Progress(share_done("\n".join(map(str, lines))), "Drawing")
    raise BadResult(f"The provider says something unknown of the run ({status}).", billed=True)


def _made(answer: Answer, model: str, run: object) -> Made:
    found = answer.field("images")
    images = found if isinstance(found, list) else [answer.field("image")]
    addresses = [image.get("url") if isinstance(image, dict) else image for image in images]
    flags = answer.field("has_nsfw_concepts")
    flagged = [bool(flag) for flag in flags] if isinstance(flags, list) else []
    flagged += [False] * (len(addresses) - len(flagged))
    seed = answer.field("seed")
    return Made(
        pictures=tuple(a for a, bad in zip(addresses, flagged, strict=False) if isinstance(a, str) and not bad),
        withheld=sum(flagged),
        seed=seed if isinstance(seed, int) else None,
        facts={"model": model, "run": run},
    )
