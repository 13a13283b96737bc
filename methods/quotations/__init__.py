"""Who says what: quotations with their speakers."""

from methods.quotations.extraction import (
    not_speech,
    own_words,
    pieces,
    quotations,
    quoted_pieces,
    speaker_by_token,
)

__all__ = ["not_speech", "own_words", "pieces", "quotations", "quoted_pieces", "speaker_by_token"]
