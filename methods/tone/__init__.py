"""How it sounds: the tone of each sentence, where it turns, whose it is, and toward whom."""

from methods.tone.between import (
    LIKELY,
    PLAIN_TONE,
    POSSIBLE,
    goes_over,
    shifts_between,
    tone_shifts,
    turning_point,
    turns_in_words,
)
from methods.tone.course import by_voice, voice_parts
from methods.tone.said import quotation_tone
from methods.tone.scores import NEUTRAL, reader_words, score_tone, sentence_tone, tone_words
from methods.tone.toward import tone_toward
from methods.tone.voices import NARRATOR, UNNAMED, sentence_voices, turning_voices
from methods.tone.within import twists

__all__ = [
    "LIKELY",
    "NARRATOR",
    "NEUTRAL",
    "PLAIN_TONE",
    "POSSIBLE",
    "UNNAMED",
    "by_voice",
    "goes_over",
    "quotation_tone",
    "reader_words",
    "score_tone",
    "sentence_tone",
    "sentence_voices",
    "shifts_between",
    "tone_shifts",
    "tone_toward",
    "tone_words",
    "turning_point",
    "turning_voices",
    "turns_in_words",
    "twists",
    "voice_parts",
]
