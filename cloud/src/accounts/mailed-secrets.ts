import type { Prepare } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import { freshInviteToken } from './invite.ts'
import { freshResetToken } from './password-reset.ts'
import { freshPassword } from './temporary-password.ts'

/** What this room's mails carry that is stored nowhere: made anew for each try, its hash committed before. */
export function mailedSecrets(db: Database): Prepare {
  return {
    welcome: (tenantId, { memberId }) => freshPassword(db, tenantId, String(memberId)),
    password_reset: (tenantId, { resetId }) => freshResetToken(db, tenantId, String(resetId)),
    invite: (tenantId, { inviteId }) => freshInviteToken(db, tenantId, String(inviteId)),
  }
}
