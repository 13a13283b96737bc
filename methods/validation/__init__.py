"""How far off: people's codings beside the machine's answers, agreement, errors, and the published record."""

import lazy_loader

# Loaded when it is asked for: what computes needs no library that draws, and what draws none that
# distributes.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "agreement": [
            "RELIABLE",
            "TENTATIVE",
            "TOGETHER",
            "agreement_of_raters",
            "answers_by_rater",
            "differences",
            "in_words",
            "reached",
        ],
        "coefficients": [
            "alpha",
            "alpha_interval",
            "interval",
            "kappa",
            "known_names",
            "rank_correlation",
            "sides",
        ],
        "group": [
            "CODED_QUESTIONS",
            "agreement_of_group",
            "beside_readers",
            "group_advice",
            "coders_answers",
            "most_split",
            "named_apart",
            "without_each",
        ],
        "codings": [
            "CODING_COLUMNS",
            "CodingError",
            "FOLDER",
            "IN_FILE",
            "SCALE",
            "coded_sentences",
            "coding_path",
            "key_of",
            "machine_reading",
            "made_by",
            "read_coding",
            "read_file",
            "unread_codings",
            "write_coding",
        ],
        "error_cases": ["ask", "judged_errors"],
        "form": ["Coder"],
        "intentions": ["INTENTION_KINDS", "against_intended", "intended"],
        "record": ["error_record", "usual_error"],
    },
)
# Classes are here to take, and not in __all__, so that `help` begins with what can be called.
__all__ = [name for name in __all__ if name not in ("Coder", "CodingError")]
