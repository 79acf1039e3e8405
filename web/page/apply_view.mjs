// A topology file that nodes are to follow: what it would do is seen first, then it is done, then looked at until it is so.

import { byId, element, setAttribute, setText, syncList, tell } from './dom.mjs';
import { several } from './text.mjs';

/** @typedef {import('./page_socket.mjs').PageSocket} PageSocket */
/** @typedef {{sign: '+' | '~' | '-', text: string}} Step */
/** @typedef {{steps: Step[], unreachable: string[], plan: string}} Plan */
/** @typedef {{node: string, what: string, file: string, wanted: string, current: string, agrees: boolean}} Row */
/** @typedef {(text: string, tone?: string) => void} Notify */

const fileBytesMax = 4 * 1024 * 1024;
const checkMs = 1_000;
const nameMax = 80;
/** @type {Record<Step['sign'], {verb: string, tone: string, word: string}>} */
const signs = {
  '+': { verb: 'create', tone: 'ok', word: 'Create' },
  '~': { verb: 'change', tone: 'wait', word: 'Change' },
  '-': { verb: 'end', tone: 'bad', word: 'End' },
};

export class ApplyDialog {
  #socket;
  #notify;
  #dialog = /** @type {HTMLDialogElement} */ (byId('apply-dialog'));
  #form = /** @type {HTMLFormElement} */ (byId('apply-form'));
  #go = /** @type {HTMLButtonElement} */ (byId('apply-go'));
  #close = /** @type {HTMLButtonElement} */ (this.#form.querySelector('[data-close]'));
  /** @type {{fileName: string, text: string} | null} */
  #file = null;
  /** @type {Plan | null} */
  #plan = null;
  /** What came of each step: nothing yet, empty when it is done, or why it is not. @type {(string | undefined)[]} */
  #troubles = [];
  #applying = false;
  /** Each time that it is opened or asked for another plan: answers to former questions are passed over. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {PageSocket} socket @param {Notify} notify */
  constructor(socket, notify) {
    this.#socket = socket;
    this.#notify = notify;
    byId('apply-topology').addEventListener('click', () => this.#open());
    this.#input('file').addEventListener('change', () => void this.#choose());
    this.#input('prune').addEventListener('change', () => void this.#showPlan());
    this.#close.addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => {
      this.#turn++;
      clearTimeout(this.#timer);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void (this.#troubles.length > 0 ? this.#showPlan() : this.#apply());
    });
  }

