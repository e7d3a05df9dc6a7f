"""How well and how fast notes keep their place: texts, edits whose truth is known, scores."""
