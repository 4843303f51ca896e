import Fastify from 'fastify'
import pg from 'pg'

// The ceiling: Fastify, one INSERT, one commit. Started by the benchmark with the address of the same PostgreSQL.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 20 })
const app = Fastify()
app.post('/webhook/whatsapp', async (request) => {
  await pool.query('insert into bare (body) values ($1)', [JSON.stringify(request.body)])
  return { stored: true }
})
await app.listen({ host: '127.0.0.1', port: Number(process.argv[3]) })
process.send?.('ready')
