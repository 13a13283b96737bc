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
            "alpha",
            "answers_by_rater",
            "differences",
            "in_words",
            "interval",
            "kappa",
            "rank_correlation",
            "reached",
            "sides",
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
