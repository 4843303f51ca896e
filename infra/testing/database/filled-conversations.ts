import type pg from 'pg'

/** What is put into one company's tables; ids are random, times are spread over the 30 days before `now`. */
export type Fill = {
  tenantId: string
  instanceId: string
  memberId: string
  conversations: number
  /** Half of them the customers', half of them ours; a few conversations get very many. */
  messages: number
  now: Date
  /** The part of the messages that gets its raw events and lines of the event log, which no page reads; 0 to 1. */
  trail?: number
}

/** A lookalike of what the judge keeps of each answer: five chunks of some 500 letters. */
const CHUNKS = `(select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'hash', md5(c::text), 'heading', 'ENTREGA', 'score', 0.5, 'cited', c = 1, 'text',
  repeat(md5((p.k * 7 + c)::text) || ' prazo de entrega no bairro ' || c || ' ', 8))) from generate_series(1, 5) c)`
const BODY = `jsonb_build_object('event', 'messages.upsert', 'instance', 'bench', 'data', jsonb_build_object('key', jsonb_build_object(
  'remoteJid', p.phone || '@s.whatsapp.net', 'fromMe', false, 'id', md5(p.k::text)), 'pushName', 'Cliente', 'status', 'DELIVERY_ACK',
  'message', jsonb_build_object('conversation', 'qual o horário de funcionamento hoje? ' || p.k), 'contextInfo', repeat(md5(p.k::text), 12),
  'messageType', 'conversation', 'messageTimestamp', 1764000000 + p.k, 'source', 'android'), 'date_time', p.at, 'sender', 'x@s.whatsapp.net')`

/**
 * Fills a company's inbox by whole sets, as it would stand after a month: contacts, conversations, messages in order of
 * time, receipts, settled sends. The client may be the owner's or a superuser's. Ends with fresh statistics.
 */
export async function fillConversations(client: pg.Client, fill: Fill): Promise<void> {
  const { tenantId, instanceId, memberId, conversations, messages, now, trail = 0 } = fill
  await client.query(`select set_config('app.tenant_id', $1, false), setseed(0.42)`, [tenantId])
  await client.query(`create temp table thread as select n, gen_random_uuid() as contact_id, gen_random_uuid() as id,
    '55119' || lpad(n::text, 8, '0') as phone from generate_series(0, ${conversations - 1}) n`)
  // The third power makes a few regulars: the longest thread gets some hundredth of everything.
  await client.query(
    `create temp table pair as select k, floor(${conversations} * power(random(), 3))::integer as n,
       $1::timestamptz - interval '30 days' * (1 - k::float8 / ${messages / 2}) as at from generate_series(1, ${messages / 2}) k`,
    [now],
  )
  await client.query('create index on thread (n); analyze thread; analyze pair')
  await client.query(`create temp table turn as select p.k, p.at, p.n, t.id as conversation_id, t.phone,
      row_number() over (partition by p.n order by p.k)::integer as revision, uuidv7(p.at - now()) as asked,
      uuidv7(p.at - now() + interval '4 s') as answered, uuidv7(p.at - now() + interval '3 s') as receipt_id
    from pair p join thread t using (n) order by p.k`)
  await client.query('drop table pair; analyze turn')
  const insert = (sql: string, values: unknown[] = []) => client.query(sql, [tenantId, ...values])
  await insert(
    `insert into contact (tenant_id, id, name, phone, last_jid, created_at)
     select $1, contact_id, 'Cliente ' || n, '+' || phone, phone || '@s.whatsapp.net', $2::timestamptz - interval '31 days' from thread`,
    [now],
  )
  await insert(
    `insert into contact_identity (tenant_id, identity, contact_id) select $1, 'phone:' || phone, contact_id from thread`,
  )
  // A twentieth waits for a person, a fiftieth is with one.
  await insert(
    `insert into conversation (tenant_id, id, contact_id, instance_id, state, assignee_id, waiting_since, handoff_reason,
       handoff_question, turn_revision, answered_revision, unread, created_at, updated_at)
     select $1, t.id, t.contact_id, $2, s.state, case when s.state = 'human_replied' then $3::uuid end,
       case when s.state = 'awaiting_human' then coalesce(l.at, $4::timestamptz - interval '30 days') end,
       case when s.state <> 'ai_active' then 'low_confidence' end,
       case when s.state <> 'ai_active' then 'vocês entregam no bairro ' || (t.n % 500) || '?' end,
       coalesce(l.revision, 0), coalesce(l.revision, 0), t.n % 3, $4::timestamptz - interval '31 days', coalesce(l.at, $4::timestamptz - interval '30 days')
     from thread t
     cross join lateral (select case when t.n % 20 = 0 then 'awaiting_human' when t.n % 50 = 1 then 'human_replied' else 'ai_active' end as state) s
     left join (select n, max(at) as at, max(revision) as revision from turn group by n) l using (n)`,
    [instanceId, memberId, now],
  )
  await insert(`insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, reason, question, reply, confidence, threshold,
      chunks, model, input_tokens, output_tokens, cost_usd_micro, timings, trace_id, created_at)
    select $1, p.receipt_id, p.conversation_id, p.revision, d.decision, case when d.decision = 'handoff' then 'low_confidence' end,
      'qual o horário de funcionamento hoje? ' || p.k, case when d.decision = 'reply' then 'Abrimos de segunda a sábado das 8h às 18h.' end,
      (p.k % 100) / 100.0, 0.5, ${CHUNKS}, 'gpt-4.1-mini', 900, 60, 480, '{"retrieve": 12, "write": 800}', md5(p.k::text), p.at + interval '3 s'
    from turn p cross join lateral (select case when p.k % 10 = 8 then 'handoff' when p.k % 10 = 9 then 'smalltalk' else 'reply' end as decision) d`)
  await insert(
    `insert into message (tenant_id, id, conversation_id, direction, author, member_id, kind, content, status, wa_id, at, receipt_id, turn_revision, created_at)
     select $1, m.id, p.conversation_id, m.direction, m.author, case when m.author = 'member' then $2::uuid end, 'text', m.content,
       m.status, upper(md5(p.k || m.direction)), date_trunc('second', m.at), case when m.author = 'ai' then p.receipt_id end,
       case when m.direction = 'in' then p.revision end, m.at
     from turn p cross join lateral (values
       (p.asked, 'in', 'contact', 'qual o horário de funcionamento hoje? ' || p.k, 'received', p.at),
       (p.answered, 'out', case when p.k % 10 = 8 then 'member' else 'ai' end, 'Abrimos de segunda a sábado das 8h às 18h. Posso ajudar em mais alguma coisa?', 'delivered', p.at + interval '4 s')
     ) m(id, direction, author, content, status, at) order by m.at`,
    [memberId],
  )
  await insert(`insert into outbound (tenant_id, message_id, conversation_id, epoch, body, state, attempts, claimed_at, not_before, trace_id, created_at)
    select $1, p.answered, p.conversation_id, 0, 'Abrimos de segunda a sábado das 8h às 18h. Posso ajudar em mais alguma coisa?', 'sent', 1,
      p.at + interval '4 s', p.at + interval '4 s', md5(p.k::text), p.at + interval '4 s' from turn p`)
  await insert(`update conversation v set last_message_id = l.answered, last_message_at = l.at + interval '4 s', last_inbound_at = l.at
    from (select distinct on (n) conversation_id, answered, at from turn order by n, k desc) l where v.tenant_id = $1 and v.id = l.conversation_id`)
  if (trail > 0) await fillTrail(client, fill, Math.round((messages / 2) * trail))
  await client.query('drop table thread, turn')
  await client.query(
    'analyze contact, contact_identity, conversation, message, receipt, outbound, raw_event, event_log',
  )
}

