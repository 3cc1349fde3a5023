/* Small comforts on pages that work without them. No dependencies; htmx is used when it is there. */
(() => {
  "use strict";

  const live = () => document.getElementById("live");

  /** Say a line to screen readers. */
  function announce(text) {
    const region = live();
    if (region) region.textContent = text;
  }

  /** After a failed form the summary of errors gets the focus, on a full page and after a swap. */
  function focusErrors(root) {
    const summary = root.querySelector?.(".neo-error-summary");
    if (summary) summary.focus();
  }

  /** A second press on a button sends nothing: the form is already on its way. */
  function guardDoubleSubmit(event) {
    const form = event.target;
    if (form.dataset.neoSent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.neoSent = "1";
    // The pressed button must still be in the form data, so it is only marked, not disabled.
    event.submitter?.setAttribute("aria-busy", "true");
  }

  function release(form) {
    delete form.dataset.neoSent;
    form.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  /** Names and sizes of the chosen files, and a place to drop them. */
  function dressUpload(box) {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-neo-files]");
    if (!input || box.dataset.neoDressed) return;
    box.dataset.neoDressed = "1";
    const show = () => {
      if (!list) return;
      list.replaceChildren(
        ...Array.from(input.files, (file) => {
          const item = document.createElement("li");
          const size = (file.size / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
          item.textContent = `${file.name} (${size} MB)`;
          return item;
        }),
      );
    };
    input.addEventListener("change", show);
    for (const type of ["dragenter", "dragover"]) {
      box.addEventListener(type, (event) => {
        event.preventDefault();
        box.classList.add("neo-upload--over");
      });
    }
    for (const type of ["dragleave", "drop"]) {
      box.addEventListener(type, () => box.classList.remove("neo-upload--over"));
    }
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      show();
    });
  }

  /** Copy buttons show themselves only where copying works. */
  function dressCopy(button) {
    if (!navigator.clipboard) return;
    button.classList.add("neo-is-ready");
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.neoCopy);
      if (!source) return;
      await navigator.clipboard.writeText(source.textContent.trim());
      const before = button.innerHTML;
      button.textContent = button.dataset.neoCopied;
      announce(button.dataset.neoCopied);
      setTimeout(() => {
        button.innerHTML = before;
      }, 2000);
    });
  }

  function dress(root) {
    root.querySelectorAll?.("[data-neo-upload]").forEach(dressUpload);
    root.querySelectorAll?.("[data-neo-copy]").forEach(dressCopy);
    root.querySelectorAll?.("[data-neo-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  document.documentElement.classList.add("neo-js");
  // On the way down, so that it comes before htmx, which listens on the form itself.
  document.addEventListener("submit", guardDoubleSubmit, true);
  // The Back button may show a page from memory whose form was sent: let it be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
  document.addEventListener("DOMContentLoaded", () => {
    dress(document);
    focusErrors(document);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    // A poll from a hidden tab asks for nothing; it goes on when the tab is looked at again.
    const trigger = event.detail.elt.getAttribute("hx-trigger") || "";
    if (document.hidden && /\bevery\b/.test(trigger)) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) release(form);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.elt;
    dress(target);
    focusErrors(target);
    const said = target.querySelector?.("[data-neo-say]");
    if (said) announce(said.dataset.neoSay);
  });
  for (const type of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(type, () =>
      announce(document.body.dataset.neoAway || ""),
    );
  }
})();
