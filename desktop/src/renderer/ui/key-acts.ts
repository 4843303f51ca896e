import { toggleNote } from '../composer/acts.ts'
import { askForDraft } from '../composer/suggestions.ts'
import { claim, longestWait, neighbour, openLongestWait, openNeighbour } from '../conversation/acts.ts'
import { openId } from '../conversation/opening.ts'
import { possible } from '../conversation/possible.ts'
import { closeConversation, giveBack, undoNewest } from '../conversation/second-thoughts.ts'
import { showSection } from '../inbox/show-section.ts'
import { followed } from '../learn/follow-up.ts'
import { openSettings } from '../settings/open.ts'
import { useConsole } from '../store.ts'
import type { Catalogue } from '../text/pt-br.ts'
import { textNow } from '../text/use-text.ts'
import { showPanel, toggleWhy } from '../why/shown.ts'
import { focusReply } from './caret.ts'
import { type HandleName, isThere, press } from './handles.ts'
import { KEYS, type KeyName } from './key-table.ts'
import { openDialog, openFollowing, say, useUi } from './ui-store.ts'

type Why = keyof Catalogue['keys']['cannot']
/** `there`: whether it can be done now; the palette leaves out what cannot. `why`: what to say to who asks all the same. */
type Act = { run: () => void; there: () => boolean; why: Why }

const always = (run: () => void): Act => ({ run, there: () => true, why: 'now' })
const withPart = (name: HandleName, why: Why): Act => ({
  run: () => press(name),
  there: () => isThere(name),
  why,
})

function withOpen(
  run: (id: string) => void,
  there: (id: string) => boolean = () => true,
  why: Why = 'now',
): Act {
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
    why,
  }
}

/** What can be done by key or by the palette; the names of other keys are obeyed where they count. */
export const ACTS: Partial<Record<KeyName, Act>> = {
  palette: always(() => openDialog(useUi.getState().dialog === 'palette' ? null : 'palette')),
  help: always(() => openDialog('keys')),
  undo: { run: undoNewest, there: () => useConsole.getState().undoable.length > 0, why: 'nothingToUndo' },
  next: { run: openLongestWait, there: () => longestWait() !== null, why: 'nobodyWaits' },
  down: { run: () => openNeighbour(1), there: () => neighbour(1) !== null, why: 'endOfList' },
  up: { run: () => openNeighbour(-1), there: () => neighbour(-1) !== null, why: 'endOfList' },
  filter: withPart('filter', 'now'),
  settings: always(() => openSettings()),
  reply: withOpen(focusReply),
  claim: withOpen(
    (id) => void claim(id),
    (id) => possible(id).claim,
    'yours',
  ),
  giveBack: withOpen(
    (id) => void giveBack(id),
    (id) => possible(id).giveBack,
    'withAi',
  ),
  close: withOpen(
    (id) => void closeConversation(id),
    (id) => possible(id).close,
    'closed',
  ),
  note: withOpen(toggleNote),
  draft: withOpen((id) => {
    useUi.setState({ noting: null })
    void askForDraft(id)
  }),
  voice: withPart('voice', 'inNote'),
  attach: withPart('attach', 'inNote'),
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
  newest: withPart('newest', 'atNewest'),
  waiting: always(() => showSection('waiting')),
  mine: always(() => showSection('mine')),
  all: always(() => showSection('rest')),
}

/** Whether it only means something in an open conversation. */
const wantsConversation = (name: KeyName) =>
  KEYS.some((each) => each.name === name && each.place === 'conversation')

/**
 * Does what was asked for, by a key, a button or the palette; what cannot be done now is answered with the reason.
 * @param covered a sheet lies over the desk, and this one is not for sheets
 */
export function perform(name: KeyName, covered = false): void {
  const act = ACTS[name]
  if (!act) return
  const { cannot } = textNow().keys
  if (covered) say(cannot.covered)
  else if (act.there()) act.run()
  else say(wantsConversation(name) && openId() === null ? cannot.noneOpen : cannot[act.why])
}
