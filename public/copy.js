/** Puts words onto the clipboard: the report of an incident, or what stands beside the button. */
const SHOWN_MS = 3_000;

async function wordsOf({ dataset }) {
  if (dataset.copyWords) return dataset.copyWords;
  const response = await fetch(dataset.copyReport);
  if (!response.ok) throw new Error(`The report answered ${response.status}`);
  return response.text();
}

async function copy(button) {
  await window.navigator.clipboard.writeText(await wordsOf(button));
}

function say(button, words) {
  const place = button.querySelector('[data-words]');
  const usual = place.dataset.words || place.textContent;
  place.dataset.words = usual;
  place.textContent = words;
  for (const announced of document.querySelectorAll('[data-announce]')) announced.textContent = words;
  setTimeout(() => (place.textContent = usual), SHOWN_MS);
}

for (const button of document.querySelectorAll('[data-copy-report], [data-copy-words]')) {
  if (!window.navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    copy(button).then(
      () => say(button, 'Copied'),
      () => say(button, 'Not copied'),
    );
  });
}
