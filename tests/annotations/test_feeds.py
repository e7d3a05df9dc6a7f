"""Feeds: valid Atom, for everybody the same, without anything that not everybody may read."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from policy import Role
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def article():
    return make_article(
        "---\ntitle: A gate\ntags: [Visas]\n---\n\nIt says that nobody needs an invitation.\n", file="gate.md"
    )


@pytest.fixture
def note(article):
    author = make_user("ada", display_name="Ada & 签证")
    return make_annotation(article, QUOTE, author, body="Why <b>?", tags=["visas"])


@pytest.fixture
def feeds(article, note):
    return {
        "site": reverse("feed"),
        "article": reverse("article-feed", args=[article.slug]),
        "tag": reverse("tag-feed", args=["visas"]),
        "person": reverse("person-feed", args=["ada"]),
        "thread": reverse("thread-feed", args=[note.key]),
    }


def read(url) -> ET.Element:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def valid(feed: ET.Element, url: str) -> None:
    """What RFC 4287 asks of a feed and of each entry."""
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert re.match(r"[a-z]+:", element.findtext(f"{ATOM}id"))
        assert DATE.fullmatch(element.findtext(f"{ATOM}updated"))
        links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
        assert all(href.startswith("http://testserver/") for _rel, href in links)
    assert f"http://testserver{url}" in [
        link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    for entry in feed.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link"))


def titles(feed: ET.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in feed.findall(f"{ATOM}entry")]


def test_every_feed_is_valid_atom_and_tells_of_the_note(feeds, note):
    make_reply(note, body="I doubt it.")
    for name, url in feeds.items():
        feed = read(url)
        valid(feed, url)
        assert "Note: Why <b>?" in titles(feed), name
    assert titles(read(feeds["site"]))[-1] == "A gate"
    assert "Reply: I doubt it." in titles(read(feeds["thread"]))
    (entry,) = read(feeds["person"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ada & 签证"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/annotations/{note.key}"
    assert f"<blockquote>{QUOTE}</blockquote><p>Why &lt;b&gt;?</p>" in str(entry.findtext(f"{ATOM}summary"))
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["Visas"]


def test_nothing_that_only_some_may_read_is_in_a_feed(feeds, article, note):
    keeper = make_user("keeper")
    make_annotation(article, QUOTE, keeper, visibility="private", body="A canary.", tags=["visas"])
    hidden = make_annotation(article, QUOTE, keeper, body="A canary.", tags=["visas"])
    actions.hide(actor=make_user("m", Role.MODERATOR), annotation=hidden, reason="A canary.")
    draft = make_article("A canary\n\nA canary in a draft.\n", published=False, file="draft.txt")
    make_annotation(draft, "in a draft", make_user("e", Role.EDITOR), body="A canary.")
    for url in (*feeds.values(), reverse("person-feed", args=["keeper"])):
        for client in (Client(), signed_in(keeper)):
            assert b"canary" not in client.get(url).content
    for missing in (reverse("article-feed", args=[draft.slug]), reverse("thread-feed", args=[hidden.key])):
        assert signed_in(keeper).get(missing).status_code == 404


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_a_reader_has_is_not_sent_again(feeds, article):
    for url in feeds.values():
        first = Client().get(url)
        again = Client().get(url, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        since = Client().get(url, headers={"if-modified-since": first["Last-Modified"]})
        assert since.status_code == 304
    make_annotation(article, QUOTE)
    changed = Client().get(feeds["site"], headers={"if-none-match": Client().get(feeds["tag"])["ETag"]})
    assert changed.status_code == 200


def test_a_feed_with_nothing_in_it_is_valid_and_stays_the_same():
    article = make_article()
    url = reverse("article-feed", args=[article.slug])
    valid(read(url), url)
    assert Client().get(url).content == Client().get(url).content


def test_pages_link_their_feeds(feeds, article, note):
    pages = {
        "/": "site", article.get_absolute_url(): "article", "/discussion/?tag=visas": "tag",
        "/people/ada/": "person", note.get_absolute_url(): "thread",
    }  # fmt: skip
    for page, name in pages.items():
        link = f'<link rel="alternate" type="application/atom+xml" href="{feeds[name]}"'
        assert link in Client().get(page).content.decode(), page


def test_a_feed_costs_the_same_number_of_queries_for_1_and_50_notes(feeds, article, note):
    before = [queries(url) for url in feeds.values()]
    for _number in range(49):
        make_annotation(article, QUOTE, note.author, tags=["visas"])
        make_reply(note, note.author)
    assert [queries(url) for url in feeds.values()] == before


def queries(url) -> int:
    with CaptureQueriesContext(connection) as caught:
        Client().get(url)
    return len(caught)
