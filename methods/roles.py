"""Each actor's part in an article: mentioned, speaking, acting, acted on or spoken about, with the words that show it."""
from __future__ import annotations

import pandas as pd

from methods.actions import actions
from methods.actors import mentions
from methods.quotations import quotations
from methods.tone import tone_toward
from utils import kept, sentence_of

ROLES = ["mentioned", "speaks", "acts", "acted_on", "spoken_about"]
SIDES = {("acts", "cooperation"): "cooperation", ("acts", "conflict"): "conflict",
         ("acted_on", "cooperation"): "cooperation_received", ("acted_on", "conflict"): "conflict_received"}
EVIDENCE_COLUMNS = ["actor", "role", "sentence", "start", "end", "text", "relation", "side"]


@kept
def role_sentences(doc) -> pd.DataFrame:
    """Return one row per piece of evidence that an actor has a role."""
    named = mentions(doc)
    rows = [(m.actor, "mentioned", m.sentence, m.start, m.end, "") for m in named.itertuples()]
    spans = list(zip(named["start"], named["end"], named["actor"]))
    for quote in quotations(doc).itertuples():
        speaker = next((a for s, e, a in spans if s < quote.speaker_end and e > quote.speaker_start), None)
        if speaker is not None:
            rows.append((speaker, "speaks", quote.sentence, quote.start, quote.end, ""))
        rows += [(m.actor, "spoken_about", m.sentence, m.start, m.end, "") for m in named.itertuples()
                 if quote.start <= m.start < quote.end and m.actor != speaker]
    told = actions(doc)
    told = told[~told["negated"] & ~told["status"].isin(["denied", "intended"])]
    for act in told.itertuples():
        rows += [(actor, role, act.sentence, act.start, act.end, act.relation) for actor, role in
                 ((act.source_actor, "acts"), (act.target_actor, "acted_on")) if actor]
    table = pd.DataFrame(rows, columns=["actor", "role", "sentence", "start", "end", "relation"])
    table = table.drop_duplicates(["actor", "role", "start"])
    from methods.actions import QUADS
    table["side"] = [QUADS.get(r, "").rpartition(" ")[2] for r in table["relation"]]
    table["text"] = [doc.text[s:e] for s, e in zip(table["start"], table["end"])]
    order = {role: number for number, role in enumerate(ROLES)}
    table = table.sort_values(["start", "role"], key=lambda c: c.map(order) if c.name == "role" else c, kind="stable")
    return table[EVIDENCE_COLUMNS].reset_index(drop=True)


@kept
def roles(doc) -> pd.DataFrame:
    """Return one row per actor with the number of times that it has each role, and the tone toward it."""
    evidence = role_sentences(doc)
    counts = evidence.groupby(["actor", "role"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=ROLES, fill_value=0)
    sided = evidence[evidence["side"] != ""]
    for (role, side), name in SIDES.items():
        found = sided[(sided["role"] == role) & (sided["side"] == side)]
        counts[name] = found.groupby("actor").size().reindex(counts.index, fill_value=0)
    seen = evidence[evidence["role"] == "mentioned"]
    tone = [tone_toward(doc, start, end) for start, end in zip(seen["start"], seen["end"])]
    counts["toward"] = pd.Series(tone, index=seen["actor"], dtype=float).groupby(level=0).mean().reindex(counts.index)
    return counts.rename_axis("actor").reset_index().rename_axis(columns=None).sort_values(
        "mentioned", ascending=False, kind="stable", ignore_index=True)
