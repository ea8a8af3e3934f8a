// What the tab Soạn thảo does in the browser. Gradio runs this once, as the body of a function that is given
// `trigger`, which sends an event to Python. Buttons and forms carry data-do; what they and the part of the page
// around them say in other data-… attributes goes along. Nothing here reads or writes HTML text.

const panel = () => document.getElementById('tab-drafting');
const here = () => document.getElementById('drafting-here')?.dataset || {};
const LAST = 'troly.du-thao';
let shown = '';          // which answer of the server is on the page
let delivered = '';      // which file was handed over
let asked = null;        // what the last event came from: the id of its control, the view before it
let following = '';      // the project whose drafting is followed
let finished = true;     // whether what came of that drafting has been shown
let refreshed = 0;       // when the page was shown anew during it
let visible = false;

// --- sending -----------------------------------------------------------------------------------------------

function send(detail) {
  const { project = '', view = '' } = here();
  asked = { id: document.activeElement?.id || '', view: `${project} ${view}`, do: detail.do };
  panel()?.setAttribute('aria-busy', 'true');
  trigger('act', { detail: { project, view, ...detail } });
}

// What stands around a control: which part of the project it is about, and the state of it that is on the page.
function around(element) {
  const part = element.closest('[data-part]');
  if (!part) return {};
  const { part: name, stamp, label } = part.dataset;
  return { part: name, stamp, ...(label ? { label } : {}) };
}

function own(element) {
  const { do: name, confirm: _, ...rest } = element.dataset;
  return { do: name, ...rest };
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('#tab-drafting button[data-do]');
  if (!button || button.disabled) return;
  if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) return;
  const local = LOCAL[button.dataset.do];
  if (local) local(button);
  else send({ ...around(button), ...own(button) });
});

document.addEventListener('submit', async (event) => {
  const form = event.target.closest?.('#tab-drafting form[data-do]');
  if (!form) return;
  event.preventDefault();
  const detail = { ...around(form), ...own(form), ...(await fields(form)) };
  send(detail);
});

async function fields(form) {
  const data = new FormData(form);
  const found = {};
  for (const name of new Set(data.keys())) {
    const values = await Promise.all(data.getAll(name).map((v) => (v instanceof File ? packed(v) : v)));
    found[name] = form.dataset.do === 'figures' ? values : values[0];
  }
  return found;
}

function packed(file) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, data: String(reader.result).split(',')[1] || '' });
    reader.onerror = () => resolve({ name: file.name, data: '' });
    reader.readAsDataURL(file);
  });
}

// A chosen file or typed outline says itself which source is meant.
document.addEventListener('input', (event) => {
  const source = event.target.closest?.('#tab-drafting .source');
  const radio = source?.querySelector('input[type="radio"]');
  if (radio && event.target !== radio) radio.checked = true;
  if (event.target.id === 'draft-editor') remember(event.target);
});

// --- what needs no server ------------------------------------------------------------------------------------

const LOCAL = {
  toggle_outline: (button) => unfold(button, button.getAttribute('aria-expanded') !== 'true'),
  show_rename: () => {
    const form = panel().querySelector('form.rename');
    form.hidden = !form.hidden;
    document.getElementById('drafting-rename').setAttribute('aria-expanded', String(!form.hidden));
    (form.hidden ? document.getElementById('drafting-rename') : form.querySelector('input')).focus();
  },
  show_editor: () => openEditor(null),
  cancel_editor: (button) => {
    const field = document.getElementById('draft-editor');
    if (field.value !== field.defaultValue && !window.confirm('Bỏ những gì vừa sửa ở mục này?')) return;
    forget();
    field.value = field.defaultValue;
    closeEditor(button);
  },
  show_adder: (button) => {
    const form = button.closest('li').querySelector('form.adder');
    form.hidden = !form.hidden;
    button.setAttribute('aria-expanded', String(!form.hidden));
    if (!form.hidden) form.querySelector('input').focus();
  },
  add_row: (button) => {
    const body = button.closest('form').querySelector('tbody');
    const row = body.lastElementChild.cloneNode(true);
    row.querySelectorAll('input, textarea').forEach((field) => { field.value = ''; });
    body.append(row);
    row.querySelector('select').focus();
  },
  drop_row: (button) => {
    const row = button.closest('tr');
    const next = row.nextElementSibling || row.previousElementSibling;
    if (!next) row.querySelectorAll('input, textarea').forEach((field) => { field.value = ''; });
    else row.remove();
    (next || row).querySelector('button').focus();
  },
};

function unfold(button, open) {
  if (!button) return;
  button.setAttribute('aria-expanded', String(open));
  panel().toggleAttribute('data-outline', open);
}

// --- the editor, whose unsaved text this window keeps --------------------------------------------------------

const noteKey = () => `troly.dang-sua.${here().project}.${panel().querySelector('[data-label][data-part]')?.dataset.label}`;

function remember(field) {
  const { stamp } = field.closest('[data-stamp]').dataset;
  keep(noteKey(), JSON.stringify({ text: field.value, stamp }), () => sessionStorage);
}

function forget() {
  keep(noteKey(), null, () => sessionStorage);
}

