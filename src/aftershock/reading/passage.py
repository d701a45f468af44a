"""A document prepared for the rules: paragraphs, sentences, tokens, quotations, and the mentions of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aftershock.record.actor import DocumentActor
from aftershock.record.document import Document
from aftershock.record.text import Span

SentenceRole = Literal["title", "heading", "body", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. ``lower`` is case-folded with typographic marks made plain; ``lemma`` a light stem."""

    span: Span
    text: str
    lower: str
    lemma: str


@dataclass(frozen=True, slots=True)
class TokenSentence:
    """A sentence with its tokens, its paragraph's number and its role. Offsets are the document's."""

    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    role: SentenceRole


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks excluded; it may run over several sentences or paragraphs."""

    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor stands. ``named`` is false for pronouns and descriptions ("the group")."""

    span: Span
    actor: str
    named: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Everything the later rules need: they take a Passage and give records. ``mentions`` are sorted by span."""

    document: Document
    sentences: tuple[TokenSentence, ...]
    quotations: tuple[Quotation, ...]
    actors: tuple[DocumentActor, ...]
    mentions: tuple[Mention, ...]
