// New mail appears by itself; without JavaScript the reader reloads the page.
const list = document.querySelector("[data-poll]");
setInterval(async () => {
  try {
    const answer = await fetch(list.dataset.poll);
    const { newest } = await answer.json();
    if (newest !== list.dataset.newest) location.reload();
  } catch {
    // The demo was stopped: keep showing what is on screen.
  }
}, 2000);
