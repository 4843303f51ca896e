import { busTruth, serveOnBus } from './session-bus.ts'

type Ask = (program: string, args: string[]) => Promise<string>
export type TrayEntry = { id: number; label: string; checked: boolean }

const ITEM = 'org.kde.StatusNotifierItem'
const MENU = 'com.canonical.dbusmenu'

/**
 * The part of a desktop's panel that shows tray icons (StatusNotifierWatcher and host). What it would draw is asked of
 * the programs over the bus, as a panel does. `ask` runs a program as the person at the desktop.
 */
export async function startTrayHost(address: string, uid: number, ask: Ask) {
  const items: string[] = []
  const service = await serveOnBus(address, uid, 'org.kde.StatusNotifierWatcher', ({ member, body }) => {
    if (member === 'Get') return { signature: 'v', body: busTruth(true) }
    if (member === 'RegisterStatusNotifierItem')
      items.push(body.toString('utf8', 4, 4 + body.readUInt32LE(0)))
    return null
  })
  const send = (path: string, method: string, ...args: string[]) =>
    ask('dbus-send', ['--session', '--print-reply', `--dest=${items.at(-1)}`, path, method, ...args])
  const property = (name: string) =>
    send('/StatusNotifierItem', 'org.freedesktop.DBus.Properties.Get', `string:${ITEM}`, `string:${name}`)
  const menuPath = async () => /object path "([^"]+)"/.exec(await property('Menu'))?.[1] ?? '/'

  async function entries(): Promise<TrayEntry[]> {
    const said = await send(
      await menuPath(),
      `${MENU}.GetLayout`,
      'int32:0',
      'int32:-1',
      'array:string:label,toggle-state',
    )
    const found: TrayEntry[] = []
    for (const part of said.split(/struct \{/).slice(1)) {
      const label = /string "label"\s+variant\s+string "([^"]*)"/.exec(part)?.[1]
      const id = /^\s+int32 (\d+)/.exec(part)?.[1]
      if (!label || !id) continue
      const checked = /string "toggle-state"\s+variant\s+int32 1/.test(part)
      found.push({ id: Number(id), label: label.replaceAll('_', ''), checked })
    }
    return found
  }

  return {
    /** How many icons there are. */
    icons: () => items.length,
    /** The words beside the icon, as a panel would show them. */
    tip: async () =>
      items.length ? (/string "(Plant[^"]*)"/.exec(await property('ToolTip'))?.[1] ?? '') : '',
    entries,
    /** Clicks an entry of the icon's menu. */
    choose: async (label: string) => {
      const entry = (await entries()).find((each) => each.label === label)
      if (!entry) throw new Error(`the menu has no ${label}`)
      const click = [`int32:${entry.id}`, 'string:clicked', 'variant:int32:0', 'uint32:0']
      await send(await menuPath(), `${MENU}.Event`, ...click)
    },
    /** Forgets icons of programs that ended. */
    forget: () => items.splice(0),
    stop: service.stop,
  }
}
export type TrayHost = Awaited<ReturnType<typeof startTrayHost>>
