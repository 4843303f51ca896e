/**
 * The one element a selector names; the page's HTML promises it.
 * @param {string} selector
 * @returns {any}
 */
export const one = (selector) => document.querySelector(selector)

/**
 * An element with attributes and children; texts become text nodes.
 * @param {string} name
 * @param {Record<string, any>} [attributes] `on…` is a listener; false and undefined leave out
 * @param {(Node | string)[]} children
 * @returns {any}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children)
  return made
}
