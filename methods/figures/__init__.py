"""Figures, tables and marked text as a page shows them."""

import lazy_loader

# Loaded when it is asked for: what computes needs no library that draws, and what draws none that
# distributes.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "acts": ["network", "told_or_said"],
        "article": ["at_a_glance", "parts_read", "scores_by_sentence", "speaking_time", "tone_by_voice"],
        "coders": ["coders_grid"],
        "corpus": ["actor_heat", "names_of", "nearest_articles", "tone_arcs"],
        "entrance": ["door"],
        "findings": ["corpus_in_brief"],
        "groups": ["by_chance", "by_group", "key_words_between", "most_heard", "voices_by_group"],
        "marked": ["brief_list", "marked_article"],
        "page": [
            "about_sample",
            "drawn_as_png",
            "whole_text",
            "marked_text",
            "role_evidence",
            "rows_or",
            "say",
            "show",
        ],
        "pairs": [
            "pairs_told",
            "sentences_open",
            "voices_apart",
            "voices_through",
            "whole_counts",
            "words_apart",
        ],
        "style": [
            "FAINT",
            "INK",
            "NEGATIVE",
            "POSITIVE",
            "QUIET",
            "TONE",
            "canvas",
            "label",
            "narrow",
            "stylesheet",
        ],
        "validation": ["agreement_intervals", "coders_and_machine", "published_record"],
        "words": ["dispersion", "key_words", "word_bars"],
    },
)
