#!/usr/bin/env node
import { COMMANDS, UsageError } from './operations/index.ts'
import { asError } from './platform/errors.ts'
import { withSecretFiles } from './platform/secret-files.ts'

// The operations command of the cloud image: plantao COMMAND.
const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length))
  console.error('plantao COMMAND\n')
  for (const { usage, does } of Object.values(COMMANDS)) console.error(`  ${usage.padEnd(width)}  ${does}`)
  process.exit(2)
}
try {
  // The doctor must be able to look at settings that cannot be read.
  const variables = name === 'doctor' ? process.env : withSecretFiles(process.env)
  process.exitCode = await command.run(args, variables, (line) => console.log(line))
} catch (thrown) {
  console.error(`plantao ${name}: ${asError(thrown).message}`)
  process.exitCode = thrown instanceof UsageError ? 2 : 1
}
