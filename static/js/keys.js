// Keys for readers: "?" shows them all, which the foot of each page lists without a script too.
// Who types in a field, holds another key or turned single keys off is left alone.
"use strict";
(() => {
  const OFF = "retold-single-keys-off";
  const storage = (act) => {
    try { return act(localStorage); } catch { return null; }
  };
  const areOff = () => storage((kept) => kept.getItem(OFF)) !== null;
  const list = () => document.getElementById("keys");

  const follow = (selector) => {
    const link = document.querySelector(selector);
    link?.click();
    return Boolean(link);
  };
  const show = () => {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-dialog";
    const heading = document.createElement("h2");
    heading.id = "keys-heading";
    heading.textContent = "Keys";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(heading);
    for (const part of list().children) if (part.localName !== "summary") dialog.append(part.cloneNode(true));
    const close = document.createElement("button");
    close.className = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    const box = dialog.querySelector("[data-single-keys]");
    box.closest("label").htmlFor = box.id = "single-keys-shown";
    box.checked = !areOff();
    dialog.showModal();
    close.focus();
    return true;
  };
  const search = () => {
    const box = document.getElementById("search") || document.getElementById("register-q");
    box?.focus();
    box?.select();
    return Boolean(box);
  };
  const KEYS = {
    "?": show,
    "/": search,
    n: () => follow("main a[rel~=next]:not(.as-of a)"),
    p: () => follow("main a[rel~=prev]:not(.as-of a)"),
    u: () => follow("main .trail a"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]") || areOff()) return;
    if (!list() || document.querySelector("dialog[open]")) return;
    if (Object.hasOwn(KEYS, event.key) && KEYS[event.key]()) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-single-keys]")) return;
    const isOn = event.target.checked;
    storage((kept) => (isOn ? kept.removeItem(OFF) : kept.setItem(OFF, "1")));
    for (const box of document.querySelectorAll("[data-single-keys]")) box.checked = isOn;
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-single-keys]")) box.checked = !areOff();
  });
})();
