// What the tab Đánh giá does in the browser. Gradio runs this once, as the body of a function that is given
// `trigger`, which sends an event to Python. Buttons and forms are found through data-bench-… attributes.
// Nothing here reads or writes HTML text, but for the report's own when it is saved to a file.

const EVENTS = { begin: 'begin', halt: 'halt', report: 'report', compare: 'compare' };
const panel = () => document.getElementById('tab-eval');
let opener = null;      // what had the focus before a report or comparison opened
let seen = '';          // which opening is shown

// --- clicks and forms --------------------------------------------------------------------------------------

document.addEventListener('click', (event) => {
  const hit = (name) => event.target.closest?.(`#tab-eval [data-bench-${name}]`);
  let found;
  if ((found = hit('report'))) {
    const { run0, run1 } = runsOf(found);
    wait(found, EVENTS.report, { runs: [run0, run1].filter(Boolean) });
  } else if (hit('close')) {
    close();
  } else if (hit('halt')) {
    trigger(EVENTS.halt, {});
  } else if (hit('print')) {
    frame()?.contentWindow.print();
  } else if (hit('save')) {
    save(frame());
  }
});

document.addEventListener('submit', (event) => {
  const hit = (name) => event.target.closest?.(`#tab-eval form[data-bench-${name}]`);
  let form;
  if ((form = hit('begin'))) {
    event.preventDefault();
    if (!running()) trigger(EVENTS.begin, { limit: new FormData(form).get('bench-limit') });
  } else if ((form = hit('compare'))) {
    event.preventDefault();
    const chosen = new FormData(form);
    wait(form.querySelector('button'), EVENTS.compare, { base: chosen.get('base'), other: chosen.get('other') });
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && panel()?.contains(document.activeElement)) close();
});

const runsOf = (button) => ({ run0: button.getAttribute('data-run-0'), run1: button.getAttribute('data-run-1') });
const frame = () => document.querySelector('#bench-view iframe');
const running = () => Boolean(document.querySelector('#bench-state [data-running]'));

function wait(button, event, detail) {
  if (button.getAttribute('aria-busy')) return;
  if (!button.closest('#bench-view')) opener = button;
  button.dataset.words = button.textContent;
  button.textContent = 'Đang mở…';
  button.setAttribute('aria-busy', 'true');
  trigger(event, detail);
}

// --- a report or a comparison over the list ----------------------------------------------------------------

function show() {
  const section = document.querySelector('#bench-view .bench-open');
  if (!section || section.dataset.shown === seen) return;
  seen = section.dataset.shown;
  panel().dataset.view = 'open';
  document.querySelectorAll('#tab-eval [aria-busy]').forEach((button) => {
    button.textContent = button.dataset.words;
    button.removeAttribute('aria-busy');
  });
  section.querySelector('h2').focus({ preventScroll: true });
  const report = section.querySelector('iframe');
  if (report) {
    report.addEventListener('load', () => follow(report));
    if (report.contentDocument?.readyState === 'complete') follow(report);
  }
}

// The links inside a report would load this page into its frame: a document given as text has no address.
function follow(report) {
  const inside = report.contentDocument;
  if (!inside || inside.documentElement.dataset.followed) return;
  inside.documentElement.dataset.followed = 'yes';
  inside.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    inside.getElementById(link.getAttribute('href').slice(1))?.scrollIntoView();
  });
  inside.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
}

function close() {
  if (!panel()?.dataset.view) return;
  delete panel().dataset.view;
  const again = opener?.isConnected ? opener : document.querySelector('#bench-runs button');
  again?.focus();
}

function save(report) {
  if (!report) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([report.srcdoc], { type: 'text/html' }));
  link.download = report.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// --- following what Python writes --------------------------------------------------------------------------

new MutationObserver(() => {
  show();
  const begin = document.querySelector('#tab-eval form[data-bench-begin] [type="submit"]');
  const state = String(running());
  if (begin && begin.getAttribute('aria-disabled') !== state) begin.setAttribute('aria-disabled', state);
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-shown'], attributes: true });
show();
