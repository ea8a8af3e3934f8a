// What the page does in the browser. Gradio runs this once, as the body of a function that is given `trigger`,
// which sends an event to Python. Everything else is found through attributes that our own HTML writes:
// data-open, data-copy, data-example, data-rate, data-feedback, data-close, data-jump, data-filters, data-conversation,
// data-talks, data-resume, data-rename, data-erase, data-restore.
// Nothing here reads or writes HTML text: only attributes, classes and textContent.

const EVENTS = {
  open: 'open', example: 'example', feedback: 'feedback',
  resume: 'resume', rename: 'rename', erase: 'erase', restore: 'restore',
};
let opener = null;      // what had the focus before the reader opened
let seen = '';          // which opening the reader shows

// The state is an attribute of #desk: Gradio scopes our style sheet to its container, so <html> is out of reach.
const desk = () => document.getElementById('desk');
const isOpen = () => desk()?.dataset.reader === 'open';

// --- the document reader -----------------------------------------------------------------------------------

function openDocument(id, start, end, check) {
  if (!isOpen()) opener = document.activeElement;
  trigger(EVENTS.open, { document: id, start, end, check });
}

function placeIn(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  if (!values.get('nguon')) return null;
  const number = (name) => (/^\d+$/.test(values.get(name) || '') ? Number(values.get(name)) : null);
  return { id: values.get('nguon'), start: number('tu'), end: number('den'), check: values.get('kiem') };
}

function followHash() {
  const place = placeIn(location.hash);
  if (place) openDocument(place.id, place.start, place.end, place.check);
  else hideReader();
}

function closeReader() {
  if (!isOpen()) return;
  history.replaceState(null, '', location.pathname + location.search);
  hideReader();
}

function hideReader() {
  if (!isOpen()) return;
  delete desk().dataset.reader;
  covered(false);
  document.querySelectorAll('[data-open].current').forEach((link) => link.classList.remove('current'));
  if (opener && opener.isConnected) opener.focus();
}

function showReader() {
  const article = document.querySelector('#reader .reader');
  if (!article || article.dataset.shown === seen) return;
  seen = article.dataset.shown;
  closeTalks();
  desk().dataset.reader = 'open';
  covered(window.innerWidth < 900);
  const body = article.querySelector('.reader-body');
  const mark = article.querySelector('mark');
  if (window.innerWidth < 900) body.querySelector('.facts')?.removeAttribute('open'); // they fill a phone
  body.scrollTop = 0;
  if (mark) scrollWithin(body, mark);
  article.querySelector('h2').focus({ preventScroll: true });
  keepInView(document.querySelector('#work [data-open].current'));
}

// The conversation gets narrower beside the reader, and so taller: what was clicked must not slip out of view.
function keepInView(link) {
  const pane = link?.closest('#transcript, #library, #drafting');
  if (!pane) return;
  const [inner, outer] = [link.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) link.scrollIntoView({ block: 'center' });
}

// On a phone the document covers the rest of the page, which then must not take the focus.
function covered(yes) {
  for (const id of ['masthead', 'work', 'footer']) document.getElementById(id).inert = yes;
}

function scrollWithin(body, target) {
  const offset = target.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += offset - body.clientHeight * 0.28;
}

// --- the question being typed ------------------------------------------------------------------------------

// Gradio reloads the page once a server that had gone away is back: what stood in the box stays.
const box = () => document.querySelector('#question textarea');
let typed = sessionStorage.getItem('typed');
sessionStorage.removeItem('typed');

window.addEventListener('pagehide', () => {
  if (box()?.value) sessionStorage.setItem('typed', box().value);
});

function restoreTyped() {
  if (!typed || !box()) return;
  box().value = typed;
  typed = null;
  box().dispatchEvent(new Event('input', { bubbles: true }));
}

// --- the conversations that are kept -----------------------------------------------------------------------

const toggle = () => document.getElementById('talks-toggle');
const talksAreOpen = () => desk()?.dataset.talks === 'open';

