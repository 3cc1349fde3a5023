/* Asks for news on pages that wait: often at first, less often while nothing changes, never while nobody looks.
   An element with data-neo-poll (milliseconds) gets the event neo:poll, on which htmx asks the server. The
   server says 204 when nothing changed and 286 when there is nothing left to ask. */
(() => {
  "use strict";

  const GROWTH = 1.15;
  const box = () => document.querySelector("[data-neo-poll]");
  const first = (element) => Number(element.dataset.neoPoll);
  const slowest = (element) => Number(element.dataset.neoPollSlowest);
  let timer = 0;
  let wait = 0;

  function ask() {
    const element = box();
    if (element && !document.hidden) element.dispatchEvent(new CustomEvent("neo:poll"));
  }

  function plan(milliseconds) {
    clearTimeout(timer);
    const element = box();
    if (!element || document.hidden) return;
    wait = Math.min(milliseconds, slowest(element));
    timer = setTimeout(ask, wait);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const element = box();
    if (element) plan(first(element));
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    const element = box();
    if (!element || document.hidden) return;
    wait = first(element);
    ask();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // After a swap the event comes from what is left around the element that asked.
    if (!event.detail.requestConfig.elt.hasAttribute("data-neo-poll")) return;
    const element = box();
    if (!element) return;
    if (!event.detail.successful) plan(wait * 2);
    else if (event.detail.xhr.status === 204) plan(wait * GROWTH);
    else plan(first(element));
  });
})();
