"""The one signal in the house."""

from django.dispatch import Signal

# Sent inside the publishing transaction with ``article``, ``revision`` and ``previous`` (None for the first).
# A receiver that raises undoes the publication.
revision_published = Signal()
