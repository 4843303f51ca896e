import type { Conversation, Message } from '@plantao/shared/conversations'
import { phoneText, timeText } from '@plantao/ui/format'
import { FileText, Image, Mic, StickyNote, Video } from 'lucide-react'
import { toggleNote } from '../composer/acts.ts'
import { HolderChip } from '../conversation/holder-chip.tsx'
import { useConsole } from '../store.ts'
import { dayName, waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { Avatar } from '../ui/avatar.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { keyOf } from '../ui/key-table.ts'
import { useUi } from '../ui/ui-store.ts'
import { useNow } from '../ui/use-now.ts'

const ICONS = { image: Image, video: Video, audio: Mic, document: FileText }
const NONE: Message[] = []

function Waiting({ since }: { since: string }) {
  const text = useText()
  const now = useNow()
  return <strong className="panel-wait figures">{waitFor(now - Date.parse(since), text)}</strong>
}

function useWhen(): (at: string) => string {
  const text = useText()
  const zone = useConsole((state) => state.session.me?.tenant.timeZone ?? 'UTC')
  return (at) => `${dayName(at, Date.now(), text, zone)}, ${timeText(at, text.locale, zone)}`
}

function Facts({ conversation, messages }: { conversation: Conversation; messages: Message[] }) {
  const text = useText()
  const when = useWhen()
  const { contact, waitingSince, closedAt } = conversation
  const phone = phoneText(contact.phone)
  const lastWords = messages.findLast(({ author }) => author === 'contact')
  return (
    <dl className="panel-facts">
      <div>
        <dt>{text.desk.panel.phone}</dt>
        <dd className="figures">
          {phone ?? text.desk.panel.lid}
          {phone && <CopyButton what={phone} />}
        </dd>
      </div>
      <div>
        <dt>{text.desk.panel.holder}</dt>
        <dd>
          <HolderChip conversation={conversation} />
        </dd>
      </div>
      {waitingSince && !closedAt && (
        <div>
          <dt>{text.desk.panel.waiting}</dt>
          <dd>
            <Waiting since={waitingSince} />
          </dd>
        </div>
      )}
      {lastWords && (
        <div>
          <dt>{text.desk.panel.lastWords}</dt>
          <dd className="figures">{when(lastWords.at)}</dd>
        </div>
      )}
    </dl>
  )
}

function Notes({ conversationId, notes }: { conversationId: string; notes: Message[] }) {
  const text = useText()
  const when = useWhen()
  return (
    <section className="panel-part">
      <h3>{text.desk.panel.notes}</h3>
      {notes.length === 0 && <p className="muted">{text.desk.panel.noNotes}</p>}
      <ul className="panel-list">
        {notes.toReversed().map((note) => (
          <li key={note.id} className="panel-note">
            <p>{note.text}</p>
            <p className="muted figures">
              {note.name} · {when(note.at)}
            </p>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        title={keyOf('note')}
        onClick={() => toggleNote(conversationId)}
      >
        <StickyNote size={16} aria-hidden="true" /> {text.desk.panel.addNote}
      </button>
    </section>
  )
}

function Files({ files }: { files: Message[] }) {
  const text = useText()
  const when = useWhen()
  return (
    <section className="panel-part">
      <h3>{text.desk.panel.files}</h3>
      {files.length === 0 && <p className="muted">{text.desk.panel.noFiles}</p>}
      <ul className="panel-list">
        {files.toReversed().map((file) => {
          const Icon = ICONS[file.kind as keyof typeof ICONS]
          return (
            <li key={file.id}>
              <button
                type="button"
                className="panel-file"
                title={text.desk.panel.goTo}
                onClick={() => useUi.setState({ jumpTo: file.id })}
              >
                <Icon size={16} aria-hidden="true" />
                <span className="cut">{file.media?.fileName ?? file.text ?? text.kind[file.kind]}</span>
                <span className="muted figures">{when(file.at)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Who the customer is, what the team noted, what was sent to and fro. */
export function ContactPanel() {
  const text = useText()
  const id = useConsole((state) => state.thread?.conversationId ?? '')
  const conversation = useConsole((state) => state.conversations[id])
  const messages = useConsole((state) => state.thread?.messages ?? NONE)
  if (!conversation) return null
  const { contact } = conversation
  const there = messages.filter(({ deletedAt }) => !deletedAt)
  const notes = there.filter(({ kind }) => kind === 'note')
  const files = there.filter(({ kind }) => Object.hasOwn(ICONS, kind))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="why-body" tabIndex={0} aria-label={text.desk.panel.contact}>
      <div className="panel-who">
        <Avatar name={contact.name} />
        <h2>{contact.name ?? text.conversation.unknownName}</h2>
      </div>
      <Facts conversation={conversation} messages={there} />
      <Notes conversationId={id} notes={notes} />
      <Files files={files} />
    </section>
  )
}
