import { toggleNote } from '../composer/acts.ts'
import { askForDraft } from '../composer/suggestions.ts'
import { claim, openLongestWait, openNeighbour } from '../conversation/acts.ts'
import { openId } from '../conversation/opening.ts'
import { possible } from '../conversation/possible.ts'
import { closeConversation, giveBack, undoNewest } from '../conversation/second-thoughts.ts'
import { showSection } from '../inbox/show-section.ts'
import { followed } from '../learn/follow-up.ts'
import { openSettings } from '../settings/open.ts'
import { useConsole } from '../store.ts'
import { showPanel, toggleWhy } from '../why/shown.ts'
import { focusReply } from './caret.ts'
import { type HandleName, isThere, press } from './handles.ts'
import type { KeyName } from './key-table.ts'
import { openDialog, openFollowing, useUi } from './ui-store.ts'

/** `there`: whether it can be done now; the palette leaves out what cannot. */
type Act = { run: () => void; there: () => boolean }

const always = (run: () => void): Act => ({ run, there: () => true })
const withPart = (name: HandleName): Act => ({ run: () => press(name), there: () => isThere(name) })

function withOpen(run: (id: string) => void, there: (id: string) => boolean = () => true): Act {
  const known = () => {
    const id = openId()
    return id && id in useConsole.getState().conversations ? id : null
  }
  return {
    run: () => {
      const id = known()
      if (id && there(id)) run(id)
    },
    there: () => {
      const id = known()
      return id !== null && there(id)
    },
  }
}

/** What can be done by key or by the palette; the names of other keys are obeyed where they count. */
export const ACTS: Partial<Record<KeyName, Act>> = {
  palette: always(() => openDialog(useUi.getState().dialog === 'palette' ? null : 'palette')),
  help: always(() => openDialog('keys')),
  undo: { run: undoNewest, there: () => useConsole.getState().undoable.length > 0 },
  next: always(openLongestWait),
  down: always(() => openNeighbour(1)),
  up: always(() => openNeighbour(-1)),
  filter: withPart('filter'),
  settings: always(() => openSettings()),
  reply: withOpen(focusReply),
  claim: withOpen(
    (id) => void claim(id),
    (id) => possible(id).claim,
  ),
  giveBack: withOpen(
    (id) => void giveBack(id),
    (id) => possible(id).giveBack,
  ),
  close: withOpen(
    (id) => void closeConversation(id),
    (id) => possible(id).close,
  ),
  note: withOpen(toggleNote),
  draft: withOpen((id) => {
    useUi.setState({ noting: null })
    void askForDraft(id)
  }),
  voice: withPart('voice'),
  attach: withPart('attach'),
  why: withOpen(toggleWhy),
  contact: withOpen(() => showPanel('contact')),
  quick: always(() => openDialog('quickReplies')),
  same: withOpen(
    (id) => openFollowing('same', { conversationId: id, messageId: followed(id)?.messageId ?? '' }),
    (id) => (followed(id)?.others ?? 0) > 0,
  ),
  propose: withOpen(
    (id) => openFollowing('propose', { conversationId: id, messageId: followed(id)?.messageId ?? '' }),
    (id) => followed(id) !== null,
  ),
  newest: withPart('newest'),
  waiting: always(() => showSection('waiting')),
  mine: always(() => showSection('mine')),
  all: always(() => showSection('rest')),
}
