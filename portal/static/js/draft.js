/* Typing is never lost: what is in a form goes to the portal while it is typed, and stays on the page without a
   connection. Nothing is stored in the browser: the computer may be shared. */
(() => {
  "use strict";

  const PAUSE = 1200;
  const RETRY = 8000;

  function keep(line) {
    const form = line.closest("form");
    const address = line.dataset.neoKeeping;
    let timer = 0;
    let dirty = false;
    let sent = false;

    const say = (text) => {
      if (line.textContent !== text) line.textContent = text;
    };
    const typed = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    };
    const later = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(bring, wait);
    };

    async function bring() {
      if (!dirty || sent) return;
      dirty = false;
      try {
        const answer = await fetch(address, { method: "POST", body: typed(), redirect: "manual" });
        if (answer.status === 204) {
          say(line.dataset.kept);
          window.dispatchEvent(new Event("neo-active"));
          return;
        }
        // Not kept: the page still holds it, and tries again when it was too often or the fault is ours.
        dirty = true;
        say("");
        if (answer.status === 429 || answer.status >= 500) later(RETRY);
      } catch {
        dirty = true;
        say(line.dataset.offline);
        later(RETRY);
      }
    }

    form.addEventListener("input", () => {
      dirty = true;
      later(PAUSE);
    });
    window.addEventListener("online", () => later(0));
    window.addEventListener("pagehide", () => {
      if (dirty && !sent) navigator.sendBeacon(address, typed());
    });
    // Sending without a connection would leave the page, and everything on it, behind.
    form.addEventListener(
      "submit",
      (event) => {
        if (navigator.onLine) {
          sent = true;
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        delete form.dataset.neoSent; // neo.js marked it as on its way
        event.submitter?.removeAttribute("aria-busy");
        say(line.dataset.wait);
      },
      true,
    );
    // Back shows the page as it was left, also when it came from memory.
    window.addEventListener("pageshow", () => {
      sent = false;
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-neo-keeping]").forEach(keep));
})();
