import pg from 'pg'

/** Connects, works, and leaves, whatever happens. Waits for a connection for `patienceMs`, or for ever without it. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  patienceMs = 0,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
