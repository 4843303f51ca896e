import type { Uploading } from '../engine/ports.ts'

/**
 * `fetch`, except that a form is sent by XMLHttpRequest: only that tells how much has left. `uploading` hears it under
 * the form's `clientId`.
 */
export function uploadFetch(uploading: Uploading): typeof fetch {
  return async (input, init) => {
    const form = init?.body
    if (!(form instanceof FormData)) return fetch(input, init)
    const clientId = String(form.get('clientId') ?? '')
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init?.method ?? 'POST', String(input))
      for (const [name, value] of new Headers(init?.headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = ({ loaded, total }) => uploading(clientId, total > 0 ? loaded / total : 0)
      request.onload = () =>
        resolve(
          new Response(request.responseText, { status: request.status, statusText: request.statusText }),
        )
      request.onerror = () => reject(new TypeError('network'))
      request.onabort = () => reject(new DOMException('timeout', 'TimeoutError'))
      init?.signal?.addEventListener('abort', () => request.abort())
      request.send(form)
    })
  }
}
