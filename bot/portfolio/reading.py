"""A file's bytes read as a table: in which encoding, with which separator, and where each row begins."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Any, Final

MOST_BYTES: Final = 10_000_000
"""Of a file. A larger one is told so, instead of filling the memory."""
MOST_ROWS: Final = 20_000
"""Of a file: an import is written in one go, and while it is, every other gesture waits for it. So many take about two
seconds (benchmarks/README.md), and Slack waits three."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # begins like UTF-16's, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What .xlsx and .ods, and what .xls files begin with."""
_UTF8_PAIRS: Final = re.compile(rb"[\xc3\xc4\xc5][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]")
"""European letters, quotation marks and € as UTF-8 writes them; in Windows-1252 that is "Ã¼" or "â€œ"."""
_SEPARATORS: Final = ",;\t|"
"""What programs put between cells; which of them depends on the country they are set to."""
_SEPARATOR_LINE: Final = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""How Excel is told the separator, in a line above the headings."""
_ROWS_TRIED: Final = 20
_HIDDEN: Final = dict.fromkeys(map(ord, "\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"))
"""What copying from web pages leaves in cells, and nobody sees."""
_GUARDED: Final = re.compile(r"'(?=['=+@-])")
"""The apostrophe with which an export keeps a spreadsheet from taking a text for a formula."""


class Unreadable(Exception):
    """The file cannot be taken for a table of accounts: the phrase that says why, its facts, and the line it is about.

    Line 0 is the file as a whole.
    """

    def __init__(self, line: int, phrase: str, **facts: Any) -> None:
        super().__init__(f"line {line}: {phrase} {facts}")
        self.line = line
        self.phrase = phrase
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, without the spaces around them; `line` is the first of the lines it takes in the file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file as it was read.

    `encoding` and `separator` are what was found. Where the encoding is no more than likely, `sample` is a cell that
    shows whether it is right.
    """

    name: str
    encoding: str
    separator: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sample: str = ""


def read(written: bytes, name: str, encoding: str | None = None) -> Table:
    """Read a file's bytes.

    The encoding is that of the byte order mark, else UTF-8, else Windows-1252; no statistics: on a long file of mostly
    plain letters they take Windows-1252 for its neighbours. Whoever knows better says it (`encoding`, as Python names
    it). Raises Unreadable.
    """
    if len(written) > MOST_BYTES:
        raise Unreadable(0, "table_too_large", megabytes=-(-len(written) // 1_000_000), most=MOST_BYTES // 1_000_000)
    if written.startswith(_WORKBOOKS):
        raise Unreadable(0, "table_is_workbook")
    codec, shown, sure = _encoding(written, encoding)
    separator = _separator(written, codec)
    rows = list(_rows(written, codec, separator))
    if len(rows) - 1 > MOST_ROWS:  # the headings are none
        raise Unreadable(0, "table_too_long", rows=len(rows) - 1, most=MOST_ROWS)
    if rows and _SEPARATOR_LINE.fullmatch(separator.join(rows[0].cells)):
        del rows[0]
    if not rows:
        raise Unreadable(1, "table_empty")
    sample = "" if sure else next((cell for row in rows for cell in row.cells if not cell.isascii()), "")
    return Table(name, shown, separator, rows[0].cells, tuple(rows[1:]), sample)


def _encoding(written: bytes, wanted: str | None) -> tuple[str, str, bool]:
    """Python's name of the encoding, what people call it, and whether it can only be this one."""
    if wanted is not None:
        return _decodes(written, wanted), wanted, True
    for mark, codec, shown in _MARKS:
        if written.startswith(mark):
            return _decodes(written, codec), shown, True
    beginning = written[:1000]
    if beginning.count(0) > len(beginning) // 4:  # every other byte of plain letters is a zero
        codec = "utf-16-le" if beginning[1::2].count(0) > beginning[::2].count(0) else "utf-16-be"
        return _decodes(written, codec), "UTF-16", False
    try:
        written.decode("utf-8")
    except UnicodeDecodeError as strange:
        if _UTF8_PAIRS.search(written):  # some other program broke it: as Windows-1252 it would be "MÃ¼ller"
            raise _undecodable(written, strange, "UTF-8") from strange
        return _decodes(written, "cp1252"), "Windows-1252", False
    return "utf-8", "UTF-8", True


def _decodes(written: bytes, codec: str) -> str:
    try:
        written.decode(codec)
    except UnicodeDecodeError as strange:
        raise _undecodable(written, strange, codec) from strange
    except LookupError as unknown:
        raise Unreadable(0, "table_encoding_unknown", seen=codec) from unknown
    return codec


def _undecodable(written: bytes, strange: UnicodeDecodeError, shown: str) -> Unreadable:
    line = written.count(b"\n", 0, strange.start) + 1
    shown = "Windows-1252" if shown == "cp1252" else shown.removesuffix("-sig").upper()
    return Unreadable(line, "table_encoding_wrong", encoding=shown, byte=f"0x{written[strange.start]:02x}")


def _separator(written: bytes, codec: str) -> str:
    """What stands between the cells: the sign by which most of the first rows have as many cells as the headings."""
    first = next(_lines(written, codec), "")
    if told := _SEPARATOR_LINE.fullmatch(first):
        return told[1]

    def agreeing(separator: str) -> tuple[int, int]:
        try:
            tried = [row for row in islice(csv.reader(_lines(written, codec), delimiter=separator), _ROWS_TRIED) if row]
        except csv.Error:
            return 0, 0
        cells = len(tried[0]) if tried else 0
        return sum(len(row) == cells for row in tried) if cells > 1 else 0, cells

    return max(_SEPARATORS, key=agreeing)


def _rows(written: bytes, codec: str, separator: str) -> Iterator[Row]:
    """Every row in which anything is written."""
    reader = csv.reader(_lines(written, codec), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as broken:
            raise Unreadable(line, "table_row_broken") from broken
        if cells is None:
            return
        row = Row(line, tuple(_clean(cells)))
        line = reader.line_num + 1
        if any(row.cells):
            yield row


def _clean(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        plain = cell.translate(_HIDDEN).strip() if not cell.isascii() else cell.strip()
        yield _GUARDED.sub("", plain, count=1) if plain[:1] == "'" else plain


def _lines(written: bytes, codec: str) -> TextIOWrapper:
    """The file line by line, never decoded as a whole; a line ends as the file has it."""
    return TextIOWrapper(BytesIO(written), encoding=codec, newline="")
