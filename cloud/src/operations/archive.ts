import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { UNFINISHED } from './leftovers.ts'

/**
 * Packs a folder into one file that only the holder of the identity can open. It appears whole or not at all.
 * @param recipient an age recipient (`age1…`): this machine can write backups and cannot read them
 */
export async function seal(folder: string, file: string, recipient: string): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const tar = spawn('tar', ['--create', '--file', '-', '--directory', folder, '.'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(tar, 'close') as Promise<[number | null]>
  const draft = `${file}${UNFINISHED}`
  try {
    const sealed = await encrypter.encrypt(Readable.toWeb(tar.stdout) as never)
    await pipeline(
      Readable.fromWeb(sealed as unknown as ReadableStream),
      createWriteStream(draft, { mode: 0o600 }),
    )
    const [code] = await closed
    if (code !== 0) throw new Error(`tar ended with ${code}`)
    await toDisk(draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Unpacks what `seal` made into an existing folder. Throws when the identity does not fit or a byte was changed.
 * @param identity an age identity (`AGE-SECRET-KEY-1…`)
 */
export async function unseal(file: string, folder: string, identity: string): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const opened = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as never)
  const tar = spawn('tar', ['--extract', '--file', '-', '--directory', folder, '--no-same-owner'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const closed = once(tar, 'close') as Promise<[number | null]>
  await pipeline(Readable.fromWeb(opened as unknown as ReadableStream), tar.stdin)
  const [code] = await closed
  if (code !== 0) throw new Error(`tar ended with ${code}`)
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
