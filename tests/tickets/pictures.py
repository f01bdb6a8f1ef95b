"""Pictures for tests: small ones, ones that say who took them, ones that would fill the memory."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET_PLACE = "57.0488 N 9.9217 E"


def picture(kind, size=(8, 6), **options):
    """A picture of one colour in a format."""
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def telling(kind):
    """One that says where it was taken, in whatever way its format has."""
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Location", SECRET_PLACE)
        return picture(kind, pnginfo=info) + b"<script>alert(1)</script>"
    exif = Image.Exif()
    exif[0x010E] = SECRET_PLACE
    exif[0x0112] = 6  # to be turned
    return picture(kind, exif=exif)


def moving(kind="GIF", frames=3):
    out = BytesIO()
    pictures = [Image.new("RGB", (8, 6), (each * 60, 30, 30)) for each in range(frames)]
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], duration=70, comment=SECRET_PLACE)
    return out.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes that says it has so many pixels."""

    def chunk(name, content):
        return (
            struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))
        )

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
