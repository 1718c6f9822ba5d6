"""Bytes as text: the encoding told by a mark, by the bytes themselves, by a page, or found out.

UTF-8 is tried before what a page declares: other encodings hardly ever make valid UTF-8 with
letters beyond ASCII, while pages that declare another are common. What finds an encoding out is
imported once there is one to find out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Those of UTF-32 begin as those of UTF-16 do, so they come first."""

_DECLARED = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}(?P<meta>[\w:.-]{1,40})"
    rb"|\A\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"'](?P<xml>[\w:.-]{1,40})",
    re.IGNORECASE,
)
_SAMPLE = 32_768
_COMMON = (
    "cp1252", "cp1251", "cp1250", "iso8859_2", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp874", "cp932", "euc_jp", "gb18030", "big5",
    "cp949",
)  # fmt: skip
"""Encodings that texts are found in. Others, of old machines, make letters of anything."""

_ASCII_ESCAPES = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"})
_ODD = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SIGN_AFTER_LETTER = re.compile(r"(?<=[^\W\d_])[¡-©¬®-´¶-¹¼-¿×÷]|[\x80-\x9f]")
_CAPITALS = "À-ÖØ-ÞŠŽŒŸ"
_OTHERS = "Ͱ-ۿｦ-ﾟ"
_MISREAD = re.compile(
    rf"\w*(?:(?<=[a-zà-ÿ])[{_CAPITALS}]|(?<=[^\W\d_])[{_CAPITALS}](?=[a-zà-ÿ])"
    rf"|[A-Za-z](?=[{_OTHERS}])|[{_OTHERS}](?=[A-Za-z])|[\x80-\x9f¤ˆ˜˝˛ƒ]"
    r"|(?<=[^\W\d_])(?:[‘‡]|[¦¨¸¼½¾™†‰•](?=[^\W\d_]))|(?<!\w)[¨¸¼½¾](?=[^\W\d_]))\w*"
)
"""A capital behind a small letter, letters of two alphabets, or a sign within a word, as where é is
Ž and Œ is ¼.
"""

