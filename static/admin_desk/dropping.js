// Files and folders dropped anywhere on the page are put into its box for files; a second box
// takes a whole folder.
"use strict";

(() => {
  const READ = /\.(txt|md|markdown|mdown|html?|xhtml|xht|shtml|mhtml?|mht|eml|docx|odt|pdf)$/i;
  const form = document.getElementById("intake");
  if (!form) return;
  const drop = document.getElementById("drop");
  const files = form.querySelector("input[type=file]");
  const chosen = form.querySelector(".chosen");
  const most = Number(form.dataset.most);

  const label = document.createElement("label");
  label.className = "folder";
  label.textContent = "A whole folder ";
  const folder = document.createElement("input");
  folder.type = "file";
  folder.multiple = true;
  folder.webkitdirectory = true;
  label.append(folder);
  files.after(label);

  function tell(passedOver = 0) {
    const names = [...files.files].map((file) => file.name);
    const tooMany = names.length > most;
    const first = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
    const left = passedOver ? ` ${passedOver} passed over, which are no texts or pages.` : "";
    chosen.classList.toggle("is-too-many", tooMany);
    if (tooMany) chosen.textContent = `${names.length} files are more than the ${most} taken at once.`;
    else chosen.textContent = (names.length ? `${names.length} chosen: ${first}.` : "") + left;
  }

  function put(list) {
    const taken = new DataTransfer();
    const read = list.filter((file) => READ.test(file.name));
    for (const file of read) taken.items.add(file);
    files.files = taken.files;
    tell(list.length - read.length);
  }

  // A folder's entries come in batches, and are all there once a batch is empty.
  async function inFolder(entry) {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const batch = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (batch.length === 0) return found;
      for (const inner of batch) {
        if (!inner.name.startsWith(".")) found.push(...(await inFolder(inner)));
      }
    }
  }

  files.addEventListener("change", () => tell());
  folder.addEventListener("change", () => put([...folder.files]));
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.classList.remove("is-over");
  });
  document.addEventListener("drop", async (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    // Entries are there only until the handler first waits.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    const plain = [...event.dataTransfer.files];
    const known = entries.filter(Boolean);
    try {
      put(known.length ? (await Promise.all(known.map(inFolder))).flat() : plain);
    } catch {
      put(plain);
    }
  });
})();
