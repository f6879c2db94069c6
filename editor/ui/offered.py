"""What other programs hand over by a drag or the clipboard: files, folders, pictures as data, addresses of pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from editor.session.fetch import SCHEMES, fetched
from editor.steps.read import read_bytes

PNG = "image/png"
WHOLE = (PNG, "image/jpeg", "image/webp", "image/avif", "image/tiff", "image/gif", "image/bmp")
PICTURE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)


class Source(NamedTuple):
    """Something that is to come in: its name, its address where it has one, and what brings its bytes.

    `read` is for any thread, and raises ImageRejected.
    """

    name: str
    read: Callable[[], bytes]
    address: str = ""

    @classmethod
    def of_file(cls, path: Path) -> Source:
        return cls(path.name, lambda: read_bytes(path))


def files(mime: QMimeData) -> list[Path]:
    """The files and folders of this machine among what is offered."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture(mime: QMimeData, name: str) -> Source | None:
    """A picture that is offered as data or by its address; `name` is for one that has none. None where there is none.

    Data comes before the address: it is here already, and is what was seen.
    """
    address = _address(mime)
    kept = address if not address.startswith("data:") else ""
    called = unquote(Path(urlsplit(kept).path).name) or name
    if (read := _data(mime)) is not None:
        return Source(called, read, kept)
    return Source(called, lambda: fetched(address), kept) if address else None


def holds_any(mime: QMimeData) -> bool:
    """Whether something of it can come in."""
    return bool(files(mime)) or mime.hasImage() or any(map(mime.hasFormat, WHOLE)) or bool(_address(mime))


def _data(mime: QMimeData) -> Callable[[], bytes] | None:
    """What brings the bytes of a picture file, as they were where another program hands them over."""
    for format in WHOLE:
        if mime.hasFormat(format) and (data := bytes(mime.data(format).data())):
            return lambda: data
    image = mime.imageData()
    return (lambda: _encoded(image)) if isinstance(image, QImage) and not image.isNull() else None


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _address(mime: QMimeData) -> str:
    """Of the picture itself where the page's text names it, since what is dragged is often a link around it."""
    found = PICTURE.search(mime.html()) if mime.hasHtml() else None
    named = [found.group(1).replace("&amp;", "&")] if found else []
    named += [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in mime.urls()]
    return next((address for address in named if address.lower().startswith(SCHEMES)), "")
