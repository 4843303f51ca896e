import { createServer } from 'node:net'

/**
 * The ports that `npm start` will need and that are taken: told before minutes of installation, not after.
 * What else may be wrong with them the start itself says.
 * @param {Record<string, string>} settings
 * @returns {Promise<{ en: string, pt: string } | undefined>}
 */
export async function whyPortsTaken(settings) {
  const wanted = [
    { name: 'PORT', port: Number(settings.PORT ?? 8000), host: settings.HOST ?? '127.0.0.1' },
    { name: 'SANDBOX_PORT', port: Number(settings.SANDBOX_PORT ?? 8001), host: '127.0.0.1' },
  ]
  for (const { name, port, host } of wanted) {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) continue
    if ((await refusal(port, host)) !== 'EADDRINUSE') continue
    const example = `${name}=${port > 65_000 ? port - 100 : port + 100} npm start`
    return {
      en: `Port ${port} is already in use. Stop the program that uses it, or choose another: ${example}`,
      pt: `A porta ${port} já está em uso. Feche o programa que a usa ou escolha outra: ${example}`,
    }
  }
  return undefined
}

/** @returns {Promise<string | undefined>} */
function refusal(/** @type {number} */ port, /** @type {string} */ host) {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', (error) => settle(/** @type {NodeJS.ErrnoException} */ (error).code))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => settle(undefined)))
  })
}
