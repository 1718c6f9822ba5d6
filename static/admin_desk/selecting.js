// What is selected in an article's text, as the form that proposes it wants it: the offsets of its
// first character and after its last one, in characters as the server counts them.
"use strict";

(() => {
  // The text of a line up to a place in it, without the signs of passages, which are none of it.
  function before(line, node, offset) {
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    part.querySelectorAll(".passage-sign").forEach((sign) => sign.remove());
    return [...part.textContent].length;
  }

  function place(node, offset) {
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-start]");
    return line ? Number(line.dataset.start) + before(line, node, offset) : "";
  }

  document.addEventListener("submit", ({ target }) => {
    if (target.id !== "propose-form") return;
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    target.elements.start.value = place(range.startContainer, range.startOffset);
    target.elements.end.value = place(range.endContainer, range.endOffset);
  });
})();
