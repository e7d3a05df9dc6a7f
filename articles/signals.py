"""The one signal in the house."""

from django.dispatch import Signal

# Sent inside the publishing transaction with ``actor`` (None is the system), ``article``, ``revision``, ``previous`` (None
# for the first) and ``decisions``: the editor's answers, by field, to what those who stand above asked in the preview.
# A receiver that raises undoes the publication.
revision_published = Signal()
