"""Who says what: quotations with their speakers."""

from methods.quotations.extraction import SILENT, not_speech, quotations
from methods.quotations.shares import NARRATOR, is_in_first_person, told_by, voices
from methods.quotations.stretches import (
    UNNAMED,
    own_words,
    pieces,
    quoted_pieces,
    voice_by_token,
    voice_pieces,
)

__all__ = [
    "NARRATOR",
    "SILENT",
    "UNNAMED",
    "is_in_first_person",
    "not_speech",
    "own_words",
    "pieces",
    "quotations",
    "quoted_pieces",
    "told_by",
    "voice_by_token",
    "voice_pieces",
    "voices",
]