_BEYOND = re.compile(rb"[\xc0-\xff]")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, *, declared: str = "", is_page: bool = False) -> tuple[str, list[str]]:
    """The text of some bytes, and sentences about an encoding that was found out or is in doubt.

    ``declared``: the encoding that came with the bytes, if any; a page's own declaration is looked
    for. Never fails: what can't be read becomes U+FFFD, and that is told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if wide := _wide_without_mark(data):
        text, notes = _lenient(data, wide)
        return text, [f"Its encoding is not marked; it was read as {wide.upper()[:6]}.", *notes]
    named = declared or (_declared_in(data) if is_page else "")
    codec = _codec(named)
    if codec in _ASCII_ESCAPES and (escaped := _strict(data, codec)) is not None:
        return escaped, []
    if (utf8 := _strict(data, "utf-8")) is not None:
        if named and codec not in ("utf-8", "ascii") and not data.isascii():
            return utf8, [f"It says that it is encoded as {named}; it is UTF-8."]
        return utf8, []
    if codec and codec != "utf-8" and (as_declared := _strict(data, codec)) is not None:
        return as_declared, []
    if mended := _mostly_utf8(data):
        return mended
    return _found_out(data, named)


def misread_word(text: str) -> str:
    """A word such as there is none in any language, of a text whose encoding was found out; empty
    where none is seen: that of Mac Roman or of ISO-8859-15, read as Windows-1252.
    """
    found = _MISREAD.search(text)
    return found[0] if found else ""


def decode_lines(data: bytes, encoding: str = "") -> tuple[str, list[str]] | None:
    """The text of bytes of which some lines are UTF-8 and others are of another encoding, as of
    files that were put together; ``None`` where all are of one.

    ``encoding``: of the others, where somebody said it; else it is found out. A line that can't be
    read in it raises ``UnicodeError``.
    """
    if data.isascii() or _strict(data, "utf-8") is not None or b"\0" in data:
        return None
    lines = data.split(b"\n")
    utf8, others = 0, {}
    for at, line in enumerate(lines):
        if line.isascii():
            continue
        read = line.decode("utf-8", errors="replace")
        if "\ufffd" not in read:
            utf8 += 1
        elif read.replace("\ufffd", "").isascii():
            others[at] = line
    if not (utf8 and others):
        return None
    together = b"\n".join(others.values())
    if encoding:
        text, shown = together.decode(encoding), encoding
    else:
        text, (told,) = _found_out(together, "")
        shown = told.rpartition(" as ")[2].rstrip(".")
    for at, words in zip(others, text.split("\n"), strict=True):
        lines[at] = words.encode()
    numbers = ", ".join(f"{at + 1:,}" for at in list(others)[:12])
    more = f" and {len(others) - 12:,} more" if len(others) > 12 else ""
    one = len(others) == 1
    told = (
        f"Its lines are in two encodings: {'line' if one else 'lines'} {numbers}{more} "
        f"{'is' if one else 'are'} not in UTF-8 as others are, and {'was' if one else 'were'} read "
        f"as {shown}."
    )
    whole = b"\n".join(lines).removeprefix(codecs.BOM_UTF8)
    return whole.decode("utf-8", errors="replace"), [told]


def _lenient(data: bytes, encoding: str) -> tuple[str, list[str]]:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd") - (0 if encoding != "utf-8" else data.count(b"\xef\xbf\xbd"))
    if broken > 0:
        return text, [f"{_how_many(broken).capitalize()} broken in its {encoding.upper()[:6]}."]
    return text, []


def _how_many(broken: int) -> str:
    return "one character is" if broken == 1 else f"{broken:,} characters are"


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _codec(name: str) -> str:
    """Python's name of an encoding, browsers' readings of old names among them; "" if unknown."""
    try:
        codec = codecs.lookup(name.strip()).name if name else ""
    except (LookupError, ValueError):
        return ""
    return {"iso8859-1": "cp1252", "ascii": "ascii", "iso8859-9": "cp1254", "gb2312": "gb18030",
            "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
            "iso8859-11": "cp874"}.get(codec, codec)  # fmt: skip


def _declared_in(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    return (match["meta"] or match["xml"]).decode("ascii", "replace") if match else ""


def _wide_without_mark(data: bytes) -> str:
    """UTF-16's byte order, where every other byte of ASCII's characters is NUL."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2 or _is_text_with_nuls(sample):
        return ""
    even, odd = sample[::2], sample[1::2]
    nul_first, nul_second = even.count(0), odd.count(0)
    # Cyrillic and its like have NULs only beside their spaces, so a few do, all on one side.
    few = max(len(even) // 20, 1)
    if nul_second > few and nul_first * 20 < nul_second:
        encoding = "utf-16-le"
    elif nul_first > few and nul_second * 20 < nul_first:
        encoding = "utf-16-be"
    else:
        return ""
    text = sample.decode(encoding, errors="replace")
    return encoding if text.count("\ufffd") * 50 <= len(text) else ""


def _is_text_with_nuls(sample: bytes) -> bool:
    """Whether a few NULs stand in what is text without them, as in no UTF-16."""
    if sample.count(0) * 4 > len(sample):
        return False
    text = sample.replace(b"\0", b"").decode("utf-8", errors="replace")
    return len(_ODD.findall(text)) * 10 <= len(text)


def _mostly_utf8(data: bytes) -> tuple[str, list[str]] | None:
    """UTF-8 with a few broken bytes, as of a text that was cut or copied badly."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    if broken and beyond >= broken * 10:
        return text, [f"It is UTF-8; {_how_many(broken)} broken in it."]
    return None


def _found_out(data: bytes, named: str) -> tuple[str, list[str]]:
    says = f"It says that it is encoded as {named}, and is not" if named else "It names no encoding"
    for encoding, shown in _candidates(data):
        text = _strict(data, encoding)
        if text is not None:
            return text, [f"{says}; it was read as {shown}."]
    return data.decode("latin-1"), [f"{says}; it was read as Latin-1."]


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    """Encodings to try, the likeliest first, each with the name to show."""
    sample = b"\n".join(_telling_lines(data))
    from charset_normalizer import from_bytes

    # In what Windows-1252 is for, few letters are beyond ASCII; in other alphabets nearly all are,
    # and in most of central Europe's a tenth and more.
    start = data[: _SAMPLE * 8]
    western = len(_BEYOND.findall(start)) * 10 < len(_ASCII_LETTER.findall(start))
    guesses = [
        (
            _signs(sample, name),
            not (western and name == "cp1252"),
            round(match.chaos, 2),
            -round(match.coherence, 2),
            at,
            name,
        )
        for match in (from_bytes(sample, cp_isolation=list(_COMMON)) if sample else ())
        for at, name in enumerate(_COMMON)
        if name in match.could_be_from_charset
    ]
    for *_, name in sorted(guesses):
        yield name, name.replace("cp12", "Windows-12").replace("_", "-")
    yield "cp1252", "Windows-1252"


def _signs(sample: bytes, encoding: str) -> int:
    """How often a sign stands where only a letter can, or a control character stands at all."""
    return len(_SIGN_AFTER_LETTER.findall(sample.decode(encoding, errors="replace")))


def _telling_lines(data: bytes) -> Iterator[bytes]:
    """Lines with bytes beyond ASCII, up to a sample's size."""
    at = size = 0
    while size < _SAMPLE and (found := _NOT_ASCII.search(data, at)):
        start = data.rfind(b"\n", at, found.start()) + 1 or at
        end = data.find(b"\n", found.end())
        line = data[start : end if end >= 0 else len(data)][: _SAMPLE - size]
        yield line
        size += len(line) + 1
        at = start + len(line)
