import type pg from 'pg'
import { chunkKnowledge } from '../../../cloud/src/knowledge/chunking/chunk-knowledge.ts'
import type { StoredChunk } from '../../../cloud/src/knowledge/knowledge.repo.ts'
import { buildIndex } from '../../../cloud/src/knowledge/retrieval/build-index.ts'
import { INDEX_FORM, packIndex } from '../../../cloud/src/knowledge/retrieval/packed-index.ts'
import { matrixOf } from '../../../cloud/src/knowledge/vector-matrix.ts'
import { DEFAULT_BOT_SETTINGS } from '../../../shared/src/bot-settings.ts'
import { embed } from '../../sandbox/src/openai/embed.ts'
import { loadTenants } from '../retrieval/data.ts'
import type { Person } from './people.ts'

const CONVERSATIONS = 10
const MESSAGES_EACH = 4

/** A filled company: its owner, and questions its text was written for. */
export type Company = Person & { questions: string[] }

/**
 * So many companies by whole sets: each with one of the six committed texts published (chunks, vectors of that width), an
 * owner who is signed in, and a small inbox. A superuser's client, whose session must not check keys.
 */
export async function fillCompanies(client: pg.Client, count: number, width: number): Promise<Company[]> {
  const texts = loadTenants('companies')
  await client.query(
    'create temp table template (id uuid default gen_random_uuid(), text integer, content text, position integer, starts integer, ends integer, heading text, part text, hash text, vector real[])',
  )
  for (const [at, { text }] of texts.entries())
    for (const chunk of chunkKnowledge(text)) {
      const [vector] = embed([chunk.heading ? `${chunk.heading}\n${chunk.text}` : chunk.text], width)
      await client.query(
        'insert into template (text, content, position, starts, ends, heading, part, hash, vector) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [
          at,
          text,
          chunk.position,
          chunk.start,
          chunk.end,
          chunk.heading ?? null,
          chunk.text,
          chunk.hash,
          vector,
        ],
      )
    }
  await client.query(
    `create temp table company as select n, n % ${texts.length} as text, uuidv7() as tenant_id, uuidv7() as member_id, uuidv7() as family_id,
       uuidv7() as instance_id, uuidv7() as revision_id from generate_series(0, $1::integer - 1) n`,
    [count],
  )
  for (const sql of COPIES) await client.query(sql)
  await client.query(
    'insert into bot_settings (tenant_id, settings, updated_at) select tenant_id, $1, now() from company',
    [JSON.stringify(DEFAULT_BOT_SETTINGS)],
  )
  await keepIndexes(client)
  await keepMatrices(client)
  const { rows } = await client.query<Person & { text: number }>(
    'select tenant_id as "tenantId", member_id as "memberId", family_id as "familyId", text from company order by n',
  )
  await client.query('drop table template, company')
  return rows.map(({ text, ...person }) => ({
    ...person,
    questions: texts[text]!.questions.filter(({ kind }) => kind === 'answerable').map(
      (question) => question.text,
    ),
  }))
}

/** The word index of each text, as it is kept once a company was asked something. */
async function keepIndexes(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Omit<StoredChunk, 'heading'> & { of: number; heading: string | null }>(
    'select text as of, id, position, part as text, heading, hash from template order by position',
  )
  for (const of of new Set(rows.map((row) => row.of))) {
    const chunks = rows
      .filter((row) => row.of === of)
      .map(({ of: _, heading, ...chunk }): StoredChunk => (heading ? { ...chunk, heading } : chunk))
    await client.query(
      'insert into knowledge_index (tenant_id, revision_id, form, bytes) select tenant_id, revision_id, $2, $3 from company where text = $1',
      [of, INDEX_FORM, packIndex(buildIndex(chunks))],
    )
  }
}

/** The vectors of each text side by side, likewise. */
async function keepMatrices(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ of: number; id: string; vector: number[] }>(
    'select text as of, id, vector from template order by position',
  )
  for (const of of new Set(rows.map((row) => row.of))) {
    const { chunkIds, values } = matrixOf(
      rows
        .filter((row) => row.of === of)
        .map(({ id, vector }) => ({ chunkId: id, vector: Float32Array.from(vector) })),
    )
    await client.query(
      'insert into knowledge_matrix (tenant_id, revision_id, chunk_ids, bytes) select tenant_id, revision_id, $2, $3 from company where text = $1',
      [of, chunkIds, Buffer.from(values.buffer)],
    )
  }
}

/** In the order in which rows point at each other. */
const COPIES = [
  `insert into tenant (tenant_id, name, slug, created_at) select tenant_id, 'Casa ' || n, 'casa-' || n, now() from company`,
  'insert into tenant_counter (tenant_id) select tenant_id from company',
  `insert into subscription (tenant_id, state, answers_granted, updated_at) select tenant_id, 'active', 1000000, now() from company`,
  `insert into member (tenant_id, id, email, name, role, password_hash, must_change_password, created_at)
   select tenant_id, member_id, 'dona' || n || '@casas.example', 'Dona', 'owner', 'x', false, now() from company`,
  `insert into refresh_family (tenant_id, id, member_id, client, current_hash, rotated_at, created_at, last_used_at, expires_at)
   select tenant_id, family_id, member_id, 'desktop', sha256(family_id::text::bytea), now(), now(), now(), now() + interval '1 day' from company`,
  `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
   select tenant_id, instance_id, 'casa-' || n, 'connected', sha256(instance_id::text::bytea), now(), now() from company`,
  `insert into knowledge_revision (tenant_id, id, number, content, status, embedder, created_at)
   select c.tenant_id, c.revision_id, 1, t.content, 'ready', 'bench', now() from company c
   join (select distinct text, content from template) t on t.text = c.text`,
  `insert into knowledge (tenant_id, published_revision, last_number, published_at) select tenant_id, revision_id, 1, now() from company`,
  `insert into chunk (tenant_id, id, revision_id, position, starts, ends, heading, content, hash, vector)
   select c.tenant_id, t.id, c.revision_id, t.position, t.starts, t.ends, t.heading, t.part, t.hash, t.vector
   from company c join template t on t.text = c.text order by c.n, t.position`,
  `create temp table thread as select c.tenant_id, c.instance_id, i, uuidv7() as contact_id, uuidv7() as id, uuidv7() as last_id
   from company c cross join generate_series(1, ${CONVERSATIONS}) i`,
  `insert into contact (tenant_id, id, name, phone, last_jid, created_at)
   select tenant_id, contact_id, 'Cliente ' || i, '+551190000' || lpad(i::text, 4, '0'), '551190000' || lpad(i::text, 4, '0') || '@s.whatsapp.net', now() from thread`,
  `insert into conversation (tenant_id, id, contact_id, instance_id, last_message_id, last_message_at, created_at, updated_at)
   select tenant_id, id, contact_id, instance_id, last_id, now(), now(), now() - i * interval '1 minute' from thread`,
  `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
   select t.tenant_id, case when m = ${MESSAGES_EACH} then t.last_id else uuidv7() end, t.id, case when m % 2 = 1 then 'in' else 'out' end,
     case when m % 2 = 1 then 'contact' else 'ai' end, 'text', 'Abrimos de segunda a sábado das 8h às 18h.', 'delivered', now() + m * interval '1 second', now()
   from thread t cross join generate_series(1, ${MESSAGES_EACH}) m`,
  'drop table thread',
]
