"""An HTTP answer, and what one that is no success means."""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Busy,
    EngineError,
    ModelGone,
    RateLimited,
)

AGAIN = frozenset({408, 409, 425, 500, 502, 503, 504, 529})  # what may be otherwise in a moment


class Answer(NamedTuple):
    """What came back, whole; `headers` are asked for in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Raises BadResult where the body is no JSON."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadResult("The engine answered with something that is no JSON.") from error

    def field(self, *names: str) -> Any:
        """What stands in the JSON body at a path of names; None where there is nothing."""
        try:
            found: Any = msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found


def table(found: object) -> dict[str, Any]:
    """What was found in JSON where it is an object; an empty one in the place of anything else."""
    return found if isinstance(found, dict) else {}


Explain = Callable[[Answer], EngineError | None]
"""What an answer that is no success means, in the provider's own terms; None where it says nothing special."""


def nothing_special(_answer: Answer) -> EngineError | None:
    """The status says it all."""
    return None


def meaning(answer: Answer, explain: Explain = nothing_special) -> EngineError:
    """The error that an answer is: in the provider's terms, else by its status."""
    error = explain(answer) or _by_status(answer)
    if error.retry_after is None:
        error.retry_after = retry_after(answer.headers)
    return error


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a provider asks to wait, as seconds, milliseconds or a date; None where it does not ask."""
    if (exact := _number(headers.get("retry-after-ms"))) is not None:
        return max(0.0, exact / 1000)
    said = headers.get("retry-after", "")
    if (seconds := _number(said)) is not None:
        return max(0.0, seconds)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _by_status(answer: Answer) -> EngineError:
    status, said = answer.status, words_of(answer)
    if status in (401, 403, 407):
        return AuthError(f"The provider refused the key ({status}).{said}")
    if status == 402:
        return BillingError(f"The provider wants to be paid first ({status}).{said}")
    if status in (404, 410):
        return ModelGone(f"The provider has no such model or address ({status}).{said}")
    if status == 429:
        return RateLimited(f"The provider was asked too often.{said}")
    if status in AGAIN or status >= 500:
        return Busy(f"The provider has a fault of its own or too much to do ({status}).{said}")
    if 300 <= status < 400:
        return BadRequest(f"The address leads elsewhere ({status}).", "Check the address of this engine.")
    return BadRequest(f"The provider did not accept the request ({status}).{said}")


def words_of(answer: Answer) -> str:
    """The provider's own words, where it has some: a space and a sentence."""
    for path in (("error", "message"), ("detail",), ("errors",), ("message",), ("error",), ("title",)):
        if words := _words(answer.field(*path)):
            return f" It says: {words if len(words) <= 300 else words[:299] + '…'}"
    return ""


def _words(found: object) -> str:
    """A text in one line; those of a list one after the other, each with the field that it is about."""
    if isinstance(found, list):
        return "; ".join(words for part in found if (words := _words(part)))
    if isinstance(found, dict):
        place = found.get("loc")
        field = place[-1] if isinstance(place, list) and place else ""
        words = _words(found.get("msg"))
        return f"{field}: {words}" if field and words else words
    return " ".join(found.split()) if isinstance(found, str) else ""
