"""Who acts on whom, drawn as a network of cooperation and conflict, and what is told as done or only said."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch

from methods.actions import DONE, between_actors
from methods.figures.style import INK, NEGATIVE, POSITIVE, QUIET, canvas, label
from utils import brief, count_of, listed

# Of an arrow, and more of a second one, so that those between the same actors do not lie on each other.
BEND = 0.18
LABEL_SHAPE = np.array([1, 4])  # a label is wide and low: neighbours above each other may stand closer

# How an act is told, from what is done to what is not; the words that a figure says it in.
TOLD = {
    "asserted": "told as done",
    "attempted": "tried",
    "intended": "announced or asked",
    "alleged": "alleged",
    "hypothetical": "supposed",
    "denied": "denied or negated",
}


def told_or_said(acts: pd.DataFrame):
    """Draw how many acts with a class are told as done, and how many are only said, with an example of each.

    Filled bars, above the line, are told as done or tried; hatched bars, below it, are announced, alleged,
    supposed or denied: they count in no network and no role. One act counts once, however many it is done to.
    """
    acts = acts[acts["quad"] != ""].drop_duplicates(["source", "start"])
    told = acts["status"].where(~acts["negated"], "denied")
    counts = {status: int((told == status).sum()) for status in TOLD}
    done = sum(counts[status] for status in DONE)
    title = f"{count_of(done, 'act')} told as done or tried, {sum(counts.values()) - done} only said"
    firsts = {status: acts[told == status].iloc[0] for status in TOLD if counts[status]}
    examples = {
        status: " → ".join(
            filter(None, [f"{act['source'] or '(nobody named)'}: {act['cue']}", act["target"]])
        )
        for status, act in firsts.items()
    }
    alt = "; ".join(
        f"{words}: {counts[status]}"
        + f", such as “{brief(examples.get(status, ''), 60)}”" * (status in examples)
        for status, words in TOLD.items()
    )
    fig, ax = canvas(title, alt, height=3.2 if len(acts) else 0.8)
    if acts.empty:
        ax.axis("off")
        return fig
    most = max(1, *counts.values())
    for row, status in enumerate(TOLD):
        is_done = status in DONE
        ax.barh(
            row,
            counts[status],
            height=0.6,
            color=INK if is_done else "white",
            edgecolor=INK if is_done else QUIET,
            hatch="" if is_done else "////",
        )
        label(ax, counts[status] + most * 0.02, row, f"{counts[status]}", va="center")
        if status in examples:
            label(
                ax,
                most * 1.12,
                row,
                f"“{brief(examples[status], 56)}”",
                60,
                va="center",
                color=QUIET,
                in_layout=False,
            )
    ax.axhline(len(DONE) - 0.5, color=QUIET, lw=1)
    ax.set_yticks(range(len(TOLD)), list(TOLD.values()))
    ax.set_xlim(0, most * 2.6)
    ax.invert_yaxis()
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    return fig


def network(acts: pd.DataFrame, most: int = 20):
    """Draw the acts, done or attempted, between named actors on a circle, one act for each target.

    Solid blue is cooperation, dashed orange conflict; a hollow head says that it was only tried, a thin line
    that a voice tells it.
    """
    import networkx as nx

    acts = between_actors(acts)
    together, graph = {}, nx.MultiDiGraph()
    for act in acts.itertuples():
        together.setdefault((act.source_actor, act.target_actor, act.quad.split()[1]), []).append(act)
    for (source, target, side), group in together.items():
        verbs, relations = (
            listed(dict.fromkeys(getattr(act, name) for act in group)) for name in ("verb", "relation")
        )
        graph.add_edge(
            source,
            target,
            side=side,
            count=len(group),
            verbs=verbs,
            relations=relations.lower(),
            tried=all(act.status != "asserted" for act in group),
            claimed=all(act.voice for act in group),
        )
    graph = graph.subgraph(sorted(graph, key=graph.degree, reverse=True)[:most])
    tally = acts["quad"].str.split().str[1].value_counts()
    title = (
        f"{count_of(len(acts), 'act')} between named actors: {tally.get('cooperation', 0)} of "
        f"cooperation, {tally.get('conflict', 0)} of conflict"
    )
    unsure = [
        f"{n} {said}"
        for n, said in (
            (int((acts["status"] != "asserted").sum()), "only attempted"),
            (int((acts["voice"] != "").sum()), "told by a quoted voice"),
        )
        if n
    ]
    title += f" ({', '.join(unsure)})" if unsure else ""

    def said(e):
        return ", ".join(
            [e["verbs"], f"class {e['relations']}", count_of(e["count"], "time")]
            + ["only tried"] * e["tried"]
            + ["told by a voice"] * e["claimed"]
        )

    alt = "; ".join(f"{a} to {b}: {said(e)}" for a, b, e in graph.edges(data=True)) or "nothing to draw"
    # Neighbours in the network stand side by side on the circle, which leaves few arrows to cross.
    order = list(nx.dfs_preorder_nodes(nx.Graph(graph))) if nx.number_of_nodes(graph) else []
    fig, ax = canvas(
        title, alt, width=9, height=max(2.0, min(7.5, 3.5 + 0.25 * len(order))) if order else 1.2
    )
    place = {
        n: np.array([np.cos(a), np.sin(a)])
        for n, a in zip(order, np.linspace(np.pi, -np.pi, len(order), endpoint=False))
    }
    for name, (x, y) in place.items():
        ax.plot(x, y, "o", ms=9, color=INK)
        label(
            ax,
            1.09 * x,
            1.09 * y,
            name,
            34,
            ha="left" if x > 0.05 else "right" if x < -0.05 else "center",
            va="center" if abs(x) > 0.05 else "bottom" if y > 0 else "top",
        )
    taken = list(place.values())
    for a, b, nth, edge in graph.edges(keys=True, data=True):
        _arrow(
            ax,
            place[a],
            place[b],
            edge,
            BEND * (1 + 1.5 * nth),
            taken if graph.number_of_edges() <= 12 else None,
        )
    ax.set_xlim(-2.1, 2.1)
    ax.set_ylim(-1.25, 1.25)
    ax.axis("off")
    if order:
        fig.supxlabel(
            "blue, solid: cooperation; orange, dashed: conflict; hollow head: only tried; thin "
            "line: told by a quoted voice",
            fontsize=8,
            color=QUIET,
        )
    return fig


def _arrow(ax, start, end, edge, bend: float, taken: list | None) -> None:
    """Draw an arc; write its verbs where it comes least near to the places `taken`, and take that place."""
    colour, line = {"cooperation": (POSITIVE, "-"), "conflict": (NEGATIVE, (0, (4, 2)))}[edge["side"]]
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-|>",
            mutation_scale=16,
            shrinkA=8,
            shrinkB=8,
            lw=0.9 if edge["claimed"] else 1.2 + edge["count"],
            ls=line,
            ec=colour,
            fc="white" if edge["tried"] else colour,
        )
    )
    if taken is not None:
        along = end - start
        arc = [
            start + at * along + 2 * at * (1 - at) * bend * np.array([along[1], -along[0]])
            for at in np.linspace(0.25, 0.75, 11)
        ]
        freest = max(arc, key=lambda spot: min(np.hypot(*(spot - other) * LABEL_SHAPE) for other in taken))
        taken.append(freest)
        label(
            ax,
            *freest,
            ("tried: " if edge["tried"] else "") + edge["verbs"],
            30,
            color=colour,
            fontsize=8,
            ha="center",
            va="center",
            bbox={"fc": "white", "ec": "none", "pad": 0.6},
        )
