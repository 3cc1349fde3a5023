// A page with data-refresh asks again by itself, and one with data-next goes on by itself. Only what is
// marked data-live changes. Without this script a meta refresh and a link do the same on the phone.
(() => {
  "use strict";

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  // The status line stays in the page while its surroundings are replaced: a screen reader hears each change once.
  function say(element) {
    const voice = document.getElementById("voice");
    if (element && voice.textContent !== element.textContent) voice.textContent = element.textContent;
  }

  async function refresh() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.redirected || !response.ok) {
      location.assign(response.url);
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const place of document.querySelectorAll("[data-live]")) {
      place.replaceChildren(...page.getElementById(place.id).childNodes);
    }
    document.title = page.title;
    say(document.getElementById("count"));
  }

  async function run() {
    for (;;) {
      const busy = document.querySelector("[data-refresh]");
      if (!busy) break;
      await wait(Number(busy.dataset.refresh));
      try {
        await refresh();
      } catch {
        await wait(2000); // the simulator is away for a moment
      }
    }
    const next = document.querySelector("[data-next]");
    if (next) {
      await wait(900);
      location.assign(next.dataset.next);
    }
  }

  run();
})();
