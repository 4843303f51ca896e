async function answerOf(response) {
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  if (!response.ok) throw new Error(body?.error?.message ?? `HTTP ${response.status}`)
  return body
}

/** GET a path as JSON. */
export const get = (path) => fetch(path).then(answerOf)

/** POST a body as JSON. */
export const post = (path, body) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(answerOf)

/** DELETE a path. */
export const remove = (path) => fetch(path, { method: 'DELETE' }).then(answerOf)

/** Listens to what happens; `onOpen` runs at every (re)connect, for what was missed. */
export function listen(onEvent, onOpen) {
  const source = new EventSource('/phone/events')
  source.onmessage = (message) => onEvent(JSON.parse(message.data))
  source.onopen = onOpen
}
