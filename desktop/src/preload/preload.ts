import { contextBridge, ipcRenderer } from 'electron'
import { CONSOLE_COMMANDS, channelOf, EVENTS, SHELL_COMMANDS } from '../ipc/channels.ts'
import type { ConsoleApi } from '../ipc/console-api.ts'

type Call = (...args: unknown[]) => Promise<unknown>

/** One function per command, each bound to its own channel: the page cannot name a channel. */
function calls(room: 'console' | 'shell', commands: readonly Parameters<typeof channelOf>[1][]) {
  const made = commands.map((command): [string, Call] => {
    const channel = channelOf(room, command)
    return [command, (...args) => ipcRenderer.invoke(channel, ...args)]
  })
  return Object.fromEntries(made)
}

/** Subscribes to one event; the page never sees Electron's own event object. */
function hears(channel: string) {
  return (listener: (news: unknown) => void) => {
    const heard = (_event: unknown, news: unknown) => listener(news)
    ipcRenderer.on(channel, heard)
    return () => {
      ipcRenderer.removeListener(channel, heard)
    }
  }
}

const api = {
  console: {
    ...calls('console', CONSOLE_COMMANDS),
    onChange: hears(EVENTS.change),
    onNotice: hears(EVENTS.notice),
  },
  shell: {
    ...calls('shell', SHELL_COMMANDS),
    onDesktop: hears(EVENTS.desktop),
    onScreen: hears(EVENTS.screen),
    onOpened: hears(EVENTS.opened),
  },
} as unknown as ConsoleApi

contextBridge.exposeInMainWorld('plantao', api)
