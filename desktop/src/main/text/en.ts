import { reasons } from '../../words/en.reasons.ts'
import type { DesktopText } from './pt-br.ts'

/** What the application itself says in English. */
export const en: DesktopText = {
  reason: reasons.reason,
  notice: {
    handoff: (name) => `${name} needs a person`,
    reply: (name) => `${name} replied`,
    media: 'Sent a file',
    nobody: 'Unnamed customer',
    open: 'Open conversation',
  },
  tray: {
    tip: (waiting) => (waiting === 0 ? 'Plantão: nobody waits' : `Plantão: ${waiting} waiting`),
    open: 'Open Plantão',
    settings: 'Settings…',
    notifications: 'Notifications',
    quietForAnHour: 'Do not disturb for an hour',
    quietUntil: (at) =>
      `Do not disturb until ${at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' })}`,
    quietHours: (to) => `Do not disturb by schedule, until ${to}`,
    autostart: 'Open with the computer',
    quit: 'Quit',
  },
  menu: {
    edit: 'Edit',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Actual size',
    settings: 'Settings…',
    learn: 'Add to dictionary',
    quit: 'Quit',
  },
  noSandbox: {
    title: 'Plantão does not open without protection',
    text:
      'This system does not let the AppImage isolate the page that shows customers’ messages. ' +
      'Install the .deb package of Plantão, which brings what is needed.',
  },
  hang: {
    message: 'Plantão stopped responding.',
    detail: 'Queued replies are safe.',
    wait: 'Wait',
    reload: 'Reopen',
  },
  crash: {
    message: 'The window of Plantão crashed several times.',
    detail: 'Queued replies are safe and still being sent.',
    reload: 'Reopen',
    quit: 'Quit',
  },
}
