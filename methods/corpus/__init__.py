"""Many articles: reading them, making every table of each, and comparing them."""

import lazy_loader

# Loaded when it is asked for: what computes needs no library that draws, and what draws none that
# distributes.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "analysis": ["TABLES", "analyse", "tables"],
        "comparison": [
            "LEAST",
            "article_measures",
            "group_means",
            "grouping",
            "keyness_between",
            "left_out",
            "makes_groups",
            "merged_actors",
            "periods",
            "speaking_by_group",
        ],
        "pair": ["Pair", "compare_two", "words_between"],
        "reading": ["CORPUS_COLUMNS", "CORPUS", "read_corpus"],
        "sentence_pairs": ["both_say", "only_one_says"],
        "similarity": ["nearest", "same_group"],
        "one_story": ["stories"],
        "workers": ["local_cluster"],
    },
)
# Classes are here to take, and not in __all__, so that `help` begins with what can be called.
__all__ = [name for name in __all__ if name not in ("Pair",)]
