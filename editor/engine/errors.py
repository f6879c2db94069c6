"""What can go wrong with an engine, by kind, each with what the user can do about it."""

from __future__ import annotations


class EngineError(Exception):
    """An engine did not answer as asked.

    `message` says what happened, `advice` what to do; both are sentences for the user and hold no secrets.
    `billed` is True where the provider may have charged all the same.
    """

    kind = "engine"
    default_advice = "Try again, or choose another engine."

    def __init__(
        self, message: str, advice: str = "", *, retry_after: float | None = None, billed: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice or self.default_advice
        self.retry_after = retry_after
        self.billed = billed

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.advice, self.retry_after, self.billed)


class AuthError(EngineError):
    """The key is missing, wrong or not allowed to do this."""

    kind = "auth"
    default_advice = "Check the key of this engine."


class BillingError(EngineError):
    """No credit, or a spending limit was reached."""

    kind = "billing"
    default_advice = "Add credit at the provider, or choose another engine."


class RateLimited(EngineError):  # noqa: N818 - the field's word
    """Too many requests; `retry_after` holds the seconds to wait, where the provider said so."""

    kind = "rate limit"
    default_advice = "It will be tried again after a pause."


class Blocked(EngineError):  # noqa: N818 - the field's word
    """The provider refused the words, a reference or its own answer."""

    kind = "blocked"
    default_advice = "Change the words or the references and ask again."


class BadRequest(EngineError):  # noqa: N818 - the field's word
    """The engine cannot do what was asked, or did not understand it."""

    kind = "bad request"
    default_advice = "Change the request."


class ModelGone(EngineError):  # noqa: N818 - says what happened
    """The model was retired; `advice` names its successor where one is known."""

    kind = "model gone"
    default_advice = "Choose another model."


class Busy(EngineError):  # noqa: N818 - the field's word
    """The provider or its machine is overloaded, or failed by a fault of its own."""

    kind = "busy"
    default_advice = "Try again in a while."


class NetworkError(EngineError):
    """The engine could not be reached, or the connection broke."""

    kind = "network"
    default_advice = "Check the connection and try again."


class Cancelled(EngineError):  # noqa: N818 - says what happened
    """The user stopped it."""

    kind = "cancelled"
    default_advice = "Nothing was changed."


class BadResult(EngineError):  # noqa: N818 - says what happened
    """The engine answered with something that is no usable picture, crashed or hung.

    `data` are the bytes that came, where some did: what was paid for is kept, whatever it is.
    """

    kind = "bad result"
    default_advice = "Try again; if it happens again, choose another engine."
    data = b""


class Expired(BadResult):
    """The provider has nothing any more of what it took: the answer is lost, and may have been charged."""

    kind = "expired"
    default_advice = "Look at the provider's bill before you ask again."


FINAL = (Blocked, BadRequest, BadResult)
"""After these there is nothing left to be fetched from a provider that took a task; after all others there may be."""


def _rebuild(
    kind: type[EngineError], message: str, advice: str, retry_after: float | None, billed: bool
) -> EngineError:
    return kind(message, advice, retry_after=retry_after, billed=billed)
