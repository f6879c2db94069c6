"""The words that a picture file carries: kept as inert text, never acted on."""

from __future__ import annotations

from PIL import Image, JpegImagePlugin, PngImagePlugin
from PIL.ExifTags import IFD

LONGEST = 1_000_000  # characters of one entry; longer ones are left out
_EXIF = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x8298: "Copyright",
}
_USER_COMMENT = 0x9286
_CODES = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "shift_jis"}


def metadata_of(image: Image.Image) -> dict[str, str]:
    """What a loaded picture says of itself: text chunks of PNG, comments, XMP ("xmp") and EXIF ("exif:...")."""
    found: dict[str, object] = {}
    if isinstance(image, PngImagePlugin.PngImageFile):
        found |= image.text
    found["comment"] = image.info.get("comment")
    found["xmp"] = found.pop("XML:com.adobe.xmp", None) or image.info.get("xmp")
    if image.format == "TIFF":
        found["xmp"] = found["xmp"] or getattr(image, "tag_v2", {}).get(700)
    found |= {f"exif:{name}": value for name, value in _exif(image).items()}
    texts = {name: _text(value) for name, value in found.items()}
    return {name: text for name, text in texts.items() if text and len(text) <= LONGEST}


def _exif(image: Image.Image) -> dict[str, object]:
    try:
        exif = image.getexif()
        values: dict[str, object] = {name: exif.get(tag) for tag, name in _EXIF.items()}
        comment = exif.get_ifd(IFD.Exif).get(_USER_COMMENT)
    except Exception:  # a damaged block of remarks is no reason to refuse the picture
        return {}
    if isinstance(comment, bytes):
        comment = comment[8:].decode(_codec(comment), "replace")
    return {**values, "UserComment": comment}


def _codec(comment: bytes) -> str:
    code = _CODES.get(comment[:8], "utf-8")
    if code != "utf-16" or comment[8:10] in (b"\xff\xfe", b"\xfe\xff"):
        return code
    return "utf-16-be" if comment[8:9] == b"\0" else "utf-16-le"


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def sampling_of(image: JpegImagePlugin.JpegImageFile) -> int:
    """How a JPEG's colour is thinned out: 0 for 4:4:4, 1 for 4:2:2, 2 for 4:2:0, -1 for anything else."""
    return JpegImagePlugin.get_sampling(image)
