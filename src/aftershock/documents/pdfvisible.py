"""Takes out of a PDF page the text that is drawn but not seen, before the text is read, and counts it.

Judged are the text rendering mode (3: neither filled nor stroked), the size, the place on the page, and white text on
no darker ground. What lies under a later picture or outside a clipping path is not judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    StreamObject,
)

from aftershock.documents import caps
from aftershock.errors import DocumentError
from aftershock.record.document import DocumentNote

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SHOWING: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
_UNSEEN_MODES: Final = frozenset({3, 7})
_FILLING: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_WHITE_FROM: Final = 0.95
_TINY: Final = 1.0  # points
_EDGE: Final = 2.0
_DEPTH: Final = 8
_CODING: Final = frozenset({"/Filter", "/DecodeParms", "/Length"})
_MOST_GROUNDS: Final = 2_000


@dataclass(slots=True)
class Hidden:
    """How many pieces of text and how many bytes of it went, by reason."""

    places: Counter[str]
    size: Counter[str]

    def add(self, reason: str, operands: Any) -> None:
        """Count one piece."""
        self.places[reason] += 1
        self.size[reason] += sum(len(_raw(item)) for item in _strings(operands))

    def notes(self) -> tuple[DocumentNote, ...]:
        """The note, if anything went."""
        parts = [f"{reason} ({self.places[reason]}×, {self.size[reason]} characters)" for reason in sorted(self.places)]
        if not parts:
            return ()
        return (DocumentNote("hidden-text", f"Not shown to a reader and taken out: {', '.join(parts)}."),)


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state as far as it decides what is seen."""

    matrix: Matrix = _IDENTITY
    mode: int = 0
    size: float = 12.0
    fill: tuple[float, ...] | None = (0.0,)
    leading: float = 0.0


@dataclass(slots=True)
class _Page:
    reader: PdfReader
    box: Box
    hidden: Hidden
    grounds: list[tuple[Box, bool]]
    operations: int = 0


def drop_hidden_text(reader: PdfReader, page: PageObject, hidden: Hidden) -> int:
    """Rewrite the page's content, in memory, without text that is not seen; gives the number of drawing steps."""
    contents = page.get_contents()
    if contents is None:
        return 0
    left, bottom, right, top = (float(page.mediabox[i]) for i in range(4))
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    work = _Page(reader, box, hidden, [])
    stream = ContentStream(contents, reader)
    stream.operations = _seen(stream, _resources(page), _State(), work, 0)
    page[NameObject("/Contents")] = stream
    return work.operations


def _resources(holder: DictionaryObject) -> DictionaryObject:
    found: Any = holder
    for _ in range(caps.PDF_PAGES):
        if not isinstance(found, DictionaryObject):
            break
        own = found.get("/Resources", NullObject()).get_object()
        if isinstance(own, DictionaryObject):
            return own
        found = found["/Parent"].get_object() if "/Parent" in found else None
    return DictionaryObject()


def _seen(
    stream: ContentStream, resources: DictionaryObject, state: _State, work: _Page, depth: int
) -> list[tuple[Any, Any]]:
    """The operations of a stream without those that show unseen text."""
    walk = _Walk(state, work, resources, depth)
    kept = []
    for operands, operator in stream.operations:
        work.operations += 1
        if work.operations > caps.PDF_OPERATIONS:
            raise DocumentError(f"a page takes over {caps.PDF_OPERATIONS:,} drawing steps", hint="save it as text")
        if walk.keeps(operands, operator):
            kept.append((operands, operator))
        elif operator in (b"'", b'"'):  # these also move to the next line
            kept.append(([], b"T*"))
    return kept