  #open() {
    this.#form.reset();
    this.#file = null;
    this.#reset();
    tell(byId('apply-summary'), 'Choose a file; the plan follows at once.', 'idle');
    this.#dialog.showModal();
  }

  /** @param {string} name */
  #input(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  #reset() {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#plan = null;
    this.#troubles = [];
    this.#applying = false;
    byId('apply-check').hidden = byId('apply-progress').hidden = true;
    setText(this.#close, 'Cancel');
    this.#drawSteps();
  }

  async #choose() {
    const [file] = this.#input('file').files ?? [];
    this.#file = null;
    this.#reset();
    if (!file) return;
    if (file.size > fileBytesMax) return tell(byId('apply-summary'), `${file.name}: is larger than 4 MiB, which no topology needs.`, 'bad');
    this.#file = { fileName: file.name.slice(-nameMax), text: await file.text() };
    await this.#showPlan();
  }

  #question() {
    return { ...this.#file, prune: this.#input('prune').checked };
  }

  /** @param {string} [introduction] */
  async #showPlan(introduction = '') {
    if (!this.#file) return;
    this.#reset();
    const turn = this.#turn;
    tell(byId('apply-summary'), 'Asking all nodes…', 'idle');
    try {
      const plan = await this.#socket.ask({ type: 'planTopology', ...this.#question() });
      if (turn === this.#turn) this.#planned(plan, introduction);
    } catch (error) {
      if (turn === this.#turn) tell(byId('apply-summary'), /** @type {Error} */ (error).message, 'bad');
    }
  }

  /** @param {Plan} plan @param {string} introduction */
  #planned(plan, introduction) {
    this.#plan = plan;
    const { steps, unreachable } = plan;
    this.#drawSteps();
    const parts = Object.entries(signs).map(([sign, { verb }]) => [steps.filter((step) => step.sign === sign).length, verb])
      .filter(([amount]) => Number(amount) > 0).map(([amount, verb]) => `${amount} to ${verb}`);
    const does = parts.length > 0 ? `${parts.join(', ')}.` : unreachable.length > 0 ? 'Nothing can be done now.'
      : 'Nothing to do: the nodes are meant to do what the file says.';
    const away = unreachable.length === 0 ? '' : ` ${several(unreachable.length, 'node')} of the file ${unreachable.length === 1 ? 'does' : 'do'} not answer and ${unreachable.length === 1 ? 'is' : 'are'} left out.`;
    const text = `${introduction}${does}${away}`;
    tell(byId('apply-summary'), text, unreachable.length > 0 || introduction !== '' ? 'wait' : parts.length > 0 ? 'info' : 'ok');
    if (parts.length === 0) void this.#check(text, unreachable.length > 0);
  }

  #drawSteps() {
    const { steps, unreachable } = this.#plan ?? { steps: [], unreachable: [] };
    const items = [
      ...steps.map((step, index) => ({ key: `step ${index}`, ...signs[step.sign], text: step.text, trouble: this.#troubles[index] })),
      ...unreachable.map((node) => ({ key: `away ${node}`, tone: 'bad', word: 'Away', text: `${node}: does not answer; what the file says of it is not done`, trouble: undefined })),
    ];
    byId('apply-steps').hidden = items.length === 0;
    syncList(byId('apply-steps'), items, ({ key }) => key, stepLine);
    const done = this.#troubles.length > 0 && !this.#applying;
    this.#go.disabled = this.#applying || (steps.length === 0 && !done);
    setText(this.#go, done ? 'Plan again' : steps.length === 0 ? 'Apply' : `Apply ${several(steps.length, 'step')}`);
    this.#input('file').disabled = this.#input('prune').disabled = this.#applying;
  }

  async #apply() {
    const plan = this.#plan;
    if (!plan || this.#applying) return;
    this.#applying = true;
    const turn = this.#turn;
    const progress = /** @type {HTMLProgressElement} */ (byId('apply-progress'));
    progress.max = plan.steps.length;
    progress.value = 0;
    progress.hidden = false;
    tell(byId('apply-summary'), 'Applying…', 'info');
    byId('apply-summary').focus(); // the button that had it goes
    this.#drawSteps();
    try {
      const result = await this.#socket.ask({ type: 'applyTopology', ...this.#question(), plan: plan.plan }, ({ step, text, trouble }) => {
        if (turn !== this.#turn) return;
        plan.steps[step].text = text;
        this.#troubles[step] = trouble;
        progress.value = step + 1;
        this.#drawSteps();
      });
      this.#applied(result, plan, turn);
    } catch (error) {
      this.#applying = false;
      if (turn !== this.#turn) return this.#notify(/** @type {Error} */ (error).message, 'bad');
      tell(byId('apply-summary'), `${/** @type {Error} */ (error).message} What is marked as done was done.`, 'bad');
      this.#drawSteps();
    }
  }

  /** @param {Plan & {changed: boolean, failures?: number}} result @param {Plan} plan  that was applied @param {number} turn */
  #applied({ changed, failures = 0, ...rest }, plan, turn) {
    const here = turn === this.#turn;
    if (changed) {
      if (here) this.#reset();
      return here ? this.#planned(rest, 'Somebody changed the nodes meanwhile, and nothing was done; this is the plan now: ')
        : this.#notify('The topology was not applied: somebody changed the nodes meanwhile. Apply the file again.', 'bad');
    }
    const left = failures + plan.unreachable.length;
    const total = plan.steps.length + plan.unreachable.length;
    const text = left === 0 ? `Done: ${several(plan.steps.length, 'step')}.`
      : `Partly done: ${left} of ${several(total, 'step')} could not be taken. Apply the file again when the reason is gone.`;
    this.#applying = false;
    if (!here) return this.#notify(text, left === 0 ? 'ok' : 'wait');
    byId('apply-progress').hidden = true;
    tell(byId('apply-summary'), text, left === 0 ? 'ok' : 'wait');
    setText(this.#close, 'Close');
    this.#drawSteps();
    this.#close.focus();
    void this.#check(text, left > 0);
  }

  /** Until all is as the file says, or nobody looks any more. @param {string} said  goes on being said @param {boolean} partly */
  async #check(said, partly) {
    const turn = this.#turn;
    try {
      /** @type {{rows: Row[]}} */
      const { rows } = await this.#socket.ask({ type: 'compareTopology', ...this.#question() });
      if (turn !== this.#turn) return;
      showRows(rows);
      const meant = rows.filter(({ file }) => file !== '');
      const good = meant.filter(({ agrees }) => agrees).length;
      if (good === meant.length) {
        return tell(byId('apply-summary'), `${said} Verified: everything that the file says is so.`, partly ? 'wait' : 'ok');
      }
      tell(byId('apply-summary'), `${said} ${good} of ${meant.length} that the file says are so; the rest is still looked at.`, 'wait');
    } catch {
      // the controller is away: looked at again
    }
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.#check(said, partly), checkMs);
  }
}

/** @param {{tone: string, word: string}} first */
function stepLine(first) {
  const text = element('span', { class: 'what' });
  const result = element('span', { class: 'result' });
  return {
    element: element('li', {}, element('span', { class: 'tag', 'data-tone': first.tone, text: first.word }), text, result),
    /** @param {{text: string, trouble: string | undefined}} step */
    update(step) {
      setText(text, step.text);
      setText(result, step.trouble === undefined ? '' : step.trouble || 'done');
      setAttribute(result, 'data-tone', step.trouble ? 'bad' : 'ok');
    },
  };
}

/** @param {Row[]} rows */
function showRows(rows) {
  byId('apply-check').hidden = rows.length === 0;
  // By place: two nodes of one name may have the same stream.
  const places = new Map(rows.map((row, index) => [row, String(index)]));
  syncList(byId('apply-rows'), rows, (row) => places.get(row) ?? '', () => {
    const [node, what, file, now] = [element('span'), element('span'), element('span'), element('span', { class: 'pill' })];
    return {
      element: element('tr', {},
        element('td', { 'data-label': 'Node', class: 'wrap' }, node), element('td', { 'data-label': 'What', class: 'wrap' }, what),
        element('td', { 'data-label': 'The file says', class: 'wrap' }, file), element('td', { 'data-label': 'Now', class: 'wrap' }, now)),
      /** @param {Row} row */
      update(row) {
        setText(node, row.node);
        setText(what, row.what);
        setText(file, row.file === '' ? 'nothing' : row.file === row.wanted || row.wanted === '' ? row.file : `${row.file}, not ${row.wanted}`);
        setText(now, row.current === '-' ? 'not there' : row.current);
        setAttribute(now, 'data-tone', row.agrees ? 'ok' : row.file === '' ? 'idle' : 'wait');
      },
    };
  });
}
