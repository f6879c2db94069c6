"""What ModelArk answers: a picture, as a stream or whole, a refusal by its code, or an error."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, NamedTuple

import msgspec

from editor.engine.answer import Answer, table, words_of
from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, BadResult, BillingError, Blocked, EngineError, ModelGone
from editor.engine.events import events_or_whole
from editor.engine.polling import charged

_REFUSED = {
    "InputText": "the words",
    "InputImage": "a picture that was sent",
    "OutputImage": "the picture that it had drawn",
}
_UNPAID = ("AccountOverdue", "QuotaExceeded", "SetLimitExceeded")


class Drawn(NamedTuple):
    """A picture's bytes or its address, and what is said of it."""

    picture: bytes | str
    facts: dict[str, Any]


def explained(answer: Answer) -> EngineError | None:
    """What an error means, by how its code begins: what follows a dot differs."""
    return _by_code(answer.field("error", "code"), words_of(answer))


def drawn(lines: Iterable[str]) -> Generator[Progress, None, Drawn]:
    """The picture of an answer: a stream of events or, from servers that make none, JSON as a whole.

    Raises what stands in the place of a picture, BadResult where there is neither.
    """
    stream, whole = events_or_whole(lines)
    if whole:
        body = _json(whole)
        data = body.get("data")
        return _drawn(table(data[0]) if isinstance(data, list) and data else body, body)
    found: Drawn | None = None
    for text in stream:
        event = _json(text)
        kind = str(event.get("type", ""))
        if kind.endswith("partial_image"):
            yield Progress(0.5, "Drawing")
        elif kind.endswith("partial_succeeded"):
            found = _drawn(event, event)
        elif event.get("error"):
            raise _failed(table(event.get("error")))
        elif kind.endswith("completed"):
            break
    if found is None:
        raise BadResult("ModelArk ended the answer before the picture.", billed=True)
    return found


def _drawn(entry: dict[str, Any], body: dict[str, Any]) -> Drawn:
    from editor.engine.received import from_base64

    if entry.get("error"):
        raise _failed(table(entry["error"]))
    facts = {"answered by": body.get("model"), "size": entry.get("size")}
    told = {name: value for name, value in facts.items() if isinstance(value, str)}
    if isinstance(text := entry.get("b64_json"), str) and text:
        with charged():
            return Drawn(from_base64(text), told)
    if isinstance(address := entry.get("url"), str) and address:
        return Drawn(address, told)
    raise BadResult("ModelArk answered without a picture.")


def _failed(error: dict[str, Any]) -> EngineError:
    """One that stands in the place of a picture; those are not charged."""
    words = f" It says: {error['message']}" if isinstance(error.get("message"), str) else ""
    return _by_code(error.get("code"), words) or BadResult(f"ModelArk could not draw the picture.{words}")


def _by_code(code: object, said: str) -> EngineError | None:
    text = code if isinstance(code, str) else ""
    for begin, what in _REFUSED.items():
        if text.startswith(f"{begin}SensitiveContentDetected"):
            return Blocked(f"ModelArk refused {what} ({text}).{said}")
    if text.startswith(_UNPAID):
        return BillingError(f"ModelArk draws nothing more for this account ({text}).{said}")
    if text.startswith("ModelNotOpen"):
        return ModelGone(f"This account has not activated the model.{said}", "Activate it in ModelArk's console.")
    if text.startswith("InvalidParameter"):
        return BadRequest(f"ModelArk did not accept the request.{said}")
    return None


def _json(text: str) -> dict[str, Any]:
    try:
        return table(msgspec.json.decode(text))
    except msgspec.DecodeError as error:
        raise BadResult("ModelArk answered with something that is no JSON.", billed=True) from error
