"""Octets of real mail as text: what they are is tried before what they are said to be. Pure."""

import codecs

# Names by which mail programs call what they send by a wider set.
WIDER = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
    "unknown-8bit": "cp1252",
    "x-unknown": "cp1252",
    "default": "cp1252",
}
SHIFTING = (b"\x1b$", b"\x1b(")  # by which ISO-2022 changes its set


def decoded(octets: bytes, said: str = "") -> str:
    """The text of `octets`, of which the mail says that they are `said`. Never raises: what no set knows becomes
    U+FFFD."""
    name = said.strip().strip("\"'").lower()
    if not octets:
        return ""
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return _in(octets, name) or octets.decode("utf-8", "replace")
    shifts = octets.isascii() and any(mark in octets for mark in SHIFTING)
    text = (_in(octets, "iso2022_jp_ext") if shifts else None) or _in(octets, "utf-8-sig")
    if text is None:
        text = _in(octets, WIDER.get(name, name)) or _in(octets, "cp1252")
    return text if text is not None else octets.decode("latin-1")


def _in(octets: bytes, name: str) -> str | None:
    """In that set; None where it does not exist or they are not of it."""
    try:
        codec = codecs.lookup(name)
        text, _length = codec.decode(octets, "strict")
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None
