"""The addresses of the house, as a table of contents. Nouns; what happens is said by the method."""

from django.contrib import admin
from django.urls import include, path

from accounts.views import settings as account_settings
from accounts.views import tokens
from annotations.feeds import ArticleFeed, PersonFeed, SiteFeed, TagFeed, ThreadFeed
from annotations.views import (
    annotation,
    container,
    discussion,
    exports,
    history,
    importing,
    mine,
    moderation,
    passage,
    people,
    placement,
    preview,
    reading,
    replies,
    reports,
    resource,
    revision,
    withdrawal,
    wording,
)
from articles.views import changes, images, library, revisions
from kvisa_site.views import api, health, language

article_urls = [
    path("", reading.article, name="article"),
    path("passages/", reading.passages, name="passages"),  # the sentence picker: no script needed
    path("passages/<str:address>/", passage.passage, name="passage"),
    path("passages/<str:address>/citation/", passage.citation, name="citation"),
    # A container of the Web Annotation Protocol; for browsers the form for a new annotation.
    path("annotations/", container.article_container, name="article-annotations"),
    path("annotations.<str:form>", exports.article, name="article-export"),
    path("feed/", ArticleFeed(), name="article-feed"),
    path("revisions/", revisions.revisions, name="revisions"),
    path("revisions/comparison/", changes.comparison, name="comparison"),
    path("revisions/<int:older>/changes/<int:newer>/", changes.changes, name="changes"),
    path("revisions/<int:number>/", revision.revision, name="revision"),
    path("images/<path:path>", images.image, name="image"),
]

annotation_urls = [
    path("", annotation.annotation, name="annotation"),
    path("feed/", ThreadFeed(), name="thread-feed"),
    path("replies/", replies.replies, name="replies"),
    path("wording/", wording.wording, name="wording"),
    path("placement/", placement.placement, name="placement"),
    path("history/", history.history, name="history"),
    path("withdrawal/", withdrawal.withdrawal, name="withdrawal"),
    path("reports/", reports.reports, name="reports"),
    path("hiding/", moderation.hiding, name="hiding"),
    path("restoration/", moderation.restoration, name="restoration"),
]

urlpatterns = [
    path("", library.home, name="home"),
    path("feed/", SiteFeed(), name="feed"),
    path("tags/<str:slug>/feed/", TagFeed(), name="tag-feed"),
    path("articles/", library.articles, name="articles"),
    path("articles/<str:slug>/", include(article_urls)),
    path("discussion/import/", importing.importing, name="annotations-import"),
    path("discussion/", discussion.discussion, name="discussion"),
    path("annotations.<str:form>", exports.everything, name="export"),
    path("annotations/", container.container, name="annotations"),
    path("annotations/preview/", preview.preview, name="preview"),
    path(
        "annotations/<str:key>", resource.resource, name="annotation-iri"
    ),  # data; people are led to the page
    path("annotations/<str:key>/", include(annotation_urls)),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/ledger/", moderation.ledger, name="ledger"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/feed/", PersonFeed(), name="person-feed"),
    path("me/", mine.mine, name="mine"),
    path("me/changed/", mine.changed, name="changed"),  # what revisions did to own notes
    path("me/annotations.<str:form>", exports.mine, name="my-export"),
    path("me/settings/", account_settings.settings, name="settings"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revocation/", tokens.revocation, name="token-revocation"),
    path("api/", api.page, name="api"),
    path("api/openapi.json", api.description, name="openapi"),
    path("language/", language.language, name="language"),
    path("healthz", health.health, name="health"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "kvisa_site.views.refusals.bad_request"
handler403 = "kvisa_site.views.refusals.forbidden"
handler404 = "kvisa_site.views.refusals.not_found"
