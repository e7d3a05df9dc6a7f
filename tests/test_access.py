"""One access table over every address: who gets what; and nobody finds what is not theirs.

200 is a page, 302 a way elsewhere (sign-in), 404 nothing there. What may not be seen and what does not exist get
the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotations import actions
from annotations.models import Annotation
from articles.models import Article
from policy import Role
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
ROLES = ("nobody", "reader", "author", "moderator", "editor")

OPEN = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
MODERATORS = (404, 404, 404, 200, 404)
NOWHERE = (404, 404, 404, 404, 404)
# Where words are typed, whoever was signed out meanwhile signs in and comes back, whether or not there is anything.
AUTHOR = (302, 404, 200, 404, 404)
DECISIONS = (302, 404, 404, 200, 404)
# Who may not enter the admin is sent to its sign-in, which is not there for those who have signed in.
DESK = (302, 302, 302, 200, 200)
EDITORS_DESK = (302, 302, 302, 403, 200)
MODERATORS_DESK = (302, 302, 302, 200, 403)
NOBODYS_DESK = (302, 302, 302, 403, 403)
POST_ONLY = (405, 405, 405, 405, 405)

# URL name → what each of ROLES gets by GET on a public note ("author" wrote it) of a published article.
TABLE: dict[str, tuple[int, ...]] = {
    "home": OPEN,
    "articles": OPEN,
    "article": OPEN,
    "passages": OPEN,
    "passage": (302, 302, 302, 302, 302),
    "citation": OPEN,
    "article-annotations": (302, 200, 200, 200, 200),
    "revisions": OPEN,
    "revision": OPEN,
    "comparison": (302, 302, 302, 302, 302),
    "changes": NOWHERE,  # the article has one revision
    "image": NOWHERE,  # the article has no picture of that name
    "discussion": OPEN,
    "annotations-import": (404, 404, 404, 404, 200),
    "export": (404, 404, 404, 200, 200),
    "article-export": OPEN,
    "my-export": SIGNED_IN,
    "feed": OPEN,
    "article-feed": OPEN,
    "tag-feed": OPEN,
    "person-feed": OPEN,
    "thread-feed": OPEN,
    "annotations": OPEN,  # the container: the same for everybody
    "annotation-iri": OPEN,
    "annotation": OPEN,
    "replies": SIGNED_IN,
    "wording": AUTHOR,
    "history": OPEN,
    "placement": NOWHERE,  # the note stands as it was written
    "withdrawal": AUTHOR,
    "reports": (302, 200, 404, 200, 200),
    "hiding": DECISIONS,
    "restoration": DECISIONS,
    "preview": POST_ONLY,
    "moderation": MODERATORS,
    "ledger": MODERATORS,
    "person": OPEN,
    "mine": SIGNED_IN,
    "changed": SIGNED_IN,
    "settings": SIGNED_IN,
    "tokens": SIGNED_IN,
    "token-revocation": (302, 405, 405, 405, 405),
    "api": OPEN,
    "openapi": OPEN,
    "language": POST_ONLY,
    "health": OPEN,
    "account_login": (200, 302, 302, 302, 302),
    "account_signup": (200, 302, 302, 302, 302),
    "account_logout": (302, 200, 200, 200, 200),
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": (302, 200, 200, 200, 200),
    "account_set_password": (302, 302, 302, 302, 302),
    "account_inactive": OPEN,
    "account_confirm_login_code": (302, 302, 302, 302, 302),  # no code was sent
    "account_email": SIGNED_IN,
    "account_email_verification_sent": OPEN,
    "account_confirm_email": OPEN,  # says that the link is not valid
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,  # says that the link is not valid
    "account_reset_password_from_key_done": OPEN,
    "admin:index": DESK,
    "admin:login": (302, 404, 404, 302, 302),
    "admin:logout": (302, 302, 302, 405, 405),
    "admin:password_change": DESK,
    "admin:password_change_done": DESK,
    "admin:autocomplete": NOBODYS_DESK,
    "admin:jsi18n": DESK,
    "admin:app_list": (302, 302, 302, 404, 200),  # of articles
    "admin:articles_article_import": (302, 302, 302, 404, 200),
    "admin:articles_article_import_preview": (302, 302, 302, 404, 404),  # nobody's batch
    "admin:articles_article_import_document": (302, 302, 302, 404, 404),
    "admin:articles_article_import_progress": (302, 302, 302, 405, 405),
    "admin:articles_article_edit": (302, 302, 302, 404, 200),
    "admin:articles_revision_source": (302, 302, 302, 404, 200),
}
# Pages of Django's admin follow one rule a model: whose desk it stands on.
MODELS = {
    "articles_article": EDITORS_DESK,
    "articles_project": EDITORS_DESK,
    "articles_entity": EDITORS_DESK,
    "articles_speaker": EDITORS_DESK,
    "articles_tag": EDITORS_DESK,
    "annotations_annotation": MODERATORS_DESK,
    "annotations_report": MODERATORS_DESK,
    "annotations_ledgerentry": MODERATORS_DESK,
    "accounts_user": NOBODYS_DESK,
    "account_emailaddress": NOBODYS_DESK,
    "account_emailconfirmation": NOBODYS_DESK,
    "taggit_tag": NOBODYS_DESK,
}


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield namespace + pattern.name
        else:
            yield f"{namespace}{pattern.pattern}"


def model_page(name: str) -> str | None:
    """The model whose admin page this is, if it is one."""
    bare = name.removeprefix("admin:")
    return next(
        (model for model in MODELS if name.startswith("admin:") and bare.startswith(f"{model}_")), None
    )


@pytest.fixture
def world():
    author = make_user("author")
    article = make_article()
    note = make_annotation(article, QUOTE, author, tags=["visas"])
    return {
        "article": article,
        "note": note,
        "clients": {
            "nobody": Client(),
            "reader": signed_in(make_user("reader")),
            "author": signed_in(author),
            "moderator": signed_in(make_user("moderator", Role.MODERATOR)),
            "editor": signed_in(make_user("editor", Role.EDITOR)),
        },
    }


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, world) -> str:
    article, note = world["article"], world["note"]
    arguments = {
        "article": [article.slug],
        "passages": [article.slug],
        "passage": [article.slug, "1:0-12"],
        "citation": [article.slug, "1:0-12"],
        "article-annotations": [article.slug],
        "revisions": [article.slug],
        "revision": [article.slug, 1],
        "comparison": [article.slug],
        "changes": [article.slug, 1, 2],
        "image": [article.slug, "none.png"],
        "person": ["author"],
        "token-revocation": [1],
        "export": ["jsonld"],
        "article-export": [article.slug, "html"],
        "my-export": ["csv"],
        "article-feed": [article.slug],
        "tag-feed": ["visas"],
        "person-feed": ["author"],
        "thread-feed": [note.key],
        "account_confirm_email": ["no-such-key"],
        "account_reset_password_from_key": ["1", "no-such-key"],
        "admin:app_list": ["articles"],
        "admin:articles_article_import_preview": ["6f8b1c52-2a35-4a3e-9f39-4f1d0a3c7b11"],
        "admin:articles_article_import_progress": ["6f8b1c52-2a35-4a3e-9f39-4f1d0a3c7b11"],
        "admin:articles_article_import_document": ["6f8b1c52-2a35-4a3e-9f39-4f1d0a3c7b11", 1],
        "admin:articles_article_edit": [article.pk],
        "admin:articles_revision_source": [article.pk, 1],
    }
    if name in (
        "annotation-iri",
        "annotation",
        "placement",
        "replies",
        "wording",
        "history",
        "withdrawal",
        "reports",
        "hiding",
        "restoration",
    ):
        return reverse(name, args=[note.key])
    made = reverse(name, args=arguments.get(name, []))
    if name == "passages":
        return f"{made}?block=0"
    if name == "article-annotations":
        return f"{made}?revision={article.current_id}&start=0&end=12"
    return made


def test_every_address_stands_in_the_table():
    known = set(TABLE)
    # Django's admin: an old form of an object's address, the end that catches everything else, and a password page
    # that keeps its name whatever the user model is called.
    known |= {"admin:<path:object_id>/", "admin:(?P<url>.*)$", "admin:auth_user_password_change"}
    assert not {
        name for name in names(get_resolver().url_patterns) if name not in known and not model_page(name)
    }


@pytest.mark.parametrize("name", TABLE)
def test_the_table_holds(world, name):
    found = tuple(world["clients"][role].get(address(name, world)).status_code for role in ROLES)
    assert found == TABLE[name]


@pytest.mark.parametrize("model", MODELS)
def test_the_tables_of_the_admin_hold(world, model):
    try:
        page = reverse(f"admin:{model}_changelist")
    except Exception:
        assert model.startswith(("account_", "taggit_"))
        return
    found = tuple(world["clients"][role].get(page).status_code for role in ROLES)
    assert found == MODELS[model]


@pytest.mark.parametrize(
    "name",
    [
        "annotation-iri",
        "annotation",
        "replies",
        "wording",
        "history",
        "withdrawal",
        "placement",
        "reports",
        "hiding",
        "restoration",
    ],
)
@pytest.mark.parametrize("role", ["nobody", "reader", "moderator", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_private_note_looks_like_no_note_at_all(world, name, role, method):
    private = make_annotation(world["article"], QUOTE, world["note"].author, visibility="private")
    client = world["clients"][role]
    seen, missing = (
        getattr(client, method)(reverse(name, args=[key])) for key in (private.key, "none2345abcd")
    )
    reads_only = method == "post" and name in (
        "annotation",
        "history",
    )  # the data of what is not there, too, is not there
    asks_first = role == "nobody" and TABLE[name][0] == 302 and name not in ("replies", "reports")
    assert seen.status_code == missing.status_code == (405 if reads_only else 302 if asks_first else 404)
    assert seen.get("Location", "").replace(private.key, "none2345abcd") == missing.get("Location", "")
    assert plain(seen.content).replace(private.key.encode(), b"none2345abcd") == plain(missing.content)


def plain(page: bytes) -> bytes:
    """A page without the tokens that differ each time."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page)


