import { describe, expect, it } from 'vitest'
import { dropVariables, refusedSwitch } from './start-words.ts'

describe('an installed console', () => {
  it.each([
    '--no-sandbox',
    '--log-net-log=/tmp/x',
    '--ssl-key-log-file=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--proxy-server=127.0.0.1:8080',
    '--ignore-certificate-errors',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '-remote-debugging-port=0',
    '---remote-debugging-port=0',
    '--inspect=0',
    '--js-flags=--x',
    '--disable-web-security',
    '--load-extension=/tmp/x',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--enable-logging',
    '--Hidden',
    '--',
    '-',
  ])('does not start with %s', (word) => {
    expect(refusedSwitch(['--hidden', word], 'linux')).toBe(word.split('=')[0])
    // Windows does not tell small letters from large ones.
    if (word !== '--Hidden') expect(refusedSwitch(['plantao://x', word], 'win32')).toBe(word.split('=')[0])
  })

  it('starts with its own, with links and files, and with what systems add', () => {
    const own = ['--hidden', '--cache=memory', '--lang=pt-BR', '--disable-gpu', '--updated']
    expect(refusedSwitch([...own, 'plantao://conversation/1', '/home/ana/a file'], 'linux')).toBeNull()
    expect(refusedSwitch([], 'linux')).toBeNull()
    expect(refusedSwitch(['-psn_0_12345'], 'darwin')).toBeNull()
    expect(refusedSwitch(['-psn_0_12345'], 'linux')).toBe('-psn_0_12345')
    expect(refusedSwitch(['-ToastActivated'], 'win32')).toBeNull()
  })

  it('hears Windows’ ways to write a switch', () => {
    expect(refusedSwitch(['/no-sandbox'], 'win32')).toBe('/no-sandbox')
    expect(refusedSwitch(['/remote-debugging-port=0'], 'win32')).toBe('/remote-debugging-port')
    expect(refusedSwitch(['--HIDDEN', '/Hidden'], 'win32')).toBeNull()
    expect(refusedSwitch(['--No-Sandbox'], 'win32')).toBe('--No-Sandbox')
  })

  it('forgets variables that would open its connections', () => {
    const env = { SSLKEYLOGFILE: '/tmp/keys', NODE_TLS_REJECT_UNAUTHORIZED: '0', HOME: '/home/ana' }
    dropVariables(env)
    expect(env).toEqual({ HOME: '/home/ana' })
  })
})
