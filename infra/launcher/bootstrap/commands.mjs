/** Commands of `npm run`: the file of each, whether it takes words, and whether it needs a PostgreSQL of ours. */
export const COMMANDS = {
  start: { file: 'infra/launcher/start.ts', words: false, database: true },
  dev: { file: 'infra/launcher/dev.ts', words: true, database: true },
  test: { file: 'infra/launcher/test.ts', words: false, database: true },
  'test:unit': { file: 'infra/launcher/test-unit.ts', words: true, database: false },
  'test:watch': { file: 'infra/launcher/test-watch.ts', words: true, database: true },
  check: { file: 'infra/launcher/check.ts', words: false, database: false },
  schema: { file: 'infra/launcher/schema.ts', words: false, database: true },
  bench: { file: 'infra/bench/main.ts', words: true, database: true },
  'e2e:web': { file: 'infra/launcher/e2e-web.ts', words: true, database: true },
  desktop: { file: 'infra/launcher/desktop.ts', words: true, database: false },
  'e2e:desktop': { file: 'infra/launcher/e2e-desktop.ts', words: true, database: true },
  dist: { file: 'infra/launcher/dist.ts', words: true, database: false },
}

/**
 * Why a command with these words is refused; undefined when it is not.
 * @param {string} name
 * @param {string[]} words what stood after `--`
 * @returns {{ en: string, pt: string } | undefined}
 */
export function whyRefused(name, words) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[/** @type {keyof typeof COMMANDS} */ (name)] : null
  if (!command) {
    const known = Object.keys(COMMANDS).join(', ')
    return {
      en: `Unknown command "${name}". Known: ${known}`,
      pt: `Comando desconhecido: "${name}". Existem: ${known}`,
    }
  }
  if (command.words || words.length === 0) return undefined
  const said = words.join(' ')
  return {
    en: `"${name}" takes no words, and "${said}" was given. Settings are environment variables, for example: PORT=8100 npm start (all of them: .env.example).`,
    pt: `"${name}" não aceita palavras, e veio "${said}". As opções são variáveis de ambiente, por exemplo: PORT=8100 npm start (lista completa: .env.example).`,
  }
}
