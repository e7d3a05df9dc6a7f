"""Front matter: data from strangers, read without expanding, executing or guessing.

``fences`` parts it from the body, ``from_yaml``, ``from_toml`` and ``from_json`` read it as plain values (every
scalar a string), ``names`` and ``fields`` say which field of a document a name means. Each way it can be wrong
has one outcome: a warning or a refusal that names file, line and field (tests/articles/importing/outcomes.py).
"""

from __future__ import annotations

from articles.importing.frontmatter.fences import Split, split
from articles.importing.frontmatter.fields import FrontMatter, read

__all__ = ["FrontMatter", "Split", "read", "split"]
