"""Pictures drawn anew: what they say beside the picture (place, device, person) is gone, and so is whatever
hides in their bytes. Pure but for the memory it takes, which is bounded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
PIXELS = 40_000_000  # of a picture, all its frames together: 160 MB in memory
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError)


class TooManyPixels(Exception):
    """A picture that would fill the memory when it is opened."""


def check(file: IO[bytes], content_type: str) -> None:
    """Raise TooManyPixels by what the picture says of its size; a broken one is left to `drawn_anew`."""
    try:
        with _opened(file, content_type) as image:
            _check(image)
    except BROKEN:
        return


def drawn_anew(file: IO[bytes], content_type: str) -> bytes | None:
    """The picture in its own format, turned as it is to be seen, with its frames and nothing else. None where it
    cannot be read as a picture. Raises TooManyPixels."""
    try:
        with _opened(file, content_type) as image:
            _check(image)
            return _drawn(image, FORMATS[content_type])
    except BROKEN:
        return None


@contextmanager
def _opened(file: IO[bytes], content_type: str) -> Iterator[Image.Image]:
    file.seek(0)
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[FORMATS[content_type]]) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    finally:
        file.seek(0)


def _check(image: Image.Image) -> None:
    if image.width * image.height * getattr(image, "n_frames", 1) > PIXELS:
        raise TooManyPixels


def _drawn(image: Image.Image, kind: str) -> bytes:
    drawn = BytesIO()
    if getattr(image, "n_frames", 1) > 1:
        _moving(image, kind, drawn)
    else:
        upright = ImageOps.exif_transpose(image)
        bare = upright if upright.mode in _modes(kind) else upright.convert(_modes(kind)[-1])
        bare.info = _kept(bare)
        bare.save(drawn, kind, **_quality(kind))
    return drawn.getvalue()


def _moving(image: Image.Image, kind: str, drawn: BytesIO) -> None:
    lasts = [frame.info.get("duration", 100) for frame in ImageSequence.Iterator(image)]
    frames = [frame.convert("RGBA") for frame in ImageSequence.Iterator(image)]
    for frame in frames:
        frame.info = {}
    frames[0].save(
        drawn,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=lasts,
        loop=image.info.get("loop", 0),
        **_quality(kind),
    )


def _kept(image: Image.Image) -> dict[Any, Any]:
    """What belongs to the picture itself: which colour is none."""
    return {key: image.info[key] for key in ("transparency",) if key in image.info}


def _modes(kind: str) -> tuple[str, ...]:
    """How a format keeps its colours; the last one holds any of the others."""
    return {
        "JPEG": ("L", "CMYK", "RGB"),
        "WEBP": ("RGB", "RGBA"),
        "GIF": ("L", "P"),
        "PNG": ("1", "L", "LA", "P", "I;16", "RGB", "RGBA"),
    }[kind]


def _quality(kind: str) -> dict[str, Any]:
    return {"JPEG": {"quality": 92}, "WEBP": {"quality": 92}, "PNG": {"compress_level": 4}, "GIF": {}}[kind]
