"""The text model: blocks, canonical text, offsets, languages. A pure room: nothing here knows Django."""
