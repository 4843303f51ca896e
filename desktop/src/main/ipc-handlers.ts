import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { z } from 'zod'
import type { Journal } from './journal.ts'
import { isOurPage } from './our-page.ts'

type Deps = {
  ipcMain: Pick<IpcMain, 'handle'>
  /** The one page that may call; undefined while there is none. */
  page: () => WebContents | undefined
  journal: Journal
}

/** A call from a foreign frame or with arguments that do not fit. The page learns no more than that. */
class Refused extends Error {}

/**
 * The only way into the main process. Every call is checked in this one place: it must come from the main frame of our
 * window while it shows our page, and its arguments must fit their schema.
 */
export function openDoor({ ipcMain, page, journal }: Deps) {
  function isOurs(event: IpcMainInvokeEvent): boolean {
    const ours = page()
    const frame = event.senderFrame
    if (!ours || !frame || event.sender !== ours) return false
    return frame === ours.mainFrame && isOurPage(frame.url)
  }

  return {
    /** Answers calls of `channel`; `run` gets parsed arguments. */
    handle<S extends z.ZodType<unknown[]>>(
      channel: string,
      schema: S,
      run: (...args: z.output<S>) => unknown,
    ): void {
      ipcMain.handle(channel, (event, ...args: unknown[]) => {
        if (!isOurs(event)) {
          journal.note('ipc.stranger')
          throw new Refused('refused')
        }
        // Optional arguments left out arrive as nothing at all.
        const read = schema.safeParse(args)
        if (!read.success) {
          journal.note('ipc.misshapen', channel)
          throw new Refused('refused')
        }
        return run(...read.data)
      })
    },
    /** Tells the page something; without a page nobody needs to know. */
    tell(channel: string, news: unknown): void {
      const ours = page()
      if (ours && !ours.isDestroyed()) ours.send(channel, news)
    },
  }
}
export type Door = ReturnType<typeof openDoor>
