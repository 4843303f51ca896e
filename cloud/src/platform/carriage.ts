type Rider<Item, Answer> = { item: Item; done: (answer: Answer) => void; failed: (error: unknown) => void }
type Line<Item, Answer> = { waiting: Rider<Item, Answer>[]; busy: boolean }

type Options<Item, Answer> = {
  /**
   * Does several things of a line at once, all or none, and answers in their order. `next` may be called as soon as the
   * line's next may start; at the latest they start when this has ended.
   */
  share: (line: string, items: Item[], next: () => void) => Promise<Answer[]>
  /** Does one by itself; all of those whose shared run failed are done so, and each fails for itself alone. */
  own: (line: string, item: Item) => Promise<Answer>
}

/** Done at once at most: the first must not wait for the last too long. */
const MOST_RIDERS = 32

/**
 * What comes to a line while its last run is under way goes together in the next: under load many share what one of them
 * costs (a commit, a lock, a plan). What comes alone starts at once.
 */
export function createCarriage<Item, Answer>({ share, own }: Options<Item, Answer>) {
  const lines = new Map<string, Line<Item, Answer>>()

  function depart(name: string, line: Line<Item, Answer>): void {
    const riders = line.waiting.splice(0, MOST_RIDERS)
    line.busy = riders.length > 0
    if (!line.busy) {
      lines.delete(name)
      return
    }
    let called = false
    const next = () => {
      if (!called) depart(name, line)
      called = true
    }
    const items = riders.map(({ item }) => item)
    share(name, items, next)
      .then(
        (answers) => riders.forEach(({ done }, i) => void done(answers[i] as Answer)),
        () => riders.forEach(({ item, done, failed }) => void own(name, item).then(done, failed)),
      )
      .finally(next)
  }

  return (name: string, item: Item): Promise<Answer> =>
    new Promise((done, failed) => {
      const line = lines.get(name) ?? { waiting: [], busy: false }
      lines.set(name, line)
      line.waiting.push({ item, done, failed })
      if (!line.busy) depart(name, line)
    })
}
