"""Who is in it: every mention of an actor, by name or resolved, and each actor's title."""

from methods.actors.offices import genders
from methods.actors.resolution import actor_at, actors, mentions, unresolved

__all__ = ["actor_at", "actors", "genders", "mentions", "unresolved"]
