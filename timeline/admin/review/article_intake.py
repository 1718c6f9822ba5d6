"""Taking articles in at the desk: "Add from article", a new text for one, and removing one.

What reads articles is imported once one is taken in: the desk starts without it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from timeline.admin.editing.change_authors import last_author_of
from timeline.models import Article, Story
from timeline.services.proposals.propose import KnownRecord
from timeline.services.records.story_events import only_story

if TYPE_CHECKING:
    from timeline.services.proposals.article_intake import IncomingFile, IntakeResult

ACCEPT = ".txt,.md,.html,.htm,.mhtml,.mht,.eml,.docx,.odt,.pdf"
"""The names of files that the box shows first; any may be given."""


class FilesInput(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files; it cleans to a list, empty where none is given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FilesInput({"multiple": True, "accept": ACCEPT}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files, an empty one among them too: that is for the reader to tell."""
        return [file for file in data or [] if file]


class TextForm(forms.Form):
    """A text pasted, or files chosen."""

    documents = FilesField(
        label="Files",
        required=False,
        help_text="Texts, pages, mails, Word, OpenDocument or PDF documents; several at once.",
    )
    text = forms.CharField(
        label="Or paste a text",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "cols": 90}),
    )

    story = forms.ModelChoiceField(
        Story.objects.all(),
        required=False,
        initial=only_story,
        empty_label="none",
        help_text="New events that you accept go into it, as drafts.",
    )

    class Media:
        css = {"all": ("admin_desk/intake.css",)}
        js = (forms.Script("admin_desk/dropping.js", defer=True),)

    def clean(self) -> dict[str, Any]:
        """Something is given."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("documents") and not cleaned.get("text", "").strip():
            raise forms.ValidationError("Choose a file or paste a text.")
        return cleaned

    def sent(self) -> list[IncomingFile]:
        """Each text with its file's name, the pasted one without."""
        from timeline.services.articles.article_files import LARGEST
        from timeline.services.proposals.article_intake import IncomingFile

        documents: list[UploadedFile] = self.cleaned_data["documents"]
        # One character more than may be: the reader tells that it is too large.
        files = [IncomingFile(d.name or "", partial(d.read, LARGEST + 1)) for d in documents]
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return [*files, IncomingFile("", text.encode)] if text.strip() else files


