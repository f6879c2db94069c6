"""Fetches a picture from an address that another program named, such as the one in a browser's drag."""

from __future__ import annotations

from editor.pixels.decode import ImageRejected

SCHEMES = ("https://", "http://", "data:")
LARGEST = 256 << 20  # bytes of a picture that is still fetched
SECONDS = 30.0  # that a server may be silent


def fetched(address: str) -> bytes:
    """The bytes at an http, https or data address; for any thread. Raises ImageRejected."""
    import http.client
    import urllib.error
    import urllib.request

    shown = address if len(address) <= 80 else f"{address[:77]}..."
    if not address.lower().startswith(SCHEMES):
        raise ImageRejected(f"{shown} is not an address of a picture.", "Save the picture as a file and drop that.")
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "Patchboard"})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise ImageRejected(
            f"{shown} answers {error.code} {error.reason}.", "Save the picture in the browser and drop the file."
        ) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise ImageRejected(f"{shown} cannot be reached: {reason}.", "Check the network, or drop a file.") from None
    if len(data) > LARGEST:
        raise ImageRejected(f"{shown} has more than {LARGEST >> 20} MB.", "Save it as a file and drop that.")
    return data
