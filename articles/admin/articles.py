"""Articles in the admin: find, publish, correct what is said about them, see their revisions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import actions
from articles.admin import importing
from articles.admin.addresses import AddressForm, KeepsFormerAddresses
from articles.admin.permissions import ForEditors
from articles.models import Article, Revision


class PublicationFilter(admin.SimpleListFilter):
    """Published or draft."""

    title = _("publication")
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The two states."""
        return [("yes", _("Published")), ("no", _("Draft"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Those in the state chosen."""
        if self.value() in ("yes", "no"):
            return queryset.filter(published_at__isnull=self.value() == "no")
        return queryset


class RevisionInline(admin.TabularInline):
    """The revisions of an article; they are read, never changed."""

    model = Revision
    fk_name = "article"
    fields = ("number", "created_at", "created_by", "note", "format", "encoding", "warning_list", "download")
    readonly_fields = fields
    ordering = ["-number"]
    extra = 0
    can_delete = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Without the heavy columns."""
        return super().get_queryset(request).defer("source", "text", "blocks").select_related("created_by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see the article."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Revisions come by import only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    @admin.display(description=_("warnings"))
    def warning_list(self, revision: Revision) -> str:
        """Every warning with its line."""
        lines = (
            f"{warning['line']}: {warning['message']}" if warning.get("line") else warning["message"]
            for warning in revision.warnings
        )
        return "\n".join(lines) or "–"

    @admin.display(description=_("source"))
    def download(self, revision: Revision) -> SafeString:
        """The imported file, byte for byte."""
        address = reverse("admin:articles_revision_source", args=[revision.article_id, revision.number])
        return format_html('<a href="{}">{}</a>', address, revision.file_name)


@admin.register(Article)
class ArticleAdmin(KeepsFormerAddresses, ForEditors, admin.ModelAdmin):
    """The library as editors see it."""

    form = AddressForm
    list_display = ["title", "state", "lang", "date", "author", "series"]
    list_filter = [PublicationFilter, "lang", "category", "area", "projects", "tags", "status"]
    search_fields = ["title", "summary", "author", "slug", "file_name", "series"]
    date_hierarchy = "date"
    actions = ["publish_selected", "unpublish_selected"]
    inlines = [RevisionInline]
    readonly_fields = [
        "file_name",
        "published_at",
        "created_at",
        "front_matter",
        "extra",
        "guests",
        "layout",
    ]
    filter_horizontal = ["projects"]
    fieldsets = [
        (None, {"fields": ["title", "title_lang", "summary", "summary_lang", "slug", "published_at"]}),
        (
            _("About the document"),
            {"fields": ["lang", "date", "author", "speaker", "guests", "source", "insight"]},
        ),
        (_("Place in the library"), {"fields": ["series", "category", "area", "status", "projects", "tags"]}),
        (_("As imported"), {"fields": ["file_name", "created_at", "layout", "extra", "front_matter"]}),
    ]

    def view_on_site(self, article: Article) -> str:
        """The reading page; of drafts too."""
        return article.get_absolute_url()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Articles come by import only; the list has a button for it."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """All of them: drafts too."""
        return Article.objects.visible_to(request.user)

    def get_urls(self) -> list[URLPattern]:
        """The import pages and the download of a revision's source."""
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(importing.upload), name="articles_article_import"),
            path("import/<uuid:key>/", wrap(importing.batch), name="articles_article_import_preview"),
            path(
                "import/<uuid:key>/progress/", wrap(importing.go_on), name="articles_article_import_progress"
            ),
            path(
                "import/<uuid:key>/files/<int:pk>/",
                wrap(importing.document),
                name="articles_article_import_document",
            ),
            path("<int:pk>/text/", wrap(importing.edit), name="articles_article_edit"),
            path(
                "<int:pk>/revisions/<int:number>/source/", wrap(self.source), name="articles_revision_source"
            ),
            *super().get_urls(),
        ]

    def source(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """The file of a revision as it was imported."""
        if not self.has_view_permission(request):
            raise Http404
        revision = get_object_or_404(Revision, article_id=pk, number=number)
        response = HttpResponse(bytes(revision.source), content_type="application/octet-stream")
        name = revision.file_name.rpartition("/")[2]
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response

    @admin.display(description=_("state"), ordering="published_at")
    def state(self, article: Article) -> str:
        """Published or draft."""
        return str(_("Published") if article.is_published else _("Draft"))

    @admin.display(description=_("front matter as written"))
    def front_matter(self, article: Article) -> SafeString:
        """The raw front matter of the current revision."""
        raw = article.current.front_matter if article.current else ""
        return format_html("<pre>{}</pre>", raw or "–")

    @admin.action(description=_("Publish the selected articles"))
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Show drafts to everyone."""
        count = actions.publish(actor=request.user, articles=queryset)
        text = ngettext("%(count)d article was published.", "%(count)d articles were published.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Take the selected articles back to drafts"))
    def unpublish_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Show them to editors only."""
        count = actions.unpublish(actor=request.user, articles=queryset)
        text = ngettext("%(count)d article is a draft now.", "%(count)d articles are drafts now.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
