import { readdirSync, readFileSync } from 'node:fs'
export function cpuByKind(): Map<string, number> {
  const out = new Map<string, number>()
  const idle = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/).map(Number)
  out.set('ALL busy', (idle[1]! + idle[2]! + idle[3]! + idle[6]! + idle[7]!) / 100); out.set('ALL idle+iowait', (idle[4]! + idle[5]!) / 100); out.set('steal', idle[8]! / 100)
  for (const pid of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8'); const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cmd = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const kind = cmd.startsWith('postgres') ? 'postgres ' + (cmd.match(/plantao_\w+|checkpointer|walwriter|background|autovac|logical|io worker/)?.[0] ?? 'other') : cmd.includes('bench/main') ? 'bench' : cmd.includes('cloud/src/main') ? 'cloud ' : cmd.slice(0, 30)
    out.set(kind, (out.get(kind) ?? 0) + (Number(f[11]) + Number(f[12])) / 100)
  } catch {}
  return out
}
export function cpuDiff(a: Map<string, number>, seconds: number) { const b = cpuByKind(); for (const [k, v] of [...b].sort((x, y) => y[1] - x[1])) { const d = (v - (a.get(k) ?? 0)) / seconds; if (d > 0.01) console.error(d.toFixed(3), k) } }
