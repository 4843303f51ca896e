import { whyNotFree } from '../postgres/free-port.ts'
import { type LauncherEnvironment, SettingError } from './environment.ts'

/** Throws, naming the variable to change in English and Portuguese, when a port we need cannot be listened on. */
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

function explain(name: string, port: number, host: string, refusal: string): string {
  const example = `${name}=${port + 100} npm start`
  if (refusal === 'EADDRINUSE') {
    return (
      `Port ${port} is already in use. Stop the program that uses it, or choose another: ${example}\n` +
      `A porta ${port} já está em uso. Feche o programa que a usa ou escolha outra: ${example}`
    )
  }
  return (
    `Cannot listen on ${host}:${port} (${refusal}). Check ${name === 'PORT' ? 'HOST and PORT' : name}, for example: ${example}\n` +
    `Não foi possível abrir ${host}:${port} (${refusal}). Confira ${name === 'PORT' ? 'HOST e PORT' : name}, por exemplo: ${example}`
  )
}
