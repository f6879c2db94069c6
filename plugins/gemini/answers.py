"""What Gemini answers: a picture, a refusal by its reason, or an error."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from editor.engine.answer import Answer, table, words_of
from editor.engine.catalogue import Facts
from editor.engine.contract import Price
from editor.engine.errors import AuthError, BadRequest, BadResult, BillingError, Blocked, EngineError, RateLimited
from editor.engine.polling import charged

DAY = 24 * 3600
RENEWED = 8 * 3600  # seconds after midnight UTC: midnight in California, in winter

_REFUSED = {
    "SAFETY": "it may be unsafe",
    "IMAGE_SAFETY": "the picture may be unsafe",
    "PROHIBITED_CONTENT": "it is not allowed",
    "IMAGE_PROHIBITED_CONTENT": "the picture is not allowed",
    "BLOCKLIST": "it holds a word that is not allowed",
    "SPII": "it holds what is private to somebody",
    "JAILBREAK": "it reads like a way around the rules",
    "MODEL_ARMOR": "the organisation's rules forbid it",
    "RECITATION": "it is too near to a work that is known",
    "IMAGE_RECITATION": "the picture is too near to a work that is known",
}


class Drawn(NamedTuple):
    """A picture's bytes, what was used for it, and facts for the record."""

    data: bytes
    usage: dict[str, Any]
    facts: dict[str, Any]


def drawn(answer: Answer) -> Drawn:
    """The picture of an answer; drafts that the model thought with are skipped.

    Raises Blocked where words or picture were refused, BadResult where there is no picture for another reason.
    """
    from editor.engine.received import from_base64

    body = table(answer.json())
    usage = table(body.get("usageMetadata"))
    candidates = body.get("candidates")
    candidate = table(candidates[0]) if isinstance(candidates, list) and candidates else {}
    if not candidate:
        raise _refused_words(table(body.get("promptFeedback")))
    parts = table(candidate.get("content")).get("parts")
    said = [part for part in parts or () if isinstance(part, dict) and part.get("thought") is not True]
    pictures = [data for part in said if (data := table(part.get("inlineData")).get("data"))]
    if not pictures:
        raise _no_picture(candidate, said, billed=_count(usage, "candidatesTokenCount") > 0)
    facts = {
        "answered by": body.get("modelVersion"),
        "response": body.get("responseId"),
        "finish": candidate.get("finishReason"),
    }
    with charged():
        data = from_base64(pictures[-1])
    return Drawn(data, usage, {name: value for name, value in facts.items() if value})


def cost(usage: dict[str, Any], facts: Facts) -> Price | None:
    """What the tokens that were used cost; None where either is not known."""
    rates, made = facts.extra, _count(usage, "candidatesTokenCount")
    if not made or not {"input", "image_output", "text_output"} <= rates.keys():
        return None
    details = usage.get("candidatesTokensDetails")
    kinds = [table(kind) for kind in details] if isinstance(details, list) else []
    images = sum(_count(kind, "tokenCount") for kind in kinds if kind.get("modality") == "IMAGE") if kinds else made
    words = made - images + _count(usage, "thoughtsTokenCount")
    asked = _count(usage, "promptTokenCount")
    micros = asked * rates["input"] + images * rates["image_output"] + words * rates["text_output"]
    return Price(round(micros), facts.currency, estimated=False)


def explained(answer: Answer) -> EngineError | None:
    """What an error means, in Gemini's terms."""
    status, said = answer.field("error", "status"), words_of(answer)
    details = answer.field("error", "details")
    details = [detail for detail in details if isinstance(detail, dict)] if isinstance(details, list) else []
    if any(detail.get("reason") == "API_KEY_INVALID" for detail in details):
        return AuthError(f"Gemini does not know this key.{said}")
    if status == "FAILED_PRECONDITION":
        return BillingError(
            f"Gemini does not serve this key.{said}", "Enable billing for its project, or see whether it is sold here."
        )
    return _quota(details, said) if status == "RESOURCE_EXHAUSTED" else None


def _quota(details: list[dict[str, Any]], said: str) -> EngineError:
    violations = [violation for detail in details for violation in detail.get("violations") or ()]
    quotas = [str(violation.get("quotaId", "")) for violation in violations]
    if any("FreeTier" in quota for quota in quotas) and "limit: 0" in said:
        return BillingError(f"This key has no paid plan, and this model no free one.{said}")
    if any("PerDay" in quota for quota in quotas):
        left = (RENEWED - time.time()) % DAY
        return RateLimited(
            f"The day's quota of this key is used up.{said}",
            "It is renewed at midnight in California; until then choose another engine.",
            retry_after=max(left, 3600.0),  # never so short that it is waited for
        )
    waits = [wait for detail in details if (wait := _seconds(detail.get("retryDelay"))) is not None]
    return RateLimited(f"Gemini was asked too often.{said}", retry_after=max(waits, default=None))


def _seconds(duration: object) -> float | None:
    """Of a duration such as "1.5s"."""
    try:
        return float(str(duration).removesuffix("s"))
    except ValueError:
        return None


def _refused_words(feedback: dict[str, Any]) -> EngineError:
    reason = feedback.get("blockReason")
    if not reason:
        return BadResult("Gemini answered with nothing.")
    why = feedback.get("blockReasonMessage") or _REFUSED.get(str(reason), "for a reason of its own")
    return Blocked(f"Gemini refused the words or the pictures: {why} ({reason}).")


def _no_picture(candidate: dict[str, Any], said: list[dict[str, Any]], *, billed: bool) -> EngineError:
    reason = str(candidate.get("finishReason") or "OTHER")
    words = " ".join(" ".join(str(part["text"]) for part in said if part.get("text")).split())
    words = words or str(candidate.get("finishMessage") or "")
    words = f" It says: {words if len(words) <= 300 else words[:299] + '…'}" if words else ""
    if reason in _REFUSED:
        return Blocked(f"Gemini refused its own answer: {_REFUSED[reason]} ({reason}).{words}", billed=billed)
    if reason == "MAX_TOKENS":
        return BadRequest(f"The request is too long for this model.{words}", billed=billed)
    return BadResult(f"Gemini answered without a picture ({reason}).{words}", billed=billed)


def _count(usage: dict[str, Any], name: str) -> int:
    found = usage.get(name)
    return found if isinstance(found, int) else 0
