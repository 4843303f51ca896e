import { Told, type Words } from '../language/told.ts'

/** What PostgreSQL says in its log when it cannot start, and what a person can do about it; the first that fits counts. */
const KNOWN: { says: RegExp; words: (folder: string) => Words }[] = [
  {
    says: /No space left on device|Disk quota exceeded/,
    words: (folder) => ({
      en: `The disk of ${folder} is full; PostgreSQL needs about 200 MB. Make room and start again.`,
      pt: `O disco de ${folder} está cheio; o PostgreSQL precisa de cerca de 200 MB. Libere espaço e comece de novo.`,
    }),
  },
  {
    says: /Read-only file system/,
    words: (folder) => ({
      en: `${folder} lies on a disk that is read-only. Set DATA_DIR to a folder that may be written.`,
      pt: `${folder} está em um disco só de leitura. Defina DATA_DIR com uma pasta em que se possa escrever.`,
    }),
  },
  {
    says: /could not look up effective user ID/,
    words: () => ({
      en: `User number ${process.getuid?.()} has no name here (no line in /etc/passwd), and PostgreSQL makes no database for such a user. Run as a user with a name (docker run -u node), or set DATABASE_URL to a server of yours.`,
      pt: `O usuário número ${process.getuid?.()} não tem nome aqui (nenhuma linha em /etc/passwd), e o PostgreSQL não cria banco para um usuário assim. Rode com um usuário que tenha nome (docker run -u node) ou defina DATABASE_URL com um servidor seu.`,
    }),
  },
  {
    says: /administrative permissions/,
    words: () => ({
      en: 'PostgreSQL refuses to run as an administrator. Open an ordinary terminal and start again.',
      pt: 'O PostgreSQL não roda como administrador. Abra um terminal comum e comece de novo.',
    }),
  },
  {
    says: /could not (?:create|open|resize|map) shared memory|shmget|pre-existing shared memory block/,
    words: (folder) => ({
      en: `PostgreSQL got no shared memory: another one may still run on ${folder}, or /dev/shm is full or missing. End old "postgres" processes; in a container, use --shm-size=256m.`,
      pt: `O PostgreSQL não conseguiu memória compartilhada: outro pode ainda estar rodando em ${folder}, ou /dev/shm está cheio ou não existe. Encerre processos "postgres" antigos; em contêiner, use --shm-size=256m.`,
    }),
  },
  {
    says: /has wrong ownership|has invalid permissions|could not (?:open|access|create|read|write|stat|remove) [^\n]*Permission denied/,
    words: (folder) => ({
      en: `PostgreSQL may not use ${folder}: it must belong to the user who starts Plantão, mode 0700, below folders that this user may enter. Nothing was changed.`,
      pt: `O PostgreSQL não pode usar ${folder}: a pasta precisa ser do usuário que inicia o Plantão, modo 0700, dentro de pastas em que ele possa entrar. Nada foi alterado.`,
    }),
  },
  {
    says: /database files are incompatible with server|not compatible with this version/,
    words: (folder) => ({
      en: `The data in ${folder} was made by another build of PostgreSQL. Start it on the machine that made it and restore a backup of that here.`,
      pt: `Os dados em ${folder} foram feitos por outro PostgreSQL. Inicie na máquina que os criou e restaure aqui um backup deles.`,
    }),
  },
  {
    says: /pg_control|control file|checkpoint record|invalid record length|pg_wal|pg_filenode|invalid page|could not read (?:file|blocks)|could not open (?:file|directory)|not a valid data directory|is missing or corrupt|contains an invalid|catalog .* does not exist/,
    words: (folder) => ({
      en: `The database in ${folder} is damaged: files are missing or broken. It was left as it is. Restore a backup into an empty DATA_DIR; without one, move the folder away and its postgres.json with it to begin anew.`,
      pt: `O banco em ${folder} está danificado: faltam arquivos ou há arquivos quebrados. Ele ficou como está. Restaure um backup em um DATA_DIR vazio; sem backup, tire do lugar a pasta e o postgres.json dela para começar do zero.`,
    }),
  },
]

/**
 * A failure of the server in the reader's words, with PostgreSQL's own below.
 * @param folder where its data lies
 * @param said the last lines of its log, or what a program of it printed
 * @param log the file to look into, when there is one
 */
export function explainServer(folder: string, said: string, log?: string): Told {
  const known = KNOWN.find(({ says }) => says.test(said))
  const own = said.trim() ? `\n\n${said.trim()}` : ''
  const words = known?.words(folder) ?? {
    en: `PostgreSQL does not run on ${folder}${log ? `; its words, from ${log}` : ''}:`,
    pt: `O PostgreSQL não roda em ${folder}${log ? `; as palavras dele, de ${log}` : ''}:`,
  }
  return new Told({ en: words.en + own, pt: words.pt + own })
}
