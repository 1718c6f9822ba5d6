// The search box stands outside what htmx swaps: keep it true when a chip clears the search.
"use strict";
document.addEventListener("htmx:afterSettle", () => {
  const box = document.getElementById("search");
  const results = document.querySelector(".results[data-text]");
  if (box && results && document.activeElement !== box) box.value = results.dataset.text;
});
