// Has a typed date tell how it is read: sends along what it is read against, and reads it again
// when that changes.
"use strict";

(() => {
  const MOST_BEFORE = 20; // as in reading_preview.py
  const PUBLISHED = "#id_edtf";
  const LATER = 300;
  let pending;

  const isDate = (element) => element instanceof HTMLInputElement && element.dataset.countsFrom;
  const rowOf = (input) => input.closest(".djn-inline-form");
  const valueIn = (row, field) => row.querySelector(`[name$="-${field}"]`)?.value.trim() ?? "";

  // The rows of mentions as the document has them: by paragraph, then position, those without last.
  function rowsInOrder() {
    const number = (text) => (text === "" ? Infinity : Number(text));
    const place = (row) => [number(valueIn(row, "paragraph")), Number(valueIn(row, "position"))];
    return [...document.querySelectorAll("[data-looks-back][name$='-phrase']")]
      .map(rowOf)
      .filter((row) => row && !row.matches(".djn-empty-form, .grp-predelete"))
      .map((row, index) => ({ row, key: [...place(row), index] }))
      .sort((a, b) => {
        const differs = a.key.findIndex((part, i) => part !== b.key[i]);
        return differs < 0 ? 0 : a.key[differs] - b.key[differs];
      })
      .map(({ row }) => row);
  }

  // The date phrases of the rows before this one; an inferred date is no phrase of the document.
  function phrasesBefore(input) {
    const rows = rowsInOrder();
    const before = rows.slice(0, Math.max(0, rows.indexOf(rowOf(input))));
    return before
      .filter((row) => valueIn(row, "inferred") === "")
      .map((row) => valueIn(row, "phrase"))
      .filter((phrase) => phrase !== "")
      .slice(-MOST_BEFORE);
  }

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const input = detail.elt;
    if (!isDate(input)) return;
    const asked = { typed: input.value.trim(), counts_from: input.dataset.countsFrom };
    if (input.dataset.countsFrom === "publication") {
      asked.published = document.querySelector(PUBLISHED)?.value ?? "";
    }
    if (input.dataset.mention) asked.mention = input.dataset.mention;
    if ("looksBack" in input.dataset) asked.before = phrasesBefore(input);
    detail.parameters = asked;
  });

  // What was typed elsewhere may change how a phrase is read: the publication date, an earlier
  // phrase, a paragraph.
  document.addEventListener("change", ({ target }) => {
    const matters = target.matches?.(
      `${PUBLISHED}, [name$="-phrase"], [name$="-inferred"], [name$="-paragraph"], [name$="-position"]`,
    );
    if (!matters) return;
    clearTimeout(pending);
    pending = setTimeout(() => {
      for (const input of document.querySelectorAll("[data-counts-from='publication']")) {
        if (input !== target && input.value.trim() !== "") htmx.trigger(input, "reread");
      }
    }, LATER);
  });

  // Rows added by hand are new to htmx.
  document.addEventListener("formset:added", ({ target }) => {
    if (target instanceof Element) htmx.process(target);
  });
})();
