"""Taking a timeline in at the desk: a file is sent, looked at row by row, and then imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.importing.import_form import (
    MappingForm,
    first_answers,
    kept_fields,
    said,
)
from timeline.admin.importing.name_fields import answers_of, known_names, names_page
from timeline.admin.importing.take_back_views import may_take_back
from timeline.admin.publishing.guarded import may_import
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.grouped_notes import grouped
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import header_of, read_timeline, tells_stories
from timeline.models import DigestRecord, ImportDraft, Source
from timeline.queries.database import deadlines
from timeline.services.imports.import_outcome import BadRows, ImportReport
from timeline.services.imports.import_timeline import load, preview
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.timeline_file import (
    ENCODINGS,
    LARGEST,
    TimelineFile,
    open_file,
    remember_mapping,
    remembered_mapping,
)
from timeline.services.records.publishing import may_publish
from timeline.services.records.story_events import NoSuchStory, only_story

_TAKEN = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.json,.jsonl,.ics,.zip"
_SALT = "import"
SECONDS = 5.0
"""What one request of an import may take to write; another goes on where it ends."""

SHOWN = 200
"""The rows that the preview shows; of more it says how many there are."""

CHANGED = "You changed something since: this is what would happen now. Look at it, then import."


class FileForm(forms.Form):
    """The file of a timeline."""

    file = forms.FileField(
        label="File",
        widget=forms.ClearableFileInput({"accept": _TAKEN}),
        help_text=f"Up to {LARGEST // 1_000_000} MB.",
    )
    encoding = forms.ChoiceField(
        label="Its letters are encoded as",
        choices=[("", "found out"), *ENCODINGS.items()],
        required=False,
        help_text="To be said where it can’t be found out, or letters come out wrong.",
    )

    class Media:
        css = {"all": ("admin_desk/intake.css", "admin_desk/importing.css")}
        js = (forms.Script("admin_desk/importing.js", defer=True),)

    def opened(self) -> TimelineFile:
        """Its text. Raises ``NotATimeline``."""
        file: UploadedFile = self.cleaned_data["file"]
        # One byte more than may be: the reader tells that it is too large.
        return open_file(
            file.read(LARGEST + 1),
            name=file.name or "",
            encoding=self.cleaned_data["encoding"],
        )


def send_view(request: HttpRequest) -> HttpResponse:
    """The page "Import a timeline": take a file, to be looked at on the next page."""
    _allowed(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.opened()
            # What it is must be told; a table's rows can't be, before its columns are mapped.
            if not header_of(file.text):
                read_timeline(file.text)
        except NotATimeline as error:
            form.add_error("file", str(error))
        else:
            _keep(request, file)
            return HttpResponseRedirect(reverse("admin:import-timeline-check"))
    draft = ImportDraft.objects.filter(by_id=request.user.pk).defer("text").first()
    status = 422 if form.errors else 200
    return _page(
        request,
        "import_send",
        form.media,
        status=status,
        form=form,
        draft=draft,
        before=DigestRecord.objects.filter(kind=FILE).order_by("-pk")[:SHOWN]
        if may_take_back(request)
        else (),
    )


def check_view(request: HttpRequest) -> HttpResponse:
    """The rows of the file that was sent, with what becomes of each; then import them."""
    _allowed(request)
    # A file of many rows, compared with an archive of as many, takes longer than a page may, and
    # its sender waits for it; one that was sent by POST is not given up either.
    deadlines.lifted()
    draft = ImportDraft.objects.filter(by_id=request.user.pk).first()
    if draft is None:
        return HttpResponseRedirect(reverse("admin:import-timeline"))
    file = TimelineFile(draft.name, draft.text, draft.sha256, tuple(draft.notes.splitlines()))
    try:
        form = _mapping_form(request, file)
    except NotATimeline as error:
        return _page(request, "import_check", FileForm().media, 422, file=file, problem=str(error))
    if not form.is_valid():
        return _checked(request, file, form, remembered_mapping(file))
    mapping, anew = form.mapping(), form.cleaned_data["anew"]
    publish = form.cleaned_data.get("publish", False)
    if request.method != "POST" or "import" not in request.POST:
        return _checked(request, file, form, mapping)
    if request.POST.get("seen") != said(answers_of(request.POST)):
        return _checked(request, file, form, mapping, problem=CHANGED)
    try:
        skip_bad = bool(request.POST.get("skip_bad"))
        report = load(
            file,
            mapping=mapping,
            skip_bad=skip_bad,
            anew=anew,
            story=form.cleaned_data["story"],
            publish=publish,
            by=request.user,
            seconds=SECONDS,
            done=_done(request),
        )
        if report.rest:
            return _going_on(request, file, report)
        with transaction.atomic():
            remember_mapping(file, mapping)
            draft.delete()
            if report.source:
                _log(request, report.source, report.counts)
    except (BadRows, NotATimeline, NoSuchStory) as error:
        return _checked(request, file, form, mapping, problem=str(error))
    return _page(
        request,
        "import_done",
        FileForm().media,
        file=file,
        report=report,
        story=form.cleaned_data["story"] or report.story or only_story(),
        published=publish,
        may_take_back=may_take_back(request),
        # A counter has an answer to every name, "items" too, when a template asks.
        new=[(noun, number) for noun, number in report.new.items() if number],
        problems=grouped((why, one.row.number) for one in report.skipped for why in one.problems),
        notes=grouped(report.notes),
        shown=SHOWN,
    )


def _done(request: HttpRequest) -> dict[str, int]:
    """What the requests before did of an import that takes several."""
    try:
        told: dict[str, int] = signing.loads(request.POST.get("done", ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    return told


def _going_on(request: HttpRequest, file: TimelineFile, report: ImportReport) -> HttpResponse:
    """How far an import is, with all that was said of it, to go on with."""
    answers = [(name, value) for name, values in request.POST.lists() for value in values]
    total = report.fates.total() + report.rest
    return _page(
        request,
        "import_progress",
        FileForm().media,
        file=file,
        answers=[one for one in answers if one[0] not in ("csrfmiddlewaretoken", "done")],
        done=signing.dumps(report.so_far, salt=_SALT),
        passed=total - report.rest,
        total=total,
    )


def _allowed(request: HttpRequest) -> None:
    if not may_import(request):
        raise PermissionDenied


def _keep(request: HttpRequest, file: TimelineFile) -> None:
    with transaction.atomic():
        ImportDraft.objects.filter(by_id=request.user.pk).delete()
        ImportDraft.objects.create(
            by_id=request.user.pk or 0,
            name=file.name,
            sha256=file.sha256,
            text=file.text,
            notes="\n".join(file.notes),
        )


def _mapping_form(request: HttpRequest, file: TimelineFile) -> MappingForm:
    """The form as it was sent, or else filled in with what is remembered or guessed."""
    header = header_of(file.text)
    sent = request.POST if request.method == "POST" else request.GET
    has_stories = tells_stories(file.text)
    if "order" in sent:
        answers = answers_of(sent)
    else:
        answers = first_answers(remembered_mapping(file), None if has_stories else only_story())
    return MappingForm(
        answers,
        header=header,
        may_publish=may_publish(request.user),
        tells_stories=has_stories,
    )


def _checked(
    request: HttpRequest,
    file: TimelineFile,
    form: MappingForm,
    mapping: Mapping,
    *,
    problem: str = "",
) -> HttpResponse:
    planned = None
    try:
        anew = bool(form.data.get("anew"))
        planned = preview(file, mapping=mapping, anew=anew, by=request.user)
    except NotATimeline as error:
        problem = problem or str(error)
    answers = form.data
    assert isinstance(answers, QueryDict)
    if planned:
        form.show(planned.timeline.examples)
    names = names_page(planned.unknown, answers) if planned else None
    return _page(
        request,
        "import_check",
        FileForm().media,
        422 if form.errors or (problem and request.method == "POST") else 200,
        file=file,
        form=form,
        problem=problem,
        preview=planned,
        rows=planned.planned[:SHOWN] if planned else (),
        names=names,
        kept=kept_fields(planned.timeline.kept, answers, of_sources=bool(form.columns))
        if planned
        else [],
        offered=known_names(names) if names else {},
        seen=said(answers, names),
        fates=[(fate, number) for fate, number in planned.fates.items()] if planned else (),
        new=[(noun, number) for noun, number in planned.new.items()] if planned else (),
        shown=SHOWN,
    )


def _page(
    request: HttpRequest, template: str, media: forms.Media, status: int = 200, **context: Any
) -> HttpResponse:
    page = {
        **admin.site.each_context(request),
        "title": "Import a timeline",
        "media": media,
        **context,
    }
    # Looked for among the readers' templates first, what is raised there holds all of the preview.
    return render(request, f"admin/retold/{template}.html", page, status=status, using="django")


def _log(request: HttpRequest, source: Source, counts: str) -> None:
    of_source = admin.site.get_model_admin(Source)
    of_source.log_change(request, source, f"Imported: {counts}.")
