import { EVENTS } from '../ipc/channels.ts'
import type { ScreenName } from '../ipc/console-api.ts'
import type { Door } from './ipc-handlers.ts'

/** Asks the page to show one of its screens; a page that is still being loaded is told when it begins. */
export function createScreens(door: Pick<Door, 'tell'>) {
  let listening = false
  let asked: ScreenName | null = null
  return {
    show: (screen: ScreenName) => {
      if (listening) door.tell(EVENTS.screen, screen)
      else asked = screen
    },
    /** The page begins to listen; answers what was asked for before. */
    begun: (): ScreenName | null => {
      const wanted = asked
      asked = null
      listening = true
      return wanted
    },
    /** The page goes away or is loaded anew. */
    gone: () => {
      listening = false
    },
  }
}
export type Screens = ReturnType<typeof createScreens>
