"""Files that are kept for the desk: listed with the sources taken from them, and handed out."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.site import desk
from timeline.models import KeptFile, Source


@admin.register(KeptFile, site=desk)
class KeptFileAdmin(LongListAdmin):
    """Kept files. One comes in on the page of its source, and goes here alone."""

    list_display = ("name", "bytes", "told_by", "kept_at", "by", "handed_out")
    list_display_links = None
    list_select_related = ("by",)
    search_fields = ("name", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeptFile]:
        """Files without what is in them."""
        files: QuerySet[KeptFile] = super().get_queryset(request)
        return files.defer("content")

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and the one by which a file is handed out."""
        view = self.admin_site.admin_view(self.hand_out)
        return [
            path("<str:sha256>/file/", view, name="timeline_keptfile_file"),
            *super().get_urls(),
        ]

    def hand_out(self, request: HttpRequest, sha256: str) -> HttpResponse:
        """The file, to be saved: whatever is in it, no browser shows it as a page of ours."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = get_object_or_404(KeptFile, sha256=sha256)
        return HttpResponse(
            bytes(kept.content),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": content_disposition_header(
                    as_attachment=True, filename=kept.name
                ),
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "Cache-Control": "private, no-store",
            },
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never here: on the page of a source."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: KeptFile | None = None) -> bool:
        """Never: other bytes have another hash."""
        return False

    @admin.display(description="size", ordering="size")
    def bytes(self, kept: KeptFile) -> str:
        """Its size in words."""
        return filesizeformat(kept.size)

    @admin.display(description="sources")
    def told_by(self, kept: KeptFile) -> SafeString:
        """The sources that were taken from it."""
        sources = Source.objects.filter(sha256=kept.sha256).values_list("pk", "title")
        links = [
            (reverse("admin:timeline_source_change", args=[pk]), title) for pk, title in sources
        ]
        return format_html_join("; ", '<a href="{}">{}</a>', links)

    @admin.display(description="file")
    def handed_out(self, kept: KeptFile) -> SafeString:
        """The way to the file."""
        address = reverse("admin:timeline_keptfile_file", args=[kept.sha256])
        return format_html('<a href="{}">Save</a>', address)
