"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from kvisa_site.door import only_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kvisa_site.settings")
application = only_utf_8(get_wsgi_application())
