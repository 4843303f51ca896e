/**
 * What one piece of work spends, kept in few statements. A call that was given up tells its cost when nobody waits any more: that is
 * kept by itself, when it comes.
 * @param keep writes an amount down; millionths of a dollar
 */
export function createPurse(keep: (usdMicro: number) => Promise<void>) {
  let spent = 0
  let isClosed = false
  const spend = (usdMicro: number): void => {
    if (!isClosed) spent += usdMicro
    // Nobody is there to be told that it could not be written.
    else if (usdMicro > 0) void keep(usdMicro).catch(() => undefined)
  }
  const settle = async (): Promise<void> => {
    const due = spent
    spent = 0
    if (due > 0) await keep(due)
  }
  return {
    spend,
    /** Spends, and tells somebody else too. */
    also: (onCost: (usdMicro: number) => void) => (usdMicro: number) => {
      spend(usdMicro)
      onCost(usdMicro)
    },
    /** Writes down what was spent so far. */
    settle,
    /** The same, at the end; what comes later is kept when it comes. */
    close: async (): Promise<void> => {
      isClosed = true
      await settle()
    },
  }
}

export type Purse = ReturnType<typeof createPurse>
