"""From bytes to a parsed document with warnings. A pure room: nothing here knows Django or a database."""
