import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'

// Loaded before a measured process's own code (`node --import`). Asked by SIGUSR2 it collects its garbage and writes
// down what it still holds, so that what is measured is kept memory and not the moment between two collections.
v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc') as () => void
process.on('SIGUSR2', () => {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  writeFileSync(join(process.env.SETTLED_HEAP_DIR!, `${process.pid}.heap`), String(heapUsed + external))
})