@pytest.mark.parametrize("role", ["nobody", "reader", "author", "moderator"])
def test_a_draft_looks_like_no_article_at_all(world, role):
    draft = make_article(published=False, file="draft.txt")
    client = world["clients"][role]
    for tail in (
        "",
        "?p=1:0-5",
        "passages/?block=0",
        "passages/1:0-5/",
        "passages/1:0-5/citation/",
        "annotations/?revision=1&start=0&end=5",
        "revisions/",
        "revisions/1/",
        "revisions/comparison/?from=1&to=2",
        "revisions/1/changes/2/",
        "images/a.png",
        "annotations/",
        "annotations.csv",
        "feed/",
    ):
        seen = client.get(f"/articles/{draft.slug}/{tail}")
        missing = client.get(f"/articles/no-such-article/{tail}")
        assert (seen.status_code, missing.status_code) == (404, 404)
        assert plain(seen.content).replace(draft.slug.encode(), b"no-such-article") == plain(missing.content)


def content_of(answer) -> bytes:
    """The whole answer, also of one that is sent in pieces."""
    return bytes(answer.getvalue() if answer.streaming else answer.content)


def crawl(client: Client, articles: list[Article], notes: list[Annotation]) -> Iterator[tuple[str, bytes]]:
    """Every page a role could try, by GET and POST, with its answer."""
    addresses = [
        "/", "/articles/", "/articles/?q=canar", "/articles/?tag=canar", "/me/", "/me/?visibility=private", "/me/changed/",
        "/moderation/", "/moderation/ledger/", "/people/keeper/", "/admin/", "/admin/articles/article/",
        "/admin/annotations/annotation/", "/admin/annotations/annotation/?q=canar", "/admin/annotations/report/",
        "/admin/annotations/ledgerentry/", "/healthz", "/no/such/page/", "/discussion/", "/discussion/?tag=canar", "/annotations/", "/annotations/?page=0", "/me/tokens/", "/feed/", "/people/keeper/feed/",
        *(f"{path}annotations.{form}" for path in ("/", "/me/") for form in ("jsonld", "json", "csv", "md", "html")),
        "/articles/?author=keeper", "/people/",
        "/people/keeper/?page=2", "/people/keeper/?visibility=private", "/admin/annotations/annotation/?_facets=True",
        "/admin/annotations/annotation/?visibility=private", "/admin/annotations/report/?_facets=True",
        "/admin/articles/article/?_facets=True", "/admin/annotations/annotation/?q=keeper",
    ]  # fmt: skip
    for article in articles:
        base = f"/articles/{article.slug}/"
        addresses += [
            base,
            f"{base}passages/?block=1",
            f"{base}passages/1:0-9/",
            f"{base}passages/1:0-9/citation/",
            f"{base}annotations/?revision={article.current_id}&start=0&end=9",
            f"{base}annotations/",
            f"{base}annotations/?page=0",
            f"{base}feed/",
            *(f"{base}annotations.{form}" for form in ("jsonld", "json", "csv", "md", "html")),
        ]
        addresses += [
            f"{base}revisions/",
            f"{base}revisions/1/",
            f"/admin/articles/article/{article.pk}/change/",
            f"/admin/articles/article/{article.pk}/delete/",
            f"/admin/articles/article/{article.pk}/history/",
        ]
        addresses.append(f"/admin/articles/article/{article.pk}/revisions/1/source/")
    for note in notes:
        addresses += [
            f"/annotations/{note.key}/{tail}"
            for tail in ("", "replies/", "wording/", "history/", "withdrawal/", "placement/")
        ]
        addresses += [f"/annotations/{note.key}/{tail}" for tail in ("reports/", "hiding/", "restoration/")]
        addresses += [
            f"/annotations/{note.key}",
            f"/annotations/{note.key}/feed/",
            f"/admin/annotations/annotation/{note.pk}/change/",
        ]
    for found in addresses:
        yield f"GET {found}", content_of(client.get(found))
    for article in articles:
        found = f"/articles/{article.slug}/annotations/"
        yield f"POST {found}", client.post(found, {"kind": "note"}).content
    for note in notes:
        for tail in ("replies/", "wording/", "reports/", "hiding/", "restoration/", "placement/"):
            yield f"POST {tail}", client.post(f"/annotations/{note.key}/{tail}", {}).content


