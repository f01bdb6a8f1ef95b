"""A small film of slides for the demo, without a tool that makes films: each slide is a key frame of VP8, which
is what a WebP picture holds, and the frames stand in a WebM container (RFC 6386, RFC 9559). It has no sound."""

import struct
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 360
EVERY = 20  # seconds between two frames of one slide: a place that is jumped to is that near
GROUND, INK, ACCENT = (16, 32, 52), (235, 241, 248), (116, 180, 255)

EBML, SEGMENT, INFO, TRACKS, ENTRY, VIDEO = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
CLUSTER, CUES, CUE, CUE_TRACK = 0x1F43B675, 0x1C53BB6B, 0xBB, 0xB7


def film(slides: Iterable[tuple[int, str]], title: str, seconds: int) -> bytes:
    """A WebM of that length: from each second on its slide, which says the title and its own words."""
    shown = sorted(slides)
    frames: list[tuple[int, bytes]] = []
    for (begins, words), ends in zip(shown, [*(second for second, _ in shown[1:]), seconds], strict=True):
        frame = _key_frame(title, words)
        frames += [(second, frame) for second in range(begins, ends, EVERY)]
    clusters = [_cluster(second, frame) for second, frame in frames]
    before = _info(seconds) + _tracks()
    cues = _cues([second for second, _frame in frames], clusters, len(before))
    return _header() + _element(SEGMENT, before + cues + b"".join(clusters))


def _key_frame(title: str, words: str) -> bytes:
    """The slide as VP8, which the picture has after its head of 20 octets."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 10, HEIGHT), fill=ACCENT)
    draw.text((48, 44), title, fill=ACCENT, font=ImageFont.load_default(20))
    draw.multiline_text((48, 130), _broken(words), fill=INK, font=ImageFont.load_default(34), spacing=10)
    kept = BytesIO()
    image.save(kept, "WEBP", lossless=False, quality=60, method=6)
    picture = kept.getvalue()
    size = struct.unpack("<I", picture[16:20])[0]
    return picture[20 : 20 + size]


def _broken(words: str, longest: int = 30) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _header() -> bytes:
    parts = [(0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8)]
    known = b"".join(_number(name, value) for name, value in parts)
    return _element(EBML, known + _element(0x4282, b"webm") + _number(0x4287, 2) + _number(0x4285, 2))


def _info(seconds: int) -> bytes:
    length = _element(0x4489, struct.pack(">d", seconds * 1000.0))
    maker = _element(0x4D80, b"xtreme") + _element(0x5741, b"xtreme")
    return _element(INFO, _number(0x2AD7B1, 1_000_000) + length + maker)


def _tracks() -> bytes:
    video = _element(VIDEO, _number(0xB0, WIDTH) + _number(0xBA, HEIGHT))
    about = _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _element(0x86, b"V_VP8")
    return _element(TRACKS, _element(ENTRY, about + video))


def _cluster(second: int, frame: bytes) -> bytes:
    block = b"\x81" + struct.pack(">h", 0) + b"\x80" + frame
    return _element(CLUSTER, _number(0xE7, second * 1000) + _element(0xA3, block))


def _cues(seconds: list[int], clusters: list[bytes], before: int) -> bytes:
    """Where each frame stands, counted from the segment's first octet; its own size is that of any numbers."""
    size = len(_element(CUES, b"".join(_cue(0, 0) for _second in seconds)))
    places, place = [], before + size
    for cluster in clusters:
        places.append(place)
        place += len(cluster)
    return _element(CUES, b"".join(_cue(s, p) for s, p in zip(seconds, places, strict=True)))


def _cue(second: int, place: int) -> bytes:
    where = _element(CUE_TRACK, _number(0xF7, 1, 1) + _number(0xF1, place, 8))
    return _element(CUE, _number(0xB3, second * 1000, 4) + where)


def _number(name: int, value: int, width: int = 0) -> bytes:
    return _element(name, value.to_bytes(width or max(1, -(-value.bit_length() // 8)), "big"))


def _element(name: int, content: bytes) -> bytes:
    """Its name, its size in eight octets, and what it holds."""
    size = (len(content) | 1 << 56).to_bytes(8, "big")
    return name.to_bytes(-(-name.bit_length() // 8), "big") + size + content
