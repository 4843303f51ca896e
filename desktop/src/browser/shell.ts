import type { Shell } from '../renderer/bridge.ts'
import { browserNoticing } from './noticing.ts'

const PREFERENCES = 'plantao.preferences'

function remembered(): string | null {
  try {
    return localStorage.getItem(PREFERENCES)
  } catch {
    // Storage may be forbidden; preferences then last as long as the page.
    return null
  }
}

/** What a browser tab can do for the console: Web Notifications, a title, a few remembered preferences. */
export function browserShell(): Shell {
  const shown = new Map<string, Notification>()
  return {
    kind: 'browser',
    notifications: () => ('Notification' in window ? Notification.permission : 'denied'),
    askNotifications: async () =>
      'Notification' in window ? await Notification.requestPermission() : 'denied',
    notify: ({ tag, title, body, onClick }) => {
      if (!('Notification' in window) || Notification.permission !== 'granted') return
      // `renotify` makes a repeated one sound again; the DOM types do not know it yet.
      const options: NotificationOptions & { renotify: boolean } = { body, tag, renotify: true, silent: true }
      const notification = new Notification(title, options)
      // Kept until closed: a collected notification would lose its click.
      shown.set(tag, notification)
      notification.onclick = () => {
        window.focus()
        notification.close()
        onClick()
      }
      notification.onclose = () => shown.delete(tag)
    },
    withdraw: (tag) => shown.get(tag)?.close(),
    setCount: () => {},
    noticing: browserNoticing(),
    preferences: () => remembered(),
    keepPreferences: (text) => {
      try {
        localStorage.setItem(PREFERENCES, text)
      } catch {
        // See `remembered`.
      }
    },
  }
}
