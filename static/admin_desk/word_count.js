// How many words a quote has while it is typed, and how many it may have: data-counts-words on the
// field, or what #most-words has for the outlet that is chosen in the form; neither, or null: any number.
"use strict";
(() => {
  const byOutlet = JSON.parse(document.getElementById("most-words")?.textContent || "null");
  const mostOfSource = () => {
    const outlet = document.getElementById("id_outlet")?.value ?? "own";
    return byOutlet && (outlet in byOutlet ? byOutlet[outlet] : byOutlet[""]);
  };
  const count = (field) => {
    let told = field.nextElementSibling;
    if (!told || !told.matches("output.word-count")) {
      told = document.createElement("output");
      told.className = "word-count";
      field.after(told);
    }
    const most = field.dataset.countsWords || mostOfSource();
    const words = field.value.split(/\s+/).filter(Boolean).length;
    told.value = most ? `${words} of ${most} words` : `${words} words`;
    told.classList.toggle("too-many", Boolean(most) && words > Number(most));
  };
  const isCounted = (element) => element instanceof Element && element.matches("[data-counts-words]");
  document.addEventListener("input", (event) => isCounted(event.target) && count(event.target));
  document.addEventListener("focusin", (event) => isCounted(event.target) && count(event.target));
})();