def test_the_canary_is_never_seen_by_the_wrong_person(world):
    keeper = make_user("keeper")
    article = world["article"]
    private = make_annotation(
        article, QUOTE, keeper, visibility="private", body="A canary in a private note."
    )
    hidden = make_annotation(article, QUOTE, keeper, body="A canary that was hidden.")
    answer = make_reply(hidden, keeper, "A canary in a hidden thread.")
    mod = make_user("mod", Role.MODERATOR)
    actions.hide(actor=mod, annotation=hidden, reason="The canary sings.")
    draft = make_article(
        "A canary of a draft\n\nThe canary sings in a draft.\n\nTwice.\n",
        published=False,
        file="secret-draft.txt",
    )
    mine = make_annotation(
        draft, "sings in a draft", make_user("other", Role.EDITOR), body="A canary on a draft."
    )
    articles, notes = [article, draft], [private, hidden, answer, mine]
    for role in ("nobody", "reader", "author"):
        for page, content in crawl(world["clients"][role], articles, notes):
            assert b"canary" not in content, (role, page)
    for role, secret in (
        ("moderator", b"private note"),
        ("editor", b"private note"),
        ("moderator", b"a draft"),
        ("editor", b"was hidden"),
    ):
        for page, content in crawl(world["clients"][role], articles, notes):
            assert b"canary in a " + secret not in content, (role, page)
            assert b"canary of " + secret not in content, (role, page)
            assert b"canary that " + secret not in content, (role, page)