function openTalks() {
  desk().dataset.talks = 'open';
  toggle().setAttribute('aria-expanded', 'true');
  underneath(window.innerWidth < 900);
  document.getElementById('talks-title')?.focus({ preventScroll: true });
}

function closeTalks() {
  if (!talksAreOpen()) return;
  delete desk().dataset.talks;
  toggle().setAttribute('aria-expanded', 'false');
  underneath(false);
  if (!isOpen()) toggle().focus();
}

// On a phone the list covers the page like a document does.
function underneath(yes) {
  document.querySelectorAll('#masthead, #footer, #transcript, #composer, #tabs > .tab-wrapper').forEach((part) => {
    part.inert = yes;
  });
}

// The address names the conversation on the page, so that reloading brings it back.
function rememberConversation() {
  const shown = document.querySelector('#transcript [data-conversation]');
  if (!shown) return;
  const address = new URL(location.href);
  if ((address.searchParams.get('hoi-thoai') || '') === shown.dataset.conversation) return;
  if (shown.dataset.conversation) address.searchParams.set('hoi-thoai', shown.dataset.conversation);
  else address.searchParams.delete('hoi-thoai');
  history.replaceState(null, '', address);
}

function resume(button) {
  if (window.innerWidth < 900) closeTalks();
  trigger(EVENTS.resume, { conversation: button.dataset.resume });
}

// --- clicks ------------------------------------------------------------------------------------------------

document.addEventListener('click', (event) => {
  const hit = (selector) => event.target.closest?.(selector);
  const plainClick = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  let found;
  if ((found = hit('a[data-open]')) && plainClick) {
    event.preventDefault();
    document.querySelectorAll('[data-open].current').forEach((link) => link.classList.remove('current'));
    found.classList.add('current');
    history.pushState(null, '', found.getAttribute('href'));
    const { open, start, end, check } = found.dataset;
    openDocument(open, start ? Number(start) : null, end ? Number(end) : null, check || null);
  } else if ((found = hit('a[data-jump]'))) {
    event.preventDefault();
    const target = document.getElementById(found.dataset.jump);
    const body = found.closest('.reader-body');
    if (target && body) scrollWithin(body, target);
  } else if ((found = hit('[data-copy]'))) {
    copy(found);
  } else if ((found = hit('[data-example]'))) {
    trigger(EVENTS.example, { question: found.dataset.example });
  } else if ((found = hit('[data-rate]'))) {
    rate(found);
  } else if (hit('[data-close]')) {
    closeReader();
  } else if (hit('#talks-toggle')) {
    if (talksAreOpen()) closeTalks();
    else openTalks();
  } else if (hit('[data-talks="close"]')) {
    closeTalks();
  } else if ((found = hit('[data-resume]'))) {
    resume(found);
  } else if ((found = hit('[data-erase]'))) {
    trigger(EVENTS.erase, { conversation: found.dataset.erase });
  } else if ((found = hit('[data-restore]'))) {
    trigger(EVENTS.restore, { conversation: found.dataset.restore });
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  if (isOpen()) closeReader();
  else closeTalks();
});

window.addEventListener('popstate', followHash);

// --- copying and feedback ----------------------------------------------------------------------------------

async function copy(button) {
  const words = button.dataset.label || button.textContent;
  button.dataset.label = words;
  const done = await copyText(button.dataset.copy);
  button.textContent = done ? 'Đã sao chép' : 'Không sao chép được';
  setTimeout(() => { button.textContent = words; }, 1800);
}

async function copyText(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyTheOldWay(words); // the clipboard is closed to pages not served over HTTPS or from this machine
  }
}

