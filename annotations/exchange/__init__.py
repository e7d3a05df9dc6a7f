"""Annotations leave and come back: rows to records, exports in five formats, imports."""
