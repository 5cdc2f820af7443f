"""The words of a PDF that Typst made, as a reader would copy them; enough of the format for that, and no more."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"\n(\d+) 0 obj\s*<<[^\n]*>>\s*stream\r?\n")
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
#: A typeface is chosen, or a run of glyphs is shown.
_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\)])*\)|[^\]])*)\]TJ|(\((?:\\.|[^\\)])*\))Tj", re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """Lines in the order of the file; a word that was broken at a line's end is whole again."""
    streams = {}
    for found in _STREAM.finditer(pdf):
        try:
            streams[found[1]] = zlib.decompress(pdf[found.end() : pdf.index(b"endstream", found.end())].rstrip(b"\r\n"))
        except zlib.error:
            continue
    letters = {font: _letters(pdf, streams, number) for font, number in _FONT.findall(pdf)}
    lines = [line for stream in streams.values() if b" Tf" in stream for line in _lines(stream, letters)]
    return "\n".join(lines).replace("\n-\n", "").replace("\u00a0", " ")


def _letters(pdf: bytes, streams: dict[bytes, bytes], font: bytes) -> dict[int, str]:
    """Glyphs of a font → what they say."""
    said = re.search(rb"\n%s 0 obj\s*<<[^\n]*/ToUnicode (\d+) 0 R" % font, pdf)
    pairs = re.findall(rb"<(\w{4})> <(\w+)>", streams[said[1]]) if said else []
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _lines(stream: bytes, letters: dict[bytes, dict[int, str]]) -> list[str]:
    font, lines = b"", []
    for chosen, run, single in _SHOWN.findall(stream):
        if chosen:
            font = chosen
            continue
        codes = b"".join(_ESCAPE.sub(_unescaped, part) for part in _STRING.findall(run or single))
        glyphs = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
        lines.append("".join(letters[font].get(glyph, "") for glyph in glyphs))
    return lines


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code.isdigit() else _NAMED.get(code, code)
