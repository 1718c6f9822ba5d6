// A changed answer is never ignored: importing waits until the page shows what it would do now.
"use strict";
(() => {
  const form = document.querySelector("form[data-seen]");
  const button = form?.elements.namedItem("import");
  if (!button) return;
  const beside = new Set(["skip_bad", "publish", "find"]);
  const heard = (event) => {
    if (beside.has(event.target.name)) return;
    button.disabled = true;
    form.querySelector(".stale").hidden = false;
  };
  form.addEventListener("input", heard);
  form.addEventListener("change", heard);
})();