/** What is kept beside: the webhook of each customer's message and two ticks of each of ours, six lines of the event log a turn. */
async function fillTrail(client: pg.Client, { tenantId, instanceId }: Fill, turns: number): Promise<void> {
  await client.query(
    `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at, handled_at, outcome)
     select $1, $2, e.event, e.event || ':' || p.k || e.n, e.body, md5(p.k::text), p.at, p.at, 'stored'
     from turn p cross join lateral (values ('messages.upsert', 0, ${BODY}),
       ('messages.update', 1, jsonb_build_object('event', 'messages.update', 'data', jsonb_build_object('keyId', md5(p.k::text), 'remoteJid', p.phone, 'status', 'DELIVERY_ACK', 'instanceId', gen_random_uuid()), 'date_time', p.at)),
       ('messages.update', 2, jsonb_build_object('event', 'messages.update', 'data', jsonb_build_object('keyId', md5(p.k::text), 'remoteJid', p.phone, 'status', 'READ', 'instanceId', gen_random_uuid()), 'date_time', p.at))
     ) e(event, n, body) where p.k <= $3`,
    [tenantId, instanceId, turns],
  )
  await client.query(
    `insert into event_log (tenant_id, seq, type, conversation_id, message_id, at)
     select $1, c.last_seq + (p.k - 1) * 6 + e.n, e.type, p.conversation_id, p.answered, p.at from turn p
     cross join tenant_counter c cross join (values (1, 'message.created'), (2, 'conversation.changed'), (3, 'message.created'),
       (4, 'conversation.changed'), (5, 'message.changed'), (6, 'message.changed')) e(n, type) where p.k <= $2 and c.tenant_id = $1`,
    [tenantId, turns],
  )
  await client.query('update tenant_counter set last_seq = last_seq + $2 where tenant_id = $1', [
    tenantId,
    turns * 6,
  ])
}
