"""What OpenAI answers: pictures, whole or as a stream, a refusal by its reasons, or an error."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator
from typing import Any, NamedTuple

import msgspec

from editor.engine.answer import Answer, meaning, table, words_of
from editor.engine.catalogue import Facts
from editor.engine.contract import Price, Progress
from editor.engine.errors import AuthError, BadRequest, BadResult, BillingError, Blocked, EngineError
from editor.engine.events import events_or_whole
from editor.engine.lines import Lines

_UNPAID = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_REFUSED = {"moderation_blocked", "content_policy_violation"}


class Drawn(NamedTuple):
    """Pictures as they stand in JSON; what was used for all of them, and facts for the record."""

    pictures: tuple[dict[str, Any], ...]
    usage: dict[str, Any]
    facts: dict[str, Any]


def drawn(answer: Answer) -> Drawn:
    """The pictures of a whole answer. Raises BadResult where there is none."""
    body = answer.json()
    listed = body.get("data") if isinstance(body, dict) else None
    return _drawn(listed if isinstance(listed, list) else [], body, answer.headers.get("x-request-id"))


def streamed(lines: Lines, previews: int) -> Generator[Progress, None, Drawn]:
    """Previews as they come; the picture of the event that ends a stream, or of the whole answer where there is none.

    Raises what an event says that went wrong, and BadResult where there is no picture.
    """
    stream, whole = events_or_whole(lines)
    if whole:
        return drawn(Answer(200, lines.headers, whole.encode()))
    for text in stream:
        event = _event(text)
        kind = str(event.get("type", ""))
        if event.get("error") or kind == "error":
            raise _midway(event)
        if kind.endswith(".partial_image"):
            yield _preview(event, previews)
        elif kind.endswith(".completed"):
            return _drawn([event], event, lines.headers.get("x-request-id"))
    raise BadResult("The provider ended the answer before the picture.", billed=True)


def cost(usage: dict[str, Any], facts: Facts, pictures: int) -> Price | None:
    """What the tokens that were used cost for each of the pictures; None where either is not known."""
    rates, made = facts.extra, _count(usage, "output_tokens")
    if not made or not {"input", "image_input", "image_output"} <= rates.keys():
        return None
    shown = _count(table(usage.get("input_tokens_details")), "image_tokens")
    written = _count(table(usage.get("output_tokens_details")), "text_tokens")
    micros = (
        (_count(usage, "input_tokens") - shown) * rates["input"]
        + shown * rates["image_input"]
        + (made - written) * rates["image_output"]
        + written * rates.get("text_output", rates["image_output"])
    )
    return Price(round(micros / pictures), facts.currency, estimated=False)


def explained(answer: Answer) -> EngineError | None:
    """What an error means, in OpenAI's terms."""
    error = table(answer.field("error"))
    codes, said = {str(error.get("code")), str(error.get("type"))}, words_of(answer)
    if codes & _REFUSED:
        reasons = re.search(r"safety_violations=\[([^\]]*)\]", said)
        why = f" ({reasons[1]})" if reasons and reasons[1] else ""
        return Blocked(f"The provider refused the words, a picture or its own answer{why}.{said}")
    if codes & _UNPAID:
        return BillingError(f"The provider wants to be paid first.{said}")
    if answer.status == 403:
        return AuthError(
            f"The provider does not let this key do that.{said}", "See there what its organisation and project may use."
        )
    return BadRequest(f"The pictures are too large to be sent.{said}") if answer.status == 413 else None


def _drawn(listed: list[Any], body: dict[str, Any], request_id: str | None) -> Drawn:
    entries = tuple(entry for found in listed if (entry := table(found)).get("b64_json") or entry.get("url"))
    usage = table(body.get("usage"))
    if not entries:
        raise BadResult("The provider answered without a picture.", billed=bool(usage))
    revised = entries[0].get("revised_prompt")
    facts = {"quality": body.get("quality"), "size": body.get("size"), "request": request_id, "drawn from": revised}
    return Drawn(entries, usage, {name: str(value) for name, value in facts.items() if value})


def _event(text: str) -> dict[str, Any]:
    try:
        return table(msgspec.json.decode(text))
    except msgspec.DecodeError as error:
        raise BadResult("The provider sent something that is no event.", billed=True) from error


def _midway(event: dict[str, Any]) -> EngineError:
    """An error after the answer had begun: what was drawn so far may be charged, save what was refused."""
    body = {"error": event.get("error") or event}
    error = meaning(Answer(500, {}, msgspec.json.encode(body)), explained)
    error.billed = not isinstance(error, Blocked)
    return error


def _preview(event: dict[str, Any], previews: int) -> Progress:
    from editor.engine.received import from_base64, pixels_of

    pixels = None
    with contextlib.suppress(BadResult):  # a preview that cannot be shown does not matter
        pixels = pixels_of(from_base64(event.get("b64_json")))
    return Progress((_count(event, "partial_image_index") + 1) / (previews + 1), "Drawing", preview=pixels)


def _count(table: dict[str, Any], name: str) -> int:
    found = table.get(name)
    return found if isinstance(found, int) else 0
