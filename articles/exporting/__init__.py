"""From rows back to files: each article as its own file if it is as the file says, else as Markdown that says all.

``inline``, ``body`` and ``document`` write (they know no database), ``rows`` reads articles, ``library`` lays out folders.
"""
