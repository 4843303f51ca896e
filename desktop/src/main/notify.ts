import { Notification } from 'electron'
import type { Notice } from '../engine/notices.ts'
import { noticeWords } from './notice-words.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = {
  text: () => DesktopText
  open: (conversationId: string) => void
  /** Draws the eye to the window in the task bar. */
  flash: () => void
}

/** Native notifications. The engine decides when one is due, holds it back in quiet time and repeats it; this shows it and opens its conversation. */
export function createNotifier({ text, open, flash }: Deps) {
  // Kept until seen: a collected notification would lose its click.
  const shown = new Map<string, Notification>()

  function withdraw(conversationId: string): void {
    shown.get(conversationId)?.close()
    shown.delete(conversationId)
  }

  return {
    tell: (notice: Notice): void => {
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