class _Walk:
    """Follows one content stream, keeping the state that its operators change."""

    def __init__(self, state: _State, work: _Page, resources: DictionaryObject, depth: int) -> None:
        self._state = state
        self._stack: list[_State] = []
        self._work = work
        self._resources = resources
        self._depth = depth
        self._text = self._line = _IDENTITY
        self._path: list[Box] = []

    def keeps(self, operands: Any, operator: bytes) -> bool:
        """Take an operator into account; false where it shows text that is not seen, or a form made of it."""
        if operator in _SHOWING:
            if operator != b"Tj" and operator != b"TJ":
                self._move(0.0, -self._state.leading)
            reason = self._why_unseen()
            if reason is not None:
                self._work.hidden.add(reason, operands)
            return reason is None
        if operator == b"Do":
            return self._form(operands)
        self._change(operator, _numbers(operands), operands)
        return True

    def _change(self, operator: bytes, numbers: list[float], operands: Any) -> None:
        if operator in (b"q", b"Q"):
            self._save(restore=operator == b"Q")
        elif operator in (b"BT", b"Tm", b"Td", b"TD", b"T*"):
            self._place(operator, numbers)
        elif operator == b"re" and len(numbers) == 4:  # noqa: PLR2004 - x, y, width, height
            self._path.append(_box_of(self._state.matrix, (numbers[0], numbers[1]), (numbers[2], numbers[3])))
        elif operator in _FILLING:
            self._fill()
        elif operator in (b"n", b"S", b"s"):
            self._path.clear()
        else:
            self._state = _changed(self._state, operator, numbers, operands)

    def _save(self, *, restore: bool) -> None:
        if restore:
            self._state = self._stack.pop() if self._stack else self._state
        else:
            self._stack.append(self._state)

    def _fill(self) -> None:
        if self._path and self._state.fill is None:
            self._ground(self._path, white=False)
        elif self._path:
            self._ground(self._path, white=_is_white(self._state.fill))
        self._path.clear()

    def _ground(self, boxes: list[Box], *, white: bool) -> None:
        if len(self._work.grounds) + len(boxes) <= _MOST_GROUNDS:
            self._work.grounds.extend((box, white) for box in boxes)

    def _place(self, operator: bytes, numbers: list[float]) -> None:
        if operator == b"BT":
            self._text = self._line = _IDENTITY
        elif operator == b"Tm" and len(numbers) == 6:  # noqa: PLR2004 - the six numbers of a matrix
            self._text = self._line = _matrix(numbers)
        elif operator == b"T*":
            self._move(0.0, -self._state.leading)
        elif len(numbers) == 2:  # noqa: PLR2004 - x and y
            if operator == b"TD":
                self._state = replace(self._state, leading=-numbers[1])
            self._move(numbers[0], numbers[1])

    def _move(self, x: float, y: float) -> None:
        self._text = self._line = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _why_unseen(self) -> str | None:
        if self._state.mode in _UNSEEN_MODES:
            return "invisible text mode"
        matrix = _times(self._text, self._state.matrix)
        if self._state.size * max(abs(value) for value in matrix[:4]) < _TINY:
            return "too small to be seen"
        x, y = matrix[4], matrix[5]
        left, bottom, right, top = self._work.box
        if not (left - _EDGE <= x <= right + _EDGE and bottom - _EDGE <= y <= top + _EDGE):
            return "off the page"
        return "white on white" if _is_white(self._state.fill) and self._is_on_white(x, y) else None

    def _is_on_white(self, x: float, y: float) -> bool:
        under = (
            w for (left, low, right, high), w in reversed(self._work.grounds) if left <= x <= right and low <= y <= high
        )
        return next(under, True)

    def _form(self, operands: Any) -> bool:
        """A form is read with the state it is drawn in; a picture is ground on which white can be seen."""
        forms = self._resources.get("/XObject", DictionaryObject()).get_object()
        item = (
            forms.get(operands[0], NullObject()).get_object()
            if operands and isinstance(forms, DictionaryObject)
            else None
        )
        if not isinstance(item, StreamObject):
            return True
        if item.get("/Subtype") == "/Image":
            self._ground([_box_of(self._state.matrix, (0.0, 0.0), (1.0, 1.0))], white=False)
        elif item.get("/Subtype") == "/Form":
            forms[operands[0]] = self._rewritten(item)
        return True

    def _rewritten(self, form: StreamObject) -> StreamObject:
        if self._depth >= _DEPTH:
            raise DocumentError("its forms are nested too deeply", hint="save it as text")
        given = _numbers(form.get("/Matrix", ArrayObject()).get_object())
        matrix = _matrix(given) if len(given) == 6 else _IDENTITY  # noqa: PLR2004 - the six numbers of a matrix
        inner = replace(self._state, matrix=_times(matrix, self._state.matrix))
        stream = ContentStream(form, self._work.reader)
        own = form.get("/Resources", NullObject()).get_object()
        resources = own if isinstance(own, DictionaryObject) else self._resources
        stream.operations = _seen(stream, resources, inner, self._work, self._depth + 1)
        copy = DecodedStreamObject()
        copy.update({key: value for key, value in form.items() if key not in _CODING})
        copy.set_data(stream.get_data())
        return copy


def _changed(state: _State, operator: bytes, numbers: list[float], operands: Any) -> _State:
    if operator == b"cm" and len(numbers) == 6:  # noqa: PLR2004 - the six numbers of a matrix
        return replace(state, matrix=_times(_matrix(numbers), state.matrix))
    if operator == b"Tr" and numbers:
        return replace(state, mode=int(numbers[0]))
    if operator == b"Tf" and numbers:
        return replace(state, size=abs(numbers[-1]))
    if operator == b"TL" and numbers:
        return replace(state, leading=numbers[0])
    if operator in (b"g", b"rg", b"k"):
        return replace(state, fill=tuple(numbers))
    if operator in (b"sc", b"scn", b"cs"):
        plain = operator != b"cs" and len(numbers) == len(operands)
        return replace(state, fill=tuple(numbers) if plain else None)
    return state


def _is_white(fill: tuple[float, ...] | None) -> bool:
    """White in grey, RGB or CMYK; what patterns and named inks look like is not known."""
    if not fill:
        return False
    if len(fill) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        return max(fill) <= 1 - _WHITE_FROM
    return len(fill) in (1, 3) and min(fill) >= _WHITE_FROM


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _matrix(numbers: list[float]) -> Matrix:
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])


def _box_of(matrix: Matrix, corner: tuple[float, float], size: tuple[float, float]) -> Box:
    ends = [
        _times((1.0, 0.0, 0.0, 1.0, corner[0] + x * size[0], corner[1] + y * size[1]), matrix)
        for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))
    ]
    across, up = [end[4] for end in ends], [end[5] for end in ends]
    return min(across), min(up), max(across), max(up)


def _numbers(operands: Any) -> list[float]:
    if not isinstance(operands, list | tuple):
        return []
    return [float(value) for value in operands if isinstance(value, int | float)]


def _strings(operands: Any) -> list[Any]:
    flat = [inner for item in operands for inner in (item if isinstance(item, list) else [item])]
    return [item for item in flat if isinstance(item, str | bytes) and not isinstance(item, NameObject)]


def _raw(item: Any) -> str | bytes:
    return item if isinstance(item, str | bytes) else ""
