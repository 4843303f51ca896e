/** Who comes while the gate is shut waits until it opens. */
export interface Gate {
  open(): void
  shut(): void
  /** Resolves at once while the gate is open. */
  passed(): Promise<void>
}

/** A gate that is shut. */
export function createGate(): Gate {
  let waiting = Promise.withResolvers<void>()
  let isOpen = false
  return {
    open() {
      isOpen = true
      waiting.resolve()
    },
    shut() {
      if (isOpen) waiting = Promise.withResolvers<void>()
      isOpen = false
    },
    passed: () => waiting.promise,
  }
}
