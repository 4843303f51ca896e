import { tell } from '../language/tell.mjs'
import { whyNotFree } from '../postgres/free-port.ts'
import { type LauncherEnvironment, SettingError } from './environment.ts'

/** Below this number only root may listen, on most systems. */
const OPEN_TO_ALL = 1024

/** Throws, naming the variable to change in the reader's language, when a port we need cannot be listened on. */
export async function requireFreePorts(environment: LauncherEnvironment, sandbox: boolean): Promise<void> {
  const wanted = [{ name: 'PORT', port: environment.port, host: environment.host }]
  if (sandbox) wanted.push({ name: 'SANDBOX_PORT', port: environment.sandboxPort, host: '127.0.0.1' })
  const faults: string[] = []
  for (const { name, port, host } of wanted) {
    const refusal = await whyNotFree(port, host)
    if (refusal) faults.push(explain(name, port, host, refusal))
  }
  if (faults.length > 0) throw new SettingError(faults.join('\n\n'))
}

/** What to do about a port that cannot be listened on. */
export function explain(name: string, port: number, host: string, refusal: string): string {
  const example = `${name}=${otherPort(port)} npm start`
  if (refusal === 'EADDRINUSE') {
    return tell({
      en: `Port ${port} is already in use. Stop the program that uses it, or choose another: ${example}`,
      pt: `A porta ${port} já está em uso. Feche o programa que a usa ou escolha outra: ${example}`,
    })
  }
  if (refusal === 'EACCES' && port < OPEN_TO_ALL) {
    return tell({
      en: `Only root may open port ${port}. Choose one from ${OPEN_TO_ALL} on (${example}) and put a proxy such as nginx before it.`,
      pt: `Só o root pode abrir a porta ${port}. Escolha uma a partir de ${OPEN_TO_ALL} (${example}) e ponha um proxy como o nginx na frente.`,
    })
  }
  const setting = name === 'PORT' ? 'HOST, PORT' : name
  return tell({
    en: `Cannot listen on ${host}:${port} (${refusal}). Check ${setting}, for example: ${example}`,
    pt: `Não foi possível abrir ${host}:${port} (${refusal}). Confira ${setting}, por exemplo: ${example}`,
  })
}

/** A port that everybody may open, near the one that was asked for. */
function otherPort(port: number): number {
  if (port < OPEN_TO_ALL) return port + 8000
  return port > 65_000 ? port - 100 : port + 100
}
