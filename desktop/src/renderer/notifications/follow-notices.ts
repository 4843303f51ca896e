import { bridge, type Notice } from '../bridge.ts'
import { openConversation } from '../conversation/acts.ts'
import { waitingFirst } from '../inbox/sections.ts'
import { usePreferences } from '../settings/preferences.ts'
import { useConsole } from '../store.ts'
import { nameText } from '../text/format.ts'
import { textNow } from '../text/use-text.ts'
import { chime } from './chime.ts'

/** Conversations that a notification was shown of, and may still be shown. */
const told = new Set<string>()

function tell(notice: Notice): void {
  told.add(notice.conversationId)
  const text = textNow()
  const name = nameText(notice, text)
  const body = notice.text ?? text.notice.media
  bridge().shell.notify({
    tag: notice.conversationId,
    title: text.notice[notice.kind](name),
    body: notice.reason ? `${text.reason[notice.reason]}: ${body}` : body,
    onClick: () => openConversation(notice.conversationId),
  })
  const { sound, chime: which } = usePreferences.getState()
  if (sound) chime(which)
}

/** Shows what the engine wants people to know, and keeps the number of those who wait in the title and the badge. */
export function followNotices(): void {
  bridge().console.onNotice(tell)
  let shown = -1
  const count = () => {
    const { conversations, session, thread } = useConsole.getState()
    const waiting = waitingFirst(Object.values(conversations), session.me?.member.id ?? '').length
    if (thread) bridge().shell.withdraw(thread.conversationId)
    // Signed out, or erased: what the system still shows of it names somebody.
    for (const id of told) {
      if (conversations[id]) continue
      bridge().shell.withdraw(id)
      told.delete(id)
    }
    if (waiting === shown) return
    shown = waiting
    document.title = waiting > 0 ? `(${waiting}) ${textNow().product}` : textNow().product
    bridge().shell.setCount(waiting)
  }
  useConsole.subscribe(count)
  count()
}
