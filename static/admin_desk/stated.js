// An outlet or a date that is typed is stated by the document, unless somebody says otherwise: the
// choice beside it says so at once, and asks where. Taken away, it is not stated.
"use strict";
(() => {
  const OF = { outlet: "outlet", new_outlet: "outlet", edtf: "published" };
  const ASKED = "Where does the document state it? If it doesn’t, choose “inferred” and say why.";
  const follow = (field) => {
    const form = field.form;
    const noun = OF[field.name];
    const basis = form?.elements[`${noun}_basis`];
    const reason = form?.elements[`${noun}_reason`];
    if (!noun || !basis || !reason) return;
    const typed = ["outlet", "new_outlet", "edtf"].some(
      (name) => OF[name] === noun && form.elements[name]?.value.trim(),
    );
    const wanted = typed ? "stated" : "not-stated";
    if (typed && basis.value !== "not-stated") return;
    if (basis.value === wanted) return;
    basis.value = wanted;
    basis.classList.toggle("just-chosen", typed);
    let hint = reason.parentElement.querySelector("output.asked");
    if (!hint) {
      hint = document.createElement("output");
      hint.className = "asked";
      reason.after(hint);
    }
    hint.value = typed ? ASKED : "";
  };
  const heard = (event) => event.target?.name in OF && follow(event.target);
  document.addEventListener("input", heard);
  document.addEventListener("change", heard);
  // Select2 tells jQuery alone.
  window.addEventListener("load", () => window.django?.jQuery?.(document).on("change", "select[name=outlet]", heard));
})();
