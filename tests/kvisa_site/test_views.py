"""Health and language."""

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.urls import reverse

HEALTH = "health"
LANGUAGE = "language"


@pytest.mark.django_db
def test_a_house_that_stands_says_ok(client):
    answer = client.get(reverse(HEALTH))
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(reverse(HEALTH))


@pytest.mark.django_db
def test_without_a_database_the_answer_is_503_and_tells_nothing_else(client, monkeypatch):
    def down(*args):
        raise OperationalError("could not connect to db.internal as kvisa")

    monkeypatch.setattr(connection, "cursor", down)
    answer = client.get(reverse(HEALTH))
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "unavailable"}


def test_health_is_read_only(client):
    assert client.post(reverse(HEALTH)).status_code == 405


def test_the_language_is_kept_in_a_cookie_and_leads_back(client):
    answer = client.post(reverse(LANGUAGE), {"language": "zh-hant", "next": "/articles/?q=K"})
    assert (answer.status_code, answer["Location"]) == (302, "/articles/?q=K")
    assert answer.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "zh-hant"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_an_unsafe_next_page_leads_home(client, next_page):
    answer = client.post(reverse(LANGUAGE), {"language": "zh-hans", "next": next_page})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "fr", "zh-hans\r\nX: y", None])
def test_a_language_that_is_not_offered_is_refused(client, language):
    answer = client.post(reverse(LANGUAGE), {} if language is None else {"language": language})
    assert answer.status_code == 400
    assert django_settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_the_language_takes_a_post(client):
    assert client.get(reverse(LANGUAGE)).status_code == 405


def test_the_language_takes_a_token_against_forgery():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(reverse(LANGUAGE), {"language": "en"})
    assert answer.status_code == 403
