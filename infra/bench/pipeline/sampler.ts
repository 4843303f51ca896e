import pg from 'pg'
export function sampler(url: string) {
  const c = new pg.Client({ connectionString: url }); const counts = new Map<string, number>(); let n = 0, on = true
  const loop = (async () => { await c.connect(); while (on) {
    const { rows } = await c.query(`select coalesce(wait_event_type,'CPU')||':'||coalesce(wait_event,'') as w, left(regexp_replace(query,'\\s+',' ','g'),70) as q from pg_stat_activity where state<>'idle' and pid<>pg_backend_pid() and datname=current_database()`)
    n++; for (const r of rows) { const k = r.w + ' | ' + r.q; counts.set(k, (counts.get(k) ?? 0) + 1) }
    await new Promise(r => setTimeout(r, 20)) } await c.end() })()
  return async (label: string) => { on = false; await loop; console.error('--- ' + label + ' samples ' + n); for (const [k, v] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 28)) console.error((v / n).toFixed(2), k) }
}
