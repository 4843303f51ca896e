import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { diskMediaStore } from '../../cloud/src/media/adapters/disk.media-store.ts'
import type { Database } from '../../cloud/src/platform/database.ts'
import type { Story } from './conversations/acts.ts'
import { play, type Stage } from './conversations/play.ts'

/** What the receipts of demo conversations name; no model was asked. */
const MODEL = 'gpt-4.1-mini'

/**
 * Plays stories into a company that has no conversation at all; one that has some is left as it is. In one transaction:
 * all of them or none. Nothing is sent.
 * @param mediaFolder where the cloud keeps files of messages
 * @returns how many conversations there are now because of this
 */
export function fillConversations(
  db: Database,
  tenantId: string,
  mediaFolder: string,
  stories: Story[],
): Promise<number> {
  return db.tenant(tenantId, async (tx) => {
    const known = await tx.query('select from conversation where tenant_id = $1 limit 1', [tenantId])
    if (known.length > 0) return 0
    const stage = await stageOf()
    for (const story of stories) await play(tx, stage, story)
    return stories.length

    async function stageOf(): Promise<Stage> {
      const of = [tenantId]
      const [instance] = await tx.query<{ id: string }>('select id from instance where tenant_id = $1', of)
      const members = await tx.query<{ id: string }>(
        `select id from member where tenant_id = $1 order by role = 'owner' desc, id`,
        of,
      )
      const chunks = await tx.query<Stage['chunks'][number]>(
        `select c.id, c.hash, c.heading, c.content as text from chunk c
         join knowledge k on k.tenant_id = c.tenant_id and k.published_revision = c.revision_id
         where c.tenant_id = $1 order by c.position`,
        of,
      )
      if (!instance) throw new Error('the company has no number yet')
      return {
        instanceId: instance.id,
        members: members.map(({ id }) => id),
        chunks,
        files: diskMediaStore(mediaFolder),
        model: MODEL,
        threshold: DEFAULT_BOT_SETTINGS.threshold,
      }
    }
  })
}
