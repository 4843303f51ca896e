import type { SameQuestion } from '@plantao/shared/learning'
import { SendHorizontal, TriangleAlert } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { LIMIT } from '../composer/composer-field.tsx'
import { nameText, waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { type Following, openDialog, useUi } from '../ui/ui-store.ts'
import { useNow } from '../ui/use-now.ts'
import {
  answerAll,
  choose,
  type FollowUp,
  firstReader,
  personalIn,
  useFollowUps,
  write,
  writeForAll,
} from './follow-up.ts'
import type { Personal, PersonalWords } from './personal.ts'
import './same-sheet.css'

const NOTHING: PersonalWords = { stop: [], check: [] }
const listed = (pieces: Personal[]) => pieces.map(({ words }) => `“${words}”`).join(', ')

type PersonProps = {
  item: SameQuestion
  words: string
  chosen: boolean
  personal: PersonalWords
  /** Whom the answer was written to. */
  first: string
  messageId: string
  /** There are others this text could be a beginning for. */
  several: boolean
  /** Offers its field, or while there is none its box, to be gone to. */
  enter: (place: 'field' | 'box', element: HTMLElement | null) => void
}

/** One of those who wait: what they asked, what they would read, and what in it is not for them. */
function Person({ item, words, chosen, personal, first, messageId, several, enter }: PersonProps) {
  const text = useText()
  const now = useNow()
  const id = useId()
  const { conversationId, contact, question, waitingSince, assignee } = item
  const name = nameText(contact, text)
  const stops = personal.stop.length > 0
  return (
    <li className="same-person" data-person={conversationId}>
      <label className="same-who">
        <input
          ref={(box) => enter('box', assignee ? null : box)}
          type="checkbox"
          checked={chosen}
          disabled={assignee !== undefined}
          onChange={(event) => choose(messageId, conversationId, event.target.checked)}
        />
        <strong className="cut">{name}</strong>
        <span className="figures same-wait">{waitFor(now - Date.parse(waitingSince), text)}</span>
        {assignee && <span className="muted">{text.holder.other(assignee.name)}</span>}
      </label>
      <blockquote className="same-asked">{question}</blockquote>
      {!assignee && (
        <>
          <textarea
            ref={(field) => enter('field', field)}
            className="input"
            rows={3}
            lang="pt-BR"
            maxLength={LIMIT}
            value={words}
            aria-label={text.desk.learn.textFor(name)}
            aria-invalid={stops}
            aria-describedby={`${id}-stop ${id}-check`}
            onChange={(event) => write(messageId, conversationId, event.target.value)}
          />
          <p id={`${id}-stop`} className="same-stop" role="status">
            {stops && (
              <>
                <TriangleAlert size={15} aria-hidden="true" />{' '}
                {text.desk.learn.stop(first, listed(personal.stop))}
              </>
            )}
          </p>
          <p id={`${id}-check`} className="muted">
            {personal.check.length > 0 && text.desk.learn.check(name, listed(personal.check))}
          </p>
          {several && (
            <button type="button" className="link same-copy" onClick={() => writeForAll(messageId, words)}>
              {text.desk.learn.forAll}
            </button>
          )}
        </>
      )}
    </li>
  )
}

/** Why the answer cannot leave yet, in the catalogue's words; null when it can. */
function useRefusal(followUp: FollowUp, personal: Record<string, PersonalWords>): string | null {
  const text = useText()
  const { chosen, found, texts } = followUp
  if (chosen.length === 0) return text.desk.learn.chooseFirst
  const names = (bad: (id: string) => boolean) =>
    found.items
      .filter(({ conversationId: id }) => chosen.includes(id) && bad(id))
      .map(({ contact }) => nameText(contact, text))
      .join(', ')
  const personals = names((id) => (personal[id] ?? NOTHING).stop.length > 0)
  if (personals) return text.desk.learn.changeFirst(personals)
  const empty = names((id) => (texts[id] ?? '').trim() === '')
  return empty ? text.desk.learn.writeFirst(empty) : null
}

function Sheet({ following, followUp }: { following: Following; followUp: FollowUp }) {
  const text = useText()
  const { conversationId, messageId } = following
  const { found, chosen, texts } = followUp
  const first = useMemo(
    () => firstReader(conversationId, found.question ?? ''),
    [conversationId, found.question],
  )
  const personal = useMemo(() => personalIn(followUp, first), [followUp, first])
  const refusal = useRefusal(followUp, personal)
  const [asked, setAsked] = useState(false)
  const places = useRef(new Map<string, HTMLElement | null>())
  const firstName = nameText(first, text)
  const free = found.items.filter(({ assignee }) => !assignee)

  function send(): void {
    setAsked(true)
    if (refusal) {
      // Where there is something to change; without one, where somebody can be chosen.
      const person = found.items.find(
        ({ conversationId: id }) => chosen.includes(id) && (personal[id]?.stop.length || !texts[id]?.trim()),
      )
      const place = person ? `field ${person.conversationId}` : `box ${free[0]?.conversationId}`
      places.current.get(place)?.focus()
      return
    }
    openDialog(null)
    void answerAll(conversationId, messageId)
  }

  return (
    <Dialog
      shape="wide"
      title={text.desk.learn.sheet}
      onClose={() => openDialog(null)}
      foot={
        <>
          <p className={asked && refusal ? 'same-refusal' : 'same-refusal muted'} role="status">
            {asked && refusal ? refusal : text.desk.learn.tenSeconds}
          </p>
          <button type="button" className="button" onClick={() => openDialog(null)}>
            {text.ui.cancel}
          </button>
          <button
            type="button"
            className="button button-main"
            aria-disabled={refusal !== null}
            onClick={send}
          >
            <SendHorizontal size={16} aria-hidden="true" /> {text.desk.learn.answerAll(chosen.length)}
          </button>
        </>
      }
    >
      <p className="muted">{text.desk.learn.sheetLead(firstName)}</p>
      <ul className="same-people">
        {found.items.map((item) => (
          <Person
            key={item.conversationId}
            item={item}
            words={texts[item.conversationId] ?? ''}
            chosen={chosen.includes(item.conversationId)}
            personal={personal[item.conversationId] ?? NOTHING}
            first={firstName}
            messageId={messageId}
            several={free.length > 1}
            enter={(place, element) => places.current.set(`${place} ${item.conversationId}`, element)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

/** One answer for others who wait with the same question: each with their own words, read once more before it goes. */
export function SameSheet() {
  const following = useUi((ui) => ui.following)
  const followUp = useFollowUps((all) => all[following?.messageId ?? ''])
  return following && followUp ? <Sheet following={following} followUp={followUp} /> : null
}
