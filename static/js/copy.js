// A button copies the text of the field that it names, and says so; where the clipboard is out of
// reach (no HTTPS, or not allowed) it selects the text, so that the usual keys copy it.
"use strict";
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  const status = button.parentNode.querySelector("[role=status]");
  // Said anew each time: a status that doesn't change is not read out again.
  status.textContent = "";
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.focus();
    field.select();
    said = "Selected: copy it with Ctrl+C or ⌘C";
  }
  requestAnimationFrame(() => { status.textContent = said; });
});
