import type { Restarted } from './which-service.ts'

/** A save may write a file twice, and "save all" writes many: so long nothing must follow. Milliseconds. */
const QUIET_MS = 40

export interface RestartOptions {
  /** Stops and starts a service; resolves when it answers. */
  restart: (service: Restarted) => Promise<void>
  /** Told before and after, with the seconds it took. */
  onBegin: (service: Restarted, why: string) => void
  onDone: (service: Restarted, seconds: number) => void
  onFailure: (service: Restarted, error: Error) => void
}

/** Restarts services one change after the other: what comes meanwhile makes one more restart, not one each. */
export function createRestarts({ restart, onBegin, onDone, onFailure }: RestartOptions) {
  const wanted = new Map<Restarted, string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  async function work(): Promise<void> {
    while (wanted.size > 0) {
      const [service, why] = wanted.entries().next().value!
      wanted.delete(service)
      onBegin(service, why)
      const begun = performance.now()
      await restart(service).then(
        () => onDone(service, (performance.now() - begun) / 1000),
        (error: Error) => onFailure(service, error),
      )
    }
    running = undefined
  }

  return {
    /** @param why the changed file, or who asked, for the terminal */
    ask(service: Restarted, why: string): void {
      if (!wanted.has(service)) wanted.set(service, why)
      clearTimeout(timer)
      timer = setTimeout(() => {
        running ??= work()
      }, QUIET_MS)
    },
    /** Nothing begins any more; resolves when what runs has ended. */
    async stop(): Promise<void> {
      clearTimeout(timer)
      wanted.clear()
      await running
    },
  }
}
