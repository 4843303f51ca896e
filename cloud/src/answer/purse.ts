/**
 * What one decision spends, kept in one statement at its end. A call that was given up tells its cost when nobody waits any more: that
 * is kept by itself, when it comes.
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
  return {
    spend,
    /** Spends, and tells somebody else too. */
    also: (onCost: (usdMicro: number) => void) => (usdMicro: number) => {
      spend(usdMicro)
      onCost(usdMicro)
    },
    close: async (): Promise<void> => {
      isClosed = true
      if (spent > 0) await keep(spent)
    },
  }
}
