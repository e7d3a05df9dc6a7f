"""Measurements, beside something to compare with; not part of the product."""