QUESTIONS = (
    "/admin/articles/article/?annotations__isnull=False",
    "/admin/articles/article/?annotations={note}",
    "/admin/articles/article/?annotation__isnull=False",
    "/admin/articles/article/?annotation={note}",
    "/admin/articles/article/?annotation__body__contains=A",
    "/admin/articles/article/?current__placements__isnull=False",
    "/admin/articles/article/?revisions__placements__annotation={note}",
    "/admin/annotations/annotation/?id__exact={note}",
    "/admin/annotations/annotation/?article__id__exact={article}",
    "/admin/annotations/annotation/?visibility__exact=private",
    "/admin/annotations/annotation/?_facets=True",
    "/admin/annotations/report/?annotation__id__exact={note}",
)


@pytest.mark.parametrize("role", ["moderator", "editor"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_filter_of_the_admin_tells_of_a_private_note(world, role, question):
    article, client = world["article"], world["clients"][role]
    world["note"].delete()
    answers = []
    for text in ("none yet", "one now"):
        pk = Annotation.objects.values_list("pk", flat=True).first() or 1
        page = client.get(question.format(note=pk, article=article.pk), follow=True)
        results = page.context.get("cl") if page.context else None
        answers.append((page.status_code, results and (results.result_count, results.full_result_count)))
        if text == "none yet":
            make_annotation(article, QUOTE, make_user("keeper"), visibility="private")
    assert answers[0] == answers[1]


def test_counts_betray_nothing(world):
    keeper = make_user("keeper")
    article = world["article"]
    before = world["clients"]["reader"].get(article.get_absolute_url()).content
    make_annotation(article, QUOTE, keeper, visibility="private")
    after = world["clients"]["reader"].get(article.get_absolute_url()).content
    assert plain(before) == plain(after)


@pytest.mark.parametrize("path", ["replies", "wording", "withdrawal", "reports"])
def test_a_form_from_elsewhere_is_refused(world, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world["note"].author)
    assert client.post(reverse(path, args=[world["note"].key]), {"body": "x"}).status_code == 403
