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
    tip: (waiting) => (waiting === 0 ? 'Plantão: nobody is waiting' : `Plantão: ${waiting} waiting`),
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
    title: 'Plantão cannot open without its protection',
    text:
      'This system does not allow the AppImage to isolate the page that shows customers’ messages. ' +
      'Install Plantão’s .deb package instead, which includes what is needed.',
  },
  hang: {
    message: 'Plantão stopped responding.',
    detail: 'Queued replies are safe.',
    wait: 'Wait',
    reload: 'Reopen',
  },
  crash: {
    message: 'The Plantão window crashed several times.',
    detail: 'Queued replies are safe and still being sent.',
    reload: 'Reopen',
    quit: 'Quit',
  },
}
