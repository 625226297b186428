/** Puts the report of an incident onto the clipboard. Without one, and without this script, it is a file to keep. */
const SHOWN_MS = 3_000;

async function copy(button) {
  const response = await fetch(button.dataset.copyReport);
  if (!response.ok) throw new Error(`The report answered ${response.status}`);
  await window.navigator.clipboard.writeText(await response.text());
}

function say(button, words) {
  const place = button.querySelector('[data-words]');
  place.textContent = words;
  for (const announced of document.querySelectorAll('[data-announce]')) announced.textContent = words;
  setTimeout(() => (place.textContent = 'Copy report'), SHOWN_MS);
}

for (const button of document.querySelectorAll('[data-copy-report]')) {
  if (!window.navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    copy(button).then(
      () => say(button, 'Copied'),
      () => say(button, 'Not copied'),
    );
  });
}
