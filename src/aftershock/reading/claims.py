"""Claims: attributed statements, and what the author forecasts, judges and recommends in the text's own voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.attribution import attributions
from aftershock.reading.author import OwnStatement, own_statements
from aftershock.reading.certainty import express
from aftershock.reading.cues import words
from aftershock.reading.horizons import horizon
from aftershock.reading.passage import Passage, Token
from aftershock.reading.sentence_kinds import is_negated, is_open_question, judgement, norm_at
from aftershock.reading.statements import divided, is_forecast, span_of
from aftershock.record.claim import AUTHOR, Certainty, Claim, ClaimKind
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

VERSION: Final = "1"
_JUDGES: Final = 2
"""From this weight on an attributed statement is an assessment rather than a report."""


def claims(passage: Passage) -> tuple[Claim, ...]:
    """Every claim of a document: attributed ones, and the author's own, sorted by content."""
    page = _Page(passage)
    attributed = attributions(passage)
    found: dict[tuple[str, Span], Claim] = {}
    for attribution in attributed:
        for claim in page.attributed(attribution):
            found.setdefault((claim.speaker, claim.content), claim)
    for statement in own_statements(passage, attributed):
        for claim in page.own(statement):
            found.setdefault((claim.speaker, claim.content), claim)
    return tuple(sorted(found.values(), key=lambda c: (c.content, c.speaker)))


class _Page:
    """A passage, looked up by offset."""

    def __init__(self, passage: Passage) -> None:
        self._document = passage.document
        self._sentences = passage.sentences
        self._ends = [sentence.span.end for sentence in passage.sentences]
        self._mentions = [mention for mention in passage.mentions if mention.named]
        self._starts = [mention.span.start for mention in self._mentions]

    def attributed(self, attribution: Attribution) -> Iterator[Claim]:
        """The claims that one attribution makes: parts of its content that differ in kind are apart."""
        sentences = self._tokens(attribution.content)
        is_reported = not attribution.is_quoted
        whole = (
            attribution.manner in {"describe", "accuse", "direct", "commit"} or attribution.rule == "quotation-split"
        )
        parts = [[t for s in sentences for t in s]] if whole else divided(sentences, is_reported=is_reported)
        for part in parts:
            content = span_of(part)
            if content is not None:
                kind = _kind(attribution, part, is_reported=is_reported)
                certainty = self._certainty(attribution, part, kind)
                negated = attribution.manner == "deny" or is_negated(part)
                yield self._claim(
                    attribution.speaker, kind, content, attribution.cue, (certainty, negated), attribution.rule
                )

    def own(self, statement: OwnStatement) -> Iterator[Claim]:
        """The claim that a statement of the author makes."""
        content = span_of(statement.tokens)
        if content is not None:
            is_future = statement.kind == "forecast"
            told, framed = (express(t, is_future=is_future) for t in (statement.tokens, statement.frame))
            certainty = framed or told if is_open_question(statement.frame) else told or framed
            state = (certainty, is_negated(statement.tokens))
            yield self._claim(AUTHOR, statement.kind, content, None, state, statement.rule)

    def _certainty(self, attribution: Attribution, part: Sequence[Token], kind: ClaimKind) -> Certainty | None:
        found = None if attribution.manner == "deny" else express(part, is_future=kind == "forecast")
        if found is not None or attribution.cue is None:
            return found
        cue = [token for sentence in self._tokens(attribution.cue) for token in sentence]
        return express(cue, is_future=kind == "forecast")

    def _claim(
        self,
        speaker: str,
        kind: ClaimKind,
        content: Span,
        cue: Span | None,
        state: tuple[Certainty | None, bool],
        rule: str,
    ) -> Claim:
        document = self._document
        when = horizon(document.text, content, document.published) if kind == "forecast" else None
        identity = content_id("claim", document.id, speaker, content.start, content.end)
        made = Provenance(FromText(document.id, content), rule, VERSION)
        about = tuple(sorted(set(self._named(content))))
        return Claim(identity, document.id, speaker, kind, content, cue, *state, when, about, made)

    def _tokens(self, span: Span) -> list[list[Token]]:
        """The tokens of a span, sentence by sentence."""
        place = bisect_left(self._ends, span.start + 1)
        found = []
        while place < len(self._sentences) and self._sentences[place].span.start < span.end:
            found.append([t for t in self._sentences[place].tokens if span.contains(t.span)])
            place += 1
        return found

    def _named(self, span: Span) -> Iterator[str]:
        for place in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            if self._mentions[place].span.end <= span.end:
                yield self._mentions[place].actor


def _kind(attribution: Attribution, part: Sequence[Token], *, is_reported: bool) -> ClaimKind:
    if attribution.manner == "direct":
        return "recommendation"
    looks_ahead = attribution.rule == "noun-cue" and attribution.words in words("nouns_ahead")
    if (
        looks_ahead
        or attribution.manner == "commit"
        or (attribution.manner not in {"describe", "accuse"} and is_forecast(part, is_reported=is_reported))
    ):
        return "forecast"
    if norm_at(part) is not None and attribution.manner != "describe":
        return "recommendation"
    is_judged = attribution.manner in {"describe", "accuse"} or judgement(part) >= _JUDGES
    return "assessment" if is_judged else "report"
