// Names for what Django's and Select2's markup leave without one, for those who hear the page: boxes
// to choose in have their label's, fields in a table their column's.
"use strict";
(() => {
  const words = (element) => element?.textContent.replace(/\s+/g, " ").replace(/:\s*$/, "").trim() ?? "";

  // The select's label, or, in a table, the heading of its column.
  const nameOf = (field) => {
    const cell = field.closest("td");
    const column = cell && cell.closest("table").tHead?.rows[0]?.cells[cell.cellIndex];
    return words(field.labels?.[0]) || words(column) || field.closest("details")?.dataset.filterTitle || "";
  };

  const nameBox = (box) => {
    const name = nameOf(box.previousElementSibling);
    const combobox = box.querySelector('[role="combobox"]');
    const shown = box.querySelector(".select2-selection__rendered");
    if (!name || !combobox || combobox.getAttribute("aria-label") === name) return;
    combobox.removeAttribute("aria-labelledby");
    combobox.setAttribute("aria-label", name);
    if (shown.matches("[role=textbox]")) shown.setAttribute("aria-label", name);
  };

  // What is chosen stands in a list that holds a button and a field too, and so is none.
  const nameChoices = (list) => {
    list.setAttribute("role", "none");
    for (const item of list.querySelectorAll("li")) item.setAttribute("role", "none");
    const field = list.querySelector(".select2-search__field");
    const name = nameOf(list.closest(".select2").previousElementSibling);
    if (field && name) field.setAttribute("aria-label", name);
  };

  const nameAll = () => {
    document.querySelectorAll("select + .select2").forEach(nameBox);
    document.querySelectorAll("ul.select2-selection__rendered").forEach(nameChoices);
    const fields = ".tabular tr:not(.empty-form) td :is(input:not([type=hidden]), textarea, select)";
    for (const field of document.querySelectorAll(fields)) {
      const isNamed = field.labels?.length || field.ariaLabel || field.matches(".select2-search__field");
      if (!isNamed && nameOf(field)) field.ariaLabel = nameOf(field);
    }
    for (const heading of document.querySelectorAll("th.original:empty")) {
      const hidden = document.createElement("span");
      hidden.className = "visually-hidden";
      hidden.textContent = "Record";
      heading.append(hidden);
    }
  };

  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      nameAll();
    });
  };
  window.addEventListener("load", () => {
    nameAll();
    new MutationObserver(soon).observe(document.getElementById("content"), { childList: true, subtree: true });
  });
})();
