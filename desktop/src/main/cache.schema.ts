/// <reference path="./better-sqlite3-multiple-ciphers.d.ts" />
import type Database from 'better-sqlite3-multiple-ciphers'

/**
 * Numbered steps from an empty file to today's; step n runs once, in the transaction that sets `user_version` to n.
 * Forward only: a landed step is never edited.
 */
const MIGRATIONS: readonly string[] = [
  `
  create table cursor (one integer primary key check (one = 1), seq integer not null);
  create table conversation (
    id text primary key, updated_ms integer not null, body text not null
  ) without rowid;
  create table thread (conversation_id text primary key, older text) without rowid;
  -- The key is the time (see message-key.ts), so the newest matches of a search are the largest keys.
  create table message (
    key integer primary key, id text not null unique, conversation_id text not null, body text not null
  );
  create index message_of_conversation on message (conversation_id, key);
  create virtual table message_words using fts5(
    words, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
  );
  create table outbox (client_id text primary key, position integer not null, body blob not null) without rowid;
  create table draft (
    conversation_id text primary key, words text not null, changed_ms integer not null
  ) without rowid;
  create table quick_reply (position integer primary key, body text not null);
  `,
  `
  create table walk (one integer primary key check (one = 1), next text);
  create index conversation_by_change on conversation (updated_ms);
  `,
  `
  -- Null for what was kept before the cloud told it; such rows get theirs when they are fetched again.
  alter table message add column arrival integer;
  `,
]

/** The file was written by a newer version of the console; nothing in it was touched. */
export class CacheTooNewError extends Error {}

/** Brings a cache file up to date. Throws `CacheTooNewError` for one from the future. */
export function migrate(database: Database.Database): void {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > MIGRATIONS.length) {
    throw new CacheTooNewError(`the cache has version ${version}, this console knows ${MIGRATIONS.length}`)
  }
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue
    database.transaction(() => {
      database.exec(step)
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
}
