"""A document's copy: kept by its hash from its source's page, handed out at the desk alone."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.admin.source_form import filled_in
from timeline.models import KeptFile, Source
from timeline.services.desk.kept_files import keep
from timeline.web.http.reading_scope import AS_READERS

BYTES = b"%PDF-1.7 <script>alive=1</script> \x00\xff"
HASH = hashlib.sha256(BYTES).hexdigest()


def _change(source: Source) -> str:
    return reverse("admin:timeline_source_change", args=[source.pk])


def _file(content: bytes = BYTES, name: str = "a report, “as read”.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_once_by_its_hash_and_names_its_source(desk: Client, cast):
    for source in (cast.report, cast.column):
        assert desk.post(_change(source), filled_in(source) | {"copy": _file()}).status_code == 302
        source.refresh_from_db()
        assert (source.document, source.sha256) == ("a report, “as read”.pdf", HASH)
    kept = KeptFile.objects.get()
    assert (bytes(kept.content), kept.size, kept.by.is_staff) == (BYTES, len(BYTES), True)
    # Saved again without a file, all stays.
    assert desk.post(_change(cast.report), filled_in(cast.report)).status_code == 302
    cast.report.refresh_from_db()
    assert cast.report.sha256 == HASH
    page = desk.get(reverse("admin:timeline_keptfile_changelist")).content.decode()
    assert all(source.title in page for source in (cast.report, cast.column))


def test_an_empty_or_too_large_file_is_refused_beside_its_field(desk: Client, cast, monkeypatch):
    monkeypatch.setattr(KeptFile, "LARGEST", 10)
    for content, why in ((BYTES, "larger than"), (b"", "empty")):
        answer = desk.post(_change(cast.report), filled_in(cast.report) | {"copy": _file(content)})
        assert why in str(answer.context["adminform"].form.errors["copy"])
    assert not KeptFile.objects.exists()


@pytest.fixture
def kept(cast) -> str:
    keep(BYTES, name="x.pdf")
    Source.objects.filter(pk=cast.report.pk).update(sha256=HASH)
    return reverse("admin:timeline_keptfile_file", args=[HASH])


def test_its_source_s_form_says_that_it_is_kept_and_leads_to_it(kept: str, desk: Client, cast):
    assert f'Kept: <a href="{kept}">x.pdf</a>' in desk.get(_change(cast.report)).content.decode()
    assert "Kept: <a" not in desk.get(_change(cast.column)).content.decode()


def test_it_is_handed_out_to_be_saved_and_to_nobody_else(kept, desk, reporters_desk, cast):
    for colleague in (desk, reporters_desk):
        answer = colleague.get(kept)
        assert answer.content == BYTES
        assert answer["Content-Disposition"] == 'attachment; filename="x.pdf"'
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert "sandbox" in answer["Content-Security-Policy"]
    assert Client().get(kept).status_code == 302
    assert desk.get(kept.replace(HASH, "0" * 64)).status_code == 404


def test_only_who_works_at_the_desk_finds_the_way_to_it(kept, desk, cast):
    pages = [f"/events/{cast.opening.slug}/", f"/sources/{cast.report.slug}/"]
    for page in pages:
        assert kept in desk.get(page).content.decode()
        assert "Kept copy" not in Client().get(page).content.decode()
    session = desk.session
    session[AS_READERS] = True
    session.save()
    assert all("Kept copy" not in desk.get(page).content.decode() for page in pages)
