// The search box stands outside what htmx swaps: keep it true when a chip clears the search.
"use strict";
document.addEventListener("htmx:afterSettle", () => {
  const box = document.getElementById("search");
  const results = document.querySelector(".results[data-text]");
  if (box && results && document.activeElement !== box) box.value = results.dataset.text;
});
// What an actor's name is searched for filters nothing: leaving the box shall not ask for the list.
document.addEventListener("change", (event) => {
  if (event.target.id === "find-actor") event.stopPropagation();
}, true);
