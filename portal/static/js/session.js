/* Before the time in which nothing happens is over, a dialog asks whether somebody is still there. Windows tell each
   other that something was done; nothing about a person is kept in the browser. */
(() => {
  "use strict";

  const dialog = document.getElementById("neo-session");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const SEEN = "neo-seen";
  const warning = dialog.querySelector("[data-neo-warning]");
  const over = dialog.querySelector("[data-neo-over]");
  let timers = [];

  /** Show one of the two texts, named by its own heading. */
  function show(part) {
    warning.hidden = part !== warning;
    over.hidden = part !== over;
    const heading = part.querySelector("h2");
    heading.id = "neo-session-title";
    (part === warning ? over : warning).querySelector("h2").removeAttribute("id");
    if (!dialog.open) dialog.showModal();
    part.querySelector("button").focus();
  }

  function wait(left) {
    timers.forEach(clearTimeout);
    const soon = Math.max(left - Number(dialog.dataset.warning), 0);
    timers = [setTimeout(() => show(warning), soon * 1000), setTimeout(() => show(over), left * 1000)];
  }

  function again(left) {
    if (dialog.open) dialog.close();
    wait(left);
  }

  async function stay() {
    const headers = { "X-CSRFToken": dialog.dataset.token };
    try {
      const answer = await fetch(dialog.dataset.stay, { method: "POST", headers });
      if (!answer.ok) return show(over);
      const { left } = await answer.json();
      // The code itself is too old: staying longer takes a new one, which the next step asks for.
      if (left <= Number(dialog.dataset.warning)) return show(over);
      tell(left);
      again(left);
    } catch {
      dialog.close();
    }
  }

  function tell(left) {
    try {
      localStorage.setItem(SEEN, JSON.stringify({ at: Date.now(), left }));
    } catch {
      /* a browser that keeps nothing warns in each window on its own */
    }
  }

  dialog.querySelector("[data-neo-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-neo-close]").addEventListener("click", () => dialog.close());
  // Escape on the warning means: I am here.
  dialog.addEventListener("cancel", (event) => {
    if (!warning.hidden) {
      event.preventDefault();
      stay();
    }
  });
  window.addEventListener("storage", (event) => {
    if (event.key === SEEN && event.newValue) again(JSON.parse(event.newValue).left);
  });
  const left = Number(dialog.dataset.left);
  const active = () => {
    tell(left);
    again(left);
  };
  // Typing that was kept is doing something.
  window.addEventListener("neo-active", active);
  active();
})();
