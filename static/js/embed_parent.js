// For other sites: gives each of Retold's frames on the page the height of what it shows.
"use strict";
(() => {
  const MOST = 20000;
  window.addEventListener("message", (event) => {
    const { type, height } = event.data || {};
    if (type !== "retold:height" || !Number.isInteger(height) || height < 1) return;
    for (const frame of document.querySelectorAll("iframe")) {
      // The message counts for the frame that sent it, from the site that the frame was given.
      if (frame.contentWindow !== event.source) continue;
      if (new URL(frame.src, location.href).origin !== event.origin) continue;
      frame.style.height = `${Math.min(height, MOST)}px`;
    }
  });
})();
