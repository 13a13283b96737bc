"""Who says what: quotations with their speakers."""

from methods.quotations.extraction import SILENT, not_speech, quotations
from methods.quotations.shares import NARRATOR, UNNAMED, told_by, voices
from methods.quotations.stretches import own_words, pieces, quoted_pieces, speaker_by_token, voice_pieces

__all__ = [
    "NARRATOR",
    "SILENT",
    "UNNAMED",
    "not_speech",
    "own_words",
    "pieces",
    "quotations",
    "quoted_pieces",
    "speaker_by_token",
    "told_by",
    "voice_pieces",
    "voices",
]
