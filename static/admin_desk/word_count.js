// How many words a quote has while it is typed, and how many it may have: data-counts-words on the
// field, or data-most-words on the form for all of them; neither, or empty: any number.
"use strict";
(() => {
  const count = (field) => {
    let told = field.nextElementSibling;
    if (!told || !told.matches("output.word-count")) {
      told = document.createElement("output");
      told.className = "word-count";
      field.after(told);
    }
    const most = field.dataset.countsWords || document.querySelector("[data-most-words]")?.dataset.mostWords || "";
    const words = field.value.split(/\s+/).filter(Boolean).length;
    told.value = most ? `${words} of ${most} words` : `${words} words`;
    told.classList.toggle("too-many", Boolean(most) && words > Number(most));
  };
  const isCounted = (element) => element instanceof Element && element.matches("[data-counts-words]");
  document.addEventListener("input", (event) => isCounted(event.target) && count(event.target));
  document.addEventListener("focusin", (event) => isCounted(event.target) && count(event.target));
})();
