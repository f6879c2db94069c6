"""The one error that reading pictures raises: what is wrong with a file, and what to do about it."""

from __future__ import annotations

READABLE = "JPEG, PNG, WebP, TIFF, BMP, GIF and AVIF"

_KNOWN = (
    (4, b"ftyphei", "an HEIC photograph"),
    (4, b"ftypmif1", "an HEIF photograph"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"%PDF", "a PDF document"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"gimp xcf", "a GIMP document"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (0, b"PK\x03\x04", "a ZIP archive"),
)


class ImageRejected(ValueError):  # noqa: N818
    """A picture that cannot be used: `message` says what is wrong with it, `advice` what to do, in plain sentences."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type[ImageRejected], tuple[str, str]]:
        return type(self), (self.message, self.advice)


def empty() -> ImageRejected:
    return ImageRejected("The file is empty.", "If it was copied or downloaded, do that again.")


def damaged() -> ImageRejected:
    return ImageRejected(
        "The picture is damaged or was cut off.", "Copy or download it again, or save it anew from where it was made."
    )


def unknown(data: bytes) -> ImageRejected:
    """For bytes that are no picture of a format that can be read; some other formats are named."""
    kind = next((name for at, mark, name in _KNOWN if data[at : at + len(mark)] == mark), "")
    if not kind:
        return ImageRejected("This is not a picture that can be read.", f"{READABLE} pictures can be opened.")
    return ImageRejected(f"This is {kind}.", f"Save it as PNG or JPEG first: {READABLE} pictures can be opened.")


def too_large(w: int, h: int, most: int) -> ImageRejected:
    return ImageRejected(
        f"The picture has {w} x {h} pixels, {w * h / 1e6:.0f} million.",
        f"At most {most / 1e6:.0f} million can be opened: make it smaller in another program first.",
    )


def too_large_for_memory() -> ImageRejected:
    return ImageRejected("There is not enough memory to open the picture.", "Close other programs, or make it smaller.")


def not_eight_bits(mode: str) -> ImageRejected:
    return ImageRejected(
        f"The picture's values are {'fractions' if mode == 'F' else 'numbers of 32 bits'}, not of 8 or 16 bits.",
        "Save it with 8 or 16 bits a channel.",
    )
