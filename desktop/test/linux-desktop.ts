import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, chown, cp, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { isOnPath } from './on-path.ts'
import { startTrayHost } from './tray-host.ts'

const shell = promisify(execFile)
const REPOSITORY = join(import.meta.dirname, '../..')

/** Chromium refuses to run its sandbox as root, so root runs everything as `nobody`, which every Unix has. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null
  const ask = async (flag: string) => Number((await shell('id', [flag, 'nobody'])).stdout)
  return { uid: await ask('-u'), gid: await ask('-g') }
}

/**
 * A Linux desktop of our own: screen, session bus, notification daemon, a panel's tray and, where installed, a keyring,
 * all but the tray run by an ordinary user in one folder that user may read. `dist` is an Electron, or with `packed` what was packed of one.
 */
export async function startLinuxDesktop(dist: string, packed = false) {
  const user = await ordinaryUser()
  const folder = await mkdtemp('/var/tmp/plantao-desktop-')
  const home = join(folder, 'home')
  const copy = join(folder, 'dist')
  const run = join(home, 'run')
  await mkdir(run, { recursive: true, mode: 0o700 })
  // The application lies where an installer puts it, so Electron itself loads it; links cost no space.
  const linked = await shell('cp', ['-al', dist, copy]).catch(() => null)
  if (!linked) await shell('cp', ['-a', dist, copy])
  if (!packed) {
    const app = join(copy, 'resources/app')
    await rm(app, { recursive: true, force: true })
    await cp(join(REPOSITORY, 'desktop/dist/app'), app, { recursive: true })
    await shell('chmod', ['-R', 'a+rX', app])
  }
  await chmod(folder, 0o755)
  if (user) await shell('chown', ['-R', `${user.uid}:${user.gid}`, home])

  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: run,
    LANG: 'C.UTF-8',
    TZ: 'America/Sao_Paulo',
  }
  const children: ChildProcess[] = []
  const begin = (program: string, args: string[], stdin: 'ignore' | 'pipe' = 'ignore') => {
    const child = spawn(program, args, {
      ...(user ?? {}),
      env,
      cwd: home,
      stdio: [stdin, 'pipe', 'ignore'],
    })
    children.push(child)
    return child
  }
  const firstLine = (child: ChildProcess) =>
    new Promise<string>((done, failed) => {
      createInterface({ input: child.stdout! }).once('line', done)
      child.once('error', failed)
      child.once('exit', (code) => failed(new Error(`${child.spawnfile} ended with ${code}`)))
    })
  const ask = async (program: string, args: string[]) =>
    (await shell(program, args, { ...(user ?? {}), env, cwd: home })).stdout

  const screen = begin('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'])
  env.DISPLAY = `:${await firstLine(screen)}`
  env.DBUS_SESSION_BUS_ADDRESS = await firstLine(
    begin('dbus-daemon', ['--session', '--nofork', '--print-address=1']),
  )
  const keyring = isOnPath('gnome-keyring-daemon')
  if (keyring) {
    const daemon = begin('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], 'pipe')
    daemon.stdin!.end('plantao')
  }
  const rules = join(home, 'dunstrc')
  await writeFile(rules, '[global]\n  timeout = 0\n  monitor = 0\n  mouse_left_click = do_action\n')
  if (user) await chown(rules, user.uid, user.gid)
  begin('dunst', ['-config', rules])
  const heard: string[] = []
  const monitor = begin('dbus-monitor', ["interface='org.freedesktop.Notifications'"])
  createInterface({ input: monitor.stdout! }).on('line', (line) => heard.push(line))

  const tray = await startTrayHost(env.DBUS_SESSION_BUS_ADDRESS, user?.uid ?? process.getuid?.() ?? 0, ask)

  const drop = user ? `setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups -- ` : ''
  const starter = async (name: string) => {
    const wrapper = join(folder, name)
    await writeFile(wrapper, `#!/bin/sh\nexec ${drop}"${join(copy, name)}" "$@"\n`)
    await chmod(wrapper, 0o755)
    return wrapper
  }
  const program = await starter(packed ? 'plantao' : 'electron')

  return {
    folder,
    home,
    env,
    /** Starts Electron as the ordinary user. */
    electron: program,
    /** Where what is run lies. */
    copy,
    /** Starts the packed program by Electron's own name: it then counts as unpacked and may be debugged. */
    asElectron: async () => {
      await link(join(copy, 'plantao'), join(copy, 'electron'))
      return starter('electron')
    },
    tray,
    /** Gives files to the ordinary user. */
    owns: async (...files: string[]) => {
      if (user) await Promise.all(files.map((file) => chown(file, user.uid, user.gid)))
    },
    keyring,
    /** Every line the bus carried about notifications. */
    heard,
    ask,
    /** Runs a program as the ordinary user, for as long as this desktop lives. */
    begin,
    stop: async () => {
      tray.stop()
      for (const child of children.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        const gone = new Promise((done) => child.once('exit', done))
        child.kill('SIGTERM')
        const patience = setTimeout(() => child.kill('SIGKILL'), 2000)
        await gone
        clearTimeout(patience)
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type LinuxDesktop = Awaited<ReturnType<typeof startLinuxDesktop>>
