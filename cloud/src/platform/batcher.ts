type Waiting<Item, Answer> = { item: Item; done: (answer: Answer) => void; failed: (error: unknown) => void }
type Queue<Item, Answer> = { waiting: Waiting<Item, Answer>[]; busy: boolean }

type Options<Item, Answer> = {
  /**
   * Does a batch of one queue at once, all or none, and answers in the batch's order. `next` may be called as soon as
   * the queue's next batch may start; at the latest it starts when this one has ended.
   */
  share: (queue: string, items: Item[], next: () => void) => Promise<Answer[]>
  /** Does one item by itself. When a batch fails, each of its items is done so, and fails for itself alone. */
  own: (queue: string, item: Item) => Promise<Answer>
}

/** Items of a batch at most: the first must not wait for the last too long. */
const MOST_IN_BATCH = 32

/**
 * Batches what comes to a queue while its last batch is under way: under load many items share what one of them costs
 * (a commit, a lock, a plan). An item that comes alone starts at once.
 * @returns adds an item to the queue of that name and answers what became of it
 */
export function createBatcher<Item, Answer>({ share, own }: Options<Item, Answer>) {
  const queues = new Map<string, Queue<Item, Answer>>()

  function flush(name: string, queue: Queue<Item, Answer>): void {
    const batch = queue.waiting.splice(0, MOST_IN_BATCH)
    queue.busy = batch.length > 0
    if (!queue.busy) {
      queues.delete(name)
      return
    }
    let called = false
    const next = () => {
      if (!called) flush(name, queue)
      called = true
    }
    const items = batch.map(({ item }) => item)
    share(name, items, next)
      .then(
        (answers) => batch.forEach(({ done }, i) => void done(answers[i] as Answer)),
        () => batch.forEach(({ item, done, failed }) => void own(name, item).then(done, failed)),
      )
      .finally(next)
  }

  return (name: string, item: Item): Promise<Answer> =>
    new Promise((done, failed) => {
      const queue = queues.get(name) ?? { waiting: [], busy: false }
      queues.set(name, queue)
      queue.waiting.push({ item, done, failed })
      if (!queue.busy) flush(name, queue)
    })
}
