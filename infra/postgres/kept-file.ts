import { randomBytes } from 'node:crypto'
import { lstat, open, readFile, rename, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { Told, type Words } from '../language/told.ts'

/**
 * Reads a JSON file that holds what cannot be made again. Undefined only when the file is not there: one that cannot be
 * read, or not understood, is told and left as it is, for whatever is made in its stead would lose what it holds.
 * @param accepts says whether the content has the shape it was written in
 * @param wayOut what to do about a damaged file, a sentence
 */
export async function readKept<Kept>(
  path: string,
  accepts: (content: unknown) => content is Kept,
  wayOut: Words,
): Promise<Kept | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw await unreadable(path, error as NodeJS.ErrnoException)
  }
  const content = parsed(text)
  if (accepts(content)) return content
  throw new Told({
    en: `${path} is damaged: it is not what Plantão wrote. It was left as it is. ${wayOut.en}`,
    pt: `${path} está danificado: não é o que o Plantão gravou. Ele ficou como está. ${wayOut.pt}`,
  })
}

/** Writes a file that cannot be made again: whole and on the disk, or not at all. Mode 0600. */
export async function writeKept(path: string, content: unknown): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw explainWrite(path, error as NodeJS.ErrnoException) ?? error
  }
}

/** Why a file or folder could not be written, told; undefined when the reason is none of the known. */
export function explainWrite(path: string, error: NodeJS.ErrnoException): Told | undefined {
  const cause = { cause: error }
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new Told(
      {
        en: `The disk is full: ${path} could not be written. Make room there, or set DATA_DIR to a folder on another disk.`,
        pt: `O disco está cheio: não foi possível gravar ${path}. Libere espaço nele ou defina DATA_DIR com uma pasta em outro disco.`,
      },
      cause,
    )
  }
  // Node says ENOENT, too, when the folders above cannot be made on a disk that is read-only.
  if (error.code === 'EROFS' || error.code === 'ENOENT') {
    return new Told(
      {
        en: `${path} cannot be made; its disk may be read-only. Set DATA_DIR to a folder that may be written.`,
        pt: `Não é possível criar ${path}; o disco pode ser só de leitura. Defina DATA_DIR com uma pasta em que se possa escrever.`,
      },
      cause,
    )
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new Told(
      {
        en: `No right to write ${path}. If another user (root, with sudo) started Plantão here, start it as that user; or set DATA_DIR to a folder of your own.`,
        pt: `Sem permissão para escrever em ${path}. Se outro usuário (root, com sudo) iniciou o Plantão aqui, inicie com esse usuário; ou defina DATA_DIR com uma pasta sua.`,
      },
      cause,
    )
  }
  if (error.code === 'ENOTDIR' || error.code === 'EEXIST') {
    return new Told(
      {
        en: `${path} cannot be made: a file stands where a folder is needed. Set DATA_DIR to a folder.`,
        pt: `Não é possível criar ${path}: há um arquivo onde deve haver uma pasta. Defina DATA_DIR com uma pasta.`,
      },
      cause,
    )
  }
  return undefined
}

async function unreadable(path: string, cause: NodeJS.ErrnoException): Promise<Told> {
  const owner = await lstat(path).then(
    ({ uid }) => String(uid),
    () => '?',
  )
  return new Told(
    {
      en: `${path} may not be read by ${me()} (${cause.code}); it belongs to user number ${owner}${owner === '0' ? ' (root)' : ''}. Start as that user, or set DATA_DIR to a folder of your own. Nothing was changed.`,
      pt: `${path} não pode ser lido por ${me()} (${cause.code}); pertence ao usuário número ${owner}${owner === '0' ? ' (root)' : ''}. Inicie com esse usuário ou defina DATA_DIR com uma pasta sua. Nada foi alterado.`,
    },
    { cause },
  )
}

/** The name of whoever runs this, or the number where it has none. */
function me(): string {
  try {
    return userInfo().username
  } catch {
    return `${process.getuid?.()}`
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