function copyTheOldWay(words) {
  const field = document.createElement('textarea');
  field.value = words;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

function rate(button) {
  const tools = button.closest('.tools');
  const form = tools.querySelector('form');
  tools.querySelectorAll('[data-rate]').forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
  form.hidden = false;
  form.dataset.rating = button.dataset.rate;
  form.querySelector('textarea').focus();
}

document.addEventListener('submit', (event) => {
  const renaming = event.target.closest?.('form[data-rename]');
  if (renaming) {
    event.preventDefault();
    const title = renaming.querySelector('input').value;
    trigger(EVENTS.rename, { conversation: renaming.dataset.rename, title });
    return;
  }
  const form = event.target.closest?.('form[data-feedback]');
  if (!form) return;
  event.preventDefault();
  const comment = form.querySelector('textarea').value;
  trigger(EVENTS.feedback, { turn: Number(form.dataset.feedback), rating: form.dataset.rating, comment });
});

// --- lists that can be searched ----------------------------------------------------------------------------

function fold(words) {
  return words.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/\p{M}/gu, '');
}

document.addEventListener('input', (event) => {
  const rows = event.target.dataset?.filters;
  if (!rows) return;
  const wanted = fold(event.target.value).split(/\s+/).filter(Boolean);
  const list = event.target.closest('[data-list]');
  let left = 0;
  list.querySelectorAll(rows).forEach((row) => {
    const words = fold(row.textContent);
    row.hidden = !wanted.every((w) => words.includes(w));
    left += row.hidden ? 0 : 1;
  });
  list.querySelector('[data-none]').hidden = left > 0;
});

// --- following what Python writes --------------------------------------------------------------------------

// Gradio does not know Vietnamese: what is left of its own English is put right here.
const ENGLISH = [
  [/connection to the server was lost.*/i, 'Mất kết nối tới máy chủ. Đang thử kết nối lại…'],
  [/connection re-?established.*|reconnected.*/i, 'Đã kết nối lại.'],
  [/connection errored out.*|could not parse server.*|failed to fetch.*/i, 'Không liên lạc được với máy chủ. Hãy thử lại.'],
  [/^\s*warning\s*$/i, 'Cảnh báo'],
  [/^\s*error\s*$/i, 'Lỗi'],
  [/^\s*(info|success)\s*$/i, 'Thông báo'],
];

function translateGradio() {
  if (document.documentElement.lang !== 'vi') document.documentElement.lang = 'vi';
  const label = (selector, words) => document.querySelectorAll(selector).forEach((e) => {
    if (e.getAttribute('aria-label') !== words) e.setAttribute('aria-label', words);
  });
  label('[aria-label="More tabs"]', 'Các thẻ khác');
  label('.toast-close', 'Đóng thông báo');
  label('#talks-toggle', 'Hội thoại đã lưu');
  document.querySelectorAll('.toast-wrap').forEach((toasts) => {
    const walker = document.createTreeWalker(toasts, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const found = ENGLISH.find(([pattern]) => pattern.test(walker.currentNode.data));
      if (found) walker.currentNode.data = walker.currentNode.data.replace(...found);
    }
  });
}

// A new question goes to the top of the view and stays there while its answer grows.
let turns = 0;
let following = false;
function followConversation() {
  const list = document.querySelector('#transcript .turns');
  const count = list ? list.children.length : 0;
  following = count > turns || (following && count === turns);
  turns = count;
  if (!following) return;
  const last = list.lastElementChild;
  const pane = document.getElementById('transcript');
  pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 12;
  following = !last.querySelector('.tools, .error');
}

// Gradio makes a tab when it is first selected: an address that names a draft selects its tab, whose own script
// does the rest.
let toDrafts = new URLSearchParams(location.search).has('du-thao');
function openDrafts() {
  const tab = toDrafts && [...document.querySelectorAll('[role="tab"]')].find((b) => b.textContent.trim() === 'Soạn thảo');
  if (!tab) return;
  toDrafts = false;
  tab.click();
}

new MutationObserver(() => {
  openDrafts();
  showReader();
  rememberConversation();
  restoreTyped();
  followConversation();
  translateGradio();
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-shown'], attributes: true });

if (location.hash) followHash();