class TakingIn(admin.ModelAdmin):
    """An article is not filled in but taken in: from a text, with what it states of itself."""

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and those where a text is replaced or removed."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/replace/", wrap(self.replace_view), name="timeline_article_replace"),
            path("<int:pk>/remove/", wrap(self.remove_view), name="timeline_article_remove"),
            *super().get_urls(),
        ]

    def has_remove_permission(self, request: HttpRequest) -> bool:
        """Whether this editor may drop a text; what was accepted of it stays."""
        return bool(super().has_delete_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Only of what came to nothing: a mention's article says where its passage went."""
        kept = obj is not None and obj.proposals.filter(mention__isnull=False).exists()
        return self.has_remove_permission(request) and not kept

    # Reading what was sent is what may fail, and must be told in a page: it comes before the check
    # of the token, which reads it too.
    @method_decorator(csrf_exempt)
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page "Add from article", and the answer to what was sent from it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if problem := _too_much(request):
            return self._ask(request, TextForm(), problem=problem)
        return self._add(request)

    @method_decorator(csrf_protect)
    def _add(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._ask(request, TextForm())
        form = TextForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(request, form)
        from timeline.services.proposals.article_intake import Arrival

        answers = self._take_in(request, form)
        if len(answers) == 1 and answers[0].arrival == Arrival.NEW:
            messages.success(request, _told(answers[0]))
            return HttpResponseRedirect(_review(answers[0].article))
        return self._ask(request, TextForm(), answers=answers)

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give an article a new text."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = TextForm()
        if request.method == "POST":
            form = TextForm(request.POST, request.FILES)
            if form.is_valid() and self._replaced(request, article, form):
                return HttpResponseRedirect(_review(article))
            article.refresh_from_db()
        return self._render(
            request, "replace_article", "Replace the text", article, form=form, seen=_seen(article)
        )

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then drop an article's text and what is open in it."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_remove_permission(request):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            from timeline.services.proposals import text_changes

            with transaction.atomic():
                article = _locked(article)
                problem = _meanwhile(request, article)
                stay = 0 if problem else text_changes.remove(article)
        if request.method == "POST" and not problem:
            said = f"Text removed; {stay} mention{'' if stay == 1 else 's'} of it stay."
            self.log_change(request, article, said)
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:timeline_article_changelist"))
        counted = {
            "stay": article.proposals.filter(mention__isnull=False).count(),
            "go": article.proposals.filter(state="open").count(),
        }
        return self._render(
            request, "remove_article", "Remove the text", article,
            **counted, problem=problem, seen=_seen(article), status=422 if problem else 200,
        )  # fmt: skip

    def _take_in(self, request: HttpRequest, form: TextForm) -> list[IntakeResult]:
        from timeline.services.proposals.article_intake import Arrival, IntakeDefaults, take_in

        answers = []
        defaults = IntakeDefaults(story=form.cleaned_data["story"] or only_story())
        for answer in take_in(form.sent(), by=request.user, defaults=defaults):
            name = answer.file.name or "a paste"
            if answer.arrival == Arrival.NEW and answer.article:
                self.log_addition(request, answer.article, f"Taken in from {name}.")
            if answer.arrival == Arrival.CHANGED and answer.article:
                self.log_change(request, answer.article, f"Text replaced by {name}.")
            answers.append(answer)
        return answers

    def _replaced(self, request: HttpRequest, article: Article, form: TextForm) -> bool:
        """Whether the text was replaced; if not, the form tells why."""
        from timeline.services.articles.article_files import NotAnArticle, read_article
        from timeline.services.proposals import text_changes

        sent = form.sent()
        if len(sent) > 1:
            form.add_error(None, "One text, please: a file or what is pasted.")
            return False
        name, data = sent[0].name, sent[0].read()
        sha256 = hashlib.sha256(data).hexdigest()
        if Article.objects.filter(sha256=sha256, removed=False).exists():
            form.add_error(None, "This very text is in already.")
            return False
        try:
            read = read_article(data, name=name)
        except NotAnArticle as error:
            form.add_error(None, str(error))
            return False
        record = KnownRecord.of_database()
        # Before it: whoever else would write shall not wait for it.
        new = text_changes.prepare(article, read, record=record)
        with transaction.atomic():
            # As it is by now: what others changed of its details stays.
            article = _locked(article)
            if problem := _meanwhile(request, article):
                form.add_error(None, problem)
                return False
            number = text_changes.replace(article, new, sha256=sha256, record=record)
            self.log_change(request, article, f"Text replaced by {name or 'a paste'}.")
        messages.success(request, f"Text replaced; {number} proposals to review.")
        return True

    def _ask(
        self,
        request: HttpRequest,
        form: TextForm,
        *,
        answers: list[IntakeResult] | None = None,
        problem: str = "",
    ) -> HttpResponse:
        status = 413 if problem else 422 if form.errors else 200
        return self._render(
            request, "add_article", "Add from article", None,
            form=form, answers=answers, problem=problem, status=status,
        )  # fmt: skip

    def _render(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        article: Article | None,
        *,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(article) if article else None,
            "opts": self.opts,
            "article": article,
            "media": self.media + context["form"].media if "form" in context else self.media,
            "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
            **context,
        }
        return render(request, f"admin/retold/{template}.html", page, status=status)


def _too_much(request: HttpRequest) -> str:
    """What to say where more was sent than is taken at once; an empty text where it wasn't."""
    try:
        _ = request.POST
    except TooManyFilesSent:
        return (
            f"More than {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files at once; none was taken in. "
            "Send fewer, or use “manage.py ingest” for a folder of many."
        )
    except RequestDataTooBig:
        return (
            f"A pasted text may have {(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) / 1e6:.1f} MB; "
            "nothing was taken in. Save it as a file and choose that."
        )
    return ""


def _locked(article: Article) -> Article:
    """The article as it is now, and stays for others until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def _seen(article: Article) -> str:
    """What of an article's text a page was opened with."""
    return "removed" if article.removed else article.sha256


def _meanwhile(request: HttpRequest, article: Article) -> str:
    """Who gave an article another text since the page was opened; an empty text if nobody did."""
    if request.POST.get("seen", _seen(article)) == _seen(article):
        return ""
    what = "removed" if article.removed else "replaced"
    return (
        f"Nothing was changed: this text was {what} meanwhile ({last_author_of(article)}). Look at "
        "the article as it is now; to go on all the same, press the button again."
    )


def _told(answer: IntakeResult) -> str:
    noun = "proposal" if answer.proposals == 1 else "proposals"
    return f"Taken in: “{answer.article}”, {answer.proposals} {noun} to review."


def _review(article: Article | None) -> str:
    return reverse("admin:timeline_article_change", args=[article.pk if article else 0])
