import { Notification } from 'electron'
import type { Notice } from '../engine/notices.ts'
import type { DesktopSettings } from '../ipc/settings.ts'
import { noticeWords } from './notice-words.ts'
import { isQuiet } from './quiet.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = {
  text: () => DesktopText
  settings: () => DesktopSettings
  open: (conversationId: string) => void
  /** Draws the eye to the window in the task bar. */
  flash: () => void
}

/** Native notifications. The engine decides when one is due and repeats it; this shows it and opens its conversation. */
export function createNotifier({ text, settings, open, flash }: Deps) {
  // Kept until seen: a collected notification would lose its click.
  const shown = new Map<string, Notification>()

  function withdraw(conversationId: string): void {
    shown.get(conversationId)?.close()
    shown.delete(conversationId)
  }

  return {
    tell: (notice: Notice): void => {
      const { notifications, quiet } = settings()
      if (!notifications || isQuiet(quiet, new Date())) return
      flash()
      if (!Notification.isSupported()) return
      const id = notice.conversationId
      withdraw(id)
      // The page plays the sound a person chose, so the system's own stays out.
      const options = { ...noticeWords(notice, text()), silent: true }
      const actions = [{ type: 'button' as const, text: text().notice.open }]
      const notification = new Notification(process.platform === 'darwin' ? { ...options, actions } : options)
      const seen = () => {
        withdraw(id)
        open(id)
      }
      notification.on('click', seen)
      notification.on('action', seen)
      shown.set(id, notification)
      notification.show()
    },
    withdraw,
    withdrawAll: () => {
      for (const id of [...shown.keys()]) withdraw(id)
    },
  }
}
