"""What the ``test`` command brings along: a browser and a PostgreSQL."""
