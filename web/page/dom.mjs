// Just enough DOM: elements from a description, lists that keep their elements, writes only where something changed.

/**
 * Text is always set as text: nothing a node says can become markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | ((event: Event) => void)>} [attributes]  `onX` listens, `text` is content
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === 'text') made.textContent = String(value);
    else if (typeof value === 'boolean') made.toggleAttribute(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** @param {HTMLElement} target @param {string} text */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** @param {HTMLElement} target @param {string} name @param {string} value */
export function setAttribute(target, name, value) {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** What it says, and how it is meant: ok, wait, bad, info or idle. @param {HTMLElement} target @param {string} text @param {string} tone */
export function tell(target, text, tone) {
  setText(target, text);
  setAttribute(target, 'data-tone', tone);
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Makes `parent`'s children follow `items`, in order. An element lives as long as its item's key, so focus,
 * selection and running animations survive ten updates a second.
 *
 * @template Item
 * @param {HTMLElement} parent
 * @param {Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => {element: HTMLElement, update: (item: Item) => void}} create
 */
export function syncList(parent, items, keyOf, create) {
  const known = rowsOf(parent);
  const wanted = new Set(items.map(keyOf));
  for (const [key, row] of known) {
    if (wanted.has(key)) continue;
    row.element.remove();
    known.delete(key);
  }
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let row = known.get(key);
    if (!row) known.set(key, row = create(item));
    if (row.element === at) at = at.nextElementSibling;
    else parent.insertBefore(row.element, at);
    row.update(item);
  }
}

/** @type {WeakMap<HTMLElement, Map<string, {element: HTMLElement, update: (item: any) => void}>>} */
const rows = new WeakMap();

/** @param {HTMLElement} parent */
function rowsOf(parent) {
  let known = rows.get(parent);
  if (!known) rows.set(parent, known = new Map());
  return known;
}