function openEditor(text) {
  const section = panel().querySelector('.drafting-section');
  const field = document.getElementById('draft-editor');
  if (!field) return;
  section.dataset.editing = 'yes';
  section.querySelector('.editor').hidden = false;
  document.getElementById('drafting-edit')?.setAttribute('aria-expanded', 'true');
  if (text !== null) field.value = text;
  field.focus({ preventScroll: text !== null });
}

function closeEditor() {
  const section = panel().querySelector('.drafting-section');
  delete section.dataset.editing;
  section.querySelector('.editor').hidden = true;
  const button = document.getElementById('drafting-edit');
  button?.setAttribute('aria-expanded', 'false');
  button?.focus();
}

// After an answer: the text that was being typed comes back, with the state of the section it was typed on, so
// that another window's changes are noticed. Once they have been, saving again is meant to replace them.
function takeUp(kept, noticed) {
  const section = panel().querySelector('.drafting-section');
  const field = document.getElementById('draft-editor');
  if (!section || !field) return;
  if (kept) forget();
  const note = JSON.parse(read(noteKey(), () => sessionStorage) || 'null');
  if (!note || note.text === field.defaultValue) return;
  if (!noticed) section.dataset.stamp = note.stamp;
  openEditor(note.text);
  if (noticed) remember(field);
}

document.addEventListener('keydown', (event) => {
  const line = event.target.closest?.('#tab-drafting textarea[data-line]');
  if (line && event.key === 'Enter') { // a field of one line, shown on as many as it needs
    event.preventDefault();
    line.form.requestSubmit();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    const form = event.target.closest?.('#tab-drafting form');
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  }
});

// --- where the window is: in its address, and for the next time in this browser ------------------------------

function keep(key, value, storage = () => localStorage) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch { /* a browser that keeps nothing still drafts */ }
}

function read(key, storage = () => localStorage) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function address() {
  const { project = '', view = '' } = here();
  const wanted = new URLSearchParams(location.search);
  wanted.delete('du-thao');
  wanted.delete('phan');
  if (visible && project) {
    wanted.set('du-thao', project);
    wanted.set('phan', view);
  }
  const search = wanted.size ? `?${wanted}` : '';
  if (search !== location.search) history.replaceState(history.state, '', location.pathname + search + location.hash);
}

function begin() {
  const wanted = new URLSearchParams(location.search);
  const last = JSON.parse(read(LAST) || 'null');
  if (wanted.get('du-thao')) {
    send({ do: 'open', project: wanted.get('du-thao'), view: wanted.get('phan') || '' });
  } else if (last) {
    send({ do: 'open', ...last });
  } else {
    send({ do: 'start' });
  }
}

// --- following what Python writes --------------------------------------------------------------------------

function look() {
  const tab = panel();
  if (!tab) return;
  const nowVisible = tab.offsetParent !== null;
  if (nowVisible !== visible) {
    visible = nowVisible;
    address();
  }
  const now = here();
  if (now.shown && now.shown !== shown) {
    shown = now.shown;
    arrived(now);
  }
  const file = tab.querySelector('[data-file]');
  if (file && file.dataset.shown !== delivered) {
    delivered = file.dataset.shown;
    hand(file);
  }
  followDrafting();
}

function arrived({ project, view, kept, conflict }) {
  const tab = panel();
  tab.removeAttribute('aria-busy');
  tab.dataset.state = project ? 'project' : 'start';
  if (project) keep(LAST, JSON.stringify({ project, view }));
  else keep(LAST, null);
  address();
  const moved = asked && asked.view !== `${project} ${view}`;
  if (moved) {
    unfold(document.getElementById('drafting-outline-toggle'), false);
    const page = document.getElementById('drafting-page');
    if (page) page.scrollTop = 0;
    document.getElementById('drafting').scrollTop = 0;
  }
  if (visible && asked?.id !== undefined) {
    const title = document.getElementById(project ? 'section-title' : 'drafting-title');
    const again = asked.id && document.getElementById(asked.id);
    if (moved) title?.focus({ preventScroll: true });
    else if (again && !again.disabled && !again.closest('[hidden]')) again.focus({ preventScroll: true });
    else if (document.activeElement === document.body) title?.focus({ preventScroll: true });
  }
  asked = null;
  takeUp(kept !== undefined, conflict !== undefined);
}

function followDrafting() {
  const running = panel().querySelector('[data-running]');
  const { project } = here();
  if (running && following !== project) {
    following = project;
    finished = false;
    refreshed = Date.now();
    trigger('follow', { project });
  } else if (running && Date.now() - refreshed > 3000 && !typing()) {
    refreshed = Date.now();
    again();
  } else if (!running && following && !finished && panel().querySelector('.drafting-told') && !typing()) {
    finished = true;
    following = '';
    again();
  }
}

const typing = () => Boolean(panel().querySelector('#drafting-page :is(input, textarea, select):focus, [data-editing]'));

// The page as it now stands; nothing was asked for, so what came of the drafting stays told.
function again() {
  const { project, view } = here();
  if (project) send({ do: 'show', project, view, quiet: 'yes' });
}

function hand(file) {
  const bytes = Uint8Array.from(atob(file.dataset.file), (c) => c.charCodeAt(0));
  const link = document.createElement('a');
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = file.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

new MutationObserver(look).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ['data-shown', 'style', 'class'],
});
begin();
look();
